"""What was done, what was agreed to, what was asked for, and what was mailed."""

from django.db import models
from django.utils import timezone

from bootcamp.web.cohort.models import fields
from bootcamp.web.cohort.models.cohort import Cohort
from bootcamp.web.cohort.models.membership import Role, cohorts_of
from bootcamp.web.cohort.models.person import Person


class AuditEvents(models.QuerySet["AuditEvent"]):
    """Finds events."""

    def visible_to(self, person: Person) -> "AuditEvents":
        """Those of the cohorts that they organise."""
        return self.filter(cohort__in=cohorts_of(person, Role.ORGANISER))


class AuditEvent(models.Model):
    """Who did what to what. It names rows, never what is in them."""

    cohort = models.ForeignKey(Cohort, null=True, on_delete=models.CASCADE, related_name="trail")
    actor = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(default=timezone.now)
    verb = fields.CharField(max_length=60)
    target = fields.CharField(max_length=120, blank=True, help_text="As in membership:abc123.")
    objects = AuditEvents.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=("cohort", "-at"))]


class Consent(models.Model):
    """What someone agreed to, and until when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = fields.CharField(max_length=40)  # push, quote, outcome
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("person", "purpose"),
                condition=models.Q(withdrawn_at=None),
                name="one_consent_in_force",
            )
        ]


class DataRequest(models.Model):
    """Someone asked for a copy of their data, or for its erasure."""

    class State(models.TextChoices):
        REQUESTED = "requested"
        DONE = "done"
        FAILED = "failed"

    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    kind = fields.CharField(max_length=8, choices=[("export", "export"), ("erase", "erase")])
    state = fields.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)


class OutboxMails(models.QuerySet["OutboxMail"]):
    """Finds mails."""

    def visible_to(self, person: Person) -> "OutboxMails":
        """Their own, and those of the cohorts that they organise."""
        organised = cohorts_of(person, Role.ORGANISER)
        return self.filter(models.Q(person=person) | models.Q(cohort__in=organised))


class OutboxMail(models.Model):
    """A mail on its way: one that did not leave is seen."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    cohort = models.ForeignKey(Cohort, null=True, on_delete=models.CASCADE, related_name="mails")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="mails")
    key = fields.CharField(max_length=120, unique=True, help_text="The same key, the same mail.")
    to = fields.EmailField()
    subject = fields.CharField(max_length=200)
    body = fields.TextField()
    state = fields.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    error = fields.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    objects = OutboxMails.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
