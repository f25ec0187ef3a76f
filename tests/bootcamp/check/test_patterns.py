"""Each pattern is told where the numbers say so, and not where they nearly do."""

import itertools

import numpy as np
import pytest

from bootcamp.check.patterns import patterns_of_shape, patterns_of_values

W = np.array([[2.0, -3.0, 5.0], [7.0, 11.0, 13.0], [17.0, 19.0, -23.0]])
SHARES = np.array([[0.2, 0.5, 0.3], [0.6, 0.1, 0.3]])
MASK = np.array([[True, False, True], [False, False, True]])
TALL = np.arange(1.0, 16.0).reshape(5, 3) ** 2
MANY = np.array([3.0, 1.0, 2.0, 5.0, 4.0])
UNSORTED = np.array([3.0, 1.0, 2.0, 5.0])


def with_entry(array, place, number):
    changed = array.copy()
    changed[place] = number
    return changed


def with_wrong(array, where):
    return np.where(where, array + np.arange(1, array.size + 1).reshape(array.shape) ** 2, array)


TOLD = {
    "inverted": (~MASK, MASK, "Every True should be False, and every False True."),
    "negated": (-W, W, "The sign is the wrong way round."),
    "zeros": (0 * W, W, "Everything is 0."),
    "constant": (0 * W + 0.25, W, "Every entry is 0.25."),
    "scaled": (2 * W, W, "Every entry is off by a constant factor of 2.0."),
    "scaled by a third": (W / 3, W, "Every entry is off by a constant factor of 0.3333."),
    "moved": (W - 1, W, "Every entry is off by a constant of -1.0."),
    "without sign": (abs(W), W, "The signs are lost: what is negative came out positive."),
    "cut off": (
        np.trunc(W / 2),
        W / 2,
        "What stands after the decimal point is cut off: are these whole numbers?",
    ),
    "rounded": (np.round(W * 0.7), W * 0.7, "Every entry is rounded to a whole number."),
    "squared": (W**2, W, "Every entry is the square of what was expected."),
    "rooted": (W[1] ** 0.5, W[1], "Every entry is the square root of what was expected."),
    "logarithm": (np.log(SHARES), SHARES, "Every entry is the logarithm of what was expected."),
    "exponential": (SHARES, np.log(SHARES), "Every entry is the exponential of what was expected."),
    "inverse": (1 / W, W, "Every entry is 1 divided by what was expected."),
    "normalised": (
        SHARES / SHARES.sum(axis=0),
        SHARES,
        "Sums along axis 0 are 1; they should be 1 along axis 1.",
    ),
    "transposed": (W.T, W, "It is the expected array, transposed."),
    "transposed in front": (
        np.arange(8.0).reshape(2, 2, 2).swapaxes(0, 1),
        np.arange(8.0).reshape(2, 2, 2),
        "It is the expected array, transposed: axes 0 and 1 are exchanged.",
    ),
    "reversed": (W[:, ::-1], W, "It is in reverse order along axis 1."),
    "exchanged": (SHARES[::-1] + 1, SHARES + 1, "The two along axis 0 are exchanged."),
    "rolled": (
        np.roll(W, 1, axis=1),
        W,
        "It is off by one along axis 1: each entry stands one place too far on.",
    ),
    "shifted": (
        np.array([[2.0, 5.0, 0.0], [11.0, 13.0, 0.0]]),
        np.array([[3.0, 2.0, 5.0], [7.0, 11.0, 13.0]]),
        "It is off by one along axis 1: each entry stands one place too early.",
    ),
    "sorted": (
        np.sort(UNSORTED),
        UNSORTED,
        "The entries are the right ones, but sorted along axis 0.",
    ),
    "in another order": (
        UNSORTED[[2, 0, 3, 1]],
        UNSORTED,
        "The entries are the right ones, but in another order along axis 0.",
    ),
    "first row": (with_wrong(TALL, TALL > 9), TALL, "It is right for the first row only."),
    "last row": (
        with_entry(TALL, 4, [1.0, 2.0, 4.0]),
        TALL,
        "It is right but for the last row.",
    ),
    "first column": (
        with_entry(TALL.T, (slice(None), 0), 0.5),
        TALL.T,
        "It is right but for the first column.",
    ),
    "first entry": (with_wrong(MANY, [0, 1, 1, 1, 1]), MANY, "It is right for the first entry only."),
    "first row, and a 0 that has no sign": (
        TALL * [[1], [-1], [-1], [-1], [-1]] * [1, 1, 0],
        TALL * [1, 1, 0],
        "It is right for the first row only.",
    ),
    "diagonal": (W + np.eye(3), W, "Only the diagonal is wrong."),
    "no triangle": (
        np.ones((4, 4)),
        np.tri(4),
        "What stands above the diagonal is wrong, and nothing else.",
    ),
    "above the diagonal": (
        with_wrong(W, np.triu(np.ones((3, 3)), 1)),
        W,
        "What stands above the diagonal is wrong, and nothing else.",
    ),
    "last row is not a number": (
        with_entry(TALL, 4, np.nan),
        TALL,
        "It is right but for the last row.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_pattern_is_told_where_the_numbers_say_so(name):
    came, wanted, says = TOLD[name]
    assert patterns_of_values(came, wanted) == says


@pytest.mark.parametrize("name", TOLD)
def test_pattern_is_not_told_where_one_entry_says_otherwise(name):
    came, wanted, says = TOLD[name]
    if came.dtype == bool:
        other = with_entry(came, (-1, 0), not came[-1, 0])
    else:  # right in the middle where it was wrong, wrong where it was right
        places = set(itertools.product([0, -1], repeat=came.ndim)) - {(0,)}
        other = came.copy()
        for place in places:
            is_right = np.isclose(came[place], wanted[place])
            other[place] = wanted[place] + 0.37 if is_right else wanted[place]
    assert patterns_of_values(other, wanted) != says


@pytest.mark.parametrize(
    ("came", "wanted"),
    [
        ([4.0], [2.0]),  # of one number everything is a multiple
        ([3.0, 3.0], [2.0, 2.0]),  # twice the same is no pattern either
        ([0.0, 1.0], [0.0, 2.0]),
        ([1.0, 7.0], [1.0, 2.0]),
        (np.eye(2), 3 * np.ones((2, 2))),
        ([[0.5, 0.5], [0.5, 0.4]], [[0.5, 0.5], [0.6, 0.4]]),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        ([np.nan, 1.0], [2.0, 3.0]),
        ([0, 0, 1], [0, 1, 2]),  # `<` for `<=`: each is one less, none has moved
        ([0, 0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5]),
        (np.tri(4, k=-1) > 0, np.tri(4) > 0),  # and in a mask
        ([[1, 2, 3], [5, 6, 7]], [[1, 2, 3], [9, 4, 8]]),  # two rows: either is right or isn't
        (np.tile([1.0, 2, 4, 8, 9], (5, 1)), np.tri(5).T * [1, 2, 4, 8, 9] / 3),  # no triangle
        ([1.0, 0.0], [-1.0, 0.0]),
        ([3.0, 2.0, 1.0], [1.0, 2.0, 3.0]),
        ([True, False], [False, True]),
        ([3.0, 6.0], [1.0, 2.0]),
    ],
)
def test_nothing_is_told_where_it_may_be_chance(came, wanted):
    assert patterns_of_values(np.array(came), np.array(wanted)) == ""


@pytest.mark.parametrize(
    ("came", "wanted", "says"),
    [
        (W[:2].T, W[:2], "It is the expected array, transposed."),
        (W[:, None], W, "The numbers are right, but the array has an axis of length 1 too many."),
        (W[0], W[:1], "The numbers are right, but the array lacks an axis of length 1."),
        (W[:2].T + 1, W[:2], ""),
        (W[:, None] + 1, W, ""),
        (W[:2], W, ""),
        (W.ravel(), W, ""),
    ],
)
def test_arrays_of_two_shapes_are_told_only_what_is_so(came, wanted, says):
    assert patterns_of_shape(came, wanted) == says
