"""Compute log(sum(exp(x))) for scores of any size.

A network may well put out a score of 1,000, and exp(1000) has 435 digits: in float64 it is
infinite. The logarithm that is wanted in the end is only about 1,000. The way there has to avoid
the number in between.
"""

import math

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.losses import log_sum_exp

exercise = Exercise(
    implements=log_sum_exp,
    minutes=20,
    difficulty=3,
    importance=4,
    hints=(
        "exp(a + c) = exp(a) · exp(c), and the logarithm of a product is a sum. What happens to "
        "log(sum(exp(x))) if a number c is subtracted from every entry?",
        "Choose c so that no exponential can overflow and at least one is 1. Then the sum is "
        "between 1 and the number of entries. Choose it for each row by itself.",
        "For the pullback, differentiate log(sum(exp(x))) on paper: the slope with respect to one "
        "entry is its exponential divided by the sum. Written with the result, that is a single "
        "exponential that can't overflow.",
    ),
    notice="The pullback takes the exponential of `x - result`, which is a log-probability "
    "and never above 0: the softmax comes out without a second division.",
    mistakes=(
        Mistake(
            "largest = x.max(axis=axis, keepdims=True)",
            "largest = np.zeros_like(x.max(axis=axis, keepdims=True))",
            says="The exponentials are taken of the scores as they are. Large scores overflow to "
            "infinity, very negative ones vanish to 0. Subtract something first.",
        ),
        Mistake(
            "result = largest + np.log(total)",
            "result = np.log(total)",
            says="What was subtracted before the exponential is not added again after the "
            "logarithm.",
        ),
        Mistake(
            "x.max(axis=axis, keepdims=True)",
            "x.max()",
            says="One number is subtracted from the whole array. A row far below the largest row "
            "then vanishes entirely: each row needs its own.",
        ),
        Mistake(
            "np.exp(x - result)",
            "np.exp(x - largest)",
            says="The pullback's exponentials are not divided by their sum. The shares of one row "
            "have to add up to 1.",
        ),
        Mistake(
            "np.expand_dims(gradient, axis) *",
            "gradient *",
            says="The gradient lacks the axis that was summed over. Put it back, with length 1, "
            "before multiplying.",
        ),
        Mistake(
            "result.squeeze(axis)",
            "result",
            says="The result still has the axis that was summed over, with length 1. It should be "
            "gone.",
        ),
        Mistake(
            "result.squeeze(axis)",
            "result.squeeze()",
            says="`squeeze` without an axis drops every axis of length 1, the batch of one row, too. "
            "Only the axis that was summed over goes.",
        ),
        Mistake(
            "np.exp(x - largest).sum(axis=axis, keepdims=True)",
            "np.exp(x - largest).sum(keepdims=True)",
            says="The exponentials of all rows are added up. Each row has a sum of its own: the sum "
            "runs over `axis`.",
        ),
        Mistake(
            "largest = x.max(axis=axis, keepdims=True)",
            "largest = x.max(axis=axis)",
            says="The largest scores have lost their axis, so numpy lines them up with the wrong "
            "axis of x. Keep it, with length 1, before subtracting.",
        ),
    ),
)


def by_definition(row: list[float]) -> float:
    """log(sum(exp)), safe for moderate entries, with an exactly rounded sum."""
    return math.log(math.fsum(math.exp(entry) for entry in row))


def test_moderate_scores_follow_the_definition(rng: np.random.Generator) -> None:
    x = rng.normal(size=(5, 3))
    expected = np.array([by_definition(row) for row in x.tolist()])
    result, _ = log_sum_exp(x, axis=-1)
    np.testing.assert_allclose(result, expected, rtol=1e-12)


