"""What is written on a page, and what waits for a judge: code, answers, questions to be posed."""

from django.db import models
from django.utils import timezone

from bootcamp.web.cohort.models import fields
from bootcamp.web.cohort.models.keys import public_id
from bootcamp.web.cohort.models.person import Person
from bootcamp.web.cohort.models.work import Attempt, TestItem


class Draft(models.Model):
    """The code that a learner has written in the page, by exercise."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    exercise = fields.CharField(max_length=80)
    code = fields.TextField()
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

    public = fields.CharField(max_length=20, unique=True, default=public_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="submissions")
    exercise = fields.CharField(max_length=80)
    code = fields.TextField()
    stack = fields.JSONField(default=dict, help_text="Their other definitions, by exercise.")
    seed = models.IntegerField(default=0)
    state = fields.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    worker = fields.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = fields.CharField(max_length=300, blank=True)
    attempt = models.OneToOneField(
        Attempt, null=True, blank=True, on_delete=models.SET_NULL, related_name="submission"
    )
    item = models.OneToOneField(
        TestItem, null=True, blank=True, on_delete=models.CASCADE, related_name="submission"
    )
    objects = Submissions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("person", "exercise"),
                condition=models.Q(state="waiting"),
                name="one_waiting_each",
            )
        ]
        indexes = [
            models.Index(fields=("state", "lease_until", "id")),
            models.Index(fields=("person", "exercise", "id")),
        ]


class Figure(models.Model):
    """A frame of a lesson's figure, drawn by a judge with the course's own code."""

    chapter = fields.CharField(max_length=80)
    name = fields.CharField(max_length=80)
    at = fields.CharField(max_length=200, blank=True, help_text="The dials: `temperature=17`.")
    version = fields.CharField(max_length=16, help_text="Of the chapter's figures.")
    svg = fields.TextField(blank=True)  # "" until a judge has drawn it
    says = fields.CharField(max_length=1000, blank=True)  # what the frame shows
    taken_at = models.DateTimeField(null=True)  # when a worker began to draw it
    error = fields.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("chapter", "name", "at", "version"), name="drawn_once")
        ]


class PosedQuestion(models.Model):
    """A question as the learners of one seed get it. Its numbers are drawn by a judge, not here."""

    exercise = fields.CharField(max_length=80)
    seed = models.IntegerField()
    version = fields.CharField(max_length=16, help_text="Of the exercise's file.")
    data = fields.JSONField(null=True)  # None until a judge has drawn it
    error = fields.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("exercise", "seed", "version"), name="posed_once")
        ]
