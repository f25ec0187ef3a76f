"""What each participant did with each exercise, told from attempts and marks in one pass."""

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta, tzinfo
from operator import itemgetter
from typing import Any

from django.db.models import Value

from bootcamp.course.model import ExerciseEntry
from bootcamp.report.rows import Exercise
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.standing import worked
from bootcamp.web.cohort.models import Attempt, Cohort, Mark
from bootcamp.web.cohort.models.membership import Role
from bootcamp.workspace.status import Status

GAVE_AWAY = {"solution", "borrowed", "lent"}  # marks after which a pass isn't unaided
Event = tuple[Any, ...]  # person, exercise, at, is_attempt, outcome or kind, honest, hash, hints


def exercises_of(
    cohort: Cohort, moment: datetime, name: Callable[[object], str]
) -> Iterator[Exercise]:
    """A row for each participant and exercise of the course that they touched before the moment."""
    entries = the_course().exercises
    members = cohort.memberships.filter(role=Role.PARTICIPANT)
    people = {pk: name(public) for pk, public in members.values_list("person", "person__public")}
    for (person, exercise), events in itertools.groupby(
        _events(cohort, moment), key=itemgetter(0, 1)
    ):
        if entry := entries.get(exercise):
            yield _told(people[person], entry, events, cohort.tz)


def _events(cohort: Cohort, moment: datetime) -> list[Event]:
    """Attempts and marks of the cohort's days by person, exercise and time.

    What someone did before it began, or after its last day, is of another cohort or of none.
    """
    people = cohort.memberships.filter(role=Role.PARTICIPANT).values("person")
    begin = datetime.combine(cohort.start, time(), cohort.tz)
    end = datetime.combine(cohort.end + timedelta(days=1), time(), cohort.tz)
    theirs: dict[str, Any] = {"person__in": people, "at__gte": begin, "at__lt": min(moment, end)}
    where = ("person_id", "exercise", "at")
    attempts = Attempt.objects.filter(**theirs).order_by("id")
    tried = attempts.values_list(
        *where, Value(True), "outcome", "honest", "code_hash", "hint_level"
    )
    marks = Mark.objects.filter(**theirs).order_by("id")
    marked = marks.values_list(*where, Value(False), "kind", "text")
    return sorted([*marked, *tried], key=itemgetter(0, 1, 2))


def _told(person: str, entry: ExerciseEntry, events: Iterator[Event], zone: tzinfo) -> Exercise:
    status, hints, tries = Status(), 0, []
    is_unaided = was_given = False
    solved_at: datetime | None = None
    for _, _, at, is_attempt, what, *rest in events:
        if not is_attempt:
            was_given = was_given or what in GAVE_AWAY
            status.take_mark(what, rest[0])
            hints = max(hints, status.hint_level)
            continue
        honest, code_hash, hint_level = rest
        hints = max(hints, hint_level)
        status.take_attempt(at.timestamp(), what, honest, code_hash)
        if solved_at is None and what != "blank":
            tries.append(at)
        if solved_at is None and status.passed_at is not None:
            solved_at = at
            is_unaided = not (was_given or hints)
    minutes = worked(tries).total_seconds() / 60
    is_timed = solved_at is not None and minutes > 0  # with pauses alone nothing is known
    return Exercise(
        person,
        entry.name,
        entry.chapter,
        status.tries,
        hints,
        solved_at.astimezone(zone).date() if solved_at else None,
        is_unaided,
        minutes if is_timed else None,
    )
