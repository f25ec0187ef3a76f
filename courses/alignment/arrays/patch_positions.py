"""Replace one position's vector in each sequence by that of another run.

This is activation patching. Run a model on two prompts, put one vector of the first run into the
second, and see whether the answer changes: then that vector carried what made the difference. The
word in question stands at a different position in each prompt.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.indexing import patch_positions


def all_from_there_on(x, source, positions):
    patched = x.clone()
    for b, position in enumerate(positions.tolist()):
        patched[b, position:] = source[b, position:]
    return patched


def all_up_to_there(x, source, positions):
    is_early = torch.arange(x.shape[1]) <= positions[:, None]
    return torch.where(is_early[:, :, None], source, x)


exercise = Exercise(
    implements=patch_positions,
    minutes=10,
    difficulty=2,
    importance=4,
    hints=(
        "Whatever you write into x changes it for the caller as well. What do you write into "
        "instead?",
        "Row 0 goes with positions[0], row 1 with positions[1], and so on. Two integer tensors in "
        "the brackets pick such pairs, on both sides of the equals sign.",
        "One of the two is positions. The other counts the sequences: 0, 1, 2, ...",
    ),
    notice="The same two integer tensors stand on both sides: on the right they read pairs, on "
    "the left they write them.",
    excludes=("empty axes",),
    mistakes=(
        Mistake(
            "x.clone()",
            "x",
            says="The caller's `x` is changed: there is only one array, under two names. Write "
            "into a copy.",
        ),
        Mistake(
            "patched[rows, positions] = source[rows, positions]",
            "patched[:, positions] = source[:, positions]",
            says="Every sequence is patched at the positions of all of them: the slice `:` takes "
            "each row with each position. Row b goes with positions[b] alone.",
        ),
        Mistake(
            "patched[rows, positions] = source[rows, positions]",
            "patched[rows] = source[rows]",
            says="Whole sequences are taken from source. One position of each is.",
        ),
        Mistake(
            "    patched = x.clone()\n    rows = torch.arange(len(x))\n"
            "    patched[rows, positions] = source[rows, positions]",
            "    patched = source.clone()\n    rows = torch.arange(len(x))\n"
            "    patched[rows, positions] = x[rows, positions]",
            says="The roles are exchanged: one vector of `x` has been put into `source`.",
        ),
        Mistake(
            all_from_there_on,
            says="Everything from the position on is replaced. Only the vector at it is.",
        ),
        Mistake(
            "source[rows, positions]",
            "source[0, positions]",
            says="All of the vectors come from the first sequence of source. Each comes from its "
            "own.",
        ),
        Mistake(
            "source[rows, positions]",
            "source[rows, 0]",
            says="The vectors come from position 0 of source. They come from the place where they "
            "are put.",
        ),
        Mistake(
            "    patched = x.clone()\n"
            "    rows = torch.arange(len(x))\n"
            "    patched[rows, positions] = source[rows, positions]\n"
            "    return patched",
            "    is_it = (torch.arange(x.shape[1]) == positions[:, None])[..., None]\n"
            "    return x * ~is_it + source * is_it",
            says="Ones and zeros are multiplied in, and NaN times 0 is NaN. Choose by a mask, "
            "don't multiply by it.",
        ),
        Mistake(
            "    return patched",
            "    return patched[rows, positions]",
            says="Only the vectors from source come back. The whole of `x` is asked for, with "
            "them in it.",
        ),
        Mistake(
            all_up_to_there,
            says="Everything up to the position is replaced. Only the vector at it is.",
        ),
        Mistake(
            "patched[rows, positions] = source",
            "patched[rows, positions] += source",
            says="The vector from source is added to the one of `x`. It takes its place.",
        ),
        Mistake(
            "patched[rows, positions] = source[rows, positions]",
            "patched[rows, positions, 0] = source[rows, positions, 0]",
            says="Of each vector only the first number is replaced. All of them are.",
        ),
        Mistake(
            "patched[rows, positions] = source[rows, positions]",
            "patched[positions] = source[positions]",
            says="`positions` are used on another axis than that of the sequence: the first index "
            "says which text, the second at which position.",
        ),
    ),
)


def by_loops(
    x: list[list[list[float]]], source: list[list[list[float]]], positions: list[int]
) -> list[list[list[float]]]:
    """The slow truth, vector by vector."""
    return [
        [source[b][i] if i == positions[b] else x[b][i] for i in range(len(x[b]))]
        for b in range(len(x))
    ]


def test_two_sequences_of_single_numbers_by_hand() -> None:
    x = torch.tensor([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
    source = torch.tensor([[-1.0, -2.0, -3.0, -4.0], [-5.0, -6.0, -7.0, -8.0]])
    expected = torch.tensor([[1.0, 2.0, -3.0, 4.0], [-5.0, 6.0, 7.0, 8.0]])
    patched = patch_positions(x[:, :, None], source[:, :, None], torch.tensor([2, 0]))
    torch.testing.assert_close(patched[:, :, 0], expected)


@pytest.mark.parametrize("shape", [(5, 7, 2), (3, 3, 3), (2, 5, 11), (1, 3, 2)])
def test_every_vector_agrees_with_the_loop(
    shape: tuple[int, int, int], rng: np.random.Generator
) -> None:
    x, source = 1e5 * rng.normal(size=shape), 1e5 * rng.normal(size=shape)
    positions = rng.permutation(shape[1])[: shape[0]]  # all different
    plain = by_loops(x.tolist(), source.tolist(), positions.tolist())
    expected = torch.tensor(plain, dtype=torch.float64)
    got = patch_positions(torch.tensor(x), torch.tensor(source), torch.tensor(positions))
    torch.testing.assert_close(got, expected, rtol=0.0, atol=0.0)


def test_sequences_may_share_a_position(rng: np.random.Generator) -> None:
    x, source = rng.normal(size=(3, 5, 2)), rng.normal(size=(3, 5, 2))
    positions = [4, 0, 4]  # the last one, the first one
    plain = by_loops(x.tolist(), source.tolist(), positions)
    expected = torch.tensor(plain, dtype=torch.float64)
    got = patch_positions(torch.tensor(x), torch.tensor(source), torch.tensor(positions))
    torch.testing.assert_close(got, expected, rtol=0.0, atol=0.0)


def test_numbers_that_are_not_finite_stay_where_they_are() -> None:
    x = torch.tensor([[1.0, math.nan, math.inf], [math.inf, 5.0, math.nan]])
    source = torch.tensor([[math.nan, 7.0, -math.inf], [8.0, -math.inf, math.inf]])
    expected = torch.tensor([[1.0, 7.0, math.inf], [8.0, 5.0, math.nan]])
    patched = patch_positions(x[:, :, None], source[:, :, None], torch.tensor([1, 0]))
    torch.testing.assert_close(patched[:, :, 0], expected, equal_nan=True)


def test_float32_stays_float32(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.normal(size=(2, 3, 5)), dtype=torch.float32)
    source = torch.tensor(rng.normal(size=(2, 3, 5)), dtype=torch.float32)
    expected = torch.tensor(by_loops(x.tolist(), source.tolist(), [1, 2]), dtype=torch.float32)
    torch.testing.assert_close(patch_positions(x, source, torch.tensor([1, 2])), expected)


def test_all_arguments_stay_as_they_were(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.integers(1, 9, size=(2, 3, 2)), dtype=torch.float32)
    source = torch.tensor(-rng.integers(1, 9, size=(2, 3, 2)), dtype=torch.float32)
    positions = torch.tensor([1, 2])
    x_before, source_before = x.tolist(), source.tolist()
    patch_positions(x, source, positions)
    assert x.tolist() == x_before
    assert source.tolist() == source_before
    assert positions.tolist() == [1, 2]


def test_where_nothing_differs_the_result_is_new_all_the_same() -> None:
    x = torch.tensor([[[1.0, 2.0], [3.0, 4.0]]])
    source = x.clone()
    patch_positions(x, source, torch.tensor([1])).fill_(7.0)
    assert [x.tolist(), source.tolist()] == [[[[1.0, 2.0], [3.0, 4.0]]]] * 2
