"""Tables with the counts of a published report give exactly its figures; another spec, others."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bootcamp.report.build import report_of
from bootcamp.report.figures import Base
from bootcamp.report.spec import shipped_spec
from bootcamp.web.cohort.domain.after import CRITERIA
from bootcamp.web.cohort.domain.figures import figures_in, packed, report_in
from bootcamp.web.cohort.domain.rows import rows_of
from bootcamp.web.cohort.models import (
    Capstone,
    CapstoneScore,
    Cohort,
    Metric,
    Outcome,
    Section,
)

from .conftest import join, make_person
from .filled import answered, make_form, members_of

FIGURES = Path(__file__).parents[1] / "bootcamp/report/figures.json"
PUBLISHED = json.loads(FIGURES.read_text())
AGREEMENT = PUBLISHED["agreement"]["items"]
MEDIANS = [row for row in PUBLISHED["section_medians"] if row["median"] is not None]
SECTION_ITEMS = ("intellectually_challenging", "well_structured", "not_learnable_elsewhere")
CUT_OFF = date(2023, 7, 31)
CLOSED = datetime(2023, 6, 30, 16, tzinfo=UTC)
N = PUBLISHED["respondents"]


def make_cohort(slug, section_days):
    programme = PUBLISHED["programme"]
    cohort = Cohort.objects.create(
        slug=slug, title=slug, zone="Europe/London", hours_per_day=8,
        start=programme["start"], end=programme["end"],
    )  # fmt: skip
    cohort.refresh_from_db()
    for order, (key, days) in enumerate(section_days.items()):
        Section.objects.create(cohort=cohort, key=key, title=key, order=order, planned_days=days)
    return cohort


def spread(counts):
    """The answers of all, in some order, from how often each was given; None for the rest."""
    values = [int(value) for value, count in counts.items() for _ in range(count)]
    return values + [None] * (N - len(values))


def around(median):
    """Sixteen ratings with this median: seven below, two at it, seven above."""
    return [median - 1] * 7 + [median] * 2 + [median + 1] * 7


def fill_exit(cohort, members):
    kinds = {item["code"]: "likert5" for item in AGREEMENT}
    form = make_form(cohort, "exit", "anonymous", kinds | {"career_probability": "probability"})
    values = {(item["code"], ""): spread(item["counts"]) for item in AGREEMENT}
    values["career_probability", ""] = [60 + 2 * number for number in range(N)]
    answered(form, members, values, CLOSED)


def fill_sections(cohort, members):
    kind = {"kind": "scale10", "per_section": True}
    form = make_form(cohort, "sections", "anonymous", dict.fromkeys(SECTION_ITEMS, kind))
    values = {(row["item"], row["section"]): around(row["median"]) for row in MEDIANS}
    answered(form, members, values, CLOSED)


def fill_rest(cohort, members):
    reviewer = join(make_person("rita"), cohort, "reviewer")
    capstone = Capstone.objects.create(cohort=cohort, title="Maze", made_at=CLOSED)
    for criterion in CRITERIA:
        CapstoneScore.objects.create(
            capstone=capstone, reviewer=reviewer, criterion=criterion, value=4, made_at=CLOSED
        )
    kinds = {"role": "role", "process_final_round": "process"}
    for member, row in zip(members, PUBLISHED["outcomes"], strict=False):
        assert row["count"] == 1
        Outcome.objects.create(
            membership=member, kind=kinds[row["kind"]], track="technical_safety", on=CUT_OFF
        )
    for row in PUBLISHED["reach"]:
        Metric.objects.create(
            cohort=cohort, what=row["what"], value=row["more_than"], is_lower_bound=True,
            on=date(2023, 7, 1),
        )  # fmt: skip
    for row in PUBLISHED["external"]:
        Metric.objects.create(
            cohort=cohort, what=row["what"], value=row["count"], out_of=row["n"],
            on=date(2023, 7, 1),
        )  # fmt: skip


@pytest.fixture
def figures(fast):
    """The figures of the report by the seed's spec, internal edition."""
    cohort = make_cohort("arena", PUBLISHED["programme"]["section_days"])
    members = members_of(cohort, N)
    fill_exit(cohort, members)
    fill_sections(cohort, members)
    fill_rest(cohort, members)
    report = report_of(rows_of(cohort, CUT_OFF), shipped_spec("seed"), CUT_OFF, "internal")
    assert report_in(json.loads(json.dumps(packed(report)))) == report  # as it is kept
    return figures_in(report)


def numbers(figure):
    return {item.label: item for item in figure.items}


def test_the_agreement_items_have_their_counts_medians_and_n(figures):
    found = {item.label: item for item in figures["agreement"].items}
    assert list(found) == [item["code"] for item in AGREEMENT]
    for item in AGREEMENT:
        counts = {int(value): count for value, count in item["counts"].items()}
        base = Base(item["n"], N, N, skipped=N - item["n"])
        mine = found[item["code"]]
        assert (mine.counts, mine.median, mine.base) == (counts, item["median"], base)
    assert found["bottleneck_knowledge"].median == 4.5
    assert (found["independent_research"].base.answered, found["fit_for_field"].base.answered) == (
        15,
        16,
    )
    total = {value: sum(item.counts[value] for item in found.values()) for value in range(1, 6)}
    assert total == {5: 49, 4: 18, 3: 9, 2: 3, 1: 0}
    low, high = (
        found["independent_research"].top_two.low,
        found["independent_research"].top_two.high,
    )
    assert (round(low, 3), round(high, 3)) == (0.519, 0.957)


