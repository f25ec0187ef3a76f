"""Sum an array over some axes, and send the gradient back to every entry.

A sum is broadcasting's mirror image: on the way forward many entries become one, so on the way back
one gradient is handed to many. The mean, the loss over a batch and every average later on stand on
it.
"""

from itertools import product

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array
from groundup.autograd.reductions import sum_over

exercise = Exercise(
    implements=sum_over,
    minutes=15,
    difficulty=2,
    importance=4,
    hints=(
        "If one entry of x grows by a tiny amount, by how much does the sum that it belongs to "
        "grow? And the other sums?",
        "The gradient has to reach the shape of x. After a sum without `keepdims` it lacks an "
        "axis; look at what `restore_axes`, at the top of the module, does.",
        "Once the reduced axes are back with length 1, numpy can stretch the gradient to the "
        "shape of x: see `np.broadcast_to`.",
    ),
    notice="The pullback never looks at the entries of `x`, only at its shape, and "
    "`np.broadcast_to` copies nothing: every entry of the gradient is the same "
    "number in memory.",
    mistakes=(
        Mistake(
            "gradient = restore_axes(gradient, axis, x.ndim)",
            "pass",
            says="The gradient is stretched without its lost axis. Broadcasting then adds the axis "
            "in front, which is right only if the first axis was the one summed.",
        ),
        Mistake(
            "(np.broadcast_to(gradient, x.shape),)",
            "(gradient,)",
            says="The gradient comes back with length 1 along the summed axes. It must have the "
            "shape of x: one number for each entry.",
        ),
        Mistake(
            "(np.broadcast_to(gradient, x.shape),)",
            "(np.broadcast_to(gradient, x.shape) * gradient.size / x.size,)",
            says="The gradient is divided among the entries, as a mean would do. In a sum each "
            "entry counts fully.",
        ),
        Mistake(
            "(np.broadcast_to(gradient, x.shape),)",
            "(np.broadcast_to(gradient, x.shape) * x,)",
            says="The gradient is multiplied by x. A sum's slope with respect to an entry doesn't "
            "depend on how large the entry is.",
        ),
        Mistake(
            "x.sum(axis=axis, keepdims=keepdims)",
            "x.sum(axis=axis)",
            says="`keepdims` is not handed on: the summed axes should stay, with length 1.",
        ),
        Mistake(
            "x.sum(axis=axis, keepdims=keepdims)",
            "x.sum(keepdims=keepdims)",
            says="`axis` is not handed on: everything is added up to one number.",
        ),
    ),
)


def added(x: Array, axes: tuple[int, ...]) -> Array:
    """The sums, in plain loops, with the summed axes kept."""
    shape = [1 if axis in axes else length for axis, length in enumerate(x.shape)]
    result = np.zeros(shape)
    for place in product(*map(range, x.shape)):
        result[owner(place, axes)] += float(x[place])
    return result


def owner(place: tuple[int, ...], axes: tuple[int, ...]) -> tuple[int, ...]:
    """The place of the sum that an entry belongs to."""
    return tuple(0 if axis in axes else i for axis, i in enumerate(place))


CASES = [
    (0, (0,)),
    (1, (1,)),
    (-1, (2,)),
    ((0, 2), (0, 2)),
    ((2, 0), (0, 2)),
    ((-2, 2), (1, 2)),
    ((1, -3), (0, 1)),
    (None, (0, 1, 2)),
]


@pytest.mark.parametrize(("axis", "axes"), CASES)
def test_entries_along_the_axis_are_added(axis, axes, rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    expected = added(x, axes).squeeze(axes)
    result, _ = sum_over(x, axis=axis)
    np.testing.assert_allclose(np.asarray(result), expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("axis", "axes"), CASES)
def test_each_entry_gets_the_gradient_of_its_own_sum(axis, axes, rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    kept = rng.normal(size=added(x, axes).shape)
    expected = np.zeros(x.shape)
    for place in product(*map(range, x.shape)):
        expected[place] = kept[owner(place, axes)]
    _, pullback = sum_over(x, axis=axis)
    (gradient,) = pullback(kept.squeeze(axes))
    np.testing.assert_array_equal(gradient, expected)


def test_rows_and_columns_of_a_square_are_told_apart() -> None:
    _, pullback = sum_over(np.zeros((2, 2)), axis=1)
    (gradient,) = pullback(np.array([3.0, 7.0]))
    np.testing.assert_allclose(gradient, [[3.0, 3.0], [7.0, 7.0]])


def test_keepdims_keeps_the_summed_axis_with_length_one() -> None:
    x = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    result, pullback = sum_over(x, axis=1, keepdims=True)
    np.testing.assert_allclose(result, [[6.0], [60.0]])
    (gradient,) = pullback(np.array([[5.0], [7.0]]))
    np.testing.assert_allclose(gradient, [[5.0, 5.0, 5.0], [7.0, 7.0, 7.0]])


@pytest.mark.parametrize(("axis", "axes"), CASES)
def test_every_summed_axis_is_kept(axis, axes, rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    expected = added(x, axes)
    weights = rng.normal(size=expected.shape)
    expected_gradient = np.zeros(x.shape)
    for place in product(*map(range, x.shape)):
        expected_gradient[place] = weights[owner(place, axes)]
    result, pullback = sum_over(x, axis=axis, keepdims=True)
    np.testing.assert_allclose(result, expected, rtol=1e-12, atol=1e-12)
    assert np.shape(result) == expected.shape
    (gradient,) = pullback(weights)
    np.testing.assert_array_equal(gradient, expected_gradient)


def test_axes_of_length_one_go_only_where_they_are_summed() -> None:
    result, pullback = sum_over(np.array([[[3.0, 4.0]]]), axis=2)
    np.testing.assert_allclose(result, [[7.0]])
    assert np.shape(result) == (1, 1)
    (gradient,) = pullback(np.array([[5.0]]))
    np.testing.assert_allclose(gradient, [[[5.0, 5.0]]])


def test_infinite_and_zero_entries_change_no_gradient() -> None:
    _, pullback = sum_over(np.array([[np.inf, 0.0, 3.0], [1.0, 0.0, -np.inf]]), axis=1)
    (gradient,) = pullback(np.array([5.0, 7.0]))
    np.testing.assert_allclose(gradient, [[5.0, 5.0, 5.0], [7.0, 7.0, 7.0]])


def test_a_later_call_leaves_an_earlier_gradient_alone() -> None:
    _, pullback = sum_over(np.zeros((2, 3)), axis=1)
    (first,) = pullback(np.array([5.0, 7.0]))
    (second,) = pullback(np.array([1.0, 2.0]))
    np.testing.assert_allclose(first, [[5.0, 5.0, 5.0], [7.0, 7.0, 7.0]])
    np.testing.assert_allclose(second, [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]])


def test_float32_stays_float32() -> None:
    result, pullback = sum_over(np.ones((2, 3), dtype=np.float32), axis=0)
    np.testing.assert_allclose(result, [2.0, 2.0, 2.0])
    (gradient,) = pullback(np.ones(3, dtype=np.float32))
    assert [str(result.dtype), str(gradient.dtype)] == ["float32", "float32"]


def test_argument_and_gradient_are_left_as_they_were() -> None:
    x, arriving = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]), np.array([5.0, 7.0])
    _, pullback = sum_over(x, axis=1)
    pullback(arriving)
    np.testing.assert_array_equal(x, [[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    np.testing.assert_array_equal(arriving, [5.0, 7.0])
