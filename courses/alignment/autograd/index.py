"""Take entries out of an array, and put their gradients back where they came from.

An embedding table is read this way: row 17 for every token 17 in the text. If the token comes three
times, its row is used three times, and gets three gradients.
"""

from typing import Any

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array, Pullback
from groundup.autograd.shapes import index


def one_result_for_all_calls(x: Array, key: Any) -> tuple[Array, Pullback]:
    """The entries x[key], and the pullback."""
    result = np.zeros_like(x)

    def pullback(gradient: Array) -> tuple[Array]:
        np.add.at(result, key, gradient)
        return (result,)

    return np.asarray(x[key]), pullback


exercise = Exercise(
    implements=index,
    minutes=15,
    difficulty=3,
    importance=4,
    hints=(
        "Entries that were not taken have no effect on the loss. What is their gradient, and what "
        "array is therefore a good start?",
        "`result[key] += gradient` reads, adds and writes all places at once. Try it on paper with "
        "`key = [2, 2]`: what is in place 2 afterwards?",
        "numpy has an unbuffered addition for this, a method of the function `np.add`.",
    ),
    notice="`np.add.at` takes the same key as the brackets did, so that nothing here "
    "depends on what kind of key it was.",
    mistakes=(
        Mistake(
            "np.add.at(result, key, gradient)",
            "result[key] += gradient",
            says="An entry taken several times keeps the gradient of only one use: with repeated "
            "indices, `+=` and `=` write each place once. The uses have to add up.",
        ),
        Mistake(
            "        result = np.zeros_like(x)\n        np.add.at(result, key, gradient)\n"
            "        return (result,)",
            "        return (gradient[key],)",
            says="The gradient is indexed as x was. It goes the other way: `key` says where in x "
            "each entry of the gradient belongs.",
        ),
        Mistake(
            "np.zeros_like(x)",
            "np.zeros(x.shape)",
            says="The gradient is always float64. `np.zeros` has a dtype of its own unless told; "
            "it should be that of x.",
        ),
        Mistake(
            one_result_for_all_calls,
            says="The array that collects is made once and shared by all calls of the pullback, so "
            "a second call adds to the first. Each call starts from zeros.",
        ),
    ),
)


def test_the_entries_at_the_key_come_out() -> None:
    result, _ = index(np.array([[1.0, 2.0], [3.0, 5.0], [7.0, 11.0]]), np.array([2, 0, 2, 2]))
    np.testing.assert_allclose(result, [[7.0, 11.0], [1.0, 2.0], [7.0, 11.0], [7.0, 11.0]])


def test_entries_not_taken_get_zero() -> None:
    _, pullback = index(np.array([2.0, 3.0, 5.0, 7.0, 11.0]), slice(1, 4, 2))
    (gradient,) = pullback(np.array([10.0, 20.0]))
    np.testing.assert_allclose(gradient, [0.0, 10.0, 0.0, 20.0, 0.0])


def test_a_repeated_index_collects_every_gradient() -> None:
    _, pullback = index(np.zeros((3, 2)), np.array([2, 0, 2, 2]))
    (gradient,) = pullback(np.array([[1.0, 2.0], [10.0, 20.0], [100.0, 200.0], [1000.0, 2000.0]]))
    np.testing.assert_allclose(gradient, [[10.0, 20.0], [0.0, 0.0], [1101.0, 2202.0]])


def test_pairs_of_indices_put_each_gradient_back(rng: np.random.Generator) -> None:
    x = rng.normal(size=(5, 3))
    rows, columns = rng.integers(5, size=23), rng.integers(3, size=23)
    arriving = rng.normal(size=23)
    expected = np.zeros((5, 3))
    for row, column, entry in zip(rows, columns, arriving, strict=True):
        expected[row, column] += entry
    taken = [float(x[row, column]) for row, column in zip(rows, columns, strict=True)]
    result, pullback = index(x, (rows, columns))
    np.testing.assert_array_equal(result, taken)
    (gradient,) = pullback(arriving)
    np.testing.assert_allclose(gradient, expected, rtol=1e-12, atol=1e-12)


