"""From the tables to the rows that a report is computed from, as they stood at a cut-off.

A number of queries that doesn't grow with the cohort. Of forms only waves that had closed count; of
people there are pseudonyms: a keyed hash, the same in each report, that no key of a table is in.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta
from math import fsum
from typing import Any

from django.conf import settings
from django.db.models import Count, Q

from bootcamp.report import rows
from bootcamp.report.people import BEGAN, TAKING_PART
from bootcamp.web.cohort.domain import after_rows
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.practice import exercises_of
from bootcamp.web.cohort.models import (
    Answer,
    AuditEvent,
    Cohort,
    Membership,
    Question,
    Test,
    TestItem,
    Wave,
)
from bootcamp.web.cohort.models.membership import Role

Name = Callable[[object], str]
ASKED = {"questions", "waves", "answers"}
ALL = (*ASKED, "exercises", "tests", "capstones", "scores", "outcomes", "costs", "reach", "reuse",
       "texts")  # fmt: skip
CHANGED = "set to "  # how the trail begins where a member's state was set
CAME = "accepted an invitation"
ACTIVE = Membership.State.ACTIVE.value
SELF_RATING = "How well do you know this topic, from 1 to 10?"


def rows_of(cohort: Cohort, cut_off: date, tables: Collection[str] = ALL) -> rows.Rows:
    """Everything that a report may be computed from, up to the end of that day in its zone.

    A page about one figure names its tables: then these are read, with what they hang together
    with, and no others.
    """
    moment, name, wants = end_of_day(cut_off, cohort), names_of(cohort), set(tables)
    members = _members(cohort, moment, name)
    closed = list(waves_closed_by(cohort, moment)) if wants & ASKED else []
    tests, tested = _tests(cohort, moment, name) if wants & {*ASKED, "tests"} else ((), [])
    self_rated = _self_ratings(cohort, tested, members, cut_off, name)
    read: dict[str, Callable[[], Any]] = {
        "exercises": lambda: tuple(exercises_of(cohort, moment, name)),
        "capstones": lambda: after_rows.capstones(cohort, moment, name),
        "scores": lambda: after_rows.scores(cohort, moment, name),
        "outcomes": lambda: after_rows.outcomes(cohort, cut_off, name),
        "costs": lambda: after_rows.costs(cohort, cut_off),
        "reach": lambda: after_rows.reach(cohort, cut_off),
        "reuse": lambda: after_rows.reuse(cohort, cut_off),
        "texts": lambda: after_rows.texts(cohort),
    }
    if "scores" in wants:
        wants.add("capstones")  # whose they are
    return rows.Rows(
        _cohort(cohort),
        members=members,
        questions=(*(_questions(cohort, closed) if wants & ASKED else ()), *self_rated[0]),
        waves=(*(_wave(wave) for wave in closed), *self_rated[1]),
        answers=(*_answers(closed, name), *self_rated[2]),
        tests=tests,
        **{table: found() for table, found in read.items() if table in wants},
    )


def end_of_day(day: date, cohort: Cohort) -> datetime:
    """The first moment after this day, where the cohort meets."""
    return datetime.combine(day + timedelta(days=1), time(), cohort.tz)


def names_of(cohort: Cohort) -> Name:
    """What makes pseudonyms: without the server's secret nobody can try who is behind one."""
    key = hashlib.sha256(f"rows:{cohort.pk}:{settings.SECRET_KEY}".encode()).digest()

    def name(what: object) -> str:
        return hmac.new(key, str(what).encode(), hashlib.sha256).hexdigest()[:16]

    return name


def waves_closed_by(cohort: Cohort, moment: datetime) -> Any:
    """The cohort's waves that were closed before this moment, the latest last."""
    return (
        Wave.objects.filter(cohort=cohort, state=Wave.State.CLOSED, closed_at__lt=moment)
        .select_related("form", "cohort")
        .annotate(
            invited=Count("receipts"), came_back=Count("receipts", filter=Q(receipts__is_done=True))
        )
        .order_by("closed_at", "id")
    )


def _cohort(cohort: Cohort) -> rows.Cohort:
    return rows.Cohort(
        cohort.slug,
        cohort.title,
        cohort.start,
        cohort.end,
        float(cohort.hours_per_day),
        cohort.k,
        tuple(date.fromisoformat(day) for day in cohort.holidays),
        tuple(
            rows.Section(s.key, s.title, s.planned_days, s.chapter) for s in cohort.sections.all()
        ),
        tuple(Counter(each.chapter for each in the_course().exercises.values()).items()),
    )


def _members(cohort: Cohort, moment: datetime, name: Name) -> tuple[rows.Member, ...]:
    """Everyone who was there by then, in the state that they were in then."""
    then = _states_at(cohort, moment)
    found = []
    members = Membership.objects.filter(cohort=cohort).select_related("person")
    for member in members.order_by("pk"):
        is_now_as_then = member.since < moment
        state = member.state if is_now_as_then else then.get(f"membership:{member.public}", "")
        if state:
            found.append(rows.Member(name(member.person.public), member.role, state))
    return *found, *_invited(cohort, moment, name)


def _invited(cohort: Cohort, moment: datetime, name: Name) -> list[rows.Member]:
    """Those whose invitation was open then."""
    is_open = Q(used_at=None) | Q(used_at__gte=moment)
    stands = Q(withdrawn_at=None) | Q(withdrawn_at__gte=moment)
    sent = cohort.invitations.filter(is_open, stands, made_at__lt=moment, expires_at__gte=moment)
    return [
        rows.Member(name(f"invitation:{public}"), role, "invited")
        for public, role in sent.order_by("pk").values_list("public", "role")
    ]


