"""Sum a gradient back to the shape that an array had before it was broadcast.

Every operation on two arrays of different shapes needs this on the way back, so it is written once
and the graph calls it. Ask of each entry of the small array: which entries of the big gradient
belong to copies of me? Add those up.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array
from groundup.autograd.broadcasting import unbroadcast


def one_copy_for_all(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient back to the shape that an array had before it was broadcast."""
    while gradient.ndim > len(shape):
        gradient = gradient[0]
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.take([0], axis=axis)
    return gradient


def counted_from_the_left(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient back to the shape that an array had before it was broadcast."""
    for axis, length in enumerate(shape):
        if length == 1 and gradient.shape[axis] != 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    return gradient


def by_number_of_axes_only(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient back to the shape that an array had before it was broadcast."""
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    return gradient


exercise = Exercise(
    implements=unbroadcast,
    minutes=20,
    difficulty=3,
    importance=5,
    hints=(
        "Write `gradient.shape` and `shape` below each other, flush right, as broadcasting lines "
        "them up. Which columns differ, and in which two ways?",
        "The number of axes put in front is the difference of the two lengths. Those axes are "
        "summed and disappear.",
        "An axis of length 1 in `shape` stands further right in `gradient`, by the number of axes "
        "put in front. Summing with `keepdims=True` keeps its place.",
    ),
    notice="Both ways of being stretched end in one sum: its axes are the new ones in "
    "front and those of length 1, and only the last line knows which of them stay.",
    mistakes=(
        Mistake(
            "(*range(added), *stretched)",
            "stretched",
            says="The axes that broadcasting put in front are not summed away. Their number is the "
            "difference between the two numbers of axes.",
        ),
        Mistake(
            by_number_of_axes_only,
            says="Only the new axes in front are summed. An axis that `shape` has with length 1 "
            "was stretched too, and has to shrink again.",
        ),
        Mistake(
            counted_from_the_left,
            says="The stretched axes are counted from the left of `shape`, but `gradient` has more "
            "axes in front: there the same axis stands further right.",
        ),
        Mistake(
            "np.sum(",
            "np.mean(",
            says="The copies' gradients are averaged. An entry used five times moves the loss in "
            "five places, so its gradient is a sum.",
        ),
        Mistake(
            one_copy_for_all,
            says="One copy's gradient is kept and the others are thrown away. Each copy had its "
            "own effect on the loss, and all of them count.",
        ),
        Mistake(
            "summed.reshape(shape)",
            "summed.squeeze()",
            says="`squeeze` drops every axis of length 1, also one that `shape` has. Only the axes "
            "that broadcasting put in front go.",
        ),
    ),
)


def collected(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Brute force: number the entries, broadcast the numbers, and let each place pay its owner."""
    owners = np.broadcast_to(np.arange(int(np.prod(shape))).reshape(shape), gradient.shape)
    result = [0.0] * int(np.prod(shape))
    for place in np.ndindex(gradient.shape):
        result[owners[place]] += float(gradient[place])
    return np.array(result).reshape(shape)


def test_a_new_axis_in_front_is_summed_away() -> None:
    gradient = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    np.testing.assert_allclose(unbroadcast(gradient, (3,)), [11.0, 22.0, 33.0])


def test_a_stretched_axis_is_summed_and_stays_with_length_one() -> None:
    gradient = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    np.testing.assert_allclose(unbroadcast(gradient, (2, 1)), [[6.0], [60.0]])


def test_a_stretched_first_axis_is_summed_and_stays() -> None:
    gradient = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    np.testing.assert_allclose(unbroadcast(gradient, (1, 3)), [[11.0, 22.0, 33.0]])


@pytest.mark.parametrize("shape", [(3, 1), (5, 1, 7), (1, 3, 1), (1,), (2, 1, 1, 7), (1, 1)])
def test_every_copy_pays_its_owner(shape: tuple[int, ...], rng: np.random.Generator) -> None:
    gradient = rng.normal(size=(2, 5, 3, 7))
    expected = collected(gradient, shape)
    result = unbroadcast(gradient, shape)
    np.testing.assert_allclose(result, expected, rtol=1e-12, atol=1e-12)
    assert np.shape(result) == shape  # to assert_allclose [[1.0]] and 1.0 are equal


@pytest.mark.parametrize(
    ("came", "shape"),
    [((3, 3), (1, 3)), ((3, 3), (3, 1)), ((3, 3), (3,)), ((2, 2, 2), (2, 1)), ((2, 3, 3), (3, 1))],
)
def test_equal_lengths_are_told_apart_by_their_places(
    came: tuple[int, ...], shape: tuple[int, ...], rng: np.random.Generator
) -> None:
    gradient = rng.normal(size=came)
    expected = collected(gradient, shape)
    np.testing.assert_allclose(unbroadcast(gradient, shape), expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("came", "shape"),
    [
        ((1, 5), (1, 1)),
        ((1, 1, 1, 2), (1,)),
        ((1, 3, 2), (3, 1)),
        ((3, 1, 2), (1, 1)),
        ((1, 1, 3, 2), (1, 3, 1)),
        ((2, 1, 5), (1, 1, 1)),
    ],
)
def test_axes_of_length_one_that_were_there_before_confuse_nothing(
    came: tuple[int, ...], shape: tuple[int, ...], rng: np.random.Generator
) -> None:
    gradient = rng.normal(size=came)
    expected = collected(gradient, shape)
    result = unbroadcast(gradient, shape)
    np.testing.assert_allclose(result, expected, rtol=1e-12, atol=1e-12)


def test_what_was_stretched_to_no_entries_at_all_gets_zeros() -> None:
    result = unbroadcast(np.zeros((0, 3)), (1, 3))
    assert result.tolist() == [[0.0, 0.0, 0.0]]


def test_a_single_number_collects_everything(rng: np.random.Generator) -> None:
    gradient = rng.normal(size=(2, 3))
    expected = np.array(sum(float(entry) for entry in gradient.flat))
    np.testing.assert_allclose(unbroadcast(gradient, ()), expected)


def test_where_nothing_was_stretched_nothing_changes(rng: np.random.Generator) -> None:
    gradient = rng.normal(size=(1, 3, 5))
    expected = gradient.copy()
    np.testing.assert_allclose(unbroadcast(gradient, (1, 3, 5)), expected)


def test_an_infinite_gradient_reaches_its_owner_alone() -> None:
    gradient = np.array([[1.0, np.inf, 3.0], [10.0, 20.0, 30.0]])
    np.testing.assert_allclose(unbroadcast(gradient, (3,)), [11.0, np.inf, 33.0])


def test_float32_stays_float32() -> None:
    gradient = np.full((2, 3), 0.5, dtype=np.float32)
    result = unbroadcast(gradient, (3,))
    np.testing.assert_allclose(result, np.ones(3))
    assert str(result.dtype) == "float32"


def test_the_gradient_that_came_in_is_not_changed(rng: np.random.Generator) -> None:
    gradient = rng.normal(size=(2, 3, 5))
    before = gradient.copy()
    unbroadcast(gradient, (3, 1))
    np.testing.assert_allclose(gradient, before)
