"""Where a cohort stands, exercise by exercise and person by person.

All of it comes from standings, one row for each person and exercise, and from one sum over the
known mistakes: how long a page takes doesn't grow with the number of attempts.
"""

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from bootcamp.course.model import ExerciseEntry
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.models import Attempt, Cohort, Membership, Person, Standing
from bootcamp.web.cohort.models.membership import Role

STUCK_DAYS = 7
STUCK_TRIES = 3  # different ones that ran and failed
QUIET_DAYS = 3  # of work
MISTAKES_SHOWN = 3


# of a standing the exercise, state, tries, hints and seconds: there may be tens of thousands
Row = tuple[str, str, int, int, float]


@dataclass(frozen=True)
class Stuck:
    """Someone who is stuck on an exercise, and what they last did there."""

    person: Person
    tries: int  # different ones that ran and failed
    at: datetime  # of the last try
    mistake: str  # the known one that they made last; "" if none


@dataclass(frozen=True)
class OfExercise:
    """Where the participants stand with one exercise."""

    exercise: ExerciseEntry
    tried: int
    solved: int
    stuck: tuple[Stuck, ...]
    minutes: float | None  # median, from the first try to the pass, of those who took several
    tries: float | None  # median, of those who passed
    hints: float | None  # median, of those who tried
    mistakes: tuple[tuple[str, int], ...]  # known mistake, and how many people made it


@dataclass(frozen=True)
class OfPerson:
    """Where one participant stands."""

    person: Person
    solved: int
    borrowed: int
    tried_at: datetime | None
    stuck_on: tuple[str, ...]


@dataclass(frozen=True)
class Progress:
    """Where a cohort stands."""

    participants: int
    exercises: tuple[OfExercise, ...]  # those that somebody has tried
    people: tuple[OfPerson, ...]


def participants_of(cohort: Cohort) -> QuerySet[Membership]:
    """Those who take part, or have completed it."""
    return Membership.objects.filter(
        cohort=cohort, role=Role.PARTICIPANT, state__in=("active", "completed")
    )


def stuck(now: datetime) -> Q:
    """Tried lately, often enough, and not done."""
    since = now - timedelta(days=STUCK_DAYS)
    is_done = Q(state__in=("passed", "borrowed"))
    return Q(tried_at__gte=since, honest_tries__gte=STUCK_TRIES) & ~is_done


def seen_by(reader: Person, cohort: Cohort) -> list[Person]:
    """The participants whose progress the reader may see, by name."""
    members = participants_of(cohort) & Membership.objects.visible_to(reader)
    return [m.person for m in members.select_related("person").order_by("person__name", "pk")]


def progress_of(cohort: Cohort, now: datetime, *, reader: Person) -> Progress:
    """Where the cohort stands, as far as the reader may see it: in six queries."""
    people = {person.pk: person for person in seen_by(reader, cohort)}
    standings = Standing.objects.filter(person__in=list(people))
    rows: dict[str, list[Row]] = defaultdict(list)
    fields = ("exercise", "state", "tries", "hints", "seconds")
    for row in standings.filter(tried_at__isnull=False).values_list(*fields):
        rows[row[0]].append(row)
    stuck_on = _stuck(people, standings.filter(stuck(now)))
    mistakes = _mistakes(list(people))
    return Progress(
        len(people),
        tuple(
            _of_exercise(
                exercise,
                rows[name],
                tuple(stuck_on.get(name, ())),
                mistakes.get(name, []),
            )
            for name, exercise in the_course().exercises.items()
            if name in rows
        ),
        _of_people(people, standings, stuck_on),
    )


