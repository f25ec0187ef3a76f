"""Compute the loss that classifiers and language models are trained on, with its gradient.

It asks how surprised the network was by the right answer, on average over the batch. Its gradient
is the most pleasant one in the field: what the network said, minus what it should have said.
"""

import math

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array, Pullback
from groundup.autograd.losses import cross_entropy, log_softmax


def a_small_number_is_added(logits: Array, targets: Array) -> tuple[Array, Pullback]:
    """The mean over a batch of -log(probability of the right class), and its pullback."""
    rows = np.arange(len(targets))
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)

    def pullback(gradient: Array) -> tuple[Array]:
        difference = probabilities.copy()
        difference[rows, targets] -= 1
        return (gradient * difference / len(targets),)

    return -np.log(probabilities[rows, targets] + 1e-9).mean(), pullback


def softmax_without_a_shift(logits: Array, targets: Array) -> tuple[Array, Pullback]:
    """The mean over a batch of -log(probability of the right class), and its pullback."""
    rows = np.arange(len(targets))
    powers = np.exp(logits)
    probabilities = powers / powers.sum(axis=1, keepdims=True)

    def pullback(gradient: Array) -> tuple[Array]:
        difference = probabilities.copy()
        difference[rows, targets] -= 1
        return (gradient * difference / len(targets),)

    return -np.log(probabilities[rows, targets]).mean(), pullback


def product_with_zeros(logits: Array, targets: Array) -> tuple[Array, Pullback]:
    """The mean over a batch of -log(probability of the right class), and its pullback."""
    log_probabilities, _ = log_softmax(logits, axis=1)
    is_right = (np.arange(logits.shape[1]) == targets[:, None]).astype(logits.dtype)

    def pullback(gradient: Array) -> tuple[Array]:
        return (gradient * (np.exp(log_probabilities) - is_right) / len(targets),)

    return -(log_probabilities * is_right).sum() / len(targets), pullback


exercise = Exercise(
    implements=cross_entropy,
    minutes=25,
    difficulty=3,
    importance=5,
    hints=(
        "You have the log-probabilities of every class. Pick out one in each row: an array of row "
        "numbers and an array of class numbers, side by side in the brackets, pick pairs.",
        "Forget the batch for a moment and differentiate log(sum(exp(x))) - x_t for one row. The "
        "first part gives the probabilities, the second gives something in one place only.",
        "The mean divides the loss by the number of rows, so it divides the gradient as well. And "
        "the gradient that arrives, one number, multiplies it all.",
    ),
    notice="The forward pass's log-probabilities are all that the pullback needs: one "
    "exponential, and 1 less at each right class.",
    mistakes=(
        Mistake(
            "gradient * difference / len(targets)",
            "gradient * difference",
            says="The loss is a mean over the batch, but its gradient isn't divided by the number "
            "of rows.",
        ),
        Mistake(
            "gradient * difference / len(targets)",
            "difference / len(targets)",
            says="The pullback ignores the gradient that arrives. It is 1 only if this loss is the "
            "last step; a loss that is scaled or added to another one needs it.",
        ),
        Mistake(
            "log_probabilities[rows, targets].mean()",
            "log_probabilities[rows, targets].sum()",
            says="The loss is summed over the batch. It should be the mean, so that it doesn't "
            "depend on the size of the batch.",
        ),
        Mistake(
            "-log_probabilities[rows, targets].mean()",
            "-log_probabilities[:, targets].mean()",
            says="With `[:, targets]` every row is read at every row's target: a square array. "
            "Each row belongs with its own target.",
        ),
        Mistake(
            "difference[rows, targets] -= 1",
            "difference[:, targets] -= 1",
            says="In the pullback 1 is subtracted in whole columns. It is subtracted once in each "
            "row, at that row's target.",
        ),
        Mistake(
            "shifted = logits - logits.max(axis=1, keepdims=True)",
            "shifted = logits",
            says="The exponentials overflow for large scores. Subtract each row's largest score "
            "first, or use what you wrote before.",
        ),
        Mistake(
            "-log_probabilities[rows, targets].mean()",
            "log_probabilities[rows, targets].mean()",
            says="The sign of the loss is missing: it would be lowest where the network is most "
            "wrong. Logarithms of probabilities are negative, the loss is positive.",
        ),
        Mistake(
            a_small_number_is_added,
            says="A small number is added to the probability before its logarithm is taken. That "
            "changes every loss, and caps it: a mistake can't cost more than 20.7. Stay with "
            "logarithms: see `log_softmax`.",
        ),
        Mistake(
            softmax_without_a_shift,
            says="The softmax is taken of the scores as they are: a large score makes infinity "
            "divided by infinity. Subtract each row's largest score first, and stay with logarithms.",
        ),
        Mistake(
            product_with_zeros,
            says="The right class is selected by multiplying with ones and zeros. If a wrong class "
            "has the score minus infinity, 0 times infinity is not a number. Pick the entries.",
        ),
        Mistake(
            "np.exp(shifted).sum(axis=1, keepdims=True)",
            "np.exp(shifted).sum()",
            says="The exponentials of all rows are added up. The probabilities of each row sum to 1 "
            "by themselves: the sum runs over axis 1.",
        ),
        Mistake(
            "logits.max(axis=1, keepdims=True)",
            "logits.max(axis=1)",
            says="The largest scores have lost their axis, so numpy lines them up with the classes "
            "and not with the rows. Keep it, with length 1, before subtracting.",
        ),
    ),
)


