"""Keep the k largest entries of each row in their places, and set the others to 0.

A sparse autoencoder of the TopK kind does this to its features, so that each activation is explained
by exactly k of them. When a language model is sampled, the same selection decides which tokens may
come at all.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.indexing import keep_top_k


def all_that_reach_the_threshold(x, k):
    threshold = x.sort(dim=-1, descending=True).values[..., k - 1 : k]
    return x.where(x >= threshold, 0)


def whole_array_at_once(x, k):
    order = x.flatten().argsort(descending=True, stable=True)[:k]
    return torch.zeros_like(x).flatten().scatter(0, order, x.flatten()[order]).reshape(x.shape)


def largest_in_front(x, k):
    kept = torch.zeros_like(x)
    kept[..., :k] = x.sort(dim=-1, descending=True, stable=True).values[..., :k]
    return kept


def rows_with_all_places(x, k):
    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    result = torch.zeros_like(x)
    result[..., kept] = x[..., kept]
    return result


def above_the_threshold(x, k):
    threshold = x.sort(dim=-1, descending=True).values[..., k - 1 : k]
    return x.where(x > threshold, 0)


def last_of_equals(x, k):
    kept = x.argsort(dim=-1, stable=True)[..., -k:]
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))


def threshold_in_a_row(x, k):
    threshold = x.sort(dim=-1, descending=True).values[..., k - 1]
    return x.where(x >= threshold, 0)


def one_threshold(x, k):
    threshold = x.topk(k, dim=-1).values.min()
    return x.where(x >= threshold, 0)


exercise = Exercise(
    implements=keep_top_k,
    minutes=15,
    difficulty=3,
    importance=3,
    hints=(
        "argsort gives the positions of a row's entries, sorted by size. Which of these positions "
        "are to be kept? They are numbers of places in x, not of places in the sorted row.",
        "You have k positions in each row. gather reads the entries there; a scatter into zeros "
        "puts them back where they stood.",
        "Ties: a sort that is `stable` leaves equal entries in the order in which they stand. "
        "Without that word it may not.",
    ),
    notice="The same index `kept` reads and writes, so each entry goes back to its own place.",
    mistakes=(
        Mistake(
            "    order = x.argsort(dim=-1, descending=True, stable=True)\n    kept = order[..., :k]",
            "    kept = x.topk(k, dim=-1).indices",
            says="`topk` doesn't promise which of several equal entries it takes, and here it took "
            "others than the first.",
        ),
        Mistake(
            all_that_reach_the_threshold,
            says="Everything that is as large as the k-th largest is kept, so a tie keeps more "
            "than k entries. Of equals only the first are kept.",
        ),
        Mistake(
            "x.argsort(",
            "x.abs().argsort(",
            says="The entries furthest from 0 are kept. Of -3 and 1 the larger is 1.",
        ),
        Mistake(
            "descending=True",
            "descending=False",
            says="The smallest entries are kept: a sort begins with them unless told otherwise.",
        ),
        Mistake(
            "torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))",
            "x.where(order < k, 0)",
            says="argsort was read as ranks. Its i-th number says which entry comes i-th in order; "
            "it doesn't say which place in that order entry i has.",
        ),
        Mistake(
            whole_array_at_once,
            says="The k largest of the whole array are kept. Each row keeps k of its own.",
        ),
        Mistake(
            largest_in_front,
            says="The kept entries have moved to the front, in order. Each stays in its place.",
        ),
        Mistake(
            "    kept = order[..., :k]\n"
            "    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))",
            "    return x.gather(-1, order[..., :k])",
            says="Only the largest entries come back, in order. Each is to stay in its place, "
            "among zeros.",
        ),
        Mistake(
            "torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))",
            "x * torch.zeros_like(x).scatter(-1, kept, 1)",
            says="Ones and zeros are multiplied in, and infinity times 0 is NaN. Choose by a "
            "mask, don't multiply by it.",
        ),
        Mistake(
            "torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))",
            "torch.zeros_like(x).scatter(-1, kept, 1)",
            says="This says by ones which entries are kept. The entries themselves are asked for.",
        ),
        Mistake(
            "torch.zeros_like(x)",
            "torch.full_like(x, -torch.inf)",
            says="What isn't kept is minus infinity, as in front of a softmax. Here it is to be 0.",
        ),
        Mistake(
            "order[..., :k]",
            "order[:k]",
            says="The slice takes the first k along the first axis. The entries of a row lie "
            "along the last.",
        ),
        Mistake(
            "x.gather(-1, kept)",
            "x",
            says="`scatter` takes its values in the order in which they stand: here the first k "
            "of each row. Those at the kept places are meant.",
        ),
        Mistake(
            rows_with_all_places,
            says="Every row keeps the places of all rows: the dots take each row with each place. "
            "A row goes with its own places alone.",
        ),
        Mistake(
            above_the_threshold,
            says="The k-th largest entry itself is dropped: it isn't larger than itself.",
        ),
        Mistake(
            last_of_equals,
            says="Of equal entries the last ones are kept. It is to be the first ones.",
        ),
        Mistake(
            "    kept = order[..., :k]\n"
            "    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))",
            "    return x.scatter_(-1, order[..., k:], 0)",
            says="The zeros are written into the caller's `x`.",
        ),
        Mistake(
            threshold_in_a_row,
            says="The thresholds lie along the columns. Each belongs to a row.",
        ),
        Mistake(
            one_threshold,
            says="One threshold is taken for all rows. Each row has its own.",
        ),
    ),
)


def by_loops(row: list[float], k: int) -> list[float]:
    """The slow truth for one row: k times the largest that is left, the first one if they tie."""
    kept = [0.0] * len(row)
    left = list(range(len(row)))
    for _ in range(k):
        best = left[0]
        for place in left[1:]:
            if row[place] > row[best]:
                best = place
        kept[best] = row[best]
        left.remove(best)
    return kept


def test_the_two_largest_of_each_row_by_hand() -> None:
    x = torch.tensor(
        [
            [1.0, 7.0, 3.0, 5.0],
            [4.0, 9.0, 4.0, 4.0],
            [-8.0, -1.0, -2.0, -3.0],
            [0.5, 0.25, 2.0, 1.0],
        ]
    )
    expected = torch.tensor(
        [[0.0, 7.0, 0.0, 5.0], [4.0, 9.0, 0.0, 0.0], [0.0, -1.0, -2.0, 0.0], [0.0, 0.0, 2.0, 1.0]]
    )
    torch.testing.assert_close(keep_top_k(x, 2), expected)


@pytest.mark.parametrize(("shape", "k"), [((3, 7), 2), ((5, 5), 3), ((1, 11), 4), ((7, 2), 1)])
def test_every_row_agrees_with_the_loop(
    shape: tuple[int, int], k: int, rng: np.random.Generator
) -> None:
    x = 1e5 * rng.normal(size=shape)
    expected = torch.tensor([by_loops(row, k) for row in x.tolist()], dtype=torch.float64)
    torch.testing.assert_close(keep_top_k(torch.tensor(x), k), expected, rtol=0.0, atol=0.0)


@pytest.mark.parametrize("k", [5, 23, 40])
def test_of_equal_entries_the_first_are_kept(k: int, rng: np.random.Generator) -> None:
    x = rng.integers(1, 4, size=(5, 41)).astype(float)  # ones, twos and threes
    expected = torch.tensor([by_loops(row, k) for row in x.tolist()], dtype=torch.float64)
    torch.testing.assert_close(keep_top_k(torch.tensor(x), k), expected)


@pytest.mark.parametrize("size", [1.0, 1e9])
def test_entries_that_nearly_tie_are_told_apart(size: float, rng: np.random.Generator) -> None:
    x = size * (1 + np.stack([rng.permutation(11) for _ in range(3)]) * 2.0**-40)
    expected = torch.tensor([by_loops(row, 4) for row in x.tolist()], dtype=torch.float64)
    torch.testing.assert_close(keep_top_k(torch.tensor(x), 4), expected, rtol=0.0, atol=0.0)


def test_infinite_entries_are_kept_or_set_to_zero_like_others() -> None:
    x = torch.tensor([[-math.inf, 3.0, -math.inf, 5.0, 4.0], [2.0, math.inf, -7.0, -math.inf, 1.0]])
    expected = torch.tensor([[0.0, 0.0, 0.0, 5.0, 4.0], [2.0, math.inf, 0.0, 0.0, 0.0]])
    torch.testing.assert_close(keep_top_k(x, 2), expected)
    low = -math.inf  # more than one may be among the largest
    x = torch.tensor([[5.0, low, low, low], [low, low, 5.0, low], [low, low, low, low]])
    expected = torch.tensor([[5.0, low, low, 0.0], [low, low, 5.0, 0.0], [low, low, low, 0.0]])
    torch.testing.assert_close(keep_top_k(x, 3), expected)


@pytest.mark.parametrize("k", [1, 5])
def test_one_or_all_may_be_kept(k: int, rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 5))
    expected = torch.tensor([by_loops(row, k) for row in x.tolist()], dtype=torch.float64)
    torch.testing.assert_close(keep_top_k(torch.tensor(x), k), expected)


def test_axes_in_front_are_kept(rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    rows = [[by_loops(row, 2) for row in matrix] for matrix in x.tolist()]
    expected = torch.tensor(rows, dtype=torch.float64)
    torch.testing.assert_close(keep_top_k(torch.tensor(x), 2), expected)


def test_a_single_row_needs_no_axis_in_front(rng: np.random.Generator) -> None:
    x = rng.normal(size=7)
    expected = torch.tensor(by_loops(x.tolist(), 3), dtype=torch.float64)
    torch.testing.assert_close(keep_top_k(torch.tensor(x), 3), expected)


def test_float32_stays_float32(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.normal(size=(2, 5)), dtype=torch.float32)
    expected = torch.tensor([by_loops(row, 2) for row in x.tolist()], dtype=torch.float32)
    torch.testing.assert_close(keep_top_k(x, 2), expected)


def test_x_stays_as_it_was(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.integers(1, 9, size=(2, 5)), dtype=torch.float32)
    before = x.tolist()
    keep_top_k(x, 2)
    assert x.tolist() == before
