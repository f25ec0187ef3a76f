"""Draw from logits without ever computing a probability.

Add the right kind of noise to each logit and take the largest. It is one pass over the vocabulary,
nothing is normalised, and moved into the loss with care it becomes a sample that gradients pass.
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
    without=("multinomial", "Categorical", "gumbel_softmax", "Gumbel"),
)

DRAWS = 4000
# Hoeffding: a share among n independent draws is off by more than t with probability at most
# 2 exp(-2 n t²). For n = 4000 and t = 0.05 that is 4e-9.
OFF = 0.05


def draw(logits: torch.Tensor, shape: tuple[int, ...], seed: int) -> np.ndarray:
    """One draw for each row of logits, repeated into a shape."""
    rows = logits.expand(*shape, -1)
    return np.asarray(gumbel_sample(rows, torch.Generator().manual_seed(seed)))


def test_the_only_option_left_is_always_drawn(seed: int) -> None:
    expected = torch.tensor([[2, 0, 1], [1, 1, 3]])
    logits = torch.nn.functional.one_hot(expected).double().log()
    generator = torch.Generator().manual_seed(seed)
    torch.testing.assert_close(gumbel_sample(logits, generator), expected)


@pytest.mark.parametrize("shape", [(), (1,), (1, 7), (5, 1), (2, 3, 5)])
def test_each_row_gives_one_draw(
    shape: tuple[int, ...], seed: int, rng: np.random.Generator
) -> None:
    expected = torch.tensor(rng.integers(3, size=shape))
    logits = torch.nn.functional.one_hot(expected, 3).float().log() + 2
    drawn = gumbel_sample(logits, torch.Generator().manual_seed(seed))
    torch.testing.assert_close(drawn, expected)


@pytest.mark.parametrize("shift", [0.0, 1000.0, -1000.0])
def test_options_come_as_often_as_the_softmax_says(shift: float, seed: int) -> None:
    # The logits keep their differences to about 6e-5 when 1000 is added in float32.
    powers = torch.tensor([1.0, 0.0, 4.0, 3.0, 0.0])
    drawn = draw(powers.log() + shift, (DRAWS,), seed)
    counts = [int((drawn == option).sum()) for option in range(5)]
    assert [counts[1], counts[4], sum(counts)] == [0, 0, DRAWS]
    got = np.array(counts) / DRAWS
    np.testing.assert_allclose(got, [0.125, 0.0, 0.5, 0.375, 0.0], atol=OFF)


def test_each_row_has_logits_of_its_own(seed: int, rng: np.random.Generator) -> None:
    # 2 rows of 5 options with 4000 draws each: 10 shares, each off by more with chance 4e-9.
    shares = rng.dirichlet(np.ones(5), size=2)
    drawn = draw(torch.tensor(np.log(shares), dtype=torch.float32), (DRAWS, 2), seed)
    assert drawn.shape == (DRAWS, 2)
    got = np.stack([(drawn == option).mean(axis=0) for option in range(5)], axis=1)
    np.testing.assert_allclose(got, shares, atol=OFF)


def test_one_likely_option_wins_against_thirty_unlikely_ones_half_the_time(seed: int) -> None:
    # The noise's tail decides here: with normal noise instead, the likely option wins 9 times in
    # 10. A share among 1000 draws is off by more than 0.1 with probability 4e-9.
    logits = torch.tensor([math.log(30.0)] + [0.0] * 30)
    drawn = draw(logits, (1000,), seed)
    np.testing.assert_allclose((drawn == 0).mean(), 0.5, atol=0.1)


@pytest.mark.parametrize("axis", [0, 1])
def test_equal_rows_draw_independently(axis: int, seed: int) -> None:
    # Neighbours along an axis agree as often as two coins do. The 63·64 comparisons are independent
    # of one another, so Hoeffding's bound holds: 7e-9 for n = 4032.
    drawn = draw(torch.zeros(2), (64, 64), seed)
    assert drawn.shape == (64, 64)
    one, other = np.split(drawn, [1], axis=axis)[1], np.split(drawn, [63], axis=axis)[0]
    np.testing.assert_allclose((one == other).mean(), 0.5, atol=OFF)


def test_the_generator_decides_and_is_moved_on(seed: int) -> None:
    # Two runs of 64 draws among 8 options agree by chance with probability 8**-64.
    rows = torch.zeros(64, 8)
    generator = torch.Generator().manual_seed(seed)
    first, second = (gumbel_sample(rows, generator).tolist() for _ in range(2))
    again = gumbel_sample(rows, torch.Generator().manual_seed(seed)).tolist()
    other = gumbel_sample(rows, torch.Generator().manual_seed(seed + 1)).tolist()
    assert again == first
    assert second != first
    assert other != first


def test_the_logits_stay_as_they_were(seed: int) -> None:
    logits = torch.tensor([0.0, 0.0, 5000.0], dtype=torch.float64)
    drawn = gumbel_sample(logits, torch.Generator().manual_seed(seed))
    torch.testing.assert_close(drawn, torch.tensor(2))
    assert logits.tolist() == [0.0, 0.0, 5000.0]
