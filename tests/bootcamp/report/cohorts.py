"""A made-up cohort with exactly the counts of the seed report."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bootcamp.report.rows import (
    Answer,
    Capstone,
    Cohort,
    Cost,
    Exercise,
    Member,
    Outcome,
    Question,
    Reach,
    Reuse,
    Rows,
    Score,
    Section,
    Test,
    Wave,
)

PUBLISHED = json.loads(Path(__file__).with_name("figures.json").read_text())
CANARY = "CANARY"  # is in every text and name that nobody agreed to print
SECTIONS = tuple(
    Section(key, key.replace("_", " ").title(), days, key)
    for key, days in PUBLISHED["programme"]["section_days"].items()
)
SEED = Cohort(
    "arena-2",
    "ARENA 2.0",
    date.fromisoformat(PUBLISHED["programme"]["start"]),
    date.fromisoformat(PUBLISHED["programme"]["end"]),
    hours_per_day=8,
    k=5,
    sections=SECTIONS,
)
CUT_OFF = date(2023, 7, 31)
N = PUBLISHED["respondents"]
PEOPLE = tuple(f"{CANARY}-person-{i:02}" for i in range(N))
SECTION_ITEMS = ("intellectually_challenging", "well_structured", "not_learnable_elsewhere")


def wave(key: str, form: str, mode: str = "anonymous", **fields: Any) -> Wave:
    plain = Wave(key, form, mode, N, N, N, is_closed=True, closed_on=date(2023, 7, 1))
    return replace(plain, **fields)


def answer(wave: str, i: int, question: str, value: Any = None, **fields: Any) -> Answer:
    """A number, a text or choices; None is skipped."""
    plain = Answer(wave, f"{wave}-r{i:02}", question, "answered", **fields)
    match value:
        case None:
            return replace(plain, status="skipped")
        case str():
            return replace(plain, text=value)
        case tuple():
            return replace(plain, choices=value)
    return replace(plain, number=value)


def agreement_answers() -> list[Answer]:
    found = []
    for item in PUBLISHED["agreement"]["items"]:
        values: list[float | None] = [
            float(value) for value, count in item["counts"].items() for _ in range(count)
        ]
        values += [None] * (N - len(values))
        found += [answer("exit", i, item["code"], value) for i, value in enumerate(values)]
    return found


def section_answers() -> list[Answer]:
    """Seven below the median, two at it, seven above."""
    found = []
    for row in PUBLISHED["section_medians"]:
        if row["median"] is None:
            continue
        middle = float(row["median"])
        values = [middle - 1] * 7 + [middle] * 2 + [middle + 1] * 7
        found += [
            answer("sections", i, row["item"], value, section=row["section"])
            for i, value in enumerate(values)
        ]
    return found


def other_exit_answers() -> list[Answer]:
    themes = [("transformers",)] * 6 + [("slurm",)] * 3 + [()] * 7
    steps = [("studies", "fellowship")] * 6 + [("studies",)] * 4 + [("labs", CANARY)] * 6
    hopes = [
        answer(
            "exit",
            i,
            "hoped_to_learn",
            f"{CANARY} hope {i}" if i else "RLHF, from nothing",
            themes=themes[i],
            may_quote=i == 0,
        )
        for i in range(N)
    ]
    fulfilled = [("yes",)] * 9 + [("partly",)] * 6 + [("no",)]
    return [
        *hopes,
        *(answer("exit", i, "hope_fulfilled", fulfilled[i]) for i in range(N)),
        *(answer("exit", i, "next_steps", steps[i]) for i in range(N)),
        *(answer("exit", i, "career_probability", 60.0 + 2 * i) for i in range(N)),
    ]


def belief_answers() -> list[Answer]:
    """Of governance: ten answered twice (six up, three same, one down), one only before."""
    before = [4.0] * 11
    after = [7.0] * 6 + [4.0] * 3 + [2.0]
    return [
        *(
            answer("b1", i, "interest_governance", x, person=PEOPLE[i])
            for i, x in enumerate(before)
        ),
        *(
            answer("b2", 15 - i, "interest_governance", x, person=PEOPLE[i])
            for i, x in enumerate(after)
        ),
    ]


def open_answers() -> list[Answer]:
    """Of a wave that is still open: nothing of it may be seen."""
    return [answer("follow", i, "helped_to_position", 1.0) for i in range(N)]


def exercise_rows() -> list[Exercise]:
    """Four exercises. Half of the people solved all, two of them unaided; half solved the first."""
    chapter, found = "transformers_interp", []
    for i, person in enumerate(PEOPLE):
        for j in range(4):
            day = None if i >= 8 and j else date(2023, 5, 30 if j else 23)
            minutes = 10.0 if day else None
            found.append(Exercise(person, f"e{j}", chapter, 1, 0, day, i < 8 and j < 2, minutes))
    return found


def test_rows() -> list[Test]:
    """Ten sat both: five 2 -> 6, five 4 -> 7, of 10. Six sat only the first."""
    chapter = "transformers_interp"
    before = [Test(p, chapter, "before", 2.0 if i < 5 else 4.0, 10) for i, p in enumerate(PEOPLE)]
    after = [
        Test(p, chapter, "after", 6.0 if i < 5 else 7.0, 10) for i, p in enumerate(PEOPLE[:10])
    ]
    return before + after


def capstone_rows() -> tuple[list[Capstone], list[Score]]:
    capstones = [
        Capstone("c0", "Maze policies", 4, 2, True, True, True),
        Capstone("c1", f"{CANARY} title 1", 4, 1, True, True, False, f"{CANARY} summary"),
        Capstone("c2", f"{CANARY} title 2", 4, 2, False, True, False),
        Capstone("c3", f"{CANARY} title 3", 4, 0, False, True, False),
    ]
    depth, originality = PUBLISHED["capstone_criteria"][:2]
    scores = [
        Score(f"c{i}", f"{CANARY}-reviewer-{r}", originality, value, 5)
        for i, pair in enumerate([(1, 1), (2, 2), (1, 2)])
        for r, value in enumerate(pair)
    ]
    scores += [
        Score(f"c{i}", f"{CANARY}-reviewer-{r}", depth, 3, 5) for i in (0, 1) for r in (0, 1)
    ]
    return capstones, scores


def questions() -> list[Question]:
    agree = [
        Question("exit", i["code"], i["code"], "likert5") for i in PUBLISHED["agreement"]["items"]
    ]
    rated = [Question("sections", c, c, "scale10", per_section=True) for c in SECTION_ITEMS]
    return [
        *agree,
        *rated,
        Question("exit", "hoped_to_learn", "Hoped for", "long"),
        Question("exit", "hope_fulfilled", "Fulfilled?", "choice", ("yes", "partly", "no")),
        Question(
            "exit", "next_steps", "Next", "multi", ("studies", "fellowship", "labs", "grants")
        ),
        Question("exit", "career_probability", "Probability", "probability"),
        Question("beliefs", "interest_governance", "Governance", "scale10"),
        Question("follow_up", "helped_to_position", "Helped", "likert5"),
    ]


def seed_rows() -> Rows:
    capstones, scores = capstone_rows()
    external = PUBLISHED["external"][0]
    return Rows(
        SEED,
        members=(
            *(Member(person, "participant", "completed") for person in PEOPLE),
            Member(f"{CANARY}-ta", "ta", "active"),
            Member(f"{CANARY}-gone", "participant", "withdrawn"),
        ),
        questions=tuple(questions()),
        waves=(
            wave("exit", "exit"),
            wave("sections", "sections"),
            wave("b1", "beliefs", "confidential", answered=11, closed_on=date(2023, 5, 23)),
            wave("b2", "beliefs", "confidential", answered=10),
            wave("follow", "follow_up", months_after=6, is_closed=False, closed_on=None),
        ),
        answers=(
            *agreement_answers(),
            *section_answers(),
            *other_exit_answers(),
            *belief_answers(),
            *open_answers(),
        ),
        exercises=tuple(exercise_rows()),
        tests=tuple(test_rows()),
        capstones=tuple(capstones),
        scores=tuple(scores),
        outcomes=(
            Outcome(PEOPLE[0], "role", "technical_safety", f"{CANARY} hired"),
            Outcome(PEOPLE[1], "process", "technical_safety", "Final round", may_publish=True),
        ),
        costs=(
            Cost("stipends", 90_000, "GBP", is_actual=True),
            Cost("office", 6_000, "GBP", is_actual=True),
            Cost("compute", 1_600, "USD", is_actual=True),
            Cost("all", 100_000, "GBP", is_actual=False),
            Cost("desks", 20_000, "GBP", is_actual=True, in_kind=True),
        ),
        reach=(
            *(Reach(r["what"], r["more_than"], True) for r in PUBLISHED["reach"]),
            Reach(external["what"], external["count"], out_of=external["n"]),
        ),
        reuse=(
            Reuse("A summer school", "all of it", "used", may_publish=True),
            Reuse(f"{CANARY} school", f"{CANARY} lessons", "asked"),
            Reuse(f"{CANARY} group", "", "asked"),
        ),
        texts={"goals": "Three goals."},
    )
