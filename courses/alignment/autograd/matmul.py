"""Multiply matrices, in batches too, and send the gradient back to both.

Nearly all the arithmetic of a neural network is this one operation. Its two gradients are matrix
products themselves; their shapes alone almost say which ones.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array
from groundup.autograd.linear import matmul

exercise = Exercise(
    implements=matmul,
    minutes=25,
    difficulty=3,
    importance=5,
    hints=(
        "With x [rows, inner] and y [inner, columns], the gradient is [rows, columns]. Which "
        "product of the gradient and y has the shape of x? Only one order fits.",
        "Transpose only the last two axes: those in front number the matrices of a batch. "
        "`np.swapaxes` takes two axes.",
        "If y is one matrix and x a batch of them, y was used for each: its gradient still has the "
        "batch axis. You have written what takes it away.",
    ),
    notice="Neither gradient mentions a batch: `@` broadcasts over it, and `unbroadcast` "
    "undoes that wherever it happened.",
    mistakes=(
        Mistake(
            "gradient @ np.swapaxes(y, -1, -2)",
            "gradient @ y.T",
            says="`.T` reverses all axes, the batch too. Only the last two are to be swapped.",
        ),
        Mistake(
            "np.swapaxes(x, -1, -2) @ gradient",
            "gradient @ np.swapaxes(x, -1, -2)",
            says="The factors of the gradient for y stand in the wrong order. Write the shapes "
            "below them: the inner lengths must meet.",
        ),
        Mistake(
            "gradient @ np.swapaxes(y, -1, -2)",
            "gradient @ y",
            says="The gradient for x is multiplied by y as it is. It runs back along the same "
            "weights the other way: y has to be transposed.",
        ),
        Mistake(
            "return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)",
            "return for_x, for_y",
            says="A matrix that was used for a whole batch gets a gradient with a batch axis. Each "
            "gradient has the shape of its argument: sum over the uses.",
        ),
        Mistake(
            "return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)",
            "return unbroadcast(for_y, y.shape), unbroadcast(for_x, x.shape)",
            says="The two gradients come back in the wrong order: first x's, then y's.",
        ),
    ),
)


def product(x: Array, y: Array) -> Array:
    """One matrix product in three plain loops."""
    result = np.zeros((x.shape[0], y.shape[1]))
    for i in range(x.shape[0]):
        for k in range(y.shape[1]):
            result[i, k] = sum(float(x[i, j]) * float(y[j, k]) for j in range(x.shape[1]))
    return result


def slopes(x: Array, y: Array, weights: Array) -> tuple[Array, Array]:
    """The gradient of sum(weights * product), entry by entry: who met whom."""
    for_x, for_y = np.zeros(x.shape), np.zeros(y.shape)
    for i, j, k in np.ndindex(x.shape[0], x.shape[1], y.shape[1]):
        for_x[i, j] += weights[i, k] * y[j, k]
        for_y[j, k] += weights[i, k] * x[i, j]
    return for_x, for_y


def test_rows_meet_columns(rng: np.random.Generator) -> None:
    x, y = rng.normal(size=(2, 3)), rng.normal(size=(3, 5))
    expected = product(x, y)
    result, _ = matmul(x, y)
    np.testing.assert_allclose(result, expected, rtol=1e-12, atol=1e-12)


def test_a_gradient_by_hand() -> None:
    _, pullback = matmul(np.array([[1.0, 2.0]]), np.array([[3.0], [5.0]]))
    for_x, for_y = pullback(np.array([[10.0]]))
    np.testing.assert_allclose(for_x, [[30.0, 50.0]])
    np.testing.assert_allclose(for_y, [[10.0], [20.0]])


def test_the_first_gradient_belongs_to_x(rng: np.random.Generator) -> None:
    x, y, weights = rng.normal(size=(2, 3)), rng.normal(size=(3, 5)), rng.normal(size=(2, 5))
    expected, _ = slopes(x, y, weights)
    _, pullback = matmul(x, y)
    np.testing.assert_allclose(pullback(weights)[0], expected, rtol=1e-12, atol=1e-12)


def test_the_second_gradient_belongs_to_y(rng: np.random.Generator) -> None:
    x, y, weights = rng.normal(size=(2, 3)), rng.normal(size=(3, 5)), rng.normal(size=(2, 5))
    _, expected = slopes(x, y, weights)
    _, pullback = matmul(x, y)
    np.testing.assert_allclose(pullback(weights)[1], expected, rtol=1e-12, atol=1e-12)


def test_square_matrices_hide_no_transposition(rng: np.random.Generator) -> None:
    x, y, weights = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=(3, 3))
    expected_x, expected_y = slopes(x, y, weights)
    _, pullback = matmul(x, y)
    for_x, for_y = pullback(weights)
    np.testing.assert_allclose(for_x, expected_x)
    np.testing.assert_allclose(for_y, expected_y)


def test_a_batch_is_multiplied_pair_by_pair(rng: np.random.Generator) -> None:
    x, y = rng.normal(size=(7, 2, 3)), rng.normal(size=(7, 3, 5))
    weights = rng.normal(size=(7, 2, 5))
    expected = np.array([product(one, other) for one, other in zip(x, y, strict=True)])
    pairs = [slopes(*group) for group in zip(x, y, weights, strict=True)]
    result, pullback = matmul(x, y)
    np.testing.assert_allclose(result, expected)
    for_x, for_y = pullback(weights)
    np.testing.assert_allclose(for_x, np.array([pair[0] for pair in pairs]))
    np.testing.assert_allclose(for_y, np.array([pair[1] for pair in pairs]))


def test_a_matrix_shared_by_a_batch_collects_from_all_of_it(rng: np.random.Generator) -> None:
    x, y = rng.normal(size=(7, 2, 3)), rng.normal(size=(3, 5))
    weights = rng.normal(size=(7, 2, 5))
    expected_y = np.zeros((3, 5))
    for one, weight in zip(x, weights, strict=True):
        expected_y += slopes(one, y, weight)[1]
    _, pullback = matmul(x, y)
    np.testing.assert_allclose(pullback(weights)[1], expected_y)


def test_a_left_matrix_may_be_shared_too(rng: np.random.Generator) -> None:
    x, y = rng.normal(size=(1, 2, 3)), rng.normal(size=(7, 3, 5))
    weights = rng.normal(size=(7, 2, 5))
    expected = np.array([product(x[0], other) for other in y])
    expected_x = np.zeros((1, 2, 3))
    for other, weight in zip(y, weights, strict=True):
        expected_x[0] += slopes(x[0], other, weight)[0]
    result, pullback = matmul(x, y)
    np.testing.assert_allclose(result, expected)
    np.testing.assert_allclose(pullback(weights)[0], expected_x)


def test_arguments_and_gradient_are_left_as_they_were() -> None:
    x, y, gradient = np.array([[1.0, 2.0]]), np.array([[3.0], [5.0]]), np.array([[10.0]])
    _, pullback = matmul(x, y)
    pullback(gradient)
    assert [x.tolist(), y.tolist(), gradient.tolist()] == [[[1.0, 2.0]], [[3.0], [5.0]], [[10.0]]]


def test_one_matrix_meets_a_batch_and_collects_from_all_of_it(rng: np.random.Generator) -> None:
    x, y = rng.normal(size=(2, 3)), rng.normal(size=(7, 3, 5))
    weights = rng.normal(size=(7, 2, 5))
    expected_x = np.zeros((2, 3))
    for other, weight in zip(y, weights, strict=True):
        expected_x += slopes(x, other, weight)[0]
    _, pullback = matmul(x, y)
    np.testing.assert_allclose(pullback(weights)[0], expected_x)


@pytest.mark.parametrize(
    ("of_x", "of_y", "of_result"),
    [((1, 3), (3, 1), (1, 1)), ((5, 1), (1, 1), (5, 1)), ((7, 1, 3), (1, 3, 1), (7, 1, 1))],
)
def test_axes_of_length_one_stay(of_x, of_y, of_result, rng: np.random.Generator) -> None:
    x, y, weights = (rng.normal(size=shape) for shape in (of_x, of_y, of_result))
    pairs = [(one, y.reshape(of_y[-2:])) for one in x.reshape(-1, *of_x[-2:])]
    expected = np.array([product(*pair) for pair in pairs]).reshape(of_result)
    result, pullback = matmul(x, y)
    np.testing.assert_allclose(result, expected)
    assert np.shape(result) == of_result
    shapes = [np.shape(gradient) for gradient in pullback(weights)]
    assert shapes == [of_x, of_y]


def test_float32_stays_float32() -> None:
    x, y = np.array([[1, 2], [3, 4]], np.float32), np.array([[3, 0], [5, 1]], np.float32)
    result, pullback = matmul(x, y)
    np.testing.assert_allclose(result, [[13.0, 2.0], [29.0, 4.0]])
    for_x, for_y = pullback(np.array([[10, 0], [0, 1]], np.float32))
    np.testing.assert_allclose(for_x, [[30.0, 50.0], [0.0, 1.0]])
    np.testing.assert_allclose(for_y, [[10.0, 3.0], [20.0, 4.0]])
    assert [str(each.dtype) for each in (result, for_x, for_y)] == ["float32"] * 3


def test_a_batch_axis_of_length_one_stays(rng: np.random.Generator) -> None:
    x, y = rng.normal(size=(7, 2, 3)), rng.normal(size=(1, 3, 5))
    weights = rng.normal(size=(7, 2, 5))
    expected_y = np.zeros((1, 3, 5))
    for one, weight in zip(x, weights, strict=True):
        expected_y[0] += slopes(one, y[0], weight)[1]
    _, pullback = matmul(x, y)
    np.testing.assert_allclose(pullback(weights)[1], expected_y)


def test_a_matrix_shared_over_two_batch_axes_collects_from_both(rng: np.random.Generator) -> None:
    x, y = rng.normal(size=(7, 4, 2, 3)), rng.normal(size=(3, 5))
    weights = rng.normal(size=(7, 4, 2, 5))
    expected_y = np.zeros((3, 5))
    for place in np.ndindex(7, 4):
        expected_y += slopes(x[place], y, weights[place])[1]
    _, pullback = matmul(x, y)
    np.testing.assert_allclose(pullback(weights)[1], expected_y)


def test_each_may_be_shared_along_another_batch_axis(rng: np.random.Generator) -> None:
    x, y = rng.normal(size=(7, 1, 2, 3)), rng.normal(size=(4, 3, 5))
    weights = rng.normal(size=(7, 4, 2, 5))
    expected = np.zeros(weights.shape)
    expected_x, expected_y = np.zeros(x.shape), np.zeros(y.shape)
    for i, j in np.ndindex(7, 4):
        expected[i, j] = product(x[i, 0], y[j])
        for_x, for_y = slopes(x[i, 0], y[j], weights[i, j])
        expected_x[i, 0] += for_x
        expected_y[j] += for_y
    result, pullback = matmul(x, y)
    np.testing.assert_allclose(result, expected)
    for_x, for_y = pullback(weights)
    np.testing.assert_allclose(for_x, expected_x)
    np.testing.assert_allclose(for_y, expected_y)
