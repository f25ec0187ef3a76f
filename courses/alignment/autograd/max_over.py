"""Take the largest entry over some axes, and send the gradient to where it came from.

The maximum has no slope where two entries tie. A choice is needed there, and this one treats equals
equally: the tied entries share the gradient. Pooling layers, and the shift inside every stable
softmax, stand on this operation.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array, Pullback
from groundup.autograd.reductions import Axes, max_over, restore_axes


def first_winner_takes_all(
    x: Array, axis: Axes = None, keepdims: bool = False
) -> tuple[Array, Pullback]:
    """The largest entry over some axes, and its pullback: a tuple of one, of the shape of `x`."""
    largest = x.max(axis=axis, keepdims=True)

    def pullback(gradient: Array) -> tuple[Array]:
        result, left = np.zeros_like(x), np.array(restore_axes(gradient, axis, x.ndim))
        for place in np.ndindex(x.shape):
            owner = tuple(min(i, n - 1) for i, n in zip(place, largest.shape, strict=True))
            if x[place] == largest[owner]:
                result[place], left[owner] = left[owner], 0
        return (result,)

    return np.asarray(x.max(axis=axis, keepdims=keepdims)), pullback


exercise = Exercise(
    implements=max_over,
    minutes=20,
    difficulty=3,
    importance=3,
    hints=(
        "Move an entry that isn't the largest by a tiny amount. What does the maximum do?",
        "Compare x with the maxima, entry by entry: that marks the winners. The maxima need their "
        "lost axis back before they can be compared (`restore_axes`).",
        "Count the winners along the same axes, keeping them with length 1; a winner's share is "
        "one divided by that count.",
    ),
    notice="Comparing with the maximum marks *all* winners, where `argmax` would name one; "
    "dividing by their number keeps the total at what arrived.",
    mistakes=(
        Mistake(
            "is_largest / is_largest.sum(axis=axis, keepdims=True)",
            "is_largest",
            says="Each of several tied entries gets the whole gradient, so together they get more "
            "than came in. They share it.",
        ),
        Mistake(
            "is_largest.sum(axis=axis, keepdims=True)",
            "is_largest.sum()",
            says="The winners of the whole array are counted together. A tie is shared only among "
            "the entries that compete with each other: those along the reduced axes.",
        ),
        Mistake(
            "restore_axes(gradient, axis, x.ndim) * share",
            "gradient * share",
            says="The gradient is combined with the shares before the reduced axis is back, so it "
            "lines up with the wrong axis.",
        ),
        Mistake(
            first_winner_takes_all,
            says="Of several tied entries the first gets everything, as `argmax` would have it. "
            "Here they share equally.",
        ),
        Mistake(
            "largest = np.asarray(x.max(",
            "x = np.abs(x)\n    largest = np.asarray(x.max(",
            says="The largest in size is taken. Of -3 and 1 the larger is 1.",
        ),
    ),
)


def test_the_largest_entry_of_each_row_is_found() -> None:
    result, _ = max_over(np.array([[-5.0, -2.0, -7.0], [1.0, -3.0, 0.5]]), axis=1)
    np.testing.assert_allclose(result, [-2.0, 1.0])


def test_the_largest_is_one_of_the_entries(rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    expected = [[max(float(x[i, j, k]) for j in range(3)) for k in range(5)] for i in range(2)]
    result, _ = max_over(x, axis=1)
    np.testing.assert_array_equal(result, expected)


def test_only_the_winner_gets_the_gradient(rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    arriving = rng.normal(size=(2, 5))
    expected = np.zeros(x.shape)
    for i in range(2):
        for k in range(5):
            winner = max(range(3), key=lambda j: float(x[i, j, k]))
            expected[i, winner, k] = arriving[i, k]
    _, pullback = max_over(x, axis=1)
    (gradient,) = pullback(arriving)
    np.testing.assert_array_equal(gradient, expected)


def test_the_gradient_is_the_slope_of_the_maximum(rng: np.random.Generator) -> None:
    x = rng.permutation(30).reshape(5, 6) / 10.0  # entries lie 0.1 apart: a step changes no winner
    weights = rng.normal(size=5)
    expected = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        for sign in (1, -1):
            moved = x.copy()
            moved[place] += sign * 1e-3
            loss = sum(w * max(row) for w, row in zip(weights, moved.tolist(), strict=True))
            expected[place] += sign * loss / 2e-3
    _, pullback = max_over(x, axis=-1)
    (gradient,) = pullback(weights)
    np.testing.assert_allclose(gradient, expected, atol=1e-9)


def test_ties_share_the_gradient_equally() -> None:
    x = np.array([[4.0, 1.0, 4.0, 4.0], [2.0, 5.0, 3.0, 5.0], [9.0, 0.0, 0.0, 0.0]])
    _, pullback = max_over(x, axis=1)
    (gradient,) = pullback(np.array([6.0, 10.0, 7.0]))
    expected = [[2.0, 0.0, 2.0, 2.0], [0.0, 5.0, 0.0, 5.0], [7.0, 0.0, 0.0, 0.0]]
    np.testing.assert_allclose(gradient, expected)


def test_without_an_axis_one_entry_of_all_wins() -> None:
    result, pullback = max_over(np.array([[1.0, 8.0, 2.0], [3.0, -9.0, 5.0]]))
    np.testing.assert_allclose(np.asarray(result), np.array(8.0))
    (gradient,) = pullback(np.array(3.0))
    np.testing.assert_allclose(gradient, [[0.0, 3.0, 0.0], [0.0, 0.0, 0.0]])


def test_several_axes_may_be_reduced_at_once() -> None:
    x = np.arange(12.0).reshape(2, 3, 2)
    x[0, 0, 1] = 9.0
    result, pullback = max_over(x, axis=(0, 1))
    np.testing.assert_allclose(result, [10.0, 11.0])
    (gradient,) = pullback(np.array([5.0, 7.0]))
    expected = np.zeros((2, 3, 2))
    expected[1, 2, 0], expected[1, 2, 1] = 5.0, 7.0
    np.testing.assert_allclose(gradient, expected)


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_keepdims_keeps_the_axis_with_length_one(axis: int) -> None:
    x = np.array([[1.0, 8.0, 2.0], [3.0, -9.0, 5.0]])
    rows = axis != 0
    result, pullback = max_over(x, axis=axis, keepdims=True)
    np.testing.assert_allclose(result, [[8.0], [5.0]] if rows else [[3.0, 8.0, 5.0]])
    (gradient,) = pullback(np.array([[2.0], [3.0]]) if rows else np.array([[2.0, 3.0, 4.0]]))
    by_rows, by_columns = [[0, 2, 0], [0, 0, 3]], [[0, 3, 0], [2, 0, 4]]
    np.testing.assert_allclose(gradient, np.array(by_rows if rows else by_columns, dtype=float))


@pytest.mark.parametrize("axis", [None, (0, 1), (1, 0), (-1, 0)])
def test_a_tie_over_several_axes_is_shared_by_all_winners(axis) -> None:
    # Shared axis by axis instead, the 5 alone in its row would get half.
    result, pullback = max_over(np.array([[5.0, 5.0], [5.0, 0.0]]), axis=axis)
    assert float(np.asarray(result)) == 5.0
    (gradient,) = pullback(np.array(6.0))
    np.testing.assert_allclose(gradient, [[2.0, 2.0], [2.0, 0.0]])


@pytest.mark.parametrize(("axis", "shape"), [(None, (1, 1, 1)), ((2, 0), (1, 3, 1))])
def test_several_axes_are_kept_with_length_one(axis, shape, rng: np.random.Generator) -> None:
    x = rng.permutation(30).reshape(2, 3, 5) / 10.0
    weights = rng.normal(size=shape)
    expected, expected_gradient = np.zeros(shape), np.zeros(x.shape)
    for j in range(shape[1]):
        group = (slice(None), slice(None) if axis is None else j)
        expected[0, j, 0] = max(x[group].ravel().tolist())
        expected_gradient[group] = weights[0, j, 0] * (x[group] == expected[0, j, 0])
    result, pullback = max_over(x, axis=axis, keepdims=True)
    np.testing.assert_allclose(result, expected)
    assert np.shape(result) == shape
    (gradient,) = pullback(weights)
    np.testing.assert_array_equal(gradient, expected_gradient)


def test_the_winner_of_one_row_wins_nothing_in_another() -> None:
    _, pullback = max_over(np.array([[5.0, 1.0, 0.0], [9.0, 0.0, 5.0]]), axis=1)
    (gradient,) = pullback(np.array([3.0, 7.0]))
    np.testing.assert_allclose(gradient, [[3.0, 0.0, 0.0], [7.0, 0.0, 0.0]])


def test_infinite_entries_win_and_tie_like_others() -> None:
    infinity = np.inf
    x = np.array([[infinity, 1.0, infinity], [-infinity, 2.0, 2.0], [-infinity] * 3])
    result, pullback = max_over(x, axis=1)
    np.testing.assert_array_equal(result, [infinity, 2.0, -infinity])
    (gradient,) = pullback(np.array([4.0, 6.0, 9.0]))
    np.testing.assert_allclose(gradient, [[2.0, 0.0, 2.0], [0.0, 3.0, 3.0], [3.0, 3.0, 3.0]])


def test_many_entries_may_tie() -> None:
    result, pullback = max_over(np.zeros((2, 300)), axis=1)
    np.testing.assert_array_equal(result, [0.0, 0.0])
    (gradient,) = pullback(np.array([300.0, 600.0]))
    np.testing.assert_allclose(gradient, np.array([[1.0] * 300, [2.0] * 300]))


def test_float32_stays_float32() -> None:
    result, pullback = max_over(np.array([[1, 3, 3], [2, 1, 0]], dtype=np.float32), axis=1)
    (gradient,) = pullback(np.array([4, 6], dtype=np.float32))
    np.testing.assert_allclose(gradient, [[0.0, 2.0, 2.0], [6.0, 0.0, 0.0]])
    assert [str(result.dtype), str(gradient.dtype)] == ["float32", "float32"]


def test_argument_and_gradient_are_left_as_they_were() -> None:
    x, arriving = np.array([[1.0, 8.0, 2.0], [3.0, -9.0, 5.0]]), np.array([2.0, 3.0])
    _, pullback = max_over(x, axis=1)
    pullback(arriving)
    np.testing.assert_array_equal(x, [[1.0, 8.0, 2.0], [3.0, -9.0, 5.0]])
    np.testing.assert_array_equal(arriving, [2.0, 3.0])


def test_a_hair_above_the_others_is_no_tie() -> None:
    _, pullback = max_over(np.array([[1.0, 1.0 + 1e-12, 1.0], [-2.0, -3.0, -2.0 - 1e-12]]), axis=1)
    (gradient,) = pullback(np.array([5.0, 7.0]))
    np.testing.assert_allclose(gradient, [[0.0, 5.0, 0.0], [7.0, 0.0, 0.0]])


def test_tiny_entries_tie_only_where_they_are_equal() -> None:
    _, pullback = max_over(np.array([[1e-30, 2e-30, 0.0], [-2e-30, -1e-30, -1e-30]]), axis=1)
    (gradient,) = pullback(np.array([5.0, 8.0]))
    np.testing.assert_allclose(gradient, [[0.0, 5.0, 0.0], [0.0, 4.0, 4.0]])
