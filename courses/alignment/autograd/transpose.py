"""Reorder the axes of an array, and bring the gradient's axes back into the first order.

Attention moves its heads in front of the sequence and back again. With two axes the way back looks
like the way there; with three it need not.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.shapes import transpose

exercise = Exercise(
    implements=transpose,
    minutes=15,
    difficulty=2,
    importance=3,
    hints=(
        "Take lengths (2, 3, 5) and axes (1, 2, 0). Write down the result's shape. Which "
        "reordering brings (3, 5, 2) back to (2, 3, 5)? It isn't (1, 2, 0) again.",
        "You want the inverse permutation: the place of 0 in `axes`, then that of 1, and so on.",
        "Sorting a permutation undoes it. numpy can say which order sorts a list. Negative axes "
        "need to become positive first.",
    ),
    notice="`np.argsort` of a permutation is its inverse: it says where 0 stands, then "
    "where 1 stands, and so on.",
    mistakes=(
        Mistake(
            "np.argsort(order)",
            "order",
            says="The same reordering is applied again on the way back. That undoes a swap of two "
            "axes, not a rotation of three: the inverse permutation is wanted.",
        ),
        Mistake(
            "gradient.transpose(np.argsort(order))",
            "gradient.transpose()",
            says="The gradient's axes are reversed whatever `axes` was. Undo the order that was "
            "asked for.",
        ),
        Mistake(
            "gradient.transpose(np.argsort(order))",
            "gradient.reshape(x.shape)",
            says="The gradient is reshaped. That gives the right shape and puts the entries in the "
            "wrong places: reshape keeps the order in memory, transpose keeps the indices.",
        ),
        Mistake(
            "tuple(axis % x.ndim for axis in axes)",
            "axes",
            says="Negative axes are sorted as they are: -1 comes before 0, though it names the "
            "last axis. Count them from the front first.",
        ),
    ),
)

ORDERS = [(1, 2, 0), (2, 0, 1), (0, 2, 1), (1, 0, 2), (2, 1, 0), (0, 1, 2)]


@pytest.mark.parametrize("axes", ORDERS)
def test_every_entry_moves_to_its_place(axes: tuple[int, ...], rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    expected = np.zeros([x.shape[axis] for axis in axes])
    for place in np.ndindex(x.shape):
        expected[tuple(place[axis] for axis in axes)] = x[place]
    result, _ = transpose(x, axes)
    np.testing.assert_array_equal(result, expected)


@pytest.mark.parametrize("axes", ORDERS)
def test_every_gradient_finds_its_way_back(axes: tuple[int, ...], rng: np.random.Generator) -> None:
    expected = rng.normal(size=(2, 3, 5))
    arriving = np.zeros([expected.shape[axis] for axis in axes])
    for place in np.ndindex(expected.shape):
        arriving[tuple(place[axis] for axis in axes)] = expected[place]
    _, pullback = transpose(np.zeros((2, 3, 5)), axes)
    (gradient,) = pullback(arriving)
    np.testing.assert_array_equal(gradient, expected)


def test_a_cube_is_rotated_back_not_onward() -> None:
    _, pullback = transpose(np.zeros((2, 2, 2)), (1, 2, 0))
    arriving = np.zeros((2, 2, 2))
    arriving[1, 0, 0] = 7.0
    expected = np.zeros((2, 2, 2))
    expected[0, 1, 0] = 7.0
    (gradient,) = pullback(arriving)
    np.testing.assert_array_equal(gradient, expected)


def test_negative_axes_count_from_the_end(rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    weights = rng.normal(size=(5, 2, 3))
    expected_result, expected = np.zeros((5, 2, 3)), np.zeros((2, 3, 5))
    for i, j, k in np.ndindex(2, 3, 5):
        expected_result[k, i, j] = x[i, j, k]
        expected[i, j, k] = weights[k, i, j]
    result, pullback = transpose(x, (-1, 0, -2))
    np.testing.assert_array_equal(result, expected_result)
    (gradient,) = pullback(weights)
    np.testing.assert_array_equal(gradient, expected)


@pytest.mark.parametrize(
    "axes", [(0, 2, 1, 3), (1, 2, 3, 0), (3, 0, 1, 2), (2, 3, 1, 0), (0, -1, 1, -2), (-3, -1, 0, 2)]
)
def test_four_axes_go_there_and_back(axes: tuple[int, ...], rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5, 7))
    arriving = np.zeros([x.shape[axis] for axis in axes])
    for place in np.ndindex(x.shape):
        arriving[tuple(place[axis] for axis in axes)] = x[place]
    result, pullback = transpose(x, axes)
    np.testing.assert_array_equal(result, arriving)
    (gradient,) = pullback(arriving)
    np.testing.assert_array_equal(gradient, x)


def test_a_table_without_axes_turns_its_rows_into_columns() -> None:
    result, pullback = transpose(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    np.testing.assert_array_equal(result, [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]])
    (gradient,) = pullback(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    np.testing.assert_array_equal(gradient, [[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]])


def test_without_axes_the_order_is_reversed(rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    weights = rng.normal(size=(5, 3, 2))
    expected_result, expected = np.zeros((5, 3, 2)), np.zeros((2, 3, 5))
    for i, j, k in np.ndindex(2, 3, 5):
        expected_result[k, j, i] = x[i, j, k]
        expected[i, j, k] = weights[k, j, i]
    result, pullback = transpose(x)
    np.testing.assert_array_equal(result, expected_result)
    (gradient,) = pullback(weights)
    np.testing.assert_array_equal(gradient, expected)
