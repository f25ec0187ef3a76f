"""How a number in a short test may be written."""

from dataclasses import replace

import pytest

from bootcamp.course.items import Drawn
from bootcamp.web.cohort.domain import quiz
from bootcamp.web.cohort.domain.quiz_answer import is_right, why_not

from .test_quiz import begins, member_of

__all__ = ["begins"]  # a fixture
NUMBER = Drawn("share", "How much?", "", 0.19, (), 1e-3, ())


@pytest.mark.parametrize(
    "given", ["0,19", " 0,19 ", "−0,19 * −1", "0,1900", "19/100", "1,9e-1", "0,190"]
)
def test_a_comma_may_stand_for_the_point(given):
    assert (why_not(NUMBER, given), is_right(NUMBER, given)) == ("", True)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("1,000", "got `1,000`, which can be read in two ways. Write 1000 or 1.000."),
        (" -12,500", "got `-12,500`, which can be read in two ways. Write -12500 or -12.500."),
        ("1,000,000", "got `1,000,000`."),
        ("1.000,5", "got `1.000,5`."),
        ("0, 19", "got `0, 19`."),
        ("0,1,9", "got `0,1,9`."),
        ("0,19x", "got `0,19x`."),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_or_none_is_not_guessed(given, says):
    assert why_not(NUMBER, given) == f"Expected a number such as -0.75 or 3/4, {says}"
    assert why_not(replace(NUMBER, answer="1,000", choices=("1,000", "2")), given) == ""


def test_a_number_with_a_comma_gets_its_point(begins, cohort, participant):
    test = quiz.begin(member_of(participant), "arrays", "before", actor=participant)
    [share] = [q for q in quiz.questions_of(test) if q.name == "share_of_last"]
    given = f"{share.answer:.6f}".replace(".", ",")
    quiz.finish(test, {share.name: given}, 4, actor=participant)
    row = test.items.get(name=share.name)
    assert (row.answer, row.points) == (given, 1.0)
