"""Exercises: how many were solved, and how that grew."""

from collections.abc import Sequence
from datetime import date, timedelta

from bootcamp.report.arithmetic import median
from bootcamp.report.draft import Candidate, Context, Draft, Group
from bootcamp.report.figures import Row, Series, Source
from bootcamp.report.kinds.change import chapter_section, chapters_of
from bootcamp.report.people import base_of, participants
from bootcamp.report.rows import Exercise
from bootcamp.report.spec import FigureSpec

COLUMNS = (
    "Chapter",
    "Exercises",
    "Solved (median per participant)",
    "Unaided (median per participant)",
    "Minutes (median per participant)",
)
MEANING = (
    "Unaided: without a hint, and without having seen the solution. Minutes: from an exercise's "
    "first try to its pass, without pauses of more than a quarter of an hour, summed over the "
    "exercises that took more than one try."
)
WITHHELD = "withheld"
ALL = "All chapters"


def exercises(context: Context, spec: FigureSpec) -> Draft:
    """A row for each chapter, and one for all. Who tried nothing of a chapter has solved 0 of it;
    who has no rows at all isn't counted.
    """
    people, chapters = reporting(context), chapters_of(context, spec)
    candidates = [
        _chapter(context, people, _title(context, chapter), [chapter]) for chapter in chapters
    ]
    if len(chapters) > 1:
        candidates.append(_chapter(context, people, ALL, chapters))
    base = base_of(context, people)
    return Draft(spec.key, "table", spec.title, tuple(candidates), COLUMNS, MEANING, base)


def progress(context: Context, spec: FigureSpec) -> Draft:
    """The share of the chapters' exercises that people had solved, day by day.

    One line for each chapter of the spec; if it names none, one for all of them. Of people are
    counted those of whom anything is known: the base says how many they are.
    """
    people = reporting(context)
    if spec.chapters:
        candidates = [
            _line(context, people, _title(context, chapter), [chapter]) for chapter in spec.chapters
        ]
    else:
        candidates = [_line(context, people, ALL, chapters_of(context, spec))]
    base = base_of(context, people)
    return Draft(spec.key, "series", spec.title, tuple(candidates), base=base)


def reporting(context: Context) -> frozenset[str]:
    """The participants of whose exercises anything is known."""
    return participants(context) & {row.person for row in context.rows.exercises}


def rows_of(context: Context, chapters: Sequence[str]) -> list[Exercise]:
    """What participants did in the chapters."""
    people = participants(context)
    return [r for r in context.rows.exercises if r.chapter in chapters and r.person in people]


def count_of(context: Context, chapters: Sequence[str]) -> int:
    """How many exercises the chapters have; where the rows don't say so, those that were tried."""
    tried, known = rows_of(context, chapters), dict(context.rows.cohort.to_solve)
    return sum(
        max(
            known.get(chapter, 0),
            len({row.exercise for row in tried if row.chapter == chapter}),
        )
        for chapter in chapters
    )


def _chapter(
    context: Context, people: frozenset[str], title: str, chapters: Sequence[str]
) -> Candidate:
    rows = rows_of(context, chapters)
    source = (Source("exercises", {"chapter": title}, len(rows)),)
    if not rows:
        return Candidate(Row((title, None, None, None, None)), title, source)
    solved = [row for row in rows if row.solved_on and row.solved_on <= context.cut_off]
    minutes = _minutes(rows)
    cells = (
        title,
        float(count_of(context, chapters)),
        _median_count(people, solved),
        _median_count(people, [row for row in solved if row.unaided]),
    )
    groups = [Group(f"exercises/{title}", people)]
    middle = median(list(minutes.values()))
    item = Row((*cells, None if middle is None else round(middle)))
    plain = None
    if 0 < len(minutes) < context.k:
        plain = Row((*cells, WITHHELD))
    else:
        groups.append(Group(f"minutes/{title}", frozenset(minutes)))
    return Candidate(item, title, source, tuple(groups), plain=plain)


def _minutes(rows: list[Exercise]) -> dict[str, float]:
    """The minutes of each participant of whom they are known."""
    minutes: dict[str, float] = {}
    for row in sorted(rows, key=lambda row: (row.person, row.exercise)):
        if row.minutes is not None:
            minutes[row.person] = minutes.get(row.person, 0.0) + row.minutes
    return minutes


def _median_count(people: frozenset[str], rows: list[Exercise]) -> float | None:
    return median([sum(row.person == person for row in rows) for person in people])


def _line(
    context: Context, people: frozenset[str], title: str, chapters: Sequence[str]
) -> Candidate:
    rows = rows_of(context, chapters)
    source = (Source("exercises", {"chapter": title}, len(rows)),)
    if not rows:
        return Candidate(Series(title, ()), title, source)
    to_solve = len(people) * count_of(context, chapters)
    days = [row.solved_on for row in rows if row.solved_on]
    points = tuple(
        (day.isoformat(), sum(solved <= day for solved in days) / to_solve)
        for day in _days(context.rows.cohort.start, min(context.rows.cohort.end, context.cut_off))
    )
    groups = (Group(f"exercises/{title}", people),)
    return Candidate(Series(title, points), title, source, groups)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def _title(context: Context, chapter: str) -> str:
    section = chapter_section(context, chapter)
    return section.title if section else chapter
