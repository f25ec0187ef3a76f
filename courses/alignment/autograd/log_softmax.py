"""Turn scores into logarithms of probabilities that never are minus infinity.

A language model's output is this function: one log-probability for each token that may come next.
Losses, perplexities and KL penalties are all read from it, so it must be right for tokens that the
model thinks nearly impossible, too.
"""

import math

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array, Pullback
from groundup.autograd.losses import log_softmax


def softmax_first(x: Array, axis: int = -1) -> tuple[Array, Pullback]:
    """The logarithms of the softmax over one axis, and the pullback: a tuple of one."""
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    probabilities = powers / powers.sum(axis=axis, keepdims=True)

    def pullback(gradient: Array) -> tuple[Array]:
        return (gradient - probabilities * gradient.sum(axis=axis, keepdims=True),)

    with np.errstate(divide="ignore"):
        return np.log(probabilities), pullback


def a_small_number_is_added(x: Array, axis: int = -1) -> tuple[Array, Pullback]:
    """The logarithms of the softmax over one axis, and the pullback: a tuple of one."""
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    probabilities = powers / powers.sum(axis=axis, keepdims=True)

    def pullback(gradient: Array) -> tuple[Array]:
        return (gradient - probabilities * gradient.sum(axis=axis, keepdims=True),)

    return np.log(probabilities + 1e-9), pullback


exercise = Exercise(
    implements=log_softmax,
    minutes=20,
    difficulty=3,
    importance=5,
    hints=(
        "The logarithm of exp(x) / sum is a difference. Its second part you have met in the "
        "previous exercise, with the axis kept.",
        "Don't take the exponential and then the logarithm of the same thing: an exponential that "
        "was rounded to 0 can't be brought back.",
        "For the pullback: entry j of the result depends on x_j directly, and every entry depends "
        "on every x through the sum. So each gradient that arrives counts once for its own entry, "
        "and all of them together, times a probability, count against.",
    ),
    notice="The two subtractions happen in this order: `x` is shifted first and the "
    "logarithm of the sum is taken off then, so that no digits are lost where all "
    "scores are large.",
    mistakes=(
        Mistake(
            softmax_first,
            says="The softmax is computed first and its logarithm taken afterwards. A probability "
            "below 2.4e-324 is 0 by then, and its logarithm minus infinity. Stay with logarithms.",
        ),
        Mistake(
            "shifted = x - x.max(axis=axis, keepdims=True)",
            "shifted = x",
            says="The exponentials are taken of the scores as they are, and overflow for large "
            "ones. Subtract each row's largest score first.",
        ),
        Mistake(
            "np.exp(result) * gradient.sum(axis=axis, keepdims=True)",
            "np.exp(result) * gradient",
            says="In the pullback each entry sees only its own gradient. Every result contains "
            "the sum over all scores, so the gradients of the whole row come together there.",
        ),
        Mistake(
            "np.exp(result) * gradient.sum(",
            "result * gradient.sum(",
            says="The pullback multiplies with the log-probabilities. The slope of the "
            "logarithm of the sum is a probability.",
        ),
        Mistake(
            "gradient.sum(axis=axis, keepdims=True)",
            "gradient.sum(keepdims=True)",
            says="The gradients of all rows are added up. A row's scores affect only that row.",
        ),
        Mistake(
            "shifted = x - x.max(axis=axis, keepdims=True)\n"
            "    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))",
            "shifted = x - x.max(axis=-1, keepdims=True)\n"
            "    result = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))",
            says="The sum always runs over the last axis, whatever `axis` says.",
        ),
        Mistake(
            a_small_number_is_added,
            says="A small number is added to the probabilities, so that their logarithm stays "
            "finite. It changes all of them, and cuts off every one that is smaller than itself: "
            "-800 becomes -20.7.",
        ),
        Mistake(
            "np.exp(shifted).sum(axis=axis, keepdims=True)",
            "np.exp(shifted).sum(keepdims=True)",
            says="The exponentials of all rows are added up. The probabilities of each row sum to 1 "
            "by themselves: the sum runs over `axis`.",
        ),
        Mistake(
            "x.max(axis=axis, keepdims=True)",
            "x.max(axis=axis)",
            says="The largest scores have lost their axis, so numpy lines them up with the wrong "
            "axis of x. Keep it, with length 1, before subtracting.",
        ),
    ),
)


def by_definition(row: list[float]) -> list[float]:
    """Logarithms of exp / sum, for moderate entries."""
    total = math.fsum(math.exp(entry) for entry in row)
    return [math.log(math.exp(entry) / total) for entry in row]


def test_moderate_scores_follow_the_definition(rng: np.random.Generator) -> None:
    x = rng.normal(size=(5, 3))
    expected = np.array([by_definition(row) for row in x.tolist()])
    result, _ = log_softmax(x)
    np.testing.assert_allclose(result, expected, rtol=1e-10)


