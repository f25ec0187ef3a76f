"""What is behind a number: the query that found its rows, and the rows, for those who may see them.

The table "Who sees what" decides: of confidential and anonymous answers organisers see sums, and
only of a group that is large enough; the evaluator sees rows, shuffled, without what they hang
together by. A label such as "person 3" is drawn anew each time a page is made.
"""

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from bootcamp.numerals import exact
from bootcamp.report.figures import Figure, Source
from bootcamp.report.people import participants_in
from bootcamp.report.rows import Answer, Rows
from bootcamp.web.cohort.models.membership import Role

ALL_CHAPTERS = "All chapters"
LONGEST = 100  # rows on a page; all of them are in its CSV
SHUFFLED = "Shuffled anew each time. Which rows are one person's isn't shown."
LABELLED = "People are numbered anew each time, in no order."
SUMS = "Sums only: rows are for the evaluator."
SELF_RATED = ("test_before", "test_after")  # the self-ratings on the pages of tests
AVERAGES = "Averages only: nobody sees another's test."
PLAIN: dict[str, tuple[str, ...]] = {  # table: the fields that are shown as they are
    "capstones": ("title", "team", "mentors", "has_write_up", "is_alignment_related", "is_public"),
    "costs": ("category", "amount", "currency", "is_actual", "in_kind"),
    "reach": ("what", "value", "is_lower_bound", "out_of", "on", "source"),
    "reuse": ("organisation", "material", "state", "may_publish"),
}
Cells = tuple[Any, ...]


@dataclass(frozen=True)
class Behind:
    """One source of a figure."""

    query: str
    counted: int  # by the report
    found: int  # now
    says: str
    columns: tuple[str, ...]
    rows: list[Cells]


@dataclass(frozen=True)
class Asking:
    """Rows, and who asks for them."""

    rows: Rows
    roles: frozenset[str]

    @property
    def is_evaluator(self) -> bool:
        """Whether rows may be shown that organisers see as sums."""
        return Role.EVALUATOR in self.roles

    @property
    def k(self) -> int:
        """No sum of fewer is shown."""
        return self.rows.cohort.k


Shown = tuple[int, str, tuple[str, ...], Iterable[Cells]]  # found, says, columns, rows


def behind(
    figure: Figure, rows: Rows, roles: frozenset[str], longest: int | None = LONGEST
) -> list[Behind]:
    """The rows behind each source of the figure, as far as these roles may see them."""
    asking = Asking(rows, roles)
    return [_behind(asking, source, longest) for source in figure.sources]


def _behind(asking: Asking, source: Source, longest: int | None) -> Behind:
    found, says, columns, rows = TABLES.get(source.table, _as_it_is)(asking, source)
    where = " and ".join(f"{name} = “{value}”" for name, value in sorted(source.where.items()))
    query = f"{source.table} where {where}" if where else f"all {source.table}"
    shown = list(rows)
    if longest is not None and len(shown) > longest:
        says = f"{says} {longest} of these lines are shown; the CSV has all.".strip()
    return Behind(query, source.rows, found, says, columns, shown[:longest])


def answers_behind(rows: Rows, source: Source) -> list[Answer]:
    """The answers that a source names."""
    wave, code = source.where.get("wave", ""), source.where.get("question")
    section = source.where.get("section", "")
    return [
        a for a in rows.answers if a.wave == wave and a.question == code and a.section == section
    ]


def _answers(asking: Asking, source: Source) -> Shown:
    found = answers_behind(asking.rows, source)
    if source.where.get("form") in SELF_RATED:
        return _self_ratings(asking, found)
    modes = {wave.key: wave.mode for wave in asking.rows.waves}
    mode = modes.get(source.where.get("wave", ""), "anonymous")
    n = sum(answer.status == "answered" for answer in found)
    if mode != "identified" and n < asking.k:
        return len(found), f"Fewer than {asking.k} answered: nothing is shown.", (), []
    if asking.is_evaluator or mode == "identified":
        return len(found), SHUFFLED, ("Status", "Answer"), _shuffled(map(_answer, found))
    statuses = Counter((answer.status.replace("_", " "), "") for answer in found)
    del statuses["answered", ""]
    values = Counter(("answered", value) for answer in found for value in _values(answer))
    texts = sum(bool(answer.text) for answer in found)
    if texts:
        values["answered", "a text, for the evaluator"] = texts
    rows = [(*key, count) for key, count in sorted((values + statuses).items(), key=repr)]
    return len(found), SUMS, ("Status", "Answer", "How many"), rows


def _self_ratings(asking: Asking, found: list[Answer]) -> Shown:
    """What stood on the page of a test is as private as the test."""
    numbers = [answer.number for answer in found if answer.number is not None]
    is_enough = len(numbers) >= asking.k
    row = (len(numbers), exact(median(numbers))) if is_enough else ("–", f"fewer than {asking.k}")
    return len(found), AVERAGES, ("Rated themselves", "Median"), [row]


def _answer(answer: Answer) -> Cells:
    said = [*_values(answer), answer.text]
    return (answer.status.replace("_", " "), "; ".join(part for part in said if part))


def _values(answer: Answer) -> list[str]:
    number = [] if answer.number is None else [exact(answer.number)]
    return [*number, *answer.choices, *(f"theme: {theme}" for theme in answer.themes)]