def _stuck(people: dict[int, Person], rows: QuerySet[Standing]) -> dict[str, list[Stuck]]:
    """By exercise who is stuck on it, who tried last first."""
    found: list[Any] = list(rows.values_list("exercise", "person", "honest_tries", "tried_at"))
    made = Attempt.objects.filter(
        person__in={row[1] for row in found},
        exercise__in={row[0] for row in found},
        at__gte=min((row[3] for row in found), default=timezone.now()),
        mistake__gt="",
    )
    pairs = made.order_by("at", "pk").values_list("exercise", "person", "at", "mistake")
    last = {(exercise, pk): (at, says) for exercise, pk, at, says in pairs}
    stuck_on: dict[str, list[Stuck]] = defaultdict(list)
    for exercise, pk, tries, at in sorted(found, key=lambda row: row[3], reverse=True):
        made_at, says = last.get((exercise, pk), (None, ""))
        stuck_on[exercise].append(Stuck(people[pk], tries, at, says if made_at == at else ""))
    return stuck_on


def _mistakes(people: list[int]) -> dict[str, list[tuple[str, int]]]:
    """By exercise the known mistakes and how many people made each, the most frequent first."""
    rows = Attempt.objects.filter(person__in=people, mistake__gt="")
    counted = rows.values_list("exercise", "mistake").annotate(n=Count("person", distinct=True))
    found: dict[str, list[tuple[str, int]]] = {}
    for exercise, mistake, n in counted.order_by("-n", "mistake"):
        found.setdefault(exercise, []).append((mistake, n))
    return found


def _of_exercise(
    exercise: ExerciseEntry,
    rows: list[Row],
    stuck: tuple[Stuck, ...],
    mistakes: list[tuple[str, int]],
) -> OfExercise:
    passed = [row for row in rows if row[1] == "passed"]
    return OfExercise(
        exercise,
        tried=len(rows),
        solved=len(passed),
        stuck=stuck,
        minutes=_median([seconds / 60 for *_, seconds in passed if seconds > 0]),
        tries=_median([tries for _, _, tries, _, _ in passed]),
        hints=_median([hints for *_, hints, _ in rows]),
        mistakes=tuple(mistakes[:MISTAKES_SHOWN]),
    )


def _median(values: Sequence[float]) -> float | None:
    return statistics.median(values) if values else None


def _of_people(
    people: dict[int, Person], standings: QuerySet[Standing], stuck_on: dict[str, list[Stuck]]
) -> tuple[OfPerson, ...]:
    counted = standings.filter(exercise__in=list(the_course().exercises)).values_list("person")
    sums = counted.annotate(
        solved=Count("pk", filter=Q(state="passed")),
        borrowed=Count("pk", filter=Q(state="borrowed")),
        at=Max("tried_at"),
    )
    found = {pk: (solved, borrowed, at) for pk, solved, borrowed, at in sums}
    of_person: dict[int, list[str]] = defaultdict(list)
    for name, stuck in stuck_on.items():
        for one in stuck:
            of_person[one.person.pk].append(name)
    return tuple(
        OfPerson(person, *found.get(pk, (0, 0, None)), tuple(of_person[pk]))
        for pk, person in people.items()
    )


def quiet(cohort: Cohort, now: datetime) -> QuerySet[Membership]:
    """While it runs: who takes part, isn't done, and has tried nothing for some days of work."""
    today = today_in(cohort, now)
    past = [day for day in cohort.work_days if day < today]
    taking = Membership.objects.active().filter(cohort=cohort, role=Role.PARTICIPANT)
    if today > cohort.end or len(past) < QUIET_DAYS:
        return taking.none()
    since = datetime.combine(past[-QUIET_DAYS], time(), cohort.tz)
    names = list(the_course().exercises)
    passed = Standing.objects.filter(state="passed", exercise__in=names).values("person")
    done = passed.annotate(n=Count("pk")).filter(n=len(names)).values("person")
    heard = Standing.objects.filter(tried_at__gte=since).values("person")
    waiting = taking.filter(since__lt=since).exclude(person__in=heard).exclude(person__in=done)
    return waiting.order_by("person__name", "pk")


def standing_of(person: Person) -> dict[str, Standing]:
    """Where one stands oneself, by exercise."""
    return {row.exercise: row for row in Standing.objects.filter(person=person)}


def last_mistakes(person: Person) -> dict[str, str]:
    """By exercise the known mistake that they made last."""
    made = Attempt.objects.filter(person=person, mistake__gt="").order_by("at", "pk")
    return dict(made.values_list("exercise", "mistake"))
