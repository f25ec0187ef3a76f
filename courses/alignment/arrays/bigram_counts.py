"""Count how often each token follows each other one, with two comparisons and one product.

The table is a language model, the simplest that there is: divide each row by its sum. Write it
without `bincount` and other histograms, and without scattering.
"""

import itertools

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.puzzles import bigram_counts

exercise = Exercise(
    implements=bigram_counts,
    minutes=8,
    difficulty=3,
    importance=3,
    without=(
        "bincount",
        "histc",
        "histogram",
        "histogramdd",
        "Counter",
        "index_put",
        "index_put_",
        "scatter_add",
        "scatter_add_",
    ),
    notice="A product of two one-hot tables counts pairs: each pair of neighbours adds a single 1.",
    hints=(
        "Compare each token with all numbers from 0 to vocab - 1: a row of zeros with a single 1, "
        "called one-hot.",
        "The outer product of two one-hot rows is a table with a single 1, at [a, b]. You want the "
        "sum of these tables over all pairs.",
        "All tokens but the last come first in a pair, all but the first come second. Sum over "
        "`batch` and `seq` in one einsum, of whole numbers.",
    ),
    mistakes=(
        Mistake(
            "-> first second",
            "-> second first",
            says="Rows and columns are exchanged: entry [a, b] counts b right after a.",
        ),
        Mistake(
            "    one_hot = (tokens[..., None]",
            "    tokens = tokens.reshape(1, -1)\n    one_hot = (tokens[..., None]",
            says="The last token of a row and the first of the next were counted as a pair. A pair "
            "lies within one row.",
        ),
        Mistake(
            "one_hot[:, :-1], one_hot[:, 1:]",
            "one_hot, one_hot",
            says="Each token is paired with itself. It should be paired with the one after it.",
        ),
        Mistake(
            "    return einsum(one_hot[:, :-1], one_hot[:, 1:], pattern)",
            "    return (einsum(one_hot[:, :-1], one_hot[:, 1:], pattern) > 0).long()",
            says="A pair that comes several times is counted once.",
        ),
        Mistake(
            ".long()",
            ".float()",
            says="The counts are right, as floating-point numbers. Counts are int64: a float32 "
            "can't count beyond 16,777,216.",
        ),
        Mistake(
            "one_hot[:, :-1], one_hot[:, 1:]",
            "one_hot[:, :-1:2], one_hot[:, 1::2]",
            says="Every second pair is left out: a token is the second of one pair and the first "
            "of the next.",
        ),
        Mistake(
            "-> first second",
            "-> batch first second",
            says="Each row of tokens has a table of its own. One table is asked for, counted over "
            "all rows.",
        ),
        Mistake(
            "    return einsum(one_hot[:, :-1], one_hot[:, 1:], pattern)",
            "    counts = einsum(one_hot[:, :-1], one_hot[:, 1:], pattern)\n"
            "    return counts / counts.sum(dim=1, keepdim=True)",
            says="The rows are divided by their sums. The counts themselves are asked for.",
        ),
        Mistake(
            "one_hot[:, :-1], one_hot[:, 1:]",
            "one_hot, one_hot.roll(-1, 1)",
            says="The last token of each row is paired with the first, as on a ring. Nothing "
            "comes after the last.",
        ),
        Mistake(
            "torch.arange(vocab)",
            "torch.arange(int(tokens.max()) + 1)",
            says="The table is as large as the largest token of these rows needs. It has a row "
            "and a column for each token of the vocabulary.",
        ),
    ),
)


def by_loops(rows: list[list[int]], vocab: int) -> list[list[int]]:
    """The slow truth: one pair after another."""
    counts = [[0] * vocab for _ in range(vocab)]
    for row in rows:
        for first, second in itertools.pairwise(row):
            counts[first][second] += 1
    return counts


def test_two_rows_worked_out_by_hand() -> None:
    tokens = torch.tensor([[0, 1, 1, 1, 3], [3, 0, 1, 3, 0]])
    expected = torch.tensor([[0, 2, 0, 0], [0, 2, 0, 2], [0, 0, 0, 0], [2, 0, 0, 0]])
    torch.testing.assert_close(bigram_counts(tokens, 4), expected)


@pytest.mark.parametrize(
    ("shape", "vocab"), [((5, 23), 7), ((1, 17), 3), ((4, 4), 4), ((2, 2), 11)]
)
def test_every_pair_agrees_with_the_loop(
    shape: tuple[int, ...], vocab: int, rng: np.random.Generator
) -> None:
    tokens = rng.integers(vocab, size=shape)
    expected = torch.tensor(by_loops(tokens.tolist(), vocab))
    torch.testing.assert_close(bigram_counts(torch.tensor(tokens), vocab), expected)


def test_tokens_that_never_come_have_rows_of_zeros(rng: np.random.Generator) -> None:
    tokens = rng.integers(3, size=(2, 13))
    expected = torch.tensor(by_loops(tokens.tolist(), 5))
    torch.testing.assert_close(bigram_counts(torch.tensor(tokens), 5), expected)


def test_a_pair_that_comes_thousands_of_times_is_counted_to_the_last() -> None:
    tokens = torch.ones(3, 1000, dtype=torch.int64)
    expected = torch.tensor([[0, 0], [0, 2997]])
    torch.testing.assert_close(bigram_counts(tokens, 2), expected)


def test_single_tokens_make_no_pair() -> None:
    tokens = torch.tensor([[2], [0], [1]])
    expected = torch.zeros(3, 3, dtype=torch.int64)
    torch.testing.assert_close(bigram_counts(tokens, 3), expected)


def test_the_counts_are_int64_and_the_tokens_stay_as_they_were() -> None:
    tokens = torch.tensor([[1, 0, 1], [1, 0, 0]], dtype=torch.int32)
    expected = torch.tensor([[1, 1], [2, 0]])
    torch.testing.assert_close(bigram_counts(tokens, 2), expected)
    assert tokens.tolist() == [[1, 0, 1], [1, 0, 0]]
