"""What participants did: attempts, hints, code that waits for a verdict, tests of a chapter."""

from django.db import models
from django.utils import timezone

from bootcamp.web.cohort.models.cohort import Cohort
from bootcamp.web.cohort.models.keys import public_id
from bootcamp.web.cohort.models.membership import Membership, Role
from bootcamp.web.cohort.models.person import Person


def of_members_seen_by(person: Person) -> models.Q:
    """Their own work, and that of participants of the cohorts that they organise or assist."""
    seen = Membership.objects.of(person, Role.ORGANISER, Role.TA).values("cohort")
    theirs = Membership.objects.filter(cohort__in=seen, role=Role.PARTICIPANT).values("person")
    return models.Q(person=person) | models.Q(person__in=theirs)


class Attempts(models.QuerySet["Attempt"]):
    """Finds attempts."""

    def visible_to(self, person: Person) -> "Attempts":
        """Their own, and those of the participants whom they teach."""
        return self.filter(of_members_seen_by(person))


class Attempt(models.Model):
    """One check of one exercise, in the page or pushed from the learner's machine."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attempts")
    exercise = models.CharField(max_length=80)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12)
    honest = models.BooleanField()
    hint_level = models.PositiveSmallIntegerField(default=0)
    code_hash = models.CharField(max_length=16)
    code = models.TextField(blank=True)  # "" of what was pushed: code stays with the learner
    mistake = models.CharField(max_length=400, blank=True)
    verdict = models.JSONField()
    source = models.CharField(max_length=8, choices=[("page", "page"), ("push", "push")])
    objects = Attempts.as_manager()

    class Meta:
        constraints = [  # the same attempt pushed twice is one
            models.UniqueConstraint(
                fields=("person", "exercise", "at", "code_hash"), name="an_attempt_once"
            )
        ]
        indexes = [models.Index(fields=("person", "exercise", "at"))]


class Marks(models.QuerySet["Mark"]):
    """Finds marks."""

    def visible_to(self, person: Person) -> "Marks":
        """Their own, and those of the participants whom they teach."""
        return self.filter(of_members_seen_by(person))


class Mark(models.Model):
    """A hint or the solution was seen, code was borrowed or reset."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="marks")
    exercise = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=16, blank=True, help_text="lent: the code's hash")
    objects = Marks.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("person", "exercise", "at", "kind"), name="a_mark_once")
        ]


class Draft(models.Model):
    """The code that a learner has written in the page, by exercise."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    exercise = models.CharField(max_length=80)
    code = models.TextField()
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("person", "exercise"), name="one_draft_each")
        ]


class Submissions(models.QuerySet["Submission"]):
    """Finds submissions."""

    def visible_to(self, person: Person) -> "Submissions":
        """Their own."""
        return self.filter(person=person)


class Submission(models.Model):
    """Code that waits for a verdict. A worker takes it on lease; whoever writes first is heard."""

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        DONE = "done"
        FAILED = "failed"

    public = models.CharField(max_length=20, unique=True, default=public_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="submissions")
    exercise = models.CharField(max_length=80)
    code = models.TextField()
    stack = models.JSONField(default=dict, help_text="Their other definitions, by exercise.")
    seed = models.IntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    attempt = models.OneToOneField(
        Attempt, null=True, blank=True, on_delete=models.SET_NULL, related_name="submission"
    )
    objects = Submissions.as_manager()

    class Meta:
        indexes = [models.Index(fields=("state", "lease_until", "id"))]


class Tests(models.QuerySet["Test"]):
    """Finds tests."""

    def visible_to(self, person: Person) -> "Tests":
        """Their own."""
        return self.filter(membership__person=person)


class Test(models.Model):
    """One participant's short test of a chapter, before it or after."""

    __test__ = False  # Careful: not one of pytest's

    public = models.CharField(max_length=20, unique=True, default=public_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="tests")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="tests")
    chapter = models.SlugField(max_length=60)
    phase = models.CharField(max_length=6, choices=[("before", "before"), ("after", "after")])
    seed = models.IntegerField()
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    self_rating = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 to 10
    objects = Tests.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("membership", "chapter", "phase"), name="a_test_once")
        ]


class TestItem(models.Model):
    """One item of a test, and the answer to it."""

    __test__ = False

    test = models.ForeignKey(Test, on_delete=models.CASCADE, related_name="items")
    name = models.CharField(max_length=80)
    answer = models.TextField(blank=True)
    points = models.FloatField(default=0)
    out_of = models.FloatField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("test", "name"), name="an_item_once")]
