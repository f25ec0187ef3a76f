"""What participants did: attempts, hints, and where that brought them; tests of a chapter."""

from django.db import models
from django.utils import timezone

from bootcamp.web.cohort.models import fields
from bootcamp.web.cohort.models.cohort import Cohort
from bootcamp.web.cohort.models.keys import public_id
from bootcamp.web.cohort.models.membership import SEES_PEOPLE, Membership, Role, cohorts_of
from bootcamp.web.cohort.models.person import Person


def of_members_seen_by(person: Person) -> models.Q:
    """Their own work, and that of participants of the cohorts that they organise or assist."""
    seen = cohorts_of(person, *SEES_PEOPLE)
    stayed = (Membership.State.ACTIVE, Membership.State.COMPLETED)
    members = Membership.objects.filter(cohort__in=seen, role=Role.PARTICIPANT, state__in=stayed)
    theirs = members.values("person")
    return models.Q(person=person) | models.Q(person__in=theirs)


class Attempts(models.QuerySet["Attempt"]):
    """Finds attempts."""

    def visible_to(self, person: Person) -> "Attempts":
        """Their own, and those of the participants whom they teach."""
        return self.filter(of_members_seen_by(person))


class Attempt(models.Model):
    """One check of one exercise, in the page or pushed from the learner's machine."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attempts")
    exercise = fields.CharField(max_length=80)
    at = models.DateTimeField()
    outcome = fields.CharField(max_length=12)
    honest = models.BooleanField()
    hint_level = models.PositiveSmallIntegerField(default=0)
    code_hash = fields.CharField(max_length=16)
    code = fields.TextField(blank=True)  # "" of what was pushed: code stays with the learner
    mistake = fields.CharField(max_length=400, blank=True)
    verdict = fields.JSONField()
    source = fields.CharField(max_length=8, choices=[("page", "page"), ("push", "push")])
    objects = Attempts.as_manager()

    class Meta:
        constraints = [  # the same attempt pushed twice is one
            models.UniqueConstraint(
                fields=("person", "exercise", "at", "code_hash"), name="an_attempt_once"
            )
        ]
        indexes = [
            models.Index(fields=("person", "exercise", "at")),
            models.Index(
                fields=("exercise", "mistake", "person"),
                condition=models.Q(mistake__gt=""),
                name="known_mistakes",
            ),
        ]


class Marks(models.QuerySet["Mark"]):
    """Finds marks."""

    def visible_to(self, person: Person) -> "Marks":
        """Their own, and those of the participants whom they teach."""
        return self.filter(of_members_seen_by(person))


class Mark(models.Model):
    """A hint or the solution was seen, code was borrowed or reset."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="marks")
    exercise = fields.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)
    kind = fields.CharField(max_length=10)
    text = fields.CharField(max_length=16, blank=True, help_text="lent: the code's hash")
    objects = Marks.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("person", "exercise", "at", "kind"), name="a_mark_once")
        ]


class Standings(models.QuerySet["Standing"]):
    """Finds standings."""

    def visible_to(self, person: Person) -> "Standings":
        """Their own, and those of the participants whom they teach."""
        return self.filter(of_members_seen_by(person))


class Standing(models.Model):
    """Where someone stands with one exercise: follows from their attempts and marks alone.

    It is written anew, in the same transaction, whenever one of those is added, so that no page has
    to go through all attempts.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="standings")
    exercise = fields.CharField(max_length=80)
    state = fields.CharField(max_length=10, default="untouched")  # a key of status.LABELS
    tries = models.PositiveIntegerField(default=0)  # until the first pass
    honest_tries = models.PositiveIntegerField(default=0)  # different ones that ran and failed
    hints = models.PositiveSmallIntegerField(default=0)
    passed_first = models.BooleanField(null=True)  # at the first honest try; None without one
    seconds = models.FloatField(default=0)  # from the first try to the pass, long pauses left out
    tried_at = models.DateTimeField(null=True, blank=True)  # the last try
    passed_at = models.DateTimeField(null=True, blank=True)
    objects = Standings.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("person", "exercise"), name="one_standing_each")
        ]
        indexes = [models.Index(fields=("exercise", "person"))]


class Tests(models.QuerySet["Test"]):
    """Finds tests."""

    def visible_to(self, person: Person) -> "Tests":
        """Their own."""
        return self.filter(membership__person=person)


class Test(models.Model):
    """One participant's short test of a chapter, before it or after."""

    __test__ = False  # Careful: not one of pytest's

    public = fields.CharField(max_length=20, unique=True, default=public_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="tests")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="tests")
    chapter = fields.SlugField(max_length=60)
    phase = fields.CharField(max_length=6, choices=[("before", "before"), ("after", "after")])
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
    """One item of a test, and the answer to it.

    Code waits for a judge: its points are unknown until then. What no judge could judge counts
    neither way: it is out of 0.
    """

    __test__ = False

    test = models.ForeignKey(Test, on_delete=models.CASCADE, related_name="items")
    name = fields.CharField(max_length=80)
    answer = fields.TextField(blank=True)
    points = models.FloatField(default=0, null=True)
    says = fields.CharField(max_length=300, blank=True, help_text="Of code: how it differs.")
    out_of = models.FloatField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("test", "name"), name="an_item_once")]
