"""Whom a figure counts, and whom it doesn't: small cases, by hand."""

from dataclasses import replace

import pytest

from bootcamp.report import wording
from bootcamp.report.build import report_of
from bootcamp.report.figures import Number, Withheld
from bootcamp.report.rows import Answer, Cost, Member, Outcome, Rows, Score, Test
from bootcamp.report.wording import said

from .asking import by_label, cells, figure, spec_of
from .cohorts import CUT_OFF, PEOPLE, SEED, seed_rows, wave

GONE = "somebody-gone"
MEMBERS = (
    *(Member(person, "participant", "completed") for person in PEOPLE[:8]),
    *(Member(person, "participant", "active") for person in PEOPLE[8:10]),
    Member(GONE, "participant", "withdrawn"),
    Member("late", "participant", "deferred"),
    Member("tom", "ta", "active"),
)
CHAPTER = SEED.sections[1].chapter


def made(rows, *figures):
    return report_of(rows, spec_of(*figures), CUT_OFF, "internal")


def test_tests_of_who_left_and_of_staff_dont_count():
    tests = [
        Test(person, CHAPTER, phase, points, 8)
        for people, before, after in ((PEOPLE[:6], 2, 4), ((GONE, "tom"), 8, 0))
        for person in people
        for phase, points in (("before", before), ("after", after))
    ]
    rows = Rows(SEED, members=MEMBERS, tests=tuple(tests))
    report = made(rows, f'key = "g"\nkind = "gain"\ntitle = "G"\nchapters = ["{CHAPTER}"]')
    [item] = figure(report, "g").items
    assert (item.before, item.after, item.base.answered) == (0.25, 0.5, 6)
    assert (item.base.eligible, item.base.invited) == (10, 12)  # who deferred was invited, too


def test_one_wave_alone_makes_no_pair():
    answers = tuple(
        Answer("b1", f"r{i}", "interest_governance", "answered", number=5, person=person)
        for i, person in enumerate(PEOPLE)
    )
    rows = replace(seed_rows(), waves=(wave("b1", "beliefs", "confidential"),), answers=answers)
    spec = (
        'key = "p"\nkind = "paired"\ntitle = "P"\nbefore = "beliefs"\nafter = "beliefs"\n'
        'items = ["interest_governance"]'
    )
    [item] = figure(made(rows, spec), "p").items
    assert (item.pairs, item.up, item.same, item.down) == ((), 0, 0, 0)


def test_the_cost_is_divided_by_those_who_completed_alone():
    rows = Rows(SEED, members=MEMBERS, costs=(Cost("rent", 800, "GBP", is_actual=True),))
    found = by_label(made(rows, 'key = "c"\nkind = "cost"\ntitle = "C"'), "c")
    assert found["Spent per participant who completed"].value == 100


def test_no_line_of_the_budget_is_in_no_number():
    kinds = [(actual, in_kind) for actual in (True, False) for in_kind in (True, False)]
    lines = tuple(Cost("x", 2.0**n, "GBP", *kind) for n, kind in enumerate(kinds))
    rows = Rows(SEED, members=MEMBERS, costs=lines)
    found = by_label(made(rows, 'key = "c"\nkind = "cost"\ntitle = "C"'), "c")
    del found["Spent per participant who completed"]
    assert sorted(number.value for number in found.values()) == [1, 2, 4, 8]


def test_outcomes_of_who_takes_no_part_arent_the_cohorts():
    outcomes = (Outcome(PEOPLE[0], "role", "other"), Outcome("tom", "role", "other"))
    rows = Rows(SEED, members=MEMBERS, outcomes=outcomes)
    report = made(rows, 'key = "o"\nkind = "outcomes"\ntitle = "O"\nby = "kind"\nmonths = 0')
    assert cells(report, "o")["role"] == (1, 10)


def test_a_reviewers_mean_is_of_what_their_scores_are_out_of():
    scores = (Score("c", "rita", "depth", 3, 4), Score("c", "rita", "style", 6, 8))
    rows = Rows(SEED, members=MEMBERS, scores=scores)
    spec = 'key = "s"\nkind = "scores"\ntitle = "S"\nby = "reviewer"'
    [row] = figure(made(rows, spec), "s").items
    assert row.cells[1:] == (2, 0.75)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.997, "1"), (0.001, "0"), (-0.004, "0"), (-1.5, "-1.5"), (4.5, "4.5"), (0.25, "0.25"),
        (100.0, "100"), (1.10, "1.1"), (12345.678, "12\u202f345.68"),
    ],
)  # fmt: skip
def test_a_number_is_printed_without_a_point_at_its_end(value, text):
    assert said(value) == text


def test_a_part_isnt_shown_whose_rest_all_disagreed():
    def told(rest: float) -> object:
        answers = tuple(
            Answer("exit", f"r{i}", code, "answered", **field)  # type: ignore[arg-type]
            for i in range(10)
            for code, field in (
                ("connections", {"number": 5.0 if i < 5 else rest}),
                ("next_steps", {"choices": ("Apply" if i < 5 else "Study",)}),
            )
        )
        spec = (
            'key = "a"\nkind = "agreement"\ntitle = "A"\nform = "exit"\nitems = ["connections"]\n'
            'among = {item = "next_steps", answer = "Apply"}'
        )
        rows = replace(seed_rows(), answers=answers)
        return figure(report_of(rows, spec_of(spec), CUT_OFF, "public"), "a").items[0]

    assert isinstance(told(1.0), Withheld)
    assert not isinstance(told(4.0), Withheld)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(1207000.5, "1\u202f207\u202f000.50 EUR"), (9000, "9\u202f000 EUR"), (0.07, "0.07 EUR")],
)
def test_an_amount_of_money_has_hundredths_or_none(amount, text):
    assert wording.number(Number("Spent", amount, "EUR")) == text
