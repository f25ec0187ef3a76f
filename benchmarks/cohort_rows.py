"""Ten made-up cohorts of thirty, with 100,000 attempts and 5,100 responses in the database."""

import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

COHORTS, PARTICIPANTS = 10, 30
ATTEMPTS = 100_000
WAVES = 17  # of each cohort, answered by all: 5,100 responses
QUESTIONS = 6
DAYS = 28
BATCH = 5_000


@dataclass(frozen=True)
class Learner:
    """Someone signed in, with a key for their own machine."""

    person: int
    cohort: str
    cookie: str
    key: str


def fill() -> tuple[list[Learner], dict[str, str], dict[str, str]]:
    """Fill an empty database: who takes part, signed in; the wave that each cohort is asked; the
    cookies of the first cohort's staff, by role.
    """
    from django.utils import timezone

    from bootcamp.course.read import find_course, read_course
    from bootcamp.web.cohort import models
    from bootcamp.web.cohort.domain.standing import rebuild

    draw, now = random.Random(0), timezone.now()
    learners: list[Learner] = []
    waves, staff = {}, {}
    for number in range(COHORTS):
        cohort = _cohort(f"cohort{number}", now)
        for role in ("organiser", "ta", "evaluator", "reviewer"):
            member = _member(cohort, role, f"{role}{number}")
            staff.setdefault(role, session_of(member.person))
        members = [_member(cohort, "participant", f"p{number}-{n}") for n in range(PARTICIPANTS)]
        learners += [_signed_in(member) for member in members]
        waves[cohort.slug] = _waves(cohort, members, draw, now)
    exercises = list(read_course(find_course(), problems=[]).exercises)
    people = [learner.person for learner in learners]
    for batch in _batches(_attempts(people, exercises, draw, now)):
        models.Attempt.objects.bulk_create(batch, ignore_conflicts=True)
    rebuild()
    return learners, waves, staff


def _cohort(slug: str, now: datetime) -> Any:
    from bootcamp.web.cohort.models import Cohort, Section

    start = now.date() - timedelta(days=DAYS)
    cohort = Cohort.objects.create(
        slug=slug, title=slug, start=start, end=start + timedelta(days=41)
    )
    for order, chapter in enumerate(("arrays", "autograd")):
        Section.objects.create(
            cohort=cohort, key=chapter, title=chapter, order=order, planned_days=5, chapter=chapter
        )
    return cohort


def _member(cohort: Any, role: str, name: str) -> Any:
    from bootcamp.web.cohort.models import Membership, Person

    person = Person(email=f"{name}@example.org", name=name, seed=secrets.randbits(31))
    person.set_unusable_password()
    person.save()
    return Membership.objects.create(person=person, cohort=cohort, role=role)


def _signed_in(member: Any) -> Learner:
    """A session and a key, as signing in and the page of keys make them."""
    from bootcamp.web.cohort.domain.keys import make_key

    key = make_key("laptop", actor=member.person)
    return Learner(member.person_id, member.cohort.slug, session_of(member.person), key)


def session_of(person: Any) -> str:
    """The cookie of a new session."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _waves(cohort: Any, members: list[Any], draw: random.Random, now: datetime) -> str:
    """Waves that everyone answered, and one that is open: its address."""
    from bootcamp.web.cohort import models

    form = models.Form.objects.create(
        cohort=cohort, key="daily", title="Daily", mode="confidential"
    )
    for n in range(QUESTIONS):
        models.Question.objects.create(
            form=form, code=f"q{n}", text=f"Question {n}", kind="scale10", order=n
        )
    for number in range(WAVES):
        wave = models.Wave.objects.create(
            cohort=cohort, form=form, key=f"daily{number}", state="closed",
            eligible=len(members), closed_at=now,
        )  # fmt: skip
        _answers(wave, members, draw)
    asked = models.Wave.objects.create(
        cohort=cohort, form=form, key="open", state="open", opened_at=now
    )
    models.Receipt.objects.bulk_create(
        models.Receipt(wave=asked, membership=member) for member in members
    )
    return str(asked.public)


def _answers(wave: Any, members: list[Any], draw: random.Random) -> None:
    """Everyone's ratings."""
    from bootcamp.web.cohort import models

    models.Receipt.objects.bulk_create(
        models.Receipt(wave=wave, membership=member, is_done=True) for member in members
    )
    responses = models.Response.objects.bulk_create(
        models.Response(wave=wave, membership=member) for member in members
    )
    models.Answer.objects.bulk_create(
        models.Answer(
            response=response, question=question, status="answered", number=draw.randint(1, 10)
        )
        for response in responses
        for question in wave.form.questions.all()
    )


def _attempts(
    people: list[int], exercises: list[str], draw: random.Random, now: datetime
) -> Iterator[Any]:
    """Tries of everyone: about half of the exercises are solved, after some that fail."""
    from bootcamp.web.cohort.models import Attempt

    made = 0
    while made < ATTEMPTS:
        person, exercise = draw.choice(people), draw.choice(exercises)
        at = now - timedelta(seconds=draw.randrange(60, DAYS * 86_400))
        for left in range(draw.randint(0, 3), -1, -1):
            is_right = not left and draw.random() < 0.8
            made += 1
            says = "A known mistake, in a sentence." if draw.random() < 0.5 else ""
            yield Attempt(
                person_id=person,
                exercise=exercise,
                at=at - timedelta(minutes=3 * left),
                outcome="passed" if is_right else "failed",
                honest=True,
                hint_level=left,
                code_hash=f"{draw.getrandbits(64):016x}",
                verdict={},
                mistake="" if is_right else says,
                source="push",
            )


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def attempt(number: int) -> dict[str, Any]:
    """One attempt as a learner's machine pushes it, unlike any other."""
    return {
        "exercise": "multiply",
        "at": datetime.now(UTC).timestamp(),
        "outcome": "failed",
        "honest": True,
        "hint_level": 0,
        "code_hash": f"{number:016x}",
        "mistake": "",
    }
