"""Who is in a cohort, as what; and who is asked to be."""

from typing import Any

from django.db import models
from django.utils import timezone

from bootcamp.web.cohort.models import fields
from bootcamp.web.cohort.models.cohort import Cohort
from bootcamp.web.cohort.models.keys import public_id
from bootcamp.web.cohort.models.person import Person


class Role(models.TextChoices):
    """What someone is in a cohort."""

    PARTICIPANT = "participant", "participant"
    TA = "ta", "TA"
    MENTOR = "mentor", "mentor"
    REVIEWER = "reviewer", "reviewer"
    SPEAKER = "speaker", "speaker"
    ORGANISER = "organiser", "organiser"
    EVALUATOR = "evaluator", "evaluator"


SEES_PEOPLE = (Role.ORGANISER, Role.TA)
READERS = (Role.ORGANISER, Role.EVALUATOR)  # of what a report is made from


def cohorts_of(person: Person, *roles: str) -> models.QuerySet[Any, Any]:
    """The keys of the cohorts in which one of these roles gives this person rights now."""
    return Membership.objects.of(person, *roles).values("cohort")


class Memberships(models.QuerySet["Membership"]):
    """Finds memberships."""

    def active(self) -> "Memberships":
        """Those that give rights now."""
        return self.filter(state=Membership.State.ACTIVE)

    def of(self, person: Person, *roles: str) -> "Memberships":
        """Those that give this person one of these roles now.

        Who takes part in a cohort is a participant there and nothing else: a person who is also
        the subject of what they could read sees what the subject sees.
        """
        takes_part = Membership.objects.active().filter(person=person, role=Role.PARTICIPANT)
        found = self.active().filter(person=person, role__in=roles)
        if Role.PARTICIPANT in roles:
            return found
        return found.exclude(cohort__in=takes_part.values("cohort"))

    def visible_to(self, person: Person) -> "Memberships":
        """Their own, and everyone's in the cohorts that they organise or assist."""
        seen = cohorts_of(person, *SEES_PEOPLE)
        return self.filter(models.Q(person=person) | models.Q(cohort__in=seen))


class Membership(models.Model):
    """A person's role in a cohort."""

    class State(models.TextChoices):
        INVITED = "invited"
        ACTIVE = "active"
        COMPLETED = "completed"
        WITHDRAWN = "withdrawn"
        DEFERRED = "deferred"

    public = fields.CharField(max_length=20, unique=True, default=public_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="memberships")
    role = fields.CharField(max_length=12, choices=Role.choices)
    state = fields.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    since = models.DateTimeField(default=timezone.now)
    objects = Memberships.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("person", "cohort", "role"), name="a_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} of {self.cohort}"


class Invitations(models.QuerySet["Invitation"]):
    """Finds invitations."""

    def visible_to(self, person: Person) -> "Invitations":
        """Those into the cohorts that they organise."""
        return self.filter(cohort__in=cohorts_of(person, Role.ORGANISER))


class Invitation(models.Model):
    """A link, mailed to one address, that makes whoever has it a member, once."""

    public = fields.CharField(max_length=20, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="invitations")
    role = fields.CharField(max_length=12, choices=Role.choices)
    email = fields.EmailField("e-mail")
    token_hash = fields.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    used_by = models.OneToOneField(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitation"
    )
    used_at = models.DateTimeField(null=True, blank=True)
    objects = Invitations.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("cohort", "role", "email"),
                condition=models.Q(used_at=None, withdrawn_at=None),
                name="one_open_invitation",
            )
        ]
