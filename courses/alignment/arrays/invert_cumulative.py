"""Find the option into whose piece of the line a number falls.

This is all of sampling but the chance. With the random number as an argument nothing here is
random, so every corner can be tested: the ends, the pieces of length 0, and a sum that rounding
left short of 1.
"""

import itertools
import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import invert_cumulative


def not_past_the_last(probabilities, uniform):
    ends = probabilities.cumsum(dim=-1)
    return (ends <= uniform[..., None]).sum(dim=-1).clamp(max=probabilities.shape[-1] - 1)


exercise = Exercise(
    implements=invert_cumulative,
    minutes=12,
    difficulty=3,
    importance=4,
    hints=(
        "`cumsum` along the last axis gives the right end of each option's piece.",
        "The option's number is how many pieces lie wholly to the left of the number. Compare all "
        "ends with it at once, and add up the True. An end equal to the number: is that piece to "
        "the left?",
        "The line ends where the pieces end, and that need not be at 1. Stretch the number by the "
        "row's sum, which is the last end; `[..., -1:]` keeps its axis.",
    ),
    mistakes=(
        Mistake(
            "cumulative <= threshold",
            "cumulative < threshold",
            says="A number on the border of two pieces goes to the left one, so that 0 picks a "
            "first option of probability 0. A piece has its left end, not its right one.",
        ),
        Mistake(
            "uniform[..., None] * cumulative[..., -1:]",
            "uniform[..., None]",
            says="The pieces are taken to end at exactly 1. Rounding, or probabilities that don't "
            "add up to 1, leave the sum a little off, and then a number can fall past the end.",
        ),
        Mistake(
            "cumulative <= threshold",
            "cumulative > threshold",
            says="The pieces that end to the right of the number are counted. The option's number "
            "is how many end to its left.",
        ),
        Mistake(
            "cumulative <= threshold",
            "probabilities <= threshold",
            says="The number is compared with each probability by itself. The pieces lie side by "
            "side: add the probabilities up along the row first.",
        ),
        Mistake(
            ".sum(dim=-1)",
            ".sum(dim=-1) + 1",
            says="Options are counted from 1. The first is number 0.",
        ),
        Mistake(
            not_past_the_last,
            says="A number past the end of the last piece is moved to the last option, which may "
            "have probability 0. Measure the number on the row's own sum, and it never gets there.",
        ),
        Mistake(
            "uniform[..., None] * cumulative[..., -1:]",
            "uniform * cumulative[..., -1]",
            says="The numbers have no axis for the options, so they line up with the options "
            "instead of the rows. `[..., None]` gives them one, of length 1.",
        ),
    ),
    notice="The last end is taken from `cumulative` and not from a sum of its own: two sums of "
    "the same numbers can differ in their last digit, and then a number falls past the end.",
    without=("multinomial", "Categorical"),
)


def by_loop(row: list[float], number: float) -> int:
    """The slow truth: walk along the pieces until the one that the number lies in."""
    total = math.fsum(row)
    for option, end in enumerate(itertools.accumulate(row)):
        if number * total < end:
            return option
    raise AssertionError("A number below 1 lies in some piece.")


def test_pieces_of_a_half_a_quarter_and_a_quarter() -> None:
    probabilities = torch.tensor([0.5, 0.25, 0.25]).expand(2, 4, 3)
    uniform = torch.tensor([[0.1, 0.4, 0.6, 0.7], [0.8, 0.99, 0.49, 0.0]])
    expected = torch.tensor([[0, 0, 1, 1], [2, 2, 0, 0]])
    torch.testing.assert_close(invert_cumulative(probabilities, uniform), expected)


def test_a_border_belongs_to_the_piece_on_its_right() -> None:
    probabilities = torch.tensor([0.25, 0.5, 0.25]).expand(3, 3)
    expected = torch.tensor([0, 1, 2])
    got = invert_cumulative(probabilities, torch.tensor([0.0, 0.25, 0.75]))
    torch.testing.assert_close(got, expected)


def test_a_piece_of_length_zero_is_never_hit() -> None:
    probabilities = torch.tensor([[0.0, 0.5, 0.5], [0.5, 0.0, 0.5], [0.0, 0.0, 1.0]])
    expected = torch.tensor([1, 2, 2])
    got = invert_cumulative(probabilities, torch.tensor([0.0, 0.5, 0.0]))
    torch.testing.assert_close(got, expected)


@pytest.mark.parametrize("shape", [(7,), (1, 5), (3, 3), (2, 1, 7), (2, 3, 5), (11, 2)])
def test_each_row_agrees_with_the_loop(shape: tuple[int, ...], rng: np.random.Generator) -> None:
    weights, numbers = rng.random(size=shape), rng.random(size=shape[:-1])
    probabilities = weights / weights.sum(axis=-1, keepdims=True)
    rows = zip(probabilities.reshape(-1, shape[-1]).tolist(), numbers.ravel().tolist(), strict=True)
    expected = torch.tensor([by_loop(*pair) for pair in rows]).reshape(shape[:-1])
    got = invert_cumulative(torch.tensor(probabilities), torch.tensor(numbers))
    torch.testing.assert_close(got, expected)


def test_borders_are_as_exact_as_float64_is() -> None:
    # Near 0.3 and 0.7 the float32 numbers lie 3e-8 and 6e-8 apart: none is within 1e-10 of these.
    probabilities = torch.tensor(
        [[0.30001, 0.69999]] * 2 + [[0.69999, 0.30001]] * 2, dtype=torch.float64
    )
    uniform = [0.30001 - 1e-10, 0.30001 + 1e-10, 0.69999 - 1e-10, 0.69999 + 1e-10]
    expected = torch.tensor([0, 1, 0, 1])
    got = invert_cumulative(probabilities, torch.tensor(uniform, dtype=torch.float64))
    torch.testing.assert_close(got, expected)


def test_shares_count_where_the_sum_is_not_one() -> None:
    probabilities = torch.tensor([[1.0, 2.0, 1.0], [0.125, 0.25, 0.125]])
    expected = torch.tensor([1, 1])
    got = invert_cumulative(probabilities, torch.tensor([0.625, 0.625]))
    torch.testing.assert_close(got, expected)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_a_sum_that_rounding_left_short_of_one_never_picks_the_impossible(
    dtype: torch.dtype,
) -> None:
    # The largest number below 1. The first row's sum lies below it, and so do, in float64, the sums
    # of some of the others: n times 1/n, and then zeros.
    step = torch.finfo(dtype).eps
    rows = [[1 / n] * n + [0.0] * (31 - n) for n in range(2, 30)]
    rows[0][1] -= 2 * step
    expected = torch.tensor([n - 1 for n in range(2, 30)])
    uniform = torch.full((28,), 1 - step / 2, dtype=dtype)
    torch.testing.assert_close(
        invert_cumulative(torch.tensor(rows, dtype=dtype), uniform), expected
    )


def test_arguments_stay_as_they_were(rng: np.random.Generator) -> None:
    probabilities = torch.tensor(rng.dirichlet(np.ones(5), size=3))
    uniform = torch.tensor(rng.random(size=3))
    before = [probabilities.tolist(), uniform.tolist()]
    picked = invert_cumulative(probabilities, uniform)
    expected = [by_loop(*pair) for pair in zip(*before, strict=True)]
    assert picked.tolist() == expected
    assert [probabilities.tolist(), uniform.tolist()] == before
