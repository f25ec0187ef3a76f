"""No page asks the database more often because there is more in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.standing import rebuild
from bootcamp.web.cohort.models import (
    Answer,
    Attempt,
    AuditEvent,
    Capstone,
    CapstoneScore,
    CostLine,
    Draft,
    Form,
    Invitation,
    Mark,
    OutboxMail,
    Outcome,
    Question,
    Receipt,
    ReportRun,
    Response,
    Reuse,
    Section,
    Submission,
    Test,
    TestItem,
    Token,
    Wave,
)
from bootcamp.web.cohort.models.membership import Role

from .conftest import join, make_person
from .test_matrix import ALLOWED, address
from .world import World

VISITORS = ("participant", "alumna", "organiser", "ta", "evaluator", "reviewer", "mentor")


@pytest.fixture
def world(fast):
    world = World()
    world.report.cut_off = timezone.localdate() + timedelta(days=1)  # all is known by then
    world.report.save()
    return world


def more(world, batch):
    """Three people more, and some rows of each kind: about them, and of whoever visits."""
    for number in range(3):
        name = f"p{batch}-{number}"
        member = join(make_person(name), world.cohort)
        reviewer = join(make_person(f"r{batch}-{number}"), world.cohort, Role.REVIEWER)
        _after(world, name, member, reviewer)
        _forms(world, name, member)
        _lists(world, name, member)
        _work(member.person, name, number)
    for visitor in VISITORS:
        _work(world.people[visitor], f"{visitor}{batch}", batch)
    rebuild()


def _after(world, name, member, reviewer):
    of = {"cohort": world.cohort}
    capstone = Capstone.objects.create(title=name, **of)
    capstone.team.add(member, world.member("subject"))
    world.capstone.team.add(member)
    CapstoneScore.objects.create(capstone=world.capstone, reviewer=reviewer, criterion="c", value=3)
    for each in (reviewer, world.member("reviewer")):
        CapstoneScore.objects.create(capstone=capstone, reviewer=each, criterion="c", value=3)
    for whose in (member, world.member("subject"), world.member("participant")):
        Outcome.objects.create(membership=whose, kind="role", what=name)
    CostLine.objects.create(category=name, amount=1, **of)
    Reuse.objects.create(organisation=name, **of)
    Section.objects.create(key=name, title=name, order=9, planned_days=1, **of)
    kept = ReportRun.objects.get(pk=world.report.pk)
    kept.pk, kept.public, kept.made_by = None, name, world.people["organiser"]
    kept.save()
    for phase in ("before", "after"):
        test = Test.objects.create(
            membership=member, chapter="arrays", phase=phase, seed=1, ended_at=timezone.now(), **of
        )
        TestItem.objects.create(test=test, name="a", answer="1", points=1)


def _forms(world, name, member):
    of = {"cohort": world.cohort}
    form = Form.objects.create(key=name, title=name, mode="confidential", **of)
    for code in ("one", "two"):
        Question.objects.create(form=form, code=code, text=code, kind="long")
    Question.objects.create(form=world.form, code=name, text=name, kind="scale10")
    for state in ("draft", "open", "closed"):
        wave = Wave.objects.create(
            form=form, key=f"{name}-{state}", state=state, opened_at=timezone.now(),
            closed_at=timezone.now() if state == "closed" else None, **of,
        )  # fmt: skip
        for whose in (member, world.member("participant"), world.member("alumna")):
            Receipt.objects.create(wave=wave, membership=whose, is_done=state == "closed")
            response = Response.objects.create(wave=wave, membership=whose)
            for question in form.questions.all():
                Answer.objects.create(
                    response=response, question=question, status="answered", text=name
                )
    for wave in (world.wave, world.cohort.waves.filter(state="closed").earliest("pk")):
        Receipt.objects.get_or_create(wave=wave, membership=member, defaults={"is_done": True})
        response, _ = Response.objects.get_or_create(wave=wave, membership=member)
        for question in wave.form.questions.all():
            Answer.objects.get_or_create(
                response=response, question=question, status="answered", text=name
            )


def _lists(world, name, member):
    of = {"cohort": world.cohort}
    Invitation.objects.create(
        role=Role.TA, email=f"{name}@example.org", token_hash=name.zfill(64),
        expires_at=timezone.now() + timedelta(days=9), **of,
    )  # fmt: skip
    organiser = world.people["organiser"]
    AuditEvent.objects.create(verb="did", target=name, actor=organiser, **of)
    OutboxMail.objects.create(person=member.person, key=name, to="x@example.org", **of)


def _work(person, name, number):
    """Tries of several exercises, each with what was written."""
    for exercise in list(the_course().exercises)[3 * number : 3 * number + 3]:
        for hours, outcome in ((9, "failed"), (8, "failed"), (7, "failed"), (6, "passed")):
            at = timezone.now() - timedelta(hours=hours)
            last = Attempt.objects.create(
                person=person, exercise=exercise, at=at, outcome=outcome, honest=True, verdict={},
                code_hash=f"{name}{hours}", mistake="A mistake.", source="push",
            )  # fmt: skip
        Mark.objects.create(person=person, exercise=exercise, kind="hint")
        Draft.objects.create(person=person, exercise=exercise, code="def f():\n    return 1\n")
        Submission.objects.create(
            person=person, exercise=exercise, code="x", state="done", attempt=last
        )
    Token.objects.create(person=person, label=name, hash=name.zfill(64))


def counted(world, visitor):
    """By address how many queries the page takes; but for what can't be opened by reading."""
    client, found = world.client(visitor), {}
    closed = world.cohort.waves.filter(state="closed").earliest("pk")
    urls = {name: address(name, world) for name in ALLOWED} | {
        "learn": "/learn/",
        "lesson": "/learn/lesson/arrays/indexing/",
        "results": f"/c/spring/waves/{closed.public}/results",
    }
    for name, url in urls.items():
        client.get(url)  # what is remembered by the process is read now
        with CaptureQueriesContext(connection) as queries:
            status = client.get(url).status_code
        if status == 200:
            found[name] = len(queries)
    return found


@pytest.mark.parametrize("visitor", VISITORS)
def test_with_more_rows_a_page_takes_as_many_queries(world, visitor):
    more(world, 0)
    before = counted(world, visitor)
    more(world, 1)
    more(world, 2)
    after = counted(world, visitor)
    assert len(before) > 8
    assert {name: n for name, n in after.items() if n > before[name]} == {}
