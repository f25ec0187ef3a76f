"""Turn scores into logarithms of probabilities that never are minus infinity.

A language model's output is this function: one log-probability for each token that may come next.
Losses, perplexities and KL penalties are all read from it, so it must be right for tokens that the
model thinks nearly impossible, too.
"""

import math

import numpy as np

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
            "np.exp(shifted).sum(axis=axis, keepdims=True)",
            "np.exp(shifted).sum(axis=-1, keepdims=True)",
            says="The sum always runs over the last axis, whatever `axis` says.",
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