def test_any_axis_can_be_the_one(rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    expected = np.zeros(x.shape)
    for i, k in np.ndindex(2, 5):
        expected[i, :, k] = by_definition(x[i, :, k].tolist())
    result, _ = log_softmax(x, axis=1)
    np.testing.assert_allclose(result, expected, rtol=1e-10)


def test_huge_scores_dont_overflow() -> None:
    result, _ = log_softmax(np.array([[1000.0, 1000.0], [-3000.0, -3000.0]]))
    np.testing.assert_allclose(result, np.full((2, 2), -math.log(2)))


def test_a_nearly_impossible_class_keeps_its_logarithm() -> None:
    result, _ = log_softmax(np.array([[0.0, -800.0, -5000.0]]))
    np.testing.assert_allclose(result, [[0.0, -800.0, -5000.0]], atol=1e-12)


def test_the_gradient_is_the_slope(rng: np.random.Generator) -> None:
    x, weights = rng.normal(size=(5, 3)), rng.normal(size=(5, 3))
    expected = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        for sign in (1, -1):
            moved = x.copy()
            moved[place] += sign * 1e-5
            logs = np.array([by_definition(row) for row in moved.tolist()])
            expected[place] += sign * float((weights * logs).sum()) / 2e-5
    _, pullback = log_softmax(x)
    (gradient,) = pullback(weights)
    np.testing.assert_allclose(gradient, expected, atol=1e-8)


def test_a_gradient_by_hand_along_another_axis() -> None:
    _, pullback = log_softmax(np.zeros((2, 3)), axis=0)
    (gradient,) = pullback(np.array([[4.0, 0.0, 1.0], [0.0, 6.0, 1.0]]))
    np.testing.assert_allclose(gradient, [[2.0, -3.0, 0.0], [-2.0, 3.0, 0.0]])


@pytest.mark.parametrize("axis", [0, 1, 2, -2])
def test_results_and_gradients_find_their_places(axis: int, rng: np.random.Generator) -> None:
    x, weights = rng.normal(size=(2, 3, 5)), rng.normal(size=(2, 3, 5))
    expected, expected_gradient = np.zeros(x.shape), np.zeros(x.shape)
    lines = [np.moveaxis(each, axis, -1) for each in (x, weights, expected, expected_gradient)]
    scores, arriving, logs, slopes = lines  # views: each of their lines is one softmax
    for place in np.ndindex(scores.shape[:-1]):
        logs[place] = by_definition(scores[place].tolist())
        total = math.fsum(arriving[place])
        for j, log in enumerate(logs[place].tolist()):
            slopes[place][j] = arriving[place][j] - math.exp(log) * total
    result, pullback = log_softmax(x, axis=axis)
    np.testing.assert_allclose(result, expected, rtol=1e-10)
    (gradient,) = pullback(weights)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=1e-12)


def test_one_line_of_scores_will_do() -> None:
    result, pullback = log_softmax(np.array([0.0, math.log(3.0)]))
    np.testing.assert_allclose(result, [-math.log(4.0), math.log(0.75)])
    (gradient,) = pullback(np.array([4.0, 0.0]))
    np.testing.assert_allclose(gradient, [3.0, -3.0])


def test_a_score_of_minus_infinity_stays_and_disturbs_no_other() -> None:
    result, pullback = log_softmax(np.array([[0.0, -np.inf, 0.0], [5.0, -np.inf, -np.inf]]))
    half = -math.log(2)
    np.testing.assert_allclose(result, [[half, -np.inf, half], [0.0, -np.inf, -np.inf]])
    (gradient,) = pullback(np.array([[4.0, 0.0, 0.0], [3.0, 0.0, 0.0]]))
    np.testing.assert_allclose(gradient, [[2.0, 0.0, -2.0], [0.0, 0.0, 0.0]])


@pytest.mark.parametrize("score", [100.0, -120.0, 5000.0])
def test_float32_scores_dont_overflow_either(score: float) -> None:
    result, _ = log_softmax(np.array([[score, score, score - 50]], dtype=np.float32))
    # A score of 5,000 has a spacing of 0.0005 in float32.
    expected = [[-math.log(2), -math.log(2), -50 - math.log(2)]]
    np.testing.assert_allclose(result, expected, rtol=0, atol=1e-3)


def test_asking_twice_gives_the_same_gradient() -> None:
    _, pullback = log_softmax(np.zeros((1, 2)))
    pullback(np.array([[4.0, 0.0]]))
    (gradient,) = pullback(np.array([[4.0, 0.0]]))
    np.testing.assert_allclose(gradient, [[2.0, -2.0]])


def test_argument_and_gradient_are_left_as_they_were() -> None:
    x, arriving = np.array([[1.0, 2.0, 4.0]]), np.array([[3.0, 5.0, 7.0]])
    _, pullback = log_softmax(x)
    pullback(arriving)
    np.testing.assert_array_equal(x, [[1.0, 2.0, 4.0]])
    np.testing.assert_array_equal(arriving, [[3.0, 5.0, 7.0]])


def test_each_rows_gradient_sums_to_zero(rng: np.random.Generator) -> None:
    # Adding one number to all scores of a row changes no probability: no slope in that direction.
    x, weights = 50 * rng.normal(size=(5, 3)), rng.normal(size=(5, 3))
    _, pullback = log_softmax(x)
    (gradient,) = pullback(weights)
    np.testing.assert_allclose(np.asarray(gradient).sum(axis=1), np.zeros(5), atol=1e-12)


def test_float32_stays_float32() -> None:
    result, pullback = log_softmax(np.zeros((2, 3), dtype=np.float32))
    np.testing.assert_allclose(result, np.full((2, 3), -math.log(3)), rtol=1e-6)
    (gradient,) = pullback(np.ones((2, 3), dtype=np.float32))
    assert [str(result.dtype), str(gradient.dtype)] == ["float32", "float32"]


def test_a_probability_of_almost_one_keeps_the_digits_of_its_logarithm() -> None:
    result, _ = log_softmax(np.array([[18.0, 0.0], [0.0, 16.0]]))
    expected = [-math.log1p(math.exp(-18)), -math.log1p(math.exp(-16))]
    np.testing.assert_allclose([result[0, 0], result[1, 1]], expected, rtol=1e-6)