def _states_at(cohort: Cohort, moment: datetime) -> dict[str, str]:
    """Of members whose state was ever set: what it was then, as the trail tells it.

    Whose first event is later, and isn't that they came, was there before, and active.
    """
    events = AuditEvent.objects.filter(
        Q(verb__startswith=CHANGED) | Q(verb=CAME), cohort=cohort, target__startswith="membership:"
    )
    states: dict[str, str] = {}
    for at, verb, target in events.order_by("at", "id").values_list("at", "verb", "target"):
        if at < moment:
            states[target] = verb.removeprefix(CHANGED) if verb != CAME else ACTIVE
        else:
            states.setdefault(target, "" if verb == CAME else ACTIVE)
    return states


def _questions(cohort: Cohort, closed: Iterable[Wave]) -> tuple[rows.Question, ...]:
    """Each question as it was asked last; if it never was, as its latest version has it."""
    asked = {wave.form_id: number for number, wave in enumerate(closed, start=1)}
    questions = Question.objects.filter(form__cohort=cohort).select_related("form")
    latest: dict[tuple[str, str], Question] = {}
    for question in sorted(
        questions.order_by("pk"), key=lambda q: (asked.get(q.form_id, 0), q.form.version)
    ):
        latest[question.form.key, question.code] = question
    return tuple(
        rows.Question(form, code, q.text, q.kind, tuple(q.options), q.per_section)
        for (form, code), q in latest.items()
    )


def _wave(wave: Any) -> rows.Wave:
    eligible = wave.invited if wave.eligible is None else wave.eligible
    return rows.Wave(
        wave.key,
        wave.form.key,
        wave.form.mode,
        wave.invited,
        max(eligible, wave.came_back),
        wave.came_back,
        is_closed=True,
        closed_on=wave.closed_at.astimezone(wave.cohort.tz).date(),
        months_after=wave.months_after,
    )


def _answers(closed: Iterable[Wave], name: Name) -> list[rows.Answer]:
    """The answers of closed waves."""
    asked = {wave.pk: wave.key for wave in closed}
    found = Answer.objects.filter(response__wave__in=asked).order_by()
    return [
        rows.Answer(
            asked[wave],
            name(response),
            code,
            status,
            number,
            text,
            tuple(choices),
            section or "",
            name(public) if public else "",
            bool(quotable and may_quote),
            tuple(themes),
        )
        for wave, response, code, status, number, text, choices, section, public,
        quotable, may_quote, themes in found.values_list(
            "response__wave", "response", "question__code", "status", "number", "text", "choices",
            "section__key", "response__membership__person__public",
            "question__is_quotable", "response__may_quote", "themes",
        )
    ]  # fmt: skip


def _tests(
    cohort: Cohort, moment: datetime, name: Name
) -> tuple[tuple[rows.Test, ...], list[Test]]:
    """The tests that were finished by then, and the same as they are in the table.

    One of which some code still waits for a judge isn't among them yet. Of two tests of one person
    the same items count: those that were judged both before and after.
    """
    found = Test.objects.filter(cohort=cohort, ended_at__lt=moment)
    tests: list[Any] = list(found.select_related("membership__person").order_by("pk"))
    points: dict[int, dict[str, float]] = {test.pk: {} for test in tests}
    waiting = set()
    items = TestItem.objects.filter(test__in=points).order_by("pk")
    for test, item, got, out_of in items.values_list("test", "name", "points", "out_of"):
        if got is None:
            waiting.add(test)
        elif out_of:
            points[test][item] = got / out_of
    tests = [test for test in tests if test.pk not in waiting]
    asked = {(t.membership_id, t.chapter, t.phase): points[t.pk].keys() for t in tests}
    scored = []
    for test in tests:
        other = "after" if test.phase == "before" else "before"
        both = asked.get((test.membership_id, test.chapter, other), points[test.pk].keys())
        mine = [got for item, got in points[test.pk].items() if item in both]
        if mine:
            person = name(test.membership.person.public)
            row = rows.Test(person, test.chapter, test.phase, fsum(mine), float(len(mine)))
            scored.append(row)
    return tuple(scored), tests


def _first_sections(cohort: Cohort) -> dict[str, str]:
    """The section of each chapter; of several the first, as in a report."""
    found: dict[str, str] = {}
    for section in cohort.sections.all():
        found.setdefault(section.chapter, section.key)
    return found


def _self_ratings(
    cohort: Cohort,
    tests: list[Test],
    members: Iterable[rows.Member],
    cut_off: date,
    name: Name,
) -> tuple[list[rows.Question], list[rows.Wave], list[rows.Answer]]:
    """How people rated themselves on a test's page, as forms `test_before` and `test_after`."""
    rated = [test for test in tests if test.self_rating is not None]
    if not rated:
        return [], [], []
    sections = _first_sections(cohort)
    questions, waves, answers = [], [], []

    def count(states: tuple[str, ...]) -> int:
        return sum(m.role == Role.PARTICIPANT and m.state in states for m in members)

    for phase in ("before", "after"):
        form = f"test_{phase}"
        mine = [t for t in rated if t.phase == phase and t.chapter in sections]
        people = {test.membership_id for test in mine}
        invited = max(count(BEGAN), len(people))
        eligible = max(count(TAKING_PART), len(people))
        questions.append(
            rows.Question(form, "self_rating", SELF_RATING, "scale10", per_section=True)
        )
        waves.append(
            rows.Wave(
                form, form, "confidential", invited, eligible, len(people), is_closed=True,
                closed_on=cut_off,
            )
        )  # fmt: skip
        answers += [
            rows.Answer(
                form, name(f"test:{t.public}"), "self_rating", "answered",
                number=float(t.self_rating or 0), section=sections[t.chapter],
                person=name(t.membership.person.public),
            )
            for t in mine
        ]  # fmt: skip
    return questions, waves, answers
