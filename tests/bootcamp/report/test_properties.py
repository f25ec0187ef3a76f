"""What holds of every report, whatever the rows: sums, denominators, thresholds, one person's removal."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bootcamp.report.build import report_of
from bootcamp.report.figures import Agreement, Figure, Gain, Paired, Rating, Withheld
from bootcamp.report.rows import (
    Answer,
    Exercise,
    Member,
    Outcome,
    Question,
    Rows,
    Section,
    Test,
    Wave,
)
from bootcamp.report.spec import read_spec

from .cohorts import CANARY, CUT_OFF, SEED
from .later import shuffled

SPEC = read_spec(
    'title = "T"\nversion = "1"\n[[parts]]\nkey = "p"\ntitle = "P"\n'
    + "".join(
        f"[[parts.figures]]\n{figure}\n"
        for figure in (
            'key = "agree"\nkind = "agreement"\nform = "exit"\nitems = ["q"]',
            'key = "part"\nkind = "median"\nform = "exit"\nitems = ["q"]\namong = {item = "c", answer = "x"}',
            'key = "other-part"\nkind = "agreement"\nform = "exit"\nitems = ["q"]\namong = {item = "c", answer = "y"}',
            'key = "choices"\nkind = "choices"\nform = "exit"\nitems = ["c"]',
            'key = "themes"\nkind = "themes"\nform = "exit"\nitems = ["t"]',
            'key = "quotes"\nkind = "quotes"\nform = "exit"\nitems = ["t"]',
            'key = "pairs"\nkind = "paired"\nbefore = "b"\nafter = "b"\nitems = ["r"]',
            'key = "ratings"\nkind = "ratings"\nform = "b"\nitems = ["r"]',
            'key = "gain"\nkind = "gain"\nbefore = "b"\nafter = "b"\nitems = ["s"]',
            'key = "exercises"\nkind = "exercises"',
            'key = "progress"\nkind = "progress"',
            'key = "outcomes"\nkind = "outcomes"\nby = "track"',
        )
    )
)
QUESTIONS = (
    Question("exit", "q", "Q", "likert5"),
    Question("exit", "c", "C", "multi", ("x", "y")),
    Question("exit", "t", "T", "long"),
    Question("b", "r", "R", "scale10"),
    Question("b", "s", "S", "scale10", per_section=True),
)
COHORT = replace(SEED, sections=(Section("one", "One", 5, "one"),))

Person = dict[str, Any]
maybe = st.one_of
missing = st.none()
PERSON = st.fixed_dictionaries(
    {
        "in": st.tuples(st.booleans(), st.booleans(), st.booleans()),  # exit, b1, b2
        "q": maybe(missing, st.just("n/a"), st.integers(1, 5)),
        "c": maybe(missing, st.sets(st.sampled_from(["x", "y", f"{CANARY} else"]))),
        "t": maybe(missing, st.sets(st.sampled_from(["m", "n"]))),
        "r": st.tuples(maybe(missing, st.integers(1, 10)), maybe(missing, st.integers(1, 10))),
        "s": st.integers(1, 10),
        "tests": st.tuples(maybe(missing, st.integers(0, 9)), maybe(missing, st.integers(0, 10))),
        "solved": st.lists(st.booleans(), max_size=3),
        "track": maybe(missing, st.sampled_from(["capabilities", "unknown", "technical_safety"])),
    }
)
PEOPLE = st.lists(PERSON, max_size=14)
KS = st.integers(2, 5)


def made(wave: str, i: int, code: str, value: Any, **fields: Any) -> Answer:
    plain = Answer(wave, f"{wave}/{CANARY}{i}", code, "answered", **fields)
    if value is None:
        return replace(plain, status="skipped")
    return replace(plain, status="not_applicable") if value == "n/a" else plain


def answers_of(i: int, person: Person) -> list[Answer]:
    in_exit, *in_beliefs = person["in"]
    found = []
    if in_exit:
        q, c, t = person["q"], person["c"], person["t"]
        found += [
            made("exit", i, "q", q, number=float(q) if isinstance(q, int) else None),
            made("exit", i, "c", c, choices=tuple(sorted(c or ()))),
            made("exit", i, "t", t, text=f"{CANARY} text", themes=tuple(sorted(t or ()))),
        ]
    for wave, is_in, r in zip(("b1", "b2"), in_beliefs, person["r"], strict=True):
        if is_in:
            name = f"{CANARY}-p{i}"
            found.append(made(wave, i, "r", r, number=None if r is None else float(r), person=name))
            s = float(person["s"])
            found.append(made(wave, i, "s", s, number=s, section="one", person=name))
    return found


def rows_of(people: list[Person | None], k: int) -> Rows:
    """The rows of all who are there; None has been removed, and was invited all the same."""
    there = [(i, person) for i, person in enumerate(people) if person is not None]
    names = {i: f"{CANARY}-p{i}" for i, _ in there}
    came = [sum(person["in"][w] for _, person in there) for w in range(3)]
    waves = tuple(
        Wave(key, form, mode, len(people), len(there), came[w], is_closed=True, closed_on=day)
        for w, (key, form, mode, day) in enumerate(
            (
                ("exit", "exit", "anonymous", date(2023, 7, 1)),
                ("b1", "b", "confidential", date(2023, 5, 23)),
                ("b2", "b", "confidential", date(2023, 7, 1)),
            )
        )
    )
    return Rows(
        replace(COHORT, k=k),
        members=tuple(Member(name, "participant", "completed") for name in names.values()),
        questions=QUESTIONS,
        waves=waves,
        answers=tuple(a for i, person in there for a in answers_of(i, person)),
        exercises=tuple(
            Exercise(names[i], f"e{j}", "one", 1, 0, date(2023, 6, 1) if is_solved else None, True)
            for i, person in there
            for j, is_solved in enumerate(person["solved"])
        ),
        tests=tuple(
            Test(names[i], "one", phase, score, 10)
            for i, person in there
            for phase, score in zip(("before", "after"), person["tests"], strict=True)
            if score is not None
        ),
        outcomes=tuple(
            Outcome(names[i], "role", person["track"], f"{CANARY} job")
            for i, person in there
            if person["track"]
        ),
    )


def figures_of(people: list[Person | None], k: int, edition: str) -> dict[str, Figure]:
    report = report_of(rows_of(people, k), SPEC, CUT_OFF, edition)
    return {figure.key: figure for part in report.parts for figure in part.figures}


@settings(max_examples=60, deadline=None)
@given(PEOPLE, KS)
def test_answers_skipped_and_not_applicable_add_up(people: list[Any], k: int):
    rows = rows_of(people, k)
    came = {wave.key: wave.answered for wave in rows.waves}
    figures = figures_of(people, k, "internal")
    for key, wave in (("agree", "exit"), ("choices", "exit"), ("ratings", "b2")):
        for item in figures[key].items:
            if isinstance(item, Withheld):
                continue
            base = item.base  # type: ignore[union-attr]
            assert (
                base.answered + base.skipped + base.not_applicable == came[wave] or not came[wave]
            )
            assert base.answered <= base.eligible <= base.invited
            if isinstance(item, Agreement | Rating):
                assert sum(item.counts.values()) == base.answered
                assert (item.median is None) == (base.answered == 0)
    for item in figures["pairs"].items:
        if isinstance(item, Paired):
            assert item.up + item.same + item.down == item.base.answered
            assert item.pairs == ()  # of a confidential form organisers see sums
    heard_of = [row.cells[1] for row in figures["outcomes"].items]  # type: ignore[union-attr]
    if rows.outcomes:
        assert sum(heard_of) == len(people)  # each has one outcome or isn't heard of


@settings(max_examples=80, deadline=None)
@given(PEOPLE, KS)
def test_a_public_edition_has_no_figure_of_fewer_than_k(people: list[Any], k: int):
    for figure in figures_of(people, k, "public").values():
        bases = [figure.base, *(getattr(item, "base", None) for item in figure.items)]
        assert all(not base or not base.answered or base.answered >= k for base in bases)


@settings(max_examples=40, deadline=None)
@given(PEOPLE, KS)
def test_a_public_edition_has_nothing_that_was_not_agreed_to(people: list[Any], k: int):
    assert CANARY not in repr(report_of(rows_of(people, k), SPEC, CUT_OFF, "public"))


@settings(max_examples=40, deadline=None)
@given(PEOPLE, KS, st.integers(0, 99))
def test_reports_of_shuffled_rows_are_equal(people: list[Any], k: int, seed: int):
    rows = rows_of(people, k)
    for edition in ("internal", "public"):
        one = report_of(rows, SPEC, CUT_OFF, edition)
        assert report_of(shuffled(rows, seed), SPEC, CUT_OFF, edition) == one


@settings(max_examples=200, deadline=None)
@given(st.lists(PERSON, min_size=1, max_size=14), KS, st.data())
def test_removing_one_person_takes_their_answers_or_withholds(
    people: list[Any], k: int, data: st.DataObject
):
    gone = data.draw(st.integers(0, len(people) - 1))
    person = people[gone]
    before = figures_of(people, k, "public")
    after = figures_of([None if i == gone else p for i, p in enumerate(people)], k, "public")
    came_to_b2 = [i for i, each in enumerate(people) if each["in"][2]]
    for key, figure in before.items():
        if key == "ratings" and came_to_b2 == [gone]:
            continue  # without them nobody came back from that wave: the one before is shown
        left = {getattr(item, "label", ""): item for item in after[key].items}
        for item in figure.items:
            other = left.get(getattr(item, "label", ""))
            if isinstance(item, Agreement | Rating | Paired | Gain) and isinstance(
                other, type(item)
            ):
                assert_one_less(key, item, other, person, k, rated=2 if came_to_b2 else 1)


def assert_one_less(key: str, item: Any, other: Any, person: Person, k: int, *, rated: int) -> None:
    """Both are shown: the same numbers if the person isn't in it, else theirs are missing.

    `rated`: the wave that ratings are shown of, the latest that anyone came back from.
    """
    value = {
        "agree": person["q"] if person["in"][0] and isinstance(person["q"], int) else None,
        "other-part": person["q"]
        if person["in"][0] and isinstance(person["q"], int) and "y" in (person["c"] or ())
        else None,
        "ratings": person["r"][rated - 1] if person["in"][rated] else None,
    }
    if key in value:
        theirs = value[key]
        expected = {v: n - (v == theirs) for v, n in item.counts.items()}
        assert other.counts == (expected if other.base.answered else {})
    if key == "pairs":
        is_in = person["in"][1] and person["in"][2] and None not in person["r"]
        moved = person["r"][1] - person["r"][0] if is_in else None
        steps = (moved or 0) > 0, moved == 0, (moved or 0) < 0
        assert (other.up, other.same, other.down) == tuple(
            n - s for n, s in zip((item.up, item.same, item.down), steps, strict=True)
        )
    if other.base.answered != item.base.answered:
        assert other.base.answered == item.base.answered - 1
        assert other.base.answered >= k
        assert item.base.answered > k


def test_the_people_above_can_make_figures_that_are_shown_with_and_without_one():
    person = {
        "in": (True, True, True), "q": 4, "c": {"x"}, "t": {"m"}, "r": (3, 6), "s": 5,
        "tests": (2, 8), "solved": [True, False], "track": "unknown",
    }  # fmt: skip
    before = figures_of([person] * 14, 5, "public")
    after = figures_of([*[person] * 13, None], 5, "public")
    shown = {key: [type(item).__name__ for item in figure.items] for key, figure in before.items()}
    assert shown == {
        "agree": ["Agreement"],
        "part": ["Number"],
        "other-part": ["Agreement"],
        "choices": ["Number", "Number"],
        "themes": ["Number"],
        "quotes": [],
        "pairs": ["Paired"],
        "ratings": ["Rating"],
        "gain": ["Gain"],
        "exercises": ["Row"],
        "progress": ["Series"],
        "outcomes": ["Row"] * 7,
    }
    assert before["agree"].items[0].counts[4] == 14  # type: ignore[union-attr]
    assert after["agree"].items[0].counts[4] == 13  # type: ignore[union-attr]
