"""Draw from logits without ever computing a probability.

Add the right kind of noise to each logit and take the largest. It is one pass over the vocabulary,
and nothing is exponentiated or normalised on the way.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import gumbel_sample, softmax_with_temperature


def noise_on_probabilities(logits, generator):
    uniform = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    return (softmax_with_temperature(logits) - (-uniform.log()).log()).argmax(dim=-1)


exercise = Exercise(
    implements=gumbel_sample,
    minutes=8,
    difficulty=2,
    importance=3,
    hints=(
        "The noise has the shape of the logits: every entry of every row gets a number of its own.",
        "`torch.rand` gives u. Follow the docstring's formula from the inside out, and watch both "
        "minus signs.",
        "`argmax` along the last axis says where the largest is.",
    ),
    mistakes=(
        Mistake(
            "logits - (",
            "logits + (",
            says="The noise has the wrong sign: its long tail must point upwards, so that an "
            "unlikely option can win now and then.",
        ),
        Mistake(
            "(-uniform.log()).log()",
            "uniform.log()",
            says="Only one logarithm was taken. The noise is minus the logarithm of minus the "
            "logarithm of u.",
        ),
        Mistake(
            "(-uniform.log()).log()",
            "uniform",
            says="The uniform numbers themselves are the noise. An option that is 1 below the "
            "largest could then never win.",
        ),
        Mistake(
            "torch.rand(logits.shape,",
            "torch.rand(logits.shape[-1:],",
            says="All rows get the same noise, so equal rows always draw the same. Each row needs "
            "noise of its own.",
        ),
        Mistake(
            "torch.rand(logits.shape,",
            "torch.rand((*logits.shape[:-1], 1),",
            says="All options of a row get the same noise, and the largest logit always wins. Each "
            "entry needs noise of its own.",
        ),
        Mistake(
            "generator=generator, ",
            "",
            says="The noise doesn't come from `generator`, so a run can't be repeated.",
        ),
        Mistake(
            noise_on_probabilities,
            says="The noise is added to probabilities. It belongs on the logits: probabilities "
            "differ by less than 1, and the noise nearly drowns them.",
        ),
    ),
    notice="No maximum is subtracted and nothing is normalised: a constant added to all logits "
    "of a row changes no `argmax`, so logits of any size are safe.",
    without=("multinomial", "Categorical", "gumbel_softmax", "Gumbel"),
)

DRAWS = 4000
# Hoeffding: a share among n independent draws is off by 0.05 or more with probability at most
# 2 exp(-2 n 0.05²), for n = 4000 that is 4e-9. So a share of 0, 0.1, 0.2 and so on, rounded to one
# digit, comes out exactly.


def shares(logits: torch.Tensor, seed: int, axis: int) -> list[list[float]]:
    """How often each option came, to one digit: 4000 draws for each row, lined up along an axis."""
    repeated = logits.unsqueeze(axis).repeat_interleave(DRAWS, dim=axis)
    drawn = np.asarray(gumbel_sample(repeated, torch.Generator().manual_seed(seed)))
    options = range(logits.shape[-1])
    return [
        [round(float((row == option).mean()), 1) for option in options]
        for row in np.moveaxis(drawn, axis, 1)
    ]


def test_options_come_as_often_as_the_softmax_says(seed: int) -> None:
    rows = [[0.5, 0.0, 0.1, 0.4, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0], [0.3, 0.2, 0.2, 0.2, 0.1]]
    expected = torch.tensor(rows)
    torch.testing.assert_close(torch.tensor(shares(expected.log(), seed, axis=1)), expected)


def test_each_row_has_logits_of_its_own_of_any_size(seed: int, rng: np.random.Generator) -> None:
    rows = [rng.permutation([0.1, 0.0, 0.7, 0.2, 0.0]).tolist() for _ in range(2)]
    logits = torch.tensor(rows).log() + torch.tensor([[1000.0], [-1000.0]])
    assert shares(logits, seed, axis=0) == rows


def test_an_option_that_is_ruled_out_is_never_drawn(seed: int, rng: np.random.Generator) -> None:
    possible = rng.permutation([True, False, True, False, False])
    logits = torch.tensor(possible).float().log().expand(2000, 5)
    drawn = gumbel_sample(logits, torch.Generator().manual_seed(seed)).tolist()
    assert [option in drawn for option in range(5)] == possible.tolist()


@pytest.mark.parametrize("least", [-1e30, torch.finfo(torch.float32).min])
def test_what_is_ruled_out_stands_below_every_number(least: float, seed: int) -> None:
    rows = torch.tensor([[-math.inf, least], [least, -math.inf]])
    drawn = gumbel_sample(rows, torch.Generator().manual_seed(seed))
    assert drawn.tolist() == [1, 0]


def test_one_likely_option_wins_against_thirty_unlikely_ones_half_the_time(seed: int) -> None:
    # The noise's tail decides here: with normal noise instead, the likely option wins 9 times in
    # 10. A share among 1000 draws is off by 0.1 or more with probability 4e-9.
    logits = torch.tensor([math.log(30.0)] + [0.0] * 30).expand(1000, 31)
    drawn = np.asarray(gumbel_sample(logits, torch.Generator().manual_seed(seed)))
    assert 0.4 < float((drawn == 0).mean()) < 0.6


@pytest.mark.parametrize("shape", [(), (1,), (7,), (1, 7), (5, 1), (2, 3, 5)])
def test_each_row_gives_one_whole_number(shape: tuple[int, ...], seed: int) -> None:
    rows = torch.zeros((*shape, 3), dtype=torch.float64)
    drawn = gumbel_sample(rows, torch.Generator().manual_seed(seed))
    assert [str(drawn.dtype), tuple(drawn.shape)] == ["torch.int64", shape]


@pytest.mark.parametrize("axis", [0, 1])
def test_equal_rows_draw_independently(axis: int, seed: int) -> None:
    # Neighbours along an axis agree as often as two coins do. The 63·64 comparisons are independent
    # of one another, so the bound above holds: 4e-9.
    rows = torch.zeros(2).expand(64, 64, 2)
    drawn = np.asarray(gumbel_sample(rows, torch.Generator().manual_seed(seed)))
    one, other = np.delete(drawn, 0, axis=axis), np.delete(drawn, -1, axis=axis)
    assert round(float((one == other).mean()), 1) == 0.5


def test_the_generator_decides_and_is_moved_on(seed: int) -> None:
    # Two runs of 64 draws among 8 options agree by chance with probability 8**-64.
    rows, generator = torch.zeros(64, 8), torch.Generator().manual_seed(seed)
    first, second = (gumbel_sample(rows, generator).tolist() for _ in range(2))
    again = gumbel_sample(rows, torch.Generator().manual_seed(seed)).tolist()
    other = gumbel_sample(rows, torch.Generator().manual_seed(seed + 1)).tolist()
    assert [first == again, first == second, first == other] == [True, False, False]


def test_the_logits_stay_as_they_were(seed: int) -> None:
    logits = torch.tensor([[0.0, 1.0], [-2.0, 5.0]])
    gumbel_sample(logits, torch.Generator().manual_seed(seed))
    assert logits.tolist() == [[0.0, 1.0], [-2.0, 5.0]]


def test_in_float64_a_lead_counts_beside_large_logits(seed: int) -> None:
    # The option that leads by 30 is drawn but for 1 in 10**13. Float32 holds 1e9 to the nearest 64.
    logits = torch.tensor([1e9, 1e9 + 30], dtype=torch.float64).expand(64, 2)
    drawn = gumbel_sample(logits, torch.Generator().manual_seed(seed))
    assert drawn.tolist() == [1] * 64
