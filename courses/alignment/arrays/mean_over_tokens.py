"""Average each text's vectors over its tokens, and not over the padding that fills up the batch.

A text's mean activation is what many probes and steering vectors are made from. If padding joins
in, short texts get other vectors than long ones, and a probe can learn to tell length instead of
what you asked.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.indexing import mean_over_tokens


def all_texts_together(x, lengths):
    is_token = torch.arange(x.shape[1]) < lengths[:, None]
    return x[is_token].mean(dim=0)


exercise = Exercise(
    implements=mean_over_tokens,
    minutes=15,
    difficulty=3,
    importance=5,
    hints=(
        "Which positions of sequence b are tokens? Those below lengths[b]. Positions as a row, "
        "lengths as a column: a mask of [batch, seq].",
        "The mask has to meet x, which has one axis more. And NaN times 0 is NaN: choose by the "
        "mask instead of multiplying by it.",
        "The sum along the positions is divided by the number of tokens, once for each entry of a "
        "vector. For a sequence of no tokens the sum is already right; by what can it be divided?",
    ),
    notice="The padding is replaced before the sum, so nothing that it holds can get into it, "
    "and `clamp` costs nothing for texts that have tokens.",
    mistakes=(
        Mistake(
            "total / lengths.clamp(min=1)[:, None]",
            "total / x.shape[1]",
            says="The sum over the tokens is divided by the number of all positions, padding "
            "included. Short sequences come out too small.",
        ),
        Mistake(
            "x.where(is_token[:, :, None], 0).sum(dim=1)",
            "x.sum(dim=1)",
            says="The padding's vectors are in the sum.",
        ),
        Mistake(
            "x.where(is_token[:, :, None], 0)",
            "(x * is_token[:, :, None])",
            says="Padding is multiplied by 0. NaN times 0 is NaN, and so is infinity times 0: "
            "choose by the mask, don't multiply by it.",
        ),
        Mistake(
            "< lengths[:, None]",
            "<= lengths[:, None]",
            says="One position too many counts as a token. A sequence of 3 has the positions 0, 1 "
            "and 2.",
        ),
        Mistake(
            "lengths.clamp(min=1)",
            "lengths",
            says="A sequence of no tokens comes out as 0 divided by 0, which is NaN. Its mean is "
            "to be 0.",
        ),
        Mistake(
            "lengths.clamp(min=1)[:, None]",
            "lengths.sum()",
            says="Each sum is divided by the number of tokens in the whole batch. Divide it by "
            "that of its own sequence.",
        ),
        Mistake(
            "total = x.where(is_token[:, :, None], 0).sum(dim=1)",
            "x[~is_token] = 0\n    total = x.sum(dim=1)",
            says="The padding in the caller's `x` is overwritten with zeros. Make a new tensor, and "
            "choose by the mask.",
        ),
        Mistake(
            "    return total / lengths.clamp(min=1)[:, None]",
            "    return x.mean(dim=1)",
            says="This is the mean over all positions: the padding is in the sum and in the "
            "number.",
        ),
        Mistake(
            "total / lengths.clamp(min=1)[:, None]",
            "total",
            says="These are sums. Nothing has been divided yet.",
        ),
        Mistake(
            "lengths.clamp(min=1)[:, None]",
            "lengths.clamp(min=1)",
            says="The lengths lie along the last axis, that of the entries of a vector. Each "
            "belongs to a text.",
        ),
        Mistake(
            "total / lengths.clamp(min=1)[:, None]",
            "(total / lengths[:, None]).nan_to_num(nan=0.0)",
            says="Every NaN becomes 0. That mends a text of no tokens, and hides the NaN that "
            "stands at a token.",
        ),
        Mistake(
            all_texts_together,
            says="The tokens of all texts are averaged together. Each text has a mean of its own.",
        ),
    ),
)


def by_loops(x: list[list[list[float]]], lengths: list[int]) -> list[list[float]]:
    """The slow truth: the sum of each entry over the tokens, divided by their number."""
    means = []
    for vectors, length in zip(x, lengths, strict=True):
        entries = list(zip(*vectors, strict=True))  # for each entry, its value at every position
        means.append([math.fsum(entry[:length]) / max(length, 1) for entry in entries])
    return means


def test_two_texts_of_different_length_by_hand() -> None:
    x = torch.tensor(
        [[[1.0, 10.0], [3.0, 20.0], [500.0, 700.0]], [[1.0, -1.0], [2.0, -5.0], [6.0, 3.0]]]
    )
    expected = torch.tensor([[2.0, 15.0], [3.0, -1.0]])
    torch.testing.assert_close(mean_over_tokens(x, torch.tensor([2, 3])), expected)


@pytest.mark.parametrize("shape", [(5, 7, 3), (3, 3, 3), (2, 3, 11), (1, 5, 2)])
def test_every_mean_agrees_with_the_loop(
    shape: tuple[int, int, int], rng: np.random.Generator
) -> None:
    x = 1e3 * rng.normal(size=shape)
    lengths = 1 + rng.permutation(shape[1])[: shape[0]]  # all different
    expected = torch.tensor(by_loops(x.tolist(), lengths.tolist()), dtype=torch.float64)
    got = mean_over_tokens(torch.tensor(x), torch.tensor(lengths))
    torch.testing.assert_close(got, expected, rtol=1e-10, atol=1e-9)


def test_full_and_shortest_texts_agree_with_the_loop(rng: np.random.Generator) -> None:
    x = rng.normal(size=(3, 5, 2))
    expected = torch.tensor(by_loops(x.tolist(), [5, 1, 5]), dtype=torch.float64)
    got = mean_over_tokens(torch.tensor(x), torch.tensor([5, 1, 5]))
    torch.testing.assert_close(got, expected)


def test_padding_may_hold_anything(rng: np.random.Generator) -> None:
    x, lengths = rng.normal(size=(3, 5, 2)), [2, 4, 1]
    expected = torch.tensor(by_loops(x.tolist(), lengths), dtype=torch.float64)
    x[0, 2:], x[1, 4], x[2, 1:] = math.nan, math.inf, -math.inf
    got = mean_over_tokens(torch.tensor(x), torch.tensor(lengths))
    torch.testing.assert_close(got, expected)


def test_tokens_of_zeros_count_as_tokens() -> None:
    x = torch.tensor([[[0.0, 6.0], [4.0, 0.0], [0.0, 0.0], [9.0, 9.0]]])
    got = mean_over_tokens(x, torch.tensor([3]))
    torch.testing.assert_close(got, torch.tensor([[4 / 3, 2.0]]))


def test_a_token_that_is_not_finite_shows_in_its_entry_of_the_mean() -> None:
    x = torch.tensor([[[1.0, math.nan, 2.0], [3.0, 4.0, -math.inf]], [[5.0, 6.0, 7.0]] * 2])
    got = mean_over_tokens(x, torch.tensor([2, 1]))
    expected = torch.tensor([[2.0, math.nan, -math.inf], [5.0, 6.0, 7.0]])
    torch.testing.assert_close(got, expected, equal_nan=True)


def test_of_no_tokens_the_mean_is_zero(rng: np.random.Generator) -> None:
    x, lengths = rng.normal(size=(3, 5, 2)), [0, 3, 0]
    expected = torch.tensor(by_loops(x.tolist(), lengths), dtype=torch.float64)
    got = mean_over_tokens(torch.tensor(x), torch.tensor(lengths))
    torch.testing.assert_close(got, expected)


def test_texts_without_a_position_have_a_mean_of_zero() -> None:
    got = mean_over_tokens(torch.ones(2, 0, 3), torch.tensor([0, 0]))
    torch.testing.assert_close(got, torch.zeros(2, 3))


def test_float32_stays_float32(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.normal(size=(2, 5, 3)), dtype=torch.float32)
    expected = torch.tensor(by_loops(x.tolist(), [4, 2]), dtype=torch.float32)
    torch.testing.assert_close(mean_over_tokens(x, torch.tensor([4, 2])), expected)


def test_both_arguments_stay_as_they_were(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.integers(1, 9, size=(2, 3, 2)), dtype=torch.float32)
    lengths = torch.tensor([2, 0])
    before = x.tolist()
    mean_over_tokens(x, lengths)
    assert x.tolist() == before
    assert lengths.tolist() == [2, 0]
