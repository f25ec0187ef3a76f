"""Two cohorts with someone in every role, and a canary in every field that isn't for everyone."""

from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from bootcamp.web.cohort.models import AuditEvent, Invitation, OutboxMail
from bootcamp.web.cohort.models.membership import Role

from .conftest import join, make_cohort, make_person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
VISITORS = (
    "stranger",  # isn't signed in
    "outsider",  # has an account, and no cohort
    *Role.values,
    "alumna",  # has completed it
    "withdrawn",
    *(f"other {role}" for role in Role.values),  # of another cohort
)


def canary(name):
    """What may be seen nowhere but where the table says."""
    return f"CANARY-{name}"


class World:
    """Everyone, and one row of each kind."""

    def __init__(self):
        self.cohort, self.other = make_cohort("spring"), make_cohort("autumn")
        self.people = {"outsider": make_person("outsider")}
        for role in Role.values:
            self._add(role, self.cohort, role)
            self._add(f"other {role}", self.other, role)
        self._add("alumna", self.cohort, Role.PARTICIPANT, "completed")
        self._add("withdrawn", self.cohort, Role.PARTICIPANT, "withdrawn")
        self._add("subject", self.cohort, Role.PARTICIPANT)  # whom the rows are about
        self.invitation = Invitation.objects.create(
            cohort=self.cohort,
            role=Role.TA,
            email=f"{canary('invited')}@example.org",
            token_hash="0" * 64,
            expires_at=timezone.now() + timedelta(days=9),
        )
        AuditEvent.objects.create(cohort=self.cohort, verb=canary("trail"))
        OutboxMail.objects.create(
            cohort=self.cohort, person=self.people["subject"], key="k", to="x@example.org",
            subject=canary("subject"), body=canary("mail"),
        )  # fmt: skip
        self.today = date(2026, 6, 1)

    def _add(self, name, cohort, role, state="active"):
        person = make_person(name.replace(" ", "-"))
        person.name = canary(name.replace(" ", "-"))
        person.save()
        self.people[name] = person
        join(person, cohort, role, state)

    def member(self, name):
        return self.people[name].memberships.get()

    def client(self, name):
        client = Client(raise_request_exception=False)
        if name != "stranger":
            client.force_login(self.people[name], backend=BACKEND)
        return client
