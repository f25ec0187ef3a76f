"""Measure what share of its answers a network gets right.

The loss is what training follows; the accuracy is what people ask for. They need not move together.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.training import accuracy

exercise = Exercise(
    implements=accuracy,
    minutes=5,
    difficulty=1,
    importance=3,
    hints=(
        "Which class has the highest score in each row? numpy has a function that says where the "
        "largest entry is.",
        "Comparing two arrays gives True and False, and those average like 1 and 0.",
    ),
    notice="The size of the scores plays no part, only their order: a softmax in between would "
    "change nothing, except where it overflows.",
    mistakes=(
        Mistake(
            "np.mean(scores.argmax(axis=1) == targets)",
            "np.sum(scores.argmax(axis=1) == targets)",
            says="The right answers are counted. A share is that number divided by the rows.",
        ),
        Mistake("==", "!=", says="This is the share of wrong answers."),
        Mistake(
            "scores.argmax(axis=1)",
            "scores.max(axis=1)",
            says="The highest score is compared with the class's number. What is wanted is the "
            "place of that score.",
        ),
        Mistake(
            "scores.argmax(axis=1)",
            "scores.argmax()",
            says="Without an axis, `argmax` looks for one place in the whole table. Each row has "
            "a place of its own.",
        ),
        Mistake(
            "float(np.mean(scores.argmax(axis=1) == targets))",
            "100 * float(np.mean(scores.argmax(axis=1) == targets))",
            says="This is in per cent. A share is from 0 to 1.",
        ),
        Mistake(
            "scores.argmax(axis=1) == targets",
            "scores[np.arange(len(targets)), targets] == scores.max(axis=1)",
            says="Where several classes have the highest score, any of them counts as the answer. "
            "Only the first does.",
        ),
        Mistake(
            "argmax(axis=1)",
            "argmin(axis=1)",
            says="The place of the lowest score is taken for the answer.",
        ),
    ),
)


def test_three_of_four_right_is_three_quarters() -> None:
    scores = np.array([[0.1, 0.9, 0.3], [5.0, 2.0, -7.0], [-3.0, -2.0, -1.0], [0.0, 4.0, 3.0]])
    assert accuracy(scores, np.array([1, 0, 2, 2])) == pytest.approx(0.75)


def test_all_wrong_is_zero() -> None:
    assert accuracy(np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]), np.array([1, 0, 0])) == 0.0


def test_many_rows_are_counted_one_by_one(rng: np.random.Generator) -> None:
    scores, targets = rng.normal(size=(97, 5)), rng.integers(5, size=97)
    right = 0
    for row, target in zip(scores.tolist(), targets.tolist(), strict=True):
        right += all(row[target] >= other for other in row)
    assert accuracy(scores, targets) == pytest.approx(right / 97)


def test_scores_and_targets_are_left_as_they_were() -> None:
    scores, targets = np.array([[0.0, 2.0], [3.0, 1.0]]), np.array([1, 1])
    accuracy(scores, targets)
    assert [scores.tolist(), targets.tolist()] == [[[0.0, 2.0], [3.0, 1.0]], [1, 1]]


def test_large_scores_are_compared_like_small_ones() -> None:
    scores = [[0.0, 999.0, 1000.0], [-2e3, -1e3, -1.5e3], [1e-9, 2e-9, 0.0], [800.0, 0.0, 900.0]]
    assert accuracy(np.array(scores), np.array([2, 1, 1, 1])) == pytest.approx(0.75)


def test_of_equal_highest_scores_the_first_counts() -> None:
    scores = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [-1.0, 5.0, 5.0], [5.0, 0.0, 5.0]])
    assert accuracy(scores, np.array([0, 1, 1, 2])) == pytest.approx(0.5)


def test_a_lead_in_the_last_digit_is_a_lead() -> None:
    scores = np.array([[1.0, 1.0 + 1e-15, 0.5], [-3e8, -5e8, -3e8 + 1e-6]])
    assert accuracy(scores, np.array([1, 2])) == 1.0


def test_a_single_row_or_class_counts_like_any_other() -> None:
    assert accuracy(np.array([[1.0, 3.0, 2.0]]), np.array([1])) == 1.0
    assert accuracy(np.array([[1.0], [2.0], [-3.0]]), np.array([0, 0, 0])) == 1.0


def test_thousands_of_right_answers_are_counted() -> None:
    scores = np.tile(np.eye(3), (13_334, 1))
    targets = np.tile([0, 1, 2], 13_334)
    targets[:3] = 1, 2, 0
    assert accuracy(scores, targets) == pytest.approx(1 - 3 / 40_002, abs=1e-9)
