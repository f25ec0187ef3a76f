"""What holds of reports in general: closed waves, no zeros for nothing, any order, any spec, errors."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bootcamp.errors import ReportError
from bootcamp.report.build import report_of, rows_sha256
from bootcamp.report.figures import Base
from bootcamp.report.rows import Answer, Outcome, Rows
from bootcamp.report.spec import shipped_spec

from .asking import by_label, cells, figure, spec_of
from .cohorts import CUT_OFF, SEED, answer, seed_rows, wave
from .later import later_rows, shuffled


def with_rows(**changes: Any) -> Rows:
    return replace(seed_rows(), **changes)


def test_an_open_wave_is_not_seen():
    report = report_of(seed_rows(), shipped_spec("seed"), CUT_OFF, "internal")
    (found, *_) = figure(report, "follow-up").items
    assert (found.counts, found.base) == ({}, Base(0, 0, 0))
    rows = seed_rows()
    closed = tuple(replace(w, is_closed=True) for w in rows.waves)
    later = report_of(replace(rows, waves=closed), shipped_spec("seed"), CUT_OFF, "internal")
    assert figure(later, "follow-up").items[0].base.answered == 16  # type: ignore[union-attr]


def test_a_wave_that_closed_after_the_cut_off_is_not_seen():
    found = report_of(seed_rows(), shipped_spec("seed"), date(2023, 6, 30), "internal")
    assert {i.base for i in figure(found, "agreement").items} == {Base(0, 0, 0)}


def test_a_follow_up_of_other_months_is_another_figure():
    rows = seed_rows()
    later = wave("follow", "follow_up", months_after=12, closed_on=CUT_OFF)
    found = report_of(replace(rows, waves=(later,)), shipped_spec("seed"), CUT_OFF, "internal")
    assert figure(found, "follow-up").items[0].base == Base(0, 0, 0)  # type: ignore[union-attr]
    at_six = replace(rows, waves=(replace(later, months_after=6),))
    found = report_of(at_six, shipped_spec("seed"), CUT_OFF, "internal")
    assert figure(found, "follow-up").items[0].base.answered == 16  # type: ignore[union-attr]


def test_a_cohort_without_rows_reports_nothing_as_zero():
    found = report_of(Rows(SEED), shipped_spec("seed"), CUT_OFF, "internal")
    numbers = {
        item.value
        for key in ("capstones", "cost", "reuse", "career-probability", "hope-fulfilled")
        for item in figure(found, key).items
    }
    assert numbers == {None}
    assert {row[0] for row in cells(found, "outcomes-now").values()} == {None}


@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize(("name", "rows"), [("seed", seed_rows()), ("paired", later_rows())])
def test_the_order_of_rows_means_nothing(name: str, rows: Rows, edition: str):
    spec = shipped_spec(name)
    for seed in range(3):
        other = shuffled(rows, seed)
        assert other != rows
        assert report_of(other, spec, CUT_OFF, edition) == report_of(rows, spec, CUT_OFF, edition)
        assert rows_sha256(other) == rows_sha256(rows)


def test_other_rows_have_another_hash():
    assert rows_sha256(with_rows(costs=())) != rows_sha256(seed_rows())


def test_another_spec_is_another_report_of_a_later_cohort():
    found = report_of(later_rows(), shipped_spec("paired"), CUT_OFF, "public")
    confidence = by_label(found, "confidence")["Transformers Interp: Confidence"]
    assert (confidence.median_before, confidence.median_after) == (3, 6.5)
    assert (confidence.up, confidence.same, confidence.down) == (26, 0, 0)
    assert (confidence.only_before, confidence.base) == (2, Base(26, 28, 28))
    (weeks,) = figure(found, "weeks-saved").items
    assert (weeks.value, weeks.unit) == (10.5, "weeks")
    enjoyment, *others = figure(found, "experience").items
    assert (enjoyment.median, enjoyment.counts[10], enjoyment.base.answered) == (9, 9, 28)
    assert {item.median for item in others} == {None}


def test_a_part_of_the_respondents_is_asked_for_by_another_answer():
    spec = spec_of(
        'key = "x"\nkind = "median"\nform = "exit"\nitems = ["career_probability"]\n'
        'among = {item = "next_steps", answer = "studies"}'
    )
    (found,) = report_of(seed_rows(), spec, CUT_OFF, "internal").parts[0].figures[0].items
    assert found.value == 69  # of 60, 62, ... 78
    assert found.base == Base(10, 10, 10)
    assert found.label == "Probability (of those who said: studies)"


def test_anonymous_forms_are_not_paired():
    rows = with_rows(
        waves=(wave("e1", "exit", closed_on=date(2023, 5, 1)), wave("e2", "exit")),
        answers=tuple(answer(w, i, "connections", 3.0) for w in ("e1", "e2") for i in range(16)),
    )
    spec = spec_of(
        'key = "x"\nkind = "paired"\nbefore = "exit"\nafter = "exit"\nitems = ["connections"]'
    )
    (found,) = report_of(rows, spec, CUT_OFF, "internal").parts[0].figures
    assert found.items[0].base.answered == 0  # type: ignore[union-attr]
    assert found.text.startswith("An anonymous form can't be paired")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"answers": (answer("exit", 0, "connections", 6.0),)}, "a whole number from 1 to 5, and is 6"),
        ({"answers": (answer("exit", 0, "connections", 4.5),)}, "a whole number from 1 to 5, and is 4.5"),
        ({"answers": (Answer("exit", "r", "connections", "answered"),)}, "should be a number, and has none"),
        ({"answers": (answer("exit", 0, "connections", 4.0),) * 2}, "has two of some one"),
        ({"outcomes": (Outcome(seed_rows().members[0].person, "job", "other"),)}, "and is `job`"),
        ({"scores": (*seed_rows().scores, replace(seed_rows().scores[0], out_of=10))}, "out of 5, 10"),
        ({"tests": (*seed_rows().tests, replace(seed_rows().tests[0], score=3.0))}, "has two of some one"),
        ({"tests": (replace(seed_rows().tests[0], score=11.0),)}, "should be from 0 to 10, and is 11"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_right_is_a_sentence(changes: dict[str, Any], says: str):
    with pytest.raises(ReportError) as caught:
        report_of(with_rows(**changes), shipped_spec("seed"), CUT_OFF, "internal")
    assert says in str(caught.value)


def test_there_are_two_editions():
    with pytest.raises(ReportError, match="`internal` or `public`, and is `secret`"):
        report_of(seed_rows(), shipped_spec("seed"), CUT_OFF, "secret")