def test_any_axis_can_be_the_one(rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    expected = np.zeros((2, 5))
    for i, k in np.ndindex(2, 5):
        expected[i, k] = by_definition(x[i, :, k].tolist())
    result, _ = log_sum_exp(x, axis=1)
    np.testing.assert_allclose(result, expected, rtol=1e-12)


def test_the_first_axis_can_be_the_one_too(rng: np.random.Generator) -> None:
    x = rng.normal(size=(3, 5))
    expected = np.array([by_definition(column) for column in x.T.tolist()])
    result, _ = log_sum_exp(x, axis=0)
    np.testing.assert_allclose(result, expected, rtol=1e-12)


def test_a_batch_of_one_keeps_its_axis() -> None:
    result, _ = log_sum_exp(np.array([[2.0, 2.0, 2.0]]))
    np.testing.assert_allclose(result, [2.0 + math.log(3)])
    assert np.shape(result) == (1,)


@pytest.mark.parametrize("score", [1000.0, -1000.0, 1e6, 0.0])
def test_equal_scores_give_the_score_plus_log_of_their_number(score: float) -> None:
    result, _ = log_sum_exp(np.full((2, 7), score), axis=1)
    np.testing.assert_allclose(result, np.full(2, score + math.log(7)), rtol=1e-12)


def test_rows_of_very_different_size_dont_disturb_each_other() -> None:
    result, _ = log_sum_exp(np.array([[2000.0, 2000.0], [-2000.0, -2000.0]]), axis=1)
    np.testing.assert_allclose(result, [2000.0 + math.log(2), -2000.0 + math.log(2)], rtol=1e-12)


def test_a_score_far_above_the_others_is_the_result() -> None:
    result, _ = log_sum_exp(np.array([[3.0, 900.0, -900.0]]), axis=1)
    np.testing.assert_allclose(result, [900.0])


def test_the_gradient_is_the_slope(rng: np.random.Generator) -> None:
    x, weights = rng.normal(size=(5, 3)), rng.normal(size=5)
    expected = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        for sign in (1, -1):
            moved = x.copy()
            moved[place] += sign * 1e-5
            rows = zip(weights, moved.tolist(), strict=True)
            expected[place] += sign * sum(w * by_definition(row) for w, row in rows) / 2e-5
    _, pullback = log_sum_exp(x, axis=1)
    (gradient,) = pullback(weights)
    np.testing.assert_allclose(gradient, expected, atol=1e-8)


def test_each_entry_gets_its_share_of_the_gradient(rng: np.random.Generator) -> None:
    x, weights = rng.normal(size=(5, 3)), rng.normal(size=5)
    powers = [[math.exp(entry) for entry in row] for row in x.tolist()]
    expected = [[w * p / math.fsum(ps) for p in ps] for w, ps in zip(weights, powers, strict=True)]
    _, pullback = log_sum_exp(x, axis=1)
    (gradient,) = pullback(weights)
    np.testing.assert_allclose(gradient, expected, rtol=1e-12)


def test_the_gradient_finds_its_row_when_the_array_is_square() -> None:
    _, pullback = log_sum_exp(np.zeros((2, 2)), axis=1)
    (gradient,) = pullback(np.array([2.0, 6.0]))
    np.testing.assert_allclose(gradient, [[1.0, 1.0], [3.0, 3.0]])


def test_the_gradient_of_huge_scores_is_finite() -> None:
    _, pullback = log_sum_exp(np.array([[1000.0, 1000.0, -1000.0]]), axis=1)
    (gradient,) = pullback(np.array([4.0]))
    np.testing.assert_allclose(gradient, [[2.0, 2.0, 0.0]])


def test_argument_and_gradient_are_left_as_they_were() -> None:
    x, arriving = np.array([[1.0, 2.0, 4.0]]), np.array([3.0])
    _, pullback = log_sum_exp(x, axis=1)
    pullback(arriving)
    assert [x.tolist(), arriving.tolist()] == [[[1.0, 2.0, 4.0]], [3.0]]


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_each_sum_and_gradient_finds_its_place(axis: int, rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    groups = np.moveaxis(x, axis, -1)  # a view of x: each of its lines is one sum
    expected, weights = np.zeros(groups.shape[:-1]), rng.normal(size=groups.shape[:-1])
    expected_gradient = np.zeros(x.shape)
    for place in np.ndindex(expected.shape):
        expected[place] = by_definition(groups[place].tolist())
        shares = [math.exp(entry - expected[place]) for entry in groups[place]]
        np.moveaxis(expected_gradient, axis, -1)[place] = weights[place] * np.array(shares)
    result, pullback = log_sum_exp(x, axis=axis)
    np.testing.assert_allclose(result, expected, rtol=1e-10, atol=1e-12)
    (gradient,) = pullback(weights)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-10)


def test_one_line_of_scores_becomes_a_number() -> None:
    result, pullback = log_sum_exp(np.array([0.0, math.log(3.0)]))
    np.testing.assert_allclose(np.asarray(result), np.array(math.log(4.0)))
    assert np.shape(result) == ()
    (gradient,) = pullback(np.array(8.0))
    np.testing.assert_allclose(gradient, [2.0, 6.0])


def test_an_entry_of_minus_infinity_adds_nothing() -> None:
    x = np.array([[0.0, -np.inf, 0.0], [-np.inf, -np.inf, 900.0]])
    result, pullback = log_sum_exp(x, axis=1)
    np.testing.assert_allclose(result, [math.log(2), 900.0])
    (gradient,) = pullback(np.array([4.0, 7.0]))
    np.testing.assert_allclose(gradient, [[2.0, 0.0, 2.0], [0.0, 0.0, 7.0]])


def test_small_shares_keep_their_digits() -> None:
    _, pullback = log_sum_exp(np.array([[0.0, -20.0, -700.0]]), axis=1)
    (gradient,) = pullback(np.array([1.0]))
    total = math.fsum([1.0, math.exp(-20.0), math.exp(-700.0)])
    expected = [[1 / total, math.exp(-20.0) / total, math.exp(-700.0) / total]]
    np.testing.assert_allclose(gradient, expected, rtol=1e-10)


@pytest.mark.parametrize("score", [100.0, -120.0, 5000.0])
def test_float32_scores_dont_overflow_either(score: float) -> None:
    result, pullback = log_sum_exp(np.full((2, 3), score, dtype=np.float32))
    np.testing.assert_allclose(result, np.full(2, score + math.log(3)), rtol=1e-6)
    (gradient,) = pullback(np.array([3, 6], dtype=np.float32))
    # A score of 5,000 has a spacing of 0.0005 in float32, and so has the result.
    np.testing.assert_allclose(gradient, [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]], rtol=1e-3)


def test_float32_stays_float32() -> None:
    result, pullback = log_sum_exp(np.zeros((2, 3), dtype=np.float32))
    np.testing.assert_allclose(result, np.full(2, math.log(3)), rtol=1e-6)
    (gradient,) = pullback(np.array([3, 6], dtype=np.float32))
    np.testing.assert_allclose(gradient, [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]], rtol=1e-6)
    assert [result.dtype.name, gradient.dtype.name] == ["float32", "float32"]


def test_a_sum_just_above_one_keeps_the_digits_of_its_logarithm() -> None:
    result, _ = log_sum_exp(np.array([[0.0, -18.0], [-16.0, 0.0]]))
    expected = [math.log1p(math.exp(-18)), math.log1p(math.exp(-16))]
    np.testing.assert_allclose(result, expected, rtol=1e-6)
