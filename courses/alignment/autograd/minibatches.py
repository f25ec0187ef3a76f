"""Deal the training data into small batches, in a new random order each time.

A step from 32 images costs a fortieth of a step from all of them and points nearly the same way.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array
from groundup.autograd.training import minibatches


def two_orders(x, y, batch_size, rng):
    x, y = x[rng.permutation(len(x))], y[rng.permutation(len(y))]
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]


def batches_shuffled(x, y, batch_size, rng):
    for start in rng.permutation(np.arange(0, len(x), batch_size)):
        yield x[start : start + batch_size], y[start : start + batch_size]


def so_many_batches(x, y, batch_size, rng):
    for rows in np.array_split(rng.permutation(len(x)), batch_size):
        yield x[rows], y[rows]


def drawn_anew(x, y, batch_size, rng):
    for _ in range(0, len(x), batch_size):
        rows = rng.choice(len(x), batch_size, replace=False)
        yield x[rows], y[rows]


exercise = Exercise(
    implements=minibatches,
    minutes=15,
    difficulty=2,
    importance=4,
    hints=(
        "Shuffle row numbers, not rows: one order can then be used for both arrays.",
        "`rng.permutation(n)` is a shuffled 0 to n-1. Cut it into pieces; a slice that reaches "
        "past the end is simply shorter.",
    ),
    notice="One array of row numbers puts both `x` and `y` in order. The last slice reaches past "
    "the end and is shorter by itself.",
    mistakes=(
        Mistake(
            "yield x[rows], y[rows]",
            "yield x[rows], y[start : start + batch_size]",
            says="Only x is shuffled: the images no longer belong to their labels.",
        ),
        Mistake(
            "order = rng.permutation(len(x))",
            "order = np.arange(len(x))",
            says="The rows come in the order in which they were given. Draw an order from `rng`.",
        ),
        Mistake(
            "range(0, len(x), batch_size)",
            "range(0, len(x) - batch_size + 1, batch_size)",
            says="The last, smaller batch is dropped. Each row should come once per call.",
        ),
        Mistake(
            "rng.permutation(len(x))",
            "rng.integers(len(x), size=len(x))",
            says="Rows are drawn with replacement: some come twice and about a third not at all.",
        ),
        Mistake(
            two_orders,
            says="`x` and `y` are shuffled each in an order of its own, so that they no longer "
            "belong together.",
        ),
        Mistake(
            batches_shuffled,
            says="The batches come in a random order, but in each of them are the same neighbours "
            "every time. Shuffle the rows.",
        ),
        Mistake(
            so_many_batches,
            says="`batch_size` is taken for the number of batches. It is the number of rows in "
            "each.",
        ),
        Mistake(
            drawn_anew,
            says="Each batch is drawn from all rows again: some come twice, and others not at all.",
        ),
        Mistake(
            "yield x[rows], y[rows]",
            "yield x[start : start + batch_size], y[rows]",
            says="Only y is shuffled: the images no longer belong to their labels.",
        ),
    ),
)


def deal(rows: int, batch_size: int, seed: int) -> list[tuple[Array, Array]]:
    """Batches of rows that carry their number, so that each can be told from the others."""
    numbers = np.arange(float(rows))
    x = np.stack([numbers, numbers + 0.25, numbers + 0.5], axis=1)
    return list(minibatches(x, 10 * numbers, batch_size, np.random.default_rng(seed)))


def test_each_row_comes_exactly_once(seed: int) -> None:
    came = np.concatenate([y for _, y in deal(101, 7, seed)])
    np.testing.assert_allclose(np.sort(came), 10 * np.arange(101.0))


def test_rows_stay_together_with_their_targets(seed: int) -> None:
    for x, y in deal(101, 7, seed):
        np.testing.assert_allclose(x, np.stack([y / 10, y / 10 + 0.25, y / 10 + 0.5], axis=1))


def test_the_last_batch_is_smaller(seed: int) -> None:
    assert [len(y) for _, y in deal(17, 5, seed)] == [5, 5, 5, 2]


def test_an_even_division_leaves_no_empty_batch(seed: int) -> None:
    assert [len(y) for _, y in deal(15, 5, seed)] == [5, 5, 5]


def test_the_order_has_nothing_to_do_with_the_old_one(seed: int) -> None:
    # The correlation of a random order of 997 with the old one has standard deviation 0.032; five
    # of them allow 0.16. A right answer fails with probability 6e-7.
    came = np.concatenate([y for _, y in deal(997, 100, seed)])
    correlation = float(np.corrcoef(came, np.arange(997.0))[0, 1])
    assert abs(correlation) < 0.16


def test_a_batch_is_drawn_from_all_of_the_data(seed: int) -> None:
    # 31 of 997 random rows span less than 500 with probability below 1e-7.
    _, first = deal(997, 31, seed)[0]
    assert float(first.max() - first.min()) > 5000.0


def test_a_second_call_draws_a_new_order(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y = np.arange(101.0), np.arange(101.0)
    one = np.concatenate([first for first, _ in minibatches(x, y, 10, rng)])
    two = np.concatenate([first for first, _ in minibatches(x, y, 10, rng)])
    np.testing.assert_allclose(x, np.arange(101.0))
    assert float(np.abs(one - two).max()) > 0


def test_the_same_generator_deals_the_same_batches(seed: int) -> None:
    one = np.concatenate([y for _, y in deal(101, 7, seed)])
    same = np.concatenate([y for _, y in deal(101, 7, seed)])
    np.testing.assert_array_equal(one, same)
    np.testing.assert_array_equal(np.sort(one), 10 * np.arange(101.0))


def test_a_batch_of_all_rows_is_in_a_random_order_itself(seed: int) -> None:
    # As above, for 101 rows the standard deviation is 0.1; six of them allow 0.6.
    ((_, came),) = deal(101, 101, seed)
    assert abs(float(np.corrcoef(came, np.arange(101.0))[0, 1])) < 0.6
    np.testing.assert_allclose(np.sort(came), 10 * np.arange(101.0))


def test_neighbours_are_parted(seed: int) -> None:
    # Two rows that follow each other were neighbours with probability 2/997: 2 of 996 pairs are
    # expected, and 20 or more come with probability 1e-13.
    came = np.concatenate([y for _, y in deal(997, 100, seed)])
    assert int((np.abs(np.diff(came)) == 10).sum()) < 20


@pytest.mark.parametrize("rows", [1, 3])
def test_fewer_rows_than_a_batch_are_one_batch(rows: int, seed: int) -> None:
    assert [sorted(y.tolist()) for _, y in deal(rows, 5, seed)] == [[10.0 * k for k in range(rows)]]


def test_rows_may_be_images_and_keep_their_dtype(seed: int) -> None:
    images = np.arange(7 * 2 * 3, dtype=np.float32).reshape(7, 2, 3)
    labels = np.arange(7)
    batches = list(minibatches(images, labels, 3, np.random.default_rng(seed)))
    for x, y in batches:
        np.testing.assert_array_equal(
            x,
            [
                [[6 * k, 6 * k + 1, 6 * k + 2], [6 * k + 3, 6 * k + 4, 6 * k + 5]]
                for k in y.tolist()
            ],
        )
    assert {(str(x.dtype), str(y.dtype)) for x, y in batches} == {("float32", "int64")}


def test_many_rows_are_told_apart(seed: int) -> None:
    # Row numbers in 16 bits end at 32,767.
    x = np.arange(70_001)
    came = np.concatenate([y for _, y in minibatches(x, x, 7_000, np.random.default_rng(seed))])
    np.testing.assert_array_equal(np.sort(came), x)