def test_the_sections_have_their_medians_and_what_isnt_there_is_not_reported(figures):
    found = {(item.section, item.label): item for item in figures["sections"].items}
    sections = PUBLISHED["programme"]["section_days"]
    published = {(row["section"], row["item"]): row["median"] for row in MEDIANS}
    assert set(found) == {(section, item) for section in sections for item in SECTION_ITEMS}
    assert {key: item.median for key, item in found.items()} == {
        key: published.get(key) for key in found
    }
    unreported = {key for key, item in found.items() if item.median is None}
    assert ("reinforcement_learning", "not_learnable_elsewhere") in unreported
    assert {section for section, _ in unreported} == {"prerequisites", "reinforcement_learning"}
    assert all(found[key].counts == {} for key in unreported)
    assert {found[key].base.answered for key in published} == {N}


def test_the_programme_has_its_days_and_hours(figures):
    programme, found = PUBLISHED["programme"], numbers(figures["programme"])
    assert found["Weekdays, without holidays"].value == programme["weekdays"]
    assert found["Hours"].value == programme["hours"]
    days = {key: found[key].value for key in programme["section_days"]}
    assert days == programme["section_days"]


def test_the_criteria_are_those_of_the_published_report(figures):
    assert list(CRITERIA) == PUBLISHED["capstone_criteria"]
    assert [row.cells[0] for row in figures["capstone-scores"].items] == list(CRITERIA)
    assert {row.cells[1] for row in figures["capstone-scores"].items} == {4}


def test_the_outcomes_are_counted_of_all_and_the_rest_is_not_heard_of(figures):
    counts = {row.cells[0]: row.cells[1:] for row in figures["outcomes-now"].items}
    assert (counts["role"], counts["process"], counts["none"]) == ((1, N), (1, N), (0, N))
    assert counts["not heard of"] == (N - 2, N)


def test_reach_is_a_lower_bound_where_it_is_and_a_share_has_its_denominator(figures):
    found = numbers(figures["reach"])
    for row in PUBLISHED["reach"]:
        mine = found[row["what"]]
        assert (mine.value, mine.is_lower_bound) == (row["more_than"], True)
    [row] = PUBLISHED["external"]
    mine = found[row["what"]]
    assert (mine.value, mine.out_of, mine.is_lower_bound) == (row["count"], row["n"], False)
    assert (round(mine.interval.low, 3), round(mine.interval.high, 3)) == (0.163, 0.677)


def test_the_probability_of_a_career_in_safety_is_above_what_was_published(figures):
    [belief] = PUBLISHED["beliefs"]
    [mine] = figures["career-probability"].items
    assert (mine.value, mine.unit) == (75, "%")
    assert mine.value > 100 * belief["median_above"]


LATER, ITEMS = 28, {"enjoyment": [9] * 19 + [10] * 9, "weeks_saved": [10] * 14 + [11] * 14}


@pytest.fixture
def later(fast):
    """A later cohort: confidence before and after, weeks saved, enjoyment; by its own spec."""
    cohort = make_cohort("later", {"prerequisites": 5, "transformers_interp": 8})
    members = members_of(cohort, LATER)
    kind = {"kind": "scale10", "per_section": True}
    form = make_form(cohort, "confidence", "confidential", {"confidence": kind})
    keys = [("confidence", key) for key in ("prerequisites", "transformers_interp")]
    first = datetime(2023, 5, 22, 16, tzinfo=UTC)
    before = dict.fromkeys(keys, [3] * 14 + [4] * 14)
    answered(form, members, before, first, key="confidence-before")
    after = dict.fromkeys(keys, [6] * 13 + [7] * 13)
    answered(form, members[:26], after, CLOSED, key="confidence-after", invited=members)
    single = make_form(
        cohort, "exit", "anonymous", {"enjoyment": "scale10", "weeks_saved": "number"}
    )
    answered(single, members, {(code, ""): values for code, values in ITEMS.items()}, CLOSED)
    report = report_of(rows_of(cohort, CUT_OFF), shipped_spec("paired"), CUT_OFF, "internal")
    return figures_in(report)


def test_another_spec_gives_paired_confidence_from_another_cohorts_tables(later):
    for item in later["confidence"].items:
        assert (item.pairs, item.median_before, item.median_after) == ((), 3.0, 6.5)
        assert (item.up, item.same, item.down, item.only_before) == (26, 0, 0, 2)
        assert item.base == Base(26, LATER, LATER)
    assert [item.label.split(":")[0] for item in later["confidence"].items] == [
        "prerequisites", "transformers_interp",
    ]  # fmt: skip


def test_another_spec_gives_weeks_saved_and_enjoyment(later):
    [weeks] = later["weeks-saved"].items
    assert (weeks.value, weeks.unit, weeks.base) == (10.5, "weeks", Base(LATER, LATER, LATER))
    enjoyment, *others = later["experience"].items
    assert (enjoyment.median, enjoyment.counts[9], enjoyment.counts[10]) == (9, 19, 9)
    assert [item.median for item in others] == [None, None, None]  # weren't asked: not reported
