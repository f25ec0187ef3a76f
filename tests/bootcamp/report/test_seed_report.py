"""The report of a cohort with the seed report's counts has the seed report's figures."""

from dataclasses import replace
from datetime import date
from math import isclose
from typing import Any

import pytest

from bootcamp.report.build import report_of
from bootcamp.report.figures import Base, Report, Series
from bootcamp.report.rows import Reach, Rows
from bootcamp.report.spec import shipped_spec

from .asking import by_label, cells, figure
from .cohorts import CUT_OFF, PUBLISHED, SEED, seed_rows

INTERVALS = {  # top two of five, exact, as computed by others to three places
    "connections": (15, 16, 0.698, 0.998),
    "fit_for_field": (12, 16, 0.476, 0.927),
    "practical_skills": (16, 16, 0.794, 1),
    "independent_research": (12, 15, 0.519, 0.957),
    "bottleneck_knowledge": (12, 16, 0.476, 0.927),
}


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(seed_rows(), shipped_spec("seed"), CUT_OFF, "internal")


def with_rows(**changes: Any) -> Rows:
    return replace(seed_rows(), **changes)


@pytest.mark.parametrize("item", PUBLISHED["agreement"]["items"], ids=lambda item: item["code"])
def test_agreement_is_the_seed_reports(report: Report, item: dict[str, Any]):
    found = by_label(report, "agreement")[item["code"]]
    successes, n, low, high = INTERVALS[item["code"]]
    assert found.counts == {int(value): count for value, count in item["counts"].items()}
    assert found.median == item["median"]
    assert found.base == Base(item["n"], 16, 16, skipped=16 - item["n"])
    assert (found.counts[4] + found.counts[5], found.base.answered) == (successes, n)
    assert (round(found.top_two.low, 3), round(found.top_two.high, 3)) == (low, high)


def test_a_median_between_two_answers_keeps_its_half(report: Report):
    assert by_label(report, "agreement")["bottleneck_knowledge"].median == 4.5


def test_section_medians_are_the_seed_reports(report: Report):
    titles = {section.key: section.title for section in SEED.sections}
    found = {(r.section, r.label): r for r in figure(report, "sections").items}
    expected = {
        (titles[row["section"]], row["item"]): row["median"]
        for row in PUBLISHED["section_medians"]
        if row["item"] != "*"
    }
    assert len(found) == 12
    assert {k: r.median for k, r in found.items() if r.median is not None} == expected
    assert found["Transformers Interp", "well_structured"].quartiles == (8, 10)


def test_what_was_never_asked_is_not_reported_and_not_zero(report: Report):
    unasked = [r for r in figure(report, "sections").items if r.section == "Prerequisites"]
    assert len(unasked) == 3
    for rating in unasked:
        assert (rating.median, rating.quartiles, rating.counts) == (None, None, {})
        assert rating.base == Base(0, 16, 16)  # nobody is said to have skipped it


def test_hours_and_weekdays_come_from_the_dates(report: Report):
    found = {label: n.value for label, n in by_label(report, "programme").items()}
    assert found == {
        "Calendar weeks": 6,
        "Weekdays, without holidays": 30,
        "Hours": 240,
        "Prerequisites": 5,
        "Transformers Interp": 8,
        "Reinforcement Learning": 7,
        "Training At Scale": 4,
    }


def test_a_holiday_takes_its_hours():
    rows = with_rows(cohort=replace(SEED, holidays=(date(2023, 5, 29), date(2023, 6, 3))))
    found = by_label(report_of(rows, shipped_spec("seed"), CUT_OFF, "public"), "programme")
    assert found["Hours"].value == 232  # 3 June is a Saturday


def test_outcomes_have_all_kinds_and_who_is_not_heard_of(report: Report):
    assert cells(report, "outcomes-now") == {
        "role": (1, 16),
        "process": (1, 16),
        "grant": (0, 16),
        "fellowship": (0, 16),
        "study": (0, 16),
        "publication": (0, 16),
        "none": (0, 16),
        "not heard of": (14, 16),
    }
    assert cells(report, "tracks-now")["capabilities"] == (0, 16)
    assert cells(report, "tracks-now")["unknown"] == (0, 16)
    assert figure(report, "outcomes-now").base == Base(2, 16, 17)


def test_a_person_with_two_outcomes_counts_once_each_and_once_heard_of():
    rows = seed_rows()
    more = (*rows.outcomes, replace(rows.outcomes[0], kind="grant"), rows.outcomes[0])
    found = report_of(replace(rows, outcomes=more), shipped_spec("seed"), CUT_OFF, "internal")
    assert cells(found, "outcomes-now")["role"] == (1, 16)
    assert cells(found, "outcomes-now")["grant"] == (1, 16)
    assert cells(found, "outcomes-now")["not heard of"] == (14, 16)


def test_outcomes_of_a_follow_up_that_has_not_been_are_not_reported(report: Report):
    assert {row[0] for row in cells(report, "outcomes-later").values()} == {None}


def test_reach_has_its_lower_bounds_and_denominators(report: Report):
    found = by_label(report, "reach")
    assert (found["chat members"].value, found["chat members"].is_lower_bound) == (300, True)
    visitors = found["unique site visitors"]
    assert (visitors.value, visitors.is_lower_bound) == (2800, True)
    top = found[PUBLISHED["external"][0]["what"]]
    assert (top.value, top.out_of, top.is_lower_bound) == (6, 15, False)
    assert (round(top.interval.low, 3), round(top.interval.high, 3)) == (0.163, 0.677)


