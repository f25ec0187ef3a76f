"""Draw one token for each row of probabilities.

With the deterministic part written, what is left is to draw the right numbers: one for each row,
and from the generator that was handed over, so that a run can be repeated.
"""

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import sample_categorical


def the_likeliest(probabilities, generator):
    torch.rand(probabilities.shape[:-1], generator=generator)
    return probabilities.argmax(dim=-1)


exercise = Exercise(
    implements=sample_categorical,
    minutes=8,
    difficulty=2,
    importance=4,
    hints=(
        "You have written what turns numbers between 0 and 1 into options. Here those numbers are "
        "drawn.",
        "`torch.rand(shape, generator=..., dtype=...)` draws from [0, 1). How many numbers does a "
        "call need, and in what shape?",
    ),
    mistakes=(
        Mistake(
            "torch.rand(rows,",
            "torch.rand((),",
            says="One number is drawn for all rows, so that equal rows always draw the same "
            "option. Each row needs a number of its own.",
        ),
        Mistake(
            "rows = probabilities.shape[:-1]",
            "rows = probabilities.shape[-2:-1]",
            says="Rows that differ only in the first axis share a number, and draw together. The "
            "shape of the numbers is that of the probabilities without the last axis.",
        ),
        Mistake(
            "generator=generator, ",
            "",
            says="The draws don't come from `generator`, so a run can't be repeated.",
        ),
        Mistake(
            "generator=generator, ",
            "generator=torch.Generator().manual_seed(0), ",
            says="Each call makes a generator of its own, and so draws the same every time. Use "
            "the caller's, and let the call move it on.",
        ),
        Mistake(
            the_likeliest,
            says="The likeliest option is always taken. Draw: an option of probability 0.3 comes "
            "three times in ten.",
        ),
        Mistake(
            "torch.rand(",
            "torch.randn(",
            says="The numbers are drawn from a normal distribution. They must be uniform from 0 "
            "up to 1.",
        ),
        Mistake(
            "invert_cumulative(probabilities, uniform)",
            "(uniform * probabilities.shape[-1]).long()",
            says="All options come equally often: the probabilities have no effect.",
        ),
    ),
    without=("multinomial", "Categorical"),
)

DRAWS = 4000
# Hoeffding: a share among n independent draws is off by more than t with probability at most
# 2 exp(-2 n t²). For n = 4000 and t = 0.05 that is 4e-9.
OFF = 0.05


def draw(probabilities: list, shape: tuple[int, ...], seed: int) -> np.ndarray:
    """One draw for each row of the probabilities, repeated into a shape."""
    rows = torch.tensor(probabilities).expand(*shape, -1)
    return np.asarray(sample_categorical(rows, torch.Generator().manual_seed(seed)))


def test_a_certain_option_is_always_drawn(seed: int) -> None:
    expected = torch.tensor([[2, 0, 1], [1, 1, 3]])
    probabilities = torch.nn.functional.one_hot(expected).double()
    generator = torch.Generator().manual_seed(seed)
    torch.testing.assert_close(sample_categorical(probabilities, generator), expected)


@pytest.mark.parametrize("shape", [(), (1,), (1, 7), (5, 1), (2, 3, 5)])
def test_each_row_gives_one_draw(
    shape: tuple[int, ...], seed: int, rng: np.random.Generator
) -> None:
    expected = torch.tensor(rng.integers(3, size=shape))
    probabilities = torch.nn.functional.one_hot(expected, 3).float()
    drawn = sample_categorical(probabilities, torch.Generator().manual_seed(seed))
    torch.testing.assert_close(drawn, expected)


@pytest.mark.parametrize("total", [1.0, 0.5, 20.0])
def test_options_come_as_often_as_their_share_says(total: float, seed: int) -> None:
    shares = [0.125, 0.0, 0.5, 0.375, 0.0]
    drawn = draw([total * share for share in shares], (DRAWS,), seed)
    counts = [int((drawn == option).sum()) for option in range(5)]
    assert [counts[1], counts[4], sum(counts)] == [0, 0, DRAWS]
    np.testing.assert_allclose(np.array(counts) / DRAWS, shares, atol=OFF)


def test_each_row_has_probabilities_of_its_own(seed: int, rng: np.random.Generator) -> None:
    # 2 rows of 5 options with 4000 draws each: 10 shares, each off by more with chance 4e-9.
    shares = rng.dirichlet(np.ones(5), size=2)
    drawn = draw(shares.tolist(), (DRAWS, 2), seed)
    assert drawn.shape == (DRAWS, 2)
    got = np.stack([(drawn == option).mean(axis=0) for option in range(5)], axis=1)
    np.testing.assert_allclose(got, shares, atol=OFF)


@pytest.mark.parametrize("axis", [0, 1])
def test_equal_rows_draw_independently(axis: int, seed: int) -> None:
    # Neighbours along an axis agree as often as two coins do. The 63·64 comparisons are independent
    # of one another, so Hoeffding's bound holds: 7e-9 for n = 4032.
    drawn = draw([0.5, 0.5], (64, 64), seed)
    assert drawn.shape == (64, 64)
    one, other = np.split(drawn, [1], axis=axis)[1], np.split(drawn, [63], axis=axis)[0]
    np.testing.assert_allclose((one == other).mean(), 0.5, atol=OFF)


def test_the_generator_decides_and_is_moved_on(seed: int) -> None:
    # Two runs of 64 draws among 8 options agree by chance with probability 8**-64.
    rows = torch.ones(64, 8)
    generator = torch.Generator().manual_seed(seed)
    first, second = (sample_categorical(rows, generator).tolist() for _ in range(2))
    again = sample_categorical(rows, torch.Generator().manual_seed(seed)).tolist()
    other = sample_categorical(rows, torch.Generator().manual_seed(seed + 1)).tolist()
    assert again == first
    assert second != first
    assert other != first


def test_the_probabilities_stay_as_they_were(seed: int) -> None:
    probabilities = torch.tensor([0.0, 0.0, 1.0])
    drawn = sample_categorical(probabilities, torch.Generator().manual_seed(seed))
    torch.testing.assert_close(drawn, torch.tensor(2))
    assert probabilities.tolist() == [0.0, 0.0, 1.0]