def loss_by_definition(logits: list[list[float]], targets: list[int]) -> float:
    """The mean surprise, in plain loops, for moderate scores."""
    surprises = []
    for row, target in zip(logits, targets, strict=True):
        total = math.fsum(math.exp(score) for score in row)
        surprises.append(-math.log(math.exp(row[target]) / total))
    return math.fsum(surprises) / len(surprises)


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_who_knows_nothing_loses_the_logarithm_of_the_number_of_classes(classes: int) -> None:
    loss, _ = cross_entropy(np.zeros((5, classes)), np.array([0, 1, 1, 0, 1]))
    assert float(loss) == pytest.approx(math.log(classes))
    assert np.shape(loss) == ()


def test_the_loss_is_the_mean_surprise(rng: np.random.Generator) -> None:
    logits, targets = rng.normal(size=(7, 5)), rng.integers(5, size=7)
    expected = loss_by_definition(logits.tolist(), targets.tolist())
    loss, _ = cross_entropy(logits, targets)
    assert float(loss) == pytest.approx(expected, rel=1e-10)


def test_huge_scores_give_a_finite_loss() -> None:
    logits = np.array([[1000.0, 0.0], [0.0, 1000.0], [-1000.0, 1000.0]])
    loss, _ = cross_entropy(logits, np.array([0, 0, 1]))
    assert float(loss) == pytest.approx(1000 / 3)


def test_rows_of_very_different_size_dont_disturb_each_other() -> None:
    logits = np.array([[0.0, 0.0, 0.0], [2000.0, 0.0, 0.0]])
    loss, _ = cross_entropy(logits, np.array([1, 0]))
    assert float(loss) == pytest.approx(math.log(3) / 2)


def test_a_masked_wrong_class_changes_nothing() -> None:
    logits = np.array([[0.0, 0.0, -np.inf], [-np.inf, 5.0, -np.inf]])
    loss, pullback = cross_entropy(logits, np.array([0, 1]))
    assert float(loss) == pytest.approx(math.log(2) / 2)
    (gradient,) = pullback(np.array(4.0))
    np.testing.assert_allclose(gradient, [[-1.0, 1.0, 0.0], [0.0, 0.0, 0.0]])


def test_a_gradient_by_hand() -> None:
    logits = np.log(np.array([[1.0, 2.0, 5.0], [4.0, 3.0, 1.0]]))
    _, pullback = cross_entropy(logits, np.array([2, 0]))
    (gradient,) = pullback(np.array(1.0))
    expected = np.array([[1, 2, -3], [-4, 3, 1]]) / 8 / 2
    np.testing.assert_allclose(gradient, expected, atol=1e-12)


