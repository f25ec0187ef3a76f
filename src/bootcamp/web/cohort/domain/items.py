"""How exercises measure: difficulty and discrimination, as far as a cohort is large enough."""

import math
from collections import defaultdict
from dataclasses import dataclass

from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.progress import seen_by
from bootcamp.web.cohort.models import Cohort, Person, Standing

ENOUGH = 10  # people who have tried it
Tries = dict[str, dict[int, int]]  # by exercise and person: 1, right at the first honest try; or 0


@dataclass(frozen=True)
class Item:
    """One exercise. Rough: a cohort is small."""

    name: str
    n: int
    right: int  # at the first honest try
    n_compared: int  # of those, who have tried other exercises too
    discrimination: float | None  # point-biserial, against the share right of the others


def items_of(cohort: Cohort, *, reader: Person) -> list[Item]:
    """What enough people have tried. A prediction measures nothing: it is committed, not right."""
    exercises = the_course().exercises
    people = [person.pk for person in seen_by(reader, cohort)]
    rows = Standing.objects.filter(person__in=people, passed_first__isnull=False)
    tries: Tries = defaultdict(dict)
    for person, name, is_right in rows.values_list("person", "exercise", "passed_first"):
        if name in exercises and exercises[name].kind != "Predict":
            tries[name][person] = int(bool(is_right))
    totals: dict[int, list[int]] = defaultdict(list)
    for tried in tries.values():
        for person, right in tried.items():
            totals[person].append(right)
    sums = {person: (sum(all_of), len(all_of)) for person, all_of in totals.items()}
    return [_item(name, tries[name], sums) for name in exercises if len(tries[name]) >= ENOUGH]


def _item(name: str, tried: dict[int, int], sums: dict[int, tuple[int, int]]) -> Item:
    own, rest = [], []
    for person, right in tried.items():
        total, n = sums[person]
        if n > 1:
            own.append(right)
            rest.append((total - right) / (n - 1))
    is_enough = len(own) >= ENOUGH and len(set(own)) > 1 and len(set(rest)) > 1
    return Item(
        name,
        n=len(tried),
        right=sum(tried.values()),
        n_compared=len(own),
        discrimination=_correlation(own, rest) if is_enough else None,
    )


def _correlation(first: list[int], second: list[float]) -> float:
    """Pearson's, in floating point: the standard library's is exact, and slow.

    With 0 and 1 on one side it is the point-biserial correlation.
    """
    n = len(first)
    mean_first, mean_second = sum(first) / n, sum(second) / n
    away_first = [value - mean_first for value in first]
    away_second = [value - mean_second for value in second]
    together = sum(a * b for a, b in zip(away_first, away_second, strict=True))
    squares = sum(a * a for a in away_first) * sum(b * b for b in away_second)
    return together / math.sqrt(squares)
