"""A made-up cohort of a later kind, and rows in another order."""

from dataclasses import replace
from datetime import date
from random import Random

from bootcamp.report.rows import Member, Question, Rows

from .cohorts import SECTIONS, SEED, answer, wave


def later_rows() -> Rows:
    """28 people, asked about confidence twice; 26 answered the second time."""
    n, sections = 28, SECTIONS[:2]
    people = [f"q{i}" for i in range(n)]
    asked = [
        answer(w, i, "confidence", value, person=people[i], section=section.key)
        for section in sections
        for w, values in (("c1", [3.0] * 14 + [4.0] * 14), ("c2", [6.0] * 13 + [7.0] * 13))
        for i, value in enumerate(values)
    ]
    single = [
        answer("exit", i, code, value)
        for code, values in (
            ("weeks_saved", [10.0] * 14 + [11.0] * 14),
            ("enjoyment", [9.0] * 19 + [10.0] * 9),
        )
        for i, value in enumerate(values)
    ]
    return Rows(
        replace(SEED, key="later", sections=sections),
        members=tuple(Member(person, "participant", "active") for person in people),
        questions=(
            Question("confidence", "confidence", "Confidence", "scale10", per_section=True),
            Question("exit", "weeks_saved", "Weeks saved", "number"),
            Question("exit", "enjoyment", "Enjoyment", "scale10"),
        ),
        waves=(
            wave(
                "c1",
                "confidence",
                "confidential",
                invited=n,
                eligible=n,
                answered=n,
                closed_on=date(2023, 5, 23),
            ),
            wave("c2", "confidence", "confidential", invited=n, eligible=n, answered=26),
            wave("exit", "exit", invited=n, eligible=n, answered=n),
        ),
        answers=tuple(asked + single),
    )


def shuffled(rows: Rows, seed: int) -> Rows:
    """The same rows, each table in another order."""
    random = Random(seed)
    tables = (
        "members",
        "questions",
        "waves",
        "answers",
        "exercises",
        "tests",
        "capstones",
        "scores",
        "outcomes",
        "costs",
        "reach",
        "reuse",
    )
    return replace(
        rows, **{t: tuple(random.sample(getattr(rows, t), len(getattr(rows, t)))) for t in tables}
    )