def _exercises(asking: Asking, source: Source) -> Shown:
    titles = {s.chapter: s.title for s in asking.rows.cohort.sections if s.chapter}
    wanted = source.where.get("chapter", ALL_CHAPTERS)
    taking_part = {m.person for m in asking.rows.members if m.role == Role.PARTICIPANT}
    found = [
        row
        for row in asking.rows.exercises
        if wanted in (ALL_CHAPTERS, titles.get(row.chapter, row.chapter))
        and row.person in taking_part
    ]
    if Role.ORGANISER in asking.roles:
        label = _labels(row.person for row in found)
        columns = ("Who", "Exercise", "Tries", "Hints", "Solved on", "Unaided", "Minutes")
        rows = [
            (label(r.person), r.exercise, r.tries, r.hints, r.solved_on, r.unaided, r.minutes)
            for r in found
        ]
        return len(found), LABELLED, columns, sorted(rows, key=lambda row: row[:2])
    if len({row.person for row in found}) < asking.k:
        return len(found), f"Fewer than {asking.k} people: nothing is shown.", (), []
    sums = []
    for name in sorted({row.exercise for row in found}):
        mine = [row for row in found if row.exercise == name]
        solved = sum(row.solved_on is not None for row in mine)
        sums.append((name, len(mine), solved, sum(row.unaided for row in mine)))
    says = "Sums only: rows are for those who teach."
    return len(found), says, ("Exercise", "Tried", "Solved", "Unaided"), sums


def _tests(asking: Asking, source: Source) -> Shown:
    found = [t for t in asking.rows.tests if t.chapter == source.where.get("chapter")]
    taking_part = participants_in(asking.rows)
    sat = [{t.person for t in found if t.phase == phase} for phase in ("before", "after")]
    both = sat[0] & sat[1] & taking_part  # as in the figure: else the difference is one person's
    rows = []
    for phase in ("before", "after"):
        shares = [t.score / t.out_of for t in found if t.phase == phase and t.person in both]
        mean = round(fmean(shares), 2) if len(shares) >= asking.k else f"fewer than {asking.k}"
        rows.append((phase, len(shares) if len(shares) >= asking.k else "–", mean))
    return len(found), AVERAGES, ("When", "Sat it", "Mean share of points"), rows


def _outcomes(asking: Asking, source: Source) -> Shown:
    months = source.where.get("months_after", "0")
    found = [row for row in asking.rows.outcomes if str(row.months_after) == months]
    label = _labels(row.person for row in found)
    rows = [(label(r.person), r.kind, r.track, r.what, r.may_publish) for r in found]
    columns = ("Who", "Kind", "Track", "What", "May be published")
    return len(found), LABELLED, columns, sorted(rows)


def _scores(asking: Asking, source: Source) -> Shown:
    wanted = source.where.get("criterion")
    found = [s for s in asking.rows.scores if wanted in (None, s.criterion)]
    titles = {capstone.key: capstone.title for capstone in asking.rows.capstones}
    label = _labels((s.reviewer for s in found), "reviewer")
    rows = [
        (titles.get(s.capstone, ""), s.criterion, label(s.reviewer), s.value, s.out_of)
        for s in found
    ]
    columns = ("Capstone", "Criterion", "Who", "Score", "Of")
    return len(found), LABELLED, columns, sorted(rows)


def _members(asking: Asking, source: Source) -> Shown:
    wanted = source.where.get("role")
    found = Counter((m.role, m.state) for m in asking.rows.members if wanted in (None, m.role))
    rows = [(*key, count) for key, count in sorted(found.items())]
    return sum(found.values()), "", ("Role", "State", "How many"), rows


def _texts(asking: Asking, source: Source) -> Shown:
    text = asking.rows.texts.get(source.where.get("key", ""), "")
    return int(bool(text)), "", ("Text",), [(text,)] if text else []


def _cohort(asking: Asking, source: Source) -> Shown:
    cohort = asking.rows.cohort
    off = ", ".join(day.isoformat() for day in cohort.holidays) or "none"
    row = (cohort.start, cohort.end, cohort.hours_per_day, off)
    return 1, "", ("First day", "Last day", "Hours a day", "Days off"), [row]


def _as_it_is(asking: Asking, source: Source) -> Shown:
    names = PLAIN.get(source.table)
    if names is None:
        return 0, "These rows have no page.", (), []
    table: Sequence[Any] = getattr(asking.rows, source.table)
    found = [
        row
        for row in table
        if all(str(getattr(row, name, value)) == value for name, value in source.where.items())
    ]
    columns = tuple(name.replace("_", " ").capitalize() for name in names)
    return len(found), "", columns, [tuple(getattr(row, n) for n in names) for row in found]


TABLES: dict[str, Callable[[Asking, Source], Shown]] = {
    "answers": _answers,
    "cohort": _cohort,
    "exercises": _exercises,
    "members": _members,
    "outcomes": _outcomes,
    "scores": _scores,
    "tests": _tests,
    "texts": _texts,
}


def _shuffled(rows: Iterable[Cells]) -> list[Cells]:
    found = sorted(rows)
    secrets.SystemRandom().shuffle(found)
    return found


def _labels(people: Iterable[str], noun: str = "person") -> Callable[[str], str]:
    draw: random.Random = secrets.SystemRandom()
    everyone = sorted(set(people))
    draw.shuffle(everyone)
    width = len(str(len(everyone)))
    numbers = {person: f"{noun} {i:0{width}}" for i, person in enumerate(everyone, start=1)}
    return numbers.__getitem__
