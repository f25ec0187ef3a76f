"""Results: counts and medians once a wave has closed and enough answered; parts by the strict rule."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from bootcamp.web.cohort.domain.survey_items import Entry, Item
from bootcamp.web.cohort.domain.survey_results import Row, may_show_part, results, summaries
from bootcamp.web.cohort.domain.survey_spec import QuestionSpec
from bootcamp.web.cohort.domain.survey_wave import close_wave
from bootcamp.web.cohort.models import Question, Section

from .asked import AGREED, RATING, WORDS, a_wave, all_answer, crowd, given


def question(kind, **fields):
    return Question(code="q", text="Q", kind=kind, **fields)


def summary_of(kind, rows, came=None, k=5, section=None, **fields):
    item = Item(question(kind, **fields), section)
    named = [Row(item.name, *row) for row in rows]
    return next(iter(summaries([item], named, came or len(rows), k)))


def numbers(*found):
    return [("answered", float(number)) for number in found]


@pytest.mark.parametrize(
    ("found", "median"),
    [([5] * 8 + [4] * 4 + [3] * 3 + [2], 4.5), ([5] * 9 + [4] * 3 + [3] * 3, 5), ([1, 2] * 3, 1.5)],
)
def test_a_median_keeps_its_half(found, median):
    assert summary_of("likert5", numbers(*found)).median == median


def test_skipped_and_not_applicable_are_counted_apart_and_are_no_answers():
    rows = [*numbers(5, 5, 4, 4, 1, 1), ("skipped",), ("not_applicable",), ("not_applicable",)]
    found = summary_of("likert5", rows, allows_na=True)
    assert (found.answered, found.skipped, found.not_applicable) == (6, 1, 2)
    assert [bar.count for bar in found.bars] == [2, 0, 0, 2, 2]
    assert found.median == 4


def test_each_choice_is_counted_with_those_that_nobody_chose():
    rows = [("answered", None, "", ("a",))] * 4 + [("answered", None, "", ("a", "c"))]
    found = summary_of("multi", rows, options=["a", "b", "c"])
    assert [(bar.label, bar.count, bar.percent) for bar in found.bars] == [
        ("a", 5, 100), ("b", 0, 0), ("c", 1, 20),
    ]  # fmt: skip


def test_probabilities_fall_into_bands_the_last_with_both_its_ends():
    found = summary_of("probability", numbers(0, 19.9, 20, 80, 100))
    assert [bar.count for bar in found.bars] == [2, 1, 0, 0, 2]
    assert found.median == 20


def test_free_numbers_have_a_median_and_no_bars_that_would_show_a_single_one():
    found = summary_of("number", numbers(1, 2, 3, 4, 1000))
    assert (found.median, found.bars) == (3, ())


@pytest.mark.parametrize(
    ("group", "whole", "is_shown"),
    [
        (16, 16, True), (15, 16, False), (12, 16, False), (11, 16, True), (5, 16, True),
        (4, 16, False), (5, 5, True), (5, 9, False), (5, 10, True), (0, 16, False),
    ],
)  # fmt: skip
def test_a_part_is_shown_only_if_it_and_the_rest_have_enough(group, whole, is_shown):
    assert may_show_part(group, whole, 5) is is_shown
    texts = [("answered", None, f"text {n}") for n in range(group)]
    rows = texts + [("skipped",)] * (whole - group)
    found = summary_of("long", rows, came=whole)
    assert (len(found.texts), found.answered) == (group if is_shown else 0, group)
    about = summary_of("scale10", [("answered", 7.0)] * group, whole, section=Section(key="s"))
    assert (about.median is not None) is is_shown


@drawn(
    st.lists(st.integers(1, 10) | st.none(), min_size=5, max_size=25),
    st.sampled_from(["scale10", "long"]),
)
def test_taking_one_respondent_away_never_shows_a_part_of_fewer_than_k(found, kind):
    """Two results that differ by one person: neither shows fewer than k, nor lets a rest be told."""
    for came in (len(found), len(found) - 1):
        rows = [
            ("skipped",) if n is None else ("answered", float(n), f"text {n}") for n in found[:came]
        ]
        shown = summary_of(kind, rows, came=came, section=Section(key="s"))
        if shown.texts or shown.median is not None:
            assert shown.answered >= 5
            assert came - shown.answered == 0 or came - shown.answered >= 5


def closed(cohort, organiser, count, mode="anonymous", questions=(RATING, AGREED, WORDS)):
    people = crowd(cohort, 8)
    wave = a_wave(cohort, organiser, mode, questions=questions)
    all_answer(wave, people[:count], lambda n: given(n + 1, f"text {n}"))
    return close_wave(wave, actor=organiser)


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_before_the_wave_closes_and_below_k_there_is_nothing_but_how_many(cohort, organiser, mode):
    people = crowd(cohort, 8)
    wave = a_wave(cohort, organiser, mode)
    all_answer(wave, people[:6])
    assert results(wave).summaries == ()
    assert results(wave, with_names=True).summaries == ()
    assert results(close_wave(wave, actor=organiser)).summaries != ()
    few = a_wave(cohort, organiser, mode, key="few")
    all_answer(few, people[:4])
    found = results(close_wave(few, actor=organiser), with_names=True)
    assert (found.summaries, found.answered, found.eligible, found.invited) == ((), 4, 8, 8)
    assert "from 5 on" in found.withheld


def test_who_left_isnt_counted_as_someone_who_could_have_answered(cohort, organiser):
    people = crowd(cohort, 8)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people[:5])
    for person in people[6:]:
        person.memberships.update(state="withdrawn")
    found = results(close_wave(wave, actor=organiser))
    assert (found.answered, found.eligible, found.invited) == (5, 6, 8)


def test_confidential_answers_are_never_shown_with_a_name(cohort, organiser):
    wave = closed(cohort, organiser, 8, "confidential")
    found = results(wave, with_names=True)
    assert [summary.named for summary in found.summaries] == [(), (), ()]
    assert "Person00" not in repr(found)
    assert sorted(found.summaries[2].texts) == [f"text {n}" for n in range(8)]


def test_identified_answers_have_names_for_who_may_see_them(cohort, organiser):
    wave = closed(cohort, organiser, 2, "identified")
    named = results(wave, with_names=True).summaries
    assert named[0].named == (("Person00", "1"), ("Person01", "2"))
    assert named[2].named == (("Person00", "text 0"), ("Person01", "text 1"))
    assert results(wave).summaries == ()


def test_two_texts_of_one_person_dont_stand_at_the_same_place(cohort, organiser):
    """Orders of eight texts to two questions agree by chance once in 8!."""
    people = crowd(cohort, 8)
    other = QuestionSpec("other", "And what else?", "long")
    wave = a_wave(cohort, organiser, questions=[WORDS, other])
    all_answer(wave, people, lambda n: given(None, f"{n}", other=Entry("answered", text=f"{n}")))
    wave = close_wave(wave, actor=organiser)
    first, second = results(wave).summaries
    assert sorted(first.texts) == sorted(second.texts)
    assert first.texts != second.texts
    again = results(wave).summaries
    assert (again[0].texts, again[1].texts) == (first.texts, second.texts)


def test_the_results_take_a_fixed_number_of_queries(cohort, organiser, django_assert_num_queries):
    wave = closed(cohort, organiser, 8)
    with django_assert_num_queries(5):
        results(wave)
