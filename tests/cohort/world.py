"""Two cohorts with someone in every role, and a canary in every field that isn't for everyone."""

from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from bootcamp.report.build import report_of
from bootcamp.report.spec import shipped_spec
from bootcamp.web.cohort.domain.figures import packed
from bootcamp.web.cohort.domain.rows import rows_of
from bootcamp.web.cohort.models import (
    Answer,
    AuditEvent,
    Capstone,
    CapstoneScore,
    CostLine,
    Form,
    Invitation,
    OutboxMail,
    Outcome,
    Question,
    Receipt,
    ReportRun,
    Response,
    Test,
    Text,
    Wave,
)
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
        self.mail = OutboxMail.objects.create(
            cohort=self.cohort, person=self.people["subject"], key="k", to="x@example.org",
            subject=canary("subject"), body=canary("mail"),
        )  # fmt: skip
        self.today = date(2026, 6, 1)
        self._add_what_comes_after()
        self._add_forms()

    def _add_forms(self):
        """A confidential form that is open, and that `subject` has answered."""
        of = {"cohort": self.cohort}
        self.form = Form.objects.create(key="f", title=canary("form"), mode="confidential", **of)
        question = Question.objects.create(
            form=self.form, code="why", text=canary("question"), kind="long"
        )
        self.wave = Wave.objects.create(
            form=self.form, key="w", state="open", opened_at=timezone.now(), **of
        )
        for name in ("participant", "subject", "alumna", "withdrawn"):
            Receipt.objects.create(
                wave=self.wave, membership=self.member(name), is_done=name == "subject"
            )
        response = Response.objects.create(wave=self.wave, membership=self.member("subject"))
        Answer.objects.create(
            response=response, question=question, status="answered", text=canary("answer")
        )

    def _add_what_comes_after(self):
        """A capstone, an outcome, a cost, a text, a report, a test; all but the last of `subject`."""
        of, member = {"cohort": self.cohort}, self.member("subject")
        self.capstone = Capstone.objects.create(title=canary("capstone"), **of)
        self.capstone.team.add(member)
        self.score = CapstoneScore.objects.create(
            capstone=self.capstone, reviewer=self.member("reviewer"), criterion="c", value=3
        )
        self.outcome = Outcome.objects.create(
            membership=member, kind="role", what=canary("outcome")
        )
        self.cost = CostLine.objects.create(category=canary("cost"), amount=1, **of)
        Text.objects.create(key="goals", text=canary("text"), **of)
        rows = rows_of(self.cohort, self.today)
        made = report_of(rows, shipped_spec("seed"), self.today, "internal")
        self.report = ReportRun.objects.create(
            edition="internal", spec_hash="", data_hash="", html=canary("report"), bundle=b"",
            cut_off=self.today, figures=packed(made), **of,
        )  # fmt: skip
        self.test = Test.objects.create(
            membership=self.member("participant"), chapter="arrays", phase="before", seed=1, **of
        )

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
