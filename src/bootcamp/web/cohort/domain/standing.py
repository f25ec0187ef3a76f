"""Where someone stands, as it follows from their attempts and marks."""

import itertools
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction

from bootcamp.verdict import Verdict, verdict_from_json
from bootcamp.web.cohort.models import Attempt, Mark, Person, Standing
from bootcamp.workspace.status import Status

LONGEST_PAUSE = timedelta(minutes=15)  # between two tries; a longer one isn't counted as work
ELSEWHERE = "Checked on your own machine."
Happened = tuple[
    datetime, str, bool, str, bool, str
]  # at, exercise, is attempt, what, honest, hash


def _history(person: Person, exercises: Iterable[str] | None = None) -> list[Happened]:
    """What happened, in the order of time; of some exercises, or of all."""
    attempts = Attempt.objects.filter(person=person)
    marks = Mark.objects.filter(person=person)
    if exercises is not None:
        attempts = attempts.filter(exercise__in=exercises)
        marks = marks.filter(exercise__in=exercises)
    found: list[Happened] = [
        (at, name, True, outcome, honest, code)
        for at, name, outcome, honest, code in attempts.values_list(
            "at", "exercise", "outcome", "honest", "code_hash"
        )
    ]
    found += [
        (at, name, False, kind, False, text)
        for at, name, kind, text in marks.values_list("at", "exercise", "kind", "text")
    ]
    return sorted(found)


def _taken(history: Iterable[Happened]) -> dict[str, Status]:
    found: dict[str, Status] = {}
    for at, name, is_attempt, what, honest, code in history:
        status = found.setdefault(name, Status())
        if is_attempt:
            status.take_attempt(at.timestamp(), what, honest, code)
        else:
            status.take_mark(what, code)
    return found


def statuses_of(person: Person) -> dict[str, Status]:
    """Where they stand, for every exercise that was touched; with the last verdict on each."""
    found = _taken(_history(person))
    rows = Attempt.objects.filter(person=person).order_by("at", "pk")
    latest = dict(rows.values_list("exercise", "pk"))
    for attempt in Attempt.objects.filter(pk__in=latest.values()).defer("code"):
        found[attempt.exercise].last = verdict_of(attempt)
    return found


def verdict_of(attempt: Attempt) -> Verdict:
    """What was said of an attempt; of one that was pushed, what is known here."""
    if attempt.verdict:
        return verdict_from_json(attempt.verdict)
    return Verdict(attempt.exercise, attempt.outcome, ELSEWHERE, mistake=attempt.mistake)


@transaction.atomic
def refresh(person: Person, exercises: Iterable[str]) -> None:
    """Write the standings anew, after attempts or marks were added in the same transaction.

    Careful: the row is held before the attempts are read. On PostgreSQL someone who adds another
    at the same moment waits here, and then reads both; SQLite lets only one write at all.
    """
    for name in sorted(set(exercises)):
        Standing.objects.get_or_create(person=person, exercise=name)
        row = Standing.objects.select_for_update().get(person=person, exercise=name)
        _put(row, _history(person, [name]))
        row.save()


def _put(row: Standing, history: list[Happened]) -> None:
    status = _taken(history).get(row.exercise, Status())
    tried = [event for event in history if event[2] and event[3] != "blank"]
    passed_at = status.passed_at
    lent = {e[5] for e in history if e[3] == "lent"}
    own = [e for e in tried if e[5] not in lent]
    until_pass = [e for e in own if passed_at is None or e[0].timestamp() <= passed_at]
    gifts = [e for e in history if not e[2] and e[3] in ("lent", "borrowed", "solution")]
    honest = [e for e in tried if e[4] and not any(gift[0] <= e[0] for gift in gifts)]
    row.state, row.hints = status.state, status.hint_level
    row.tries, row.honest_tries = len(until_pass), status.honest_tries
    row.passed_first = honest[0][3] == "passed" if honest else None
    row.seconds = worked([event[0] for event in until_pass]).total_seconds()
    row.tried_at = tried[-1][0] if tried else None
    row.passed_at = None if passed_at is None else datetime.fromtimestamp(passed_at, UTC)


def worked(tries: Iterable[datetime]) -> timedelta:
    """The time from the first try to the last, long pauses left out. One try takes none."""
    gaps = (after - before for before, after in itertools.pairwise(tries))
    return sum((gap for gap in gaps if gap <= LONGEST_PAUSE), timedelta())


def rebuild() -> int:
    """Write all standings anew: for attempts that were put into the table by other means."""
    pairs = Attempt.objects.order_by("person").values_list("person", "exercise").distinct()
    count = 0
    for pk in list(dict.fromkeys(person for person, _ in pairs)):
        person = Person.objects.get(pk=pk)
        count += _rebuild(person)
    return count


@transaction.atomic
def _rebuild(person: Person) -> int:
    by_exercise: dict[str, list[Happened]] = {}
    for event in _history(person):
        by_exercise.setdefault(event[1], []).append(event)
    Standing.objects.filter(person=person).delete()
    rows = [Standing(person=person, exercise=name) for name in by_exercise]
    for row in rows:
        _put(row, by_exercise[row.exercise])
    Standing.objects.bulk_create(rows)
    return len(rows)
