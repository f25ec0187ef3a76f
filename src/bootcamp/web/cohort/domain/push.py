"""Keep what a learner's own machine sends: attempts and marks, never code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from bootcamp.course.model import ExerciseEntry
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.privacy import disagreed
from bootcamp.web.cohort.domain.standing import refresh
from bootcamp.web.cohort.models import Attempt, Mark, Person


@dataclass(frozen=True)
class Tried:
    """One check on the learner's machine."""

    exercise: str
    at: datetime
    outcome: str
    honest: bool
    hint_level: int
    code_hash: str
    mistake: str


@dataclass(frozen=True)
class Marked:
    """A hint or the solution was seen, code was borrowed or reset."""

    exercise: str
    at: datetime
    kind: str
    text: str  # of "lent" the code's hash


@dataclass(frozen=True)
class Pushed:
    """One delivery."""

    attempts: tuple[Tried, ...]
    marks: tuple[Marked, ...]
    refused: tuple[str, ...] = ()  # why, of each row that can't be kept


@dataclass(frozen=True)
class Kept:
    """What became of a delivery."""

    kept: int  # new here
    known: int  # was here already
    left: int  # of a time when they had taken back that it is sent: not kept, now or later
    refused: int  # rows that can't be kept
    why: str  # the first of them can't
    holds: int  # how much of theirs is here now, of what was ever sent
    whose: str  # the account


@transaction.atomic
def keep(pushed: Pushed, *, actor: Person) -> Kept:
    """Keep what isn't here yet.

    A constraint makes the same attempt sent twice, or by two at once, one.
    """
    pushed, left = _as_agreed(pushed, actor)
    known = {exercise.name: _sentences(exercise) for exercise in the_course().exercises.values()}
    tried = [
        Attempt(person=actor, source="push", verdict={}, **vars(each)) for each in pushed.attempts
    ]
    for attempt in tried:  # a sentence that isn't the course's could be anything
        if attempt.mistake not in known.get(attempt.exercise, ()):
            attempt.mistake = ""
    marked = [Mark(person=actor, **vars(each)) for each in pushed.marks]
    kept = _add(Attempt.objects.filter(person=actor), tried, ("exercise", "at", "code_hash"))
    kept += _add(Mark.objects.filter(person=actor), marked, ("exercise", "at", "kind"))
    if kept:
        names = {each.exercise for each in pushed.attempts}
        refresh(actor, names | {each.exercise for each in pushed.marks})
    holds = Attempt.objects.filter(person=actor).count() + Mark.objects.filter(person=actor).count()
    known_before = len(tried) + len(marked) - kept
    why = next(iter(pushed.refused), "")
    return Kept(kept, known_before, left, len(pushed.refused), why, holds, str(actor.public))


def _as_agreed(pushed: Pushed, person: Person) -> tuple[Pushed, int]:
    """Without what is of a time when they didn't agree, and how much that was."""
    spans = disagreed(person, "push")

    def is_agreed(row: Tried | Marked) -> bool:
        return not any(start <= row.at < end for start, end in spans)

    attempts = tuple(filter(is_agreed, pushed.attempts))
    marks = tuple(filter(is_agreed, pushed.marks))
    left = len(pushed.attempts) + len(pushed.marks) - len(attempts) - len(marks)
    return Pushed(attempts, marks, pushed.refused), left


def _sentences(exercise: ExerciseEntry) -> set[str]:
    return {mistake.says for mistake in exercise.mistakes}


def _add(rows: Any, given: Sequence[models.Model], key: tuple[str, ...]) -> int:
    """Add those rows that aren't there; how many that were."""

    def keys(of: Iterable[models.Model]) -> set[tuple[Any, ...]]:
        return {tuple(getattr(row, name) for name in key) for row in of}

    if not given:
        return 0
    there = set(rows.filter(at__in=[row.at for row in given]).values_list(*key))  # type: ignore[attr-defined]
    rows.model.objects.bulk_create(given, ignore_conflicts=True)
    return len(keys(given) - there)