def test_reach_is_the_latest_reading_by_the_cut_off():
    readings = tuple(Reach("stars", v, on=date(2023, m, 1)) for v, m in ((9, 9), (5, 5), (7, 7)))
    found = report_of(with_rows(reach=readings), shipped_spec("seed"), CUT_OFF, "public")
    assert [n.value for n in figure(found, "reach").items] == [7]


def test_own_probability_of_a_safety_career_is_above_seventy_per_cent(report: Report):
    (found,) = figure(report, "career-probability").items
    assert (found.value, found.unit, found.base.answered) == (75, "%", 16)


def test_exercises_come_first_and_count_by_participant(report: Report):
    row = ("Transformers Interp", 4, 2.5, 1, 25)
    found = figure(report, "exercises")
    assert found.items[1].cells == row
    assert found.items[-1].cells == ("All chapters", *row[1:])
    assert found.items[2].cells[1:] == (None, None, None, None)
    assert found.base == Base(16, 16, 17)


def test_progress_is_the_share_solved_by_each_day(report: Report):
    (line,) = figure(report, "progress").items
    assert isinstance(line, Series)
    points = dict(line.points)
    assert (len(points), points["2023-05-22"], points["2023-05-23"]) == (40, 0, 16 / 64)
    assert (points["2023-05-29"], points["2023-05-30"], points["2023-06-30"]) == (
        0.25,
        0.625,
        0.625,
    )


def test_progress_and_exercises_stop_at_the_cut_off():
    found = report_of(seed_rows(), shipped_spec("seed"), date(2023, 5, 25), "internal")
    (line,) = figure(found, "progress").items
    assert isinstance(line, Series)
    assert line.points[-1] == ("2023-05-25", 0.25)
    assert figure(found, "exercises").items[1].cells[2] == 1


def test_gain_is_of_those_who_sat_both(report: Report):
    found = by_label(report, "tests")["Transformers Interp"]
    assert isclose(found.before, 0.3)
    assert isclose(found.after, 0.65)
    assert isclose(found.gain, 0.5)
    assert found.interval is None  # each has gained one half: leaving one out changes nothing
    assert found.base == Base(10, 16, 17)
    untested = by_label(report, "tests")["Prerequisites"]
    assert (untested.before, untested.gain, untested.interval) == (None, None, None)


def test_beliefs_are_counted_up_same_and_down(report: Report):
    found = by_label(report, "beliefs")["Governance"]
    assert (found.up, found.same, found.down) == (6, 3, 1)
    assert (found.only_before, found.only_after, found.base.answered) == (1, 0, 10)
    assert (found.median_before, found.median_after) == (4, 7)
    assert found.pairs == ()  # of a confidential form organisers see sums


def test_several_choices_are_of_respondents(report: Report):
    found = {n.label: (n.value, n.out_of) for n in figure(report, "next-steps").items}
    assert found == {
        "studies": (10, 16),
        "fellowship": (6, 16),
        "labs": (6, 16),
        "grants": (0, 16),
        "Another answer": (6, 16),
    }


def test_themes_count_respondents(report: Report):
    found = {n.label: (n.value, n.out_of) for n in figure(report, "hoped-for").items}
    assert found == {"transformers": (6, 16), "slurm": (3, 16)}


def test_reviewers_agreement_is_by_criterion(report: Report):
    found = cells(report, "capstone-scores")
    median, out_of, capstones, scores, alpha, *_ = found["originality"]
    assert (median, out_of, capstones, scores) == (1.5, 5, 3, 6)
    assert isclose(alpha, 4 / 9)
    assert found["depth of understanding"][4] == "undefined"
    assert set(found[PUBLISHED["capstone_criteria"][4]]) == {None}
    assert list(found) == PUBLISHED["capstone_criteria"]


def test_a_capstone_without_a_mentor_is_counted(report: Report):
    found = {n.label: (n.value, n.out_of) for n in figure(report, "capstones").items}
    assert found == {
        "Capstones": (4, None),
        "About alignment": (4, 4),
        "With a write-up": (2, 4),
        "With a mentor": (3, 4),
        "Without a mentor": (1, 4),
    }


def test_cost_is_per_participant_who_completed_and_by_currency(report: Report):
    found = [(n.label, n.value, n.unit) for n in figure(report, "cost").items]
    assert found == [
        ("Spent per participant who completed", 6000, "GBP"),
        ("Spent", 96_000, "GBP"),
        ("Planned", 100_000, "GBP"),
        ("Given in kind, not spent", 20_000, "GBP"),
        ("Spent per participant who completed", 100, "USD"),
        ("Spent", 1600, "USD"),
        ("Planned", None, "USD"),
        ("Given in kind, not spent", None, "USD"),
    ]


def test_without_anyone_who_completed_there_is_no_cost_per_participant():
    found = report_of(with_rows(members=()), shipped_spec("seed"), CUT_OFF, "internal")
    assert figure(found, "cost").items[0].value is None  # type: ignore[union-attr]


def test_reuse_and_who_left_are_counted(report: Report):
    found = {n.label: n.value for n in figure(report, "reuse").items}
    assert found == {"Requests by others": 3, "asked": 2, "agreed": 0, "used": 1, "reported": 0}
    assert cells(report, "people")["participant"] == (0, 0, 16, 1, 0)
    assert cells(report, "people")["mentor"] == (None,) * 5


def test_what_the_organisers_wrote_is_there_and_the_rest_is_empty(report: Report):
    assert figure(report, "goals-text").text == "Three goals."
    assert figure(report, "differently").text == ""