def test_the_gradient_is_the_slope(rng: np.random.Generator) -> None:
    logits, targets = rng.normal(size=(7, 5)), rng.integers(5, size=7)
    expected = np.zeros(logits.shape)
    for place in np.ndindex(logits.shape):
        for sign in (1, -1):
            moved = logits.copy()
            moved[place] += sign * 1e-5
            expected[place] += sign * loss_by_definition(moved.tolist(), targets.tolist()) / 2e-5
    _, pullback = cross_entropy(logits, targets)
    (gradient,) = pullback(np.array(1.0))
    np.testing.assert_allclose(gradient, expected, atol=1e-8)


def test_the_gradient_is_probability_less_one_for_the_right_class(rng: np.random.Generator) -> None:
    logits, targets = rng.normal(size=(7, 5)), rng.integers(5, size=7)
    expected = np.zeros(logits.shape)
    for i, k in np.ndindex(logits.shape):
        share = math.exp(logits[i, k]) / math.fsum(math.exp(score) for score in logits[i])
        expected[i, k] = (share - (k == targets[i])) / 7
    _, pullback = cross_entropy(logits, targets)
    (gradient,) = pullback(np.array(1.0))
    np.testing.assert_allclose(gradient, expected, rtol=1e-10, atol=1e-14)


def test_a_small_probability_keeps_its_gradient() -> None:
    _, pullback = cross_entropy(np.array([[0.0, -20.0, -700.0]]), np.array([0]))
    (gradient,) = pullback(np.array(1.0))
    small = math.exp(-20.0) / (1 + math.exp(-20.0))
    expected = [[-small, small, math.exp(-700.0)]]  # 1 - p is exact to 1e-16 only
    np.testing.assert_allclose(gradient, expected, rtol=1e-6)


def test_targets_may_be_whole_numbers_of_eight_bits(rng: np.random.Generator) -> None:
    logits, targets = rng.normal(size=(31, 11)), rng.integers(11, size=31)
    expected = loss_by_definition(logits.tolist(), targets.tolist())
    expected_gradient = np.zeros(logits.shape)
    for i, k in np.ndindex(logits.shape):
        share = math.exp(logits[i, k]) / math.fsum(math.exp(score) for score in logits[i])
        expected_gradient[i, k] = (share - (k == targets[i])) / 31
    loss, pullback = cross_entropy(logits, targets.astype(np.uint8))
    assert float(loss) == pytest.approx(expected, rel=1e-10)
    (gradient,) = pullback(np.array(1.0))
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-10, atol=1e-14)


def test_the_gradient_that_arrives_scales_it() -> None:
    _, pullback = cross_entropy(np.zeros((1, 2)), np.array([1]))
    (gradient,) = pullback(np.array(6.0))
    np.testing.assert_allclose(gradient, [[3.0, -3.0]])


def test_asking_twice_gives_the_same_gradient() -> None:
    _, pullback = cross_entropy(np.zeros((1, 2)), np.array([1]))
    pullback(np.array(1.0))
    (gradient,) = pullback(np.array(1.0))
    np.testing.assert_allclose(gradient, [[0.5, -0.5]])


def test_the_logits_stay_as_they_were() -> None:
    logits = np.array([[1.0, 2.0, 3.0]])
    _, pullback = cross_entropy(logits, np.array([2]))
    pullback(np.array(1.0))
    np.testing.assert_allclose(logits, [[1.0, 2.0, 3.0]])


def test_large_float32_scores_dont_overflow_either() -> None:
    logits = np.array([[100.0, 100.0], [-120.0, -120.0], [0.0, 150.0]], dtype=np.float32)
    loss, _ = cross_entropy(logits, np.array([0, 1, 0]))
    assert float(loss) == pytest.approx((2 * math.log(2) + 150) / 3, rel=1e-6)


def test_float32_stays_float32() -> None:
    loss, pullback = cross_entropy(np.zeros((2, 4), dtype=np.float32), np.array([1, 3]))
    assert float(loss) == pytest.approx(math.log(4), rel=1e-6)
    (gradient,) = pullback(np.array(8, dtype=np.float32))
    np.testing.assert_allclose(gradient, [[1.0, -3.0, 1.0, 1.0], [1.0, 1.0, 1.0, -3.0]], rtol=1e-6)
    assert [np.asarray(loss).dtype.name, gradient.dtype.name] == ["float32", "float32"]
