"""Deal the features of each position out to attention heads.

Attention runs in several heads side by side. Each works on its own slice of the features, and sees
all positions of the sequence. So the features are cut in pieces, and the pieces' axis moves in front
of the sequence.
"""

import numpy as np
import pytest
import torch
from torch import Tensor

from bootcamp.author import Exercise, Mistake
from groundup.arrays.layouts import split_heads


def cut_only(x: Tensor, heads: int) -> Tensor:
    """Each position's features, cut into `heads` equal pieces: a sequence for each head."""
    batch, seq, d_model = x.shape
    return x.reshape(batch, heads, seq, d_model // heads)


exercise = Exercise(
    implements=split_heads,
    minutes=5,
    difficulty=1,
    importance=5,
    notice="One pattern says both which axis is cut and where its halves go; no `transpose` "
    "and no shape to work out.",
    hints=(
        "Write both sides of the pattern as a list of names. Which name on the right is on no "
        "single axis of x?",
        "Parentheses on the left cut an axis. The first name inside counts the pieces, the last "
        "one counts within a piece.",
        "einops can't guess how many pieces: give one of the two lengths by its name.",
    ),
    mistakes=(
        Mistake(
            "(heads d_head) ->",
            "(d_head heads) ->",
            says="The features are dealt out like cards: each head gets every so many-th one. A "
            "head's features are neighbours.",
        ),
        Mistake(
            cut_only,
            says="The memory is cut in order, and no axis is moved: a head gets some of the "
            "positions instead of some of the features of each position.",
        ),
        Mistake(
            "-> batch heads seq d_head",
            "-> batch seq heads d_head",
            says="The axis of the heads stands behind that of the sequence. Each head should hold "
            "a sequence of its own.",
        ),
        Mistake(
            "heads=heads",
            "d_head=heads",
            says="`heads` was taken for the number of features of a head. It is the number of "
            "heads.",
        ),
        Mistake(
            "-> batch heads seq d_head",
            "-> batch heads d_head seq",
            says="In each head the features stand in front of the positions. A head holds a "
            "sequence: first the position, then its features.",
        ),
        Mistake(
            "-> batch heads seq d_head",
            "-> (batch heads) seq d_head",
            says="Batch and heads are one axis. Each is to have its own.",
        ),
    ),
)


def by_loops(x: list[list[list[float]]], heads: int) -> list[list[list[list[float]]]]:
    """The slow truth: a slice of each position's features for each head."""
    d_head = len(x[0][0]) // heads
    return [
        [[features[h * d_head : (h + 1) * d_head] for features in sequence] for h in range(heads)]
        for sequence in x
    ]


def test_two_positions_and_three_heads_worked_out_by_hand() -> None:
    x = torch.tensor([[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [10.0, 20.0, 30.0, 40.0, 50.0, 60.0]]])
    first, second = [[1.0, 2.0], [10.0, 20.0]], [[3.0, 4.0], [30.0, 40.0]]
    expected = torch.tensor([[first, second, [[5.0, 6.0], [50.0, 60.0]]]])
    torch.testing.assert_close(split_heads(x, 3), expected)


@pytest.mark.parametrize(
    "lengths", [(2, 5, 3, 7), (3, 2, 7, 5), (1, 3, 2, 2), (2, 2, 2, 2), (2, 6, 3, 2)]
)
def test_each_head_gets_its_features_of_every_position(
    lengths: tuple[int, ...], rng: np.random.Generator
) -> None:
    batch, seq, heads, d_head = lengths
    x = rng.normal(size=(batch, seq, heads * d_head))
    expected = torch.tensor(by_loops(x.tolist(), heads), dtype=torch.float64)
    torch.testing.assert_close(split_heads(torch.tensor(x), heads), expected)


def test_one_head_takes_all_and_many_heads_take_one_each(rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    all_in_one = torch.tensor(by_loops(x.tolist(), 1), dtype=torch.float64)
    one_in_each = torch.tensor(by_loops(x.tolist(), 5), dtype=torch.float64)
    torch.testing.assert_close(split_heads(torch.tensor(x), 1), all_in_one)
    torch.testing.assert_close(split_heads(torch.tensor(x), 5), one_in_each)


def test_float32_stays_float32_and_x_as_it_was(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.normal(size=(3, 2, 35)), dtype=torch.float32)
    before = x.tolist()
    expected = torch.tensor(by_loops(before, 7), dtype=torch.float32)
    torch.testing.assert_close(split_heads(x, 7), expected)
    assert x.tolist() == before
