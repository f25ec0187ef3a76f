"""Forms, and what is answered to them.

A form has versions; a wave asks one version of one cohort; everyone who is asked has a receipt from
the moment it opens. An anonymous answer lies sealed in an envelope until the wave closes; then all
of its envelopes are opened, shuffled, and written as responses without a person, a time, an order.
"""

from django.db import models

from bootcamp.web.cohort.models import fields
from bootcamp.web.cohort.models.cohort import Cohort, Section
from bootcamp.web.cohort.models.keys import RandomId, public_id
from bootcamp.web.cohort.models.membership import READERS, Membership, Role, cohorts_of
from bootcamp.web.cohort.models.person import Person


class Forms(models.QuerySet["Form"]):
    """Finds forms."""

    def visible_to(self, person: Person) -> "Forms":
        """Those of the cohorts that they organise."""
        return self.filter(cohort__in=cohorts_of(person, Role.ORGANISER))


class Form(models.Model):
    """One version of a questionnaire. It can't be changed once it was sent: that makes another."""

    class Mode(models.TextChoices):
        IDENTIFIED = "identified"
        CONFIDENTIAL = "confidential"
        ANONYMOUS = "anonymous"

    public = fields.CharField(max_length=20, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="forms")
    key = fields.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    title = fields.CharField(max_length=120)
    intro = fields.TextField(blank=True)
    mode = fields.CharField(max_length=12, choices=Mode.choices)
    objects = Forms.as_manager()

    class Meta:
        ordering = ("key", "-version")
        constraints = [
            models.UniqueConstraint(fields=("cohort", "key", "version"), name="a_version_once")
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """An item of a form. Its code stays the same across versions and cohorts."""

    class Kind(models.TextChoices):
        LIKERT5 = "likert5", "agreement, 1 to 5"
        SCALE10 = "scale10", "rating, 1 to 10"
        PROBABILITY = "probability", "probability, in %"
        NUMBER = "number"
        CHOICE = "choice", "one of several"
        MULTI = "multi", "several of several"
        SHORT = "short", "a line of text"
        LONG = "long", "text"

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="questions")
    code = fields.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    text = fields.CharField(max_length=400)
    kind = fields.CharField(max_length=12, choices=Kind.choices)
    options = fields.JSONField(default=list, blank=True)
    per_section = models.BooleanField(default=False)
    is_required = models.BooleanField(default=False)
    allows_na = models.BooleanField(default=False)
    is_quotable = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "id")
        constraints = [
            models.UniqueConstraint(fields=("form", "code"), name="one_question_per_code")
        ]

    def __str__(self) -> str:
        return self.text


class Waves(models.QuerySet["Wave"]):
    """Finds waves."""

    def visible_to(self, person: Person) -> "Waves":
        """Those of the cohorts that they organise or evaluate, and those that ask them."""
        seen = cohorts_of(person, *READERS)
        asked = Receipt.objects.filter(membership__person=person).values("wave")
        return self.filter(models.Q(cohort__in=seen) | models.Q(pk__in=asked))


class Wave(models.Model):
    """One round of asking."""

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"

    public = fields.CharField(max_length=20, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="waves")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="waves")
    key = fields.SlugField(max_length=60)
    label = fields.CharField("which round", max_length=60, blank=True)
    state = fields.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    asks = fields.CharField(max_length=12, choices=Role.choices, default=Role.PARTICIPANT)
    sections = models.ManyToManyField(Section, blank=True)  # fixed when it opens
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    months_after = models.PositiveSmallIntegerField(default=0)
    eligible = models.PositiveSmallIntegerField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    error = fields.CharField(max_length=300, blank=True, help_text="Why it couldn't be closed.")
    objects = Waves.as_manager()

    class Meta:
        ordering = ("-opened_at", "-id")
        constraints = [models.UniqueConstraint(fields=("cohort", "key"), name="one_wave_per_key")]

    def __str__(self) -> str:
        return f"{self.form.title}: {self.label}" if self.label else self.form.title

    @property
    def is_closed(self) -> bool:
        """It was asked, and takes no more answers."""
        return self.state == Wave.State.CLOSED


class Receipt(models.Model):
    """Someone is asked, and has answered or not. All of a wave's are made when it opens."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="receipts")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="receipts")
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("wave", "membership"), name="asked_once")]


class Envelope(models.Model):
    """An anonymous response, sealed, while its wave is open. All of a form's are equally long."""

    id = RandomId()
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="envelopes")
    sealed = models.BinaryField()


class Responses(models.QuerySet["Response"]):
    """Finds responses."""

    def visible_to(self, person: Person) -> "Responses":
        """Their own. Others' come as aggregates, and identified ones to the organisers."""
        organised = cohorts_of(person, Role.ORGANISER)
        identified = models.Q(wave__form__mode=Form.Mode.IDENTIFIED, wave__cohort__in=organised)
        return self.filter(models.Q(membership__person=person) | identified)


class Response(models.Model):
    """One person's answers to one wave; anonymous, just someone's."""

    id = RandomId()
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="responses")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="responses"
    )
    may_quote = models.BooleanField(default=False)
    objects = Responses.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("wave", "membership"),
                condition=models.Q(membership__isnull=False),
                name="one_response_each",
            )
        ]


class Answer(models.Model):
    """What was answered to one question."""

    class Status(models.TextChoices):
        ANSWERED = "answered"
        SKIPPED = "skipped"
        NOT_APPLICABLE = "not_applicable"

    id = RandomId()
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT)
    status = fields.CharField(max_length=14, choices=Status.choices)
    number = models.FloatField(null=True, blank=True)
    text = fields.TextField(blank=True)
    choices = fields.JSONField(default=list, blank=True)
    themes = fields.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("response", "question", "section"), name="one_answer_each_section"
            ),
            models.UniqueConstraint(
                fields=("response", "question"),
                condition=models.Q(section=None),
                name="one_answer_each",
            ),
        ]