def test_a_single_number_takes_a_row() -> None:
    result, pullback = index(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), 1)
    np.testing.assert_allclose(result, [4.0, 5.0, 6.0])
    (gradient,) = pullback(np.array([7.0, 8.0, 9.0]))
    np.testing.assert_allclose(gradient, [[0.0, 0.0, 0.0], [7.0, 8.0, 9.0]])


def test_a_mask_takes_the_entries_where_it_is_true() -> None:
    mask = np.array([[True, False, True], [False, False, True]])
    result, pullback = index(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), mask)
    np.testing.assert_allclose(result, [1.0, 3.0, 6.0])
    (gradient,) = pullback(np.array([7.0, 8.0, 9.0]))
    np.testing.assert_allclose(gradient, [[7.0, 0.0, 8.0], [0.0, 0.0, 9.0]])


KEYS = {
    "columns that are picked twice": (slice(None), np.array([2, 0, 2])),
    "a list of rows": [1, 0, 1],
    "the same row, counted from both ends": np.array([1, -1, 0]),
    "tokens of a batch": np.array([[0, 1, 1], [1, 1, 0]]),
    "a list beside dots": (..., [4, 4, 1]),
    "a list beside a slice": ([0, 1, 0], slice(1, 3), 2),
    "a new axis": (None, 1),
    "one entry": (1, 2, 3),
    "a mask beside a number": (np.array([True, False]), 1),
    "nothing": np.array([], dtype=int),
}


@pytest.mark.parametrize("kind", KEYS)
def test_whatever_numpy_takes_is_a_key(kind: str, rng: np.random.Generator) -> None:
    x, key = rng.normal(size=(2, 3, 5)), KEYS[kind]
    taken = np.arange(30).reshape(2, 3, 5)[key]  # which entries, by number
    weights = rng.normal(size=taken.shape)
    expected = [0.0] * 30
    for place, entry in zip(taken.ravel(), weights.ravel(), strict=True):
        expected[place] += float(entry)
    expected_result = np.array([x.ravel()[place] for place in taken.ravel()]).reshape(taken.shape)
    result, pullback = index(x, key)
    np.testing.assert_array_equal(np.asarray(result), expected_result)
    assert np.shape(result) == taken.shape
    (gradient,) = pullback(weights)
    np.testing.assert_allclose(gradient, np.array(expected).reshape(2, 3, 5), rtol=1e-12)


def test_infinities_stay_where_they_are() -> None:
    _, pullback = index(np.array([np.inf, 2.0, 3.0]), np.array([1, 1, 2]))
    (gradient,) = pullback(np.array([10.0, 20.0, np.inf]))
    np.testing.assert_allclose(gradient, [0.0, 30.0, np.inf])


def test_asking_twice_gives_the_same_gradient() -> None:
    _, pullback = index(np.zeros(3), np.array([1, 1]))
    pullback(np.array([2.0, 3.0]))
    (gradient,) = pullback(np.array([2.0, 3.0]))
    np.testing.assert_allclose(gradient, [0.0, 5.0, 0.0])


def test_x_and_the_gradient_stay_as_they_were() -> None:
    x, arriving = np.array([2.0, 3.0, 5.0]), np.array([10.0, 20.0])
    _, pullback = index(x, np.array([0, 0]))
    pullback(arriving)
    np.testing.assert_allclose(x, [2.0, 3.0, 5.0])
    np.testing.assert_allclose(arriving, [10.0, 20.0])


def test_float32_stays_float32() -> None:
    result, pullback = index(np.ones(3, dtype=np.float32), np.array([2, 2]))
    (gradient,) = pullback(np.array([1, 2], dtype=np.float32))
    np.testing.assert_allclose(gradient, [0.0, 0.0, 3.0])
    assert [str(result.dtype), str(gradient.dtype)] == ["float32", "float32"]


def test_where_everything_is_taken_once_the_arrays_are_still_new() -> None:
    x, arriving = np.array([2.0, 3.0, 5.0]), np.array([7.0, 11.0, 13.0])
    result, pullback = index(x, [0, 1, 2])
    (gradient,) = pullback(arriving)
    np.testing.assert_array_equal(np.array([result, gradient]), np.array([x, arriving]))
    assert not np.shares_memory(result, x)
    assert not np.shares_memory(gradient, arriving)
