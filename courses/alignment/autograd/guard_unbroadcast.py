"""Write the test that would have caught five broken versions of `unbroadcast`.

A wrong gradient raises no error: the network still trains, only worse. That makes gradient code the
place where tests pay most. Write one or more functions `test_...` with small arrays whose answer
you can add up by hand. Together they must accept the right `unbroadcast` and reject each of five
wrong ones, which you are not shown.
"""

import numpy as np
import pytest

from bootcamp.author import Mistake, WriteTest
from groundup.autograd.arrays import Array
from groundup.autograd.broadcasting import unbroadcast


def by_number_of_axes_only(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient back to the shape that an array had before it was broadcast."""
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    return gradient


def last_axis_first(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient back to the shape that an array had before it was broadcast."""
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=-1)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient


def first_stretched_axis_only(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient back to the shape that an array had before it was broadcast."""
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    if 1 in shape:
        gradient = gradient.sum(axis=shape.index(1), keepdims=True)
    return gradient


exercise = WriteTest(
    of=unbroadcast,
    minutes=15,
    difficulty=2,
    importance=4,
    hints=(
        "In how many ways can broadcasting stretch an array? Each way wants a test, and so does "
        "the combination of two ways in one call.",
        "Choose a gradient whose entries all differ, and lengths that all differ: with 3 by 3, or "
        "with nothing but ones, a sum along the wrong axis gives the right answer.",
        "Compare shapes as well as values: `np.testing.assert_allclose` lets [6.0] and 6.0 pass "
        "for equal. And try a shape that has two axes of length 1.",
    ),
    mistakes=(
        Mistake(
            by_number_of_axes_only,
            says="It sums axes away until the number of axes is right, and forgets axes of length "
            "1. Test an array that was stretched without getting a new axis.",
        ),
        Mistake(
            last_axis_first,
            says="It takes surplus axes from the right; broadcasting puts them on the left. Test a "
            "new axis in front with entries that all differ.",
        ),
        Mistake(
            first_stretched_axis_only,
            says="It shrinks only the first of several stretched axes. Test a shape with two axes "
            "of length 1.",
        ),
        Mistake(
            "np.sum(",
            "np.mean(",
            says="It averages where it should add. Test the size of the numbers, not only shapes.",
        ),
        Mistake(
            "summed.reshape(shape)",
            "summed.squeeze()",
            says="It drops axes of length 1 that `shape` has. Test the shape of the result, too.",
        ),
    ),
)


def paid_back(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Brute force: number the entries, broadcast the numbers, and let each place pay its owner."""
    result = np.zeros(int(np.prod(shape)))
    owners = np.broadcast_to(np.arange(result.size).reshape(shape), gradient.shape)
    for place in np.ndindex(gradient.shape):
        result[owners[place]] += gradient[place]
    return result.reshape(shape)


def test_a_new_axis_in_front_is_summed_away() -> None:
    gradient = np.array([[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]])
    result = unbroadcast(gradient, (3,))
    assert result.tolist() == [9.0, 18.0, 36.0]


def test_a_stretched_axis_keeps_length_one() -> None:
    gradient = np.array([[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]])
    result = unbroadcast(gradient, (2, 1))
    assert result.tolist() == [[7.0], [56.0]]


def test_two_stretched_axes_are_both_summed() -> None:
    gradient = np.array([[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]])
    result = unbroadcast(gradient, (1, 1))
    assert result.tolist() == [[63.0]]


@pytest.mark.parametrize(
    ("came", "shape"),
    [
        ((2, 3, 5), (3, 1)),
        ((2, 5, 3, 7), (5, 1, 7)),
        ((2, 3, 5, 7), (1, 1, 7)),
        ((2, 1, 5), (1, 1, 1)),
        ((1, 1, 1, 2), (1,)),
        ((1, 1, 3, 2), (1, 3, 1)),
        ((0, 3), (1, 3)),
        ((2, 3), ()),
        ((3, 2), (3, 2)),
    ],
)
def test_every_copy_pays_its_owner(came: tuple[int, ...], shape: tuple[int, ...]) -> None:
    gradient = np.sqrt(np.arange(2.0, 2.0 + np.prod(came))).reshape(came)
    before, expected = gradient.copy(), paid_back(gradient, shape)
    result = unbroadcast(gradient, shape)
    assert result.shape == expected.shape
    np.testing.assert_allclose(result, expected, rtol=1e-12)
    np.testing.assert_array_equal(gradient, before)


def test_float32_stays_float32() -> None:
    gradient = np.array([[1.0, 2.0]], dtype=np.float32)
    result = unbroadcast(gradient, (2,))
    assert str(result.dtype) == "float32"


def test_tiny_gradients_are_not_lost() -> None:
    result = unbroadcast(np.array([[0.0, 5e-12, 3e-9], [2e-30, 1e-12, 4e-9]]), (3,))
    np.testing.assert_allclose(result, [2e-30, 6e-12, 7e-9], rtol=1e-12)
