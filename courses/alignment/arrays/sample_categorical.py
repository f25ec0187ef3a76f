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
    notice="The numbers have the dtype of the probabilities: in float32 `torch.rand` gives "
    "multiples of $2^{-24}$, which is coarse beside a row in float64.",
    without=("multinomial", "Categorical"),
)

DRAWS = 4000
# Hoeffding: a share among n independent draws is off by 0.05 or more with probability at most
# 2 exp(-2 n 0.05²), for n = 4000 that is 4e-9. So a share of 0, 0.1, 0.2 and so on, rounded to one
# digit, comes out exactly.


def shares(probabilities: torch.Tensor, seed: int, axis: int) -> list[list[float]]:
    """How often each option came, to one digit: 4000 draws for each row, lined up along an axis."""
    repeated = probabilities.unsqueeze(axis).repeat_interleave(DRAWS, dim=axis)
    drawn = np.asarray(sample_categorical(repeated, torch.Generator().manual_seed(seed)))
    options = range(probabilities.shape[-1])
    return [
        [round(float((row == option).mean()), 1) for option in options]
        for row in np.moveaxis(drawn, axis, 1)
    ]


def test_options_come_as_often_as_their_share_says(seed: int) -> None:
    rows = [[0.5, 0.0, 0.1, 0.4, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0], [0.3, 0.2, 0.2, 0.2, 0.1]]
    expected = torch.tensor(rows)
    torch.testing.assert_close(torch.tensor(shares(expected, seed, axis=1)), expected)


def test_each_row_has_probabilities_of_its_own(seed: int, rng: np.random.Generator) -> None:
    rows = [rng.permutation([0.1, 0.0, 0.7, 0.2, 0.0]).tolist() for _ in range(2)]
    assert shares(torch.tensor(rows), seed, axis=0) == rows


def test_shares_count_where_the_sum_is_not_one(seed: int) -> None:
    probabilities = torch.tensor([[4.0, 10.0, 6.0]])
    assert shares(probabilities, seed, axis=0) == [[0.2, 0.5, 0.3]]


def test_an_option_of_probability_zero_is_never_drawn(seed: int, rng: np.random.Generator) -> None:
    possible = rng.permutation([True, False, True, False, False])
    probabilities = torch.tensor(possible).float().expand(2000, 5)
    drawn = sample_categorical(probabilities, torch.Generator().manual_seed(seed)).tolist()
    assert [option in drawn for option in range(5)] == possible.tolist()


def test_a_number_that_is_exactly_zero_never_draws_the_impossible(seed: int) -> None:
    # A Mersenne twister whose state is all zeros gives nothing else. Once in 17 million numbers any
    # generator does.
    generator = torch.Generator().manual_seed(seed)
    state = generator.get_state()
    state[24 : 24 + 624 * 8] = 0
    rows = torch.tensor([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    assert sample_categorical(rows, generator.set_state(state)).tolist() == [2, 1, 0]


def test_many_options_come_where_all_are_alike(seed: int) -> None:
    # 400 draws among 500 equal options find 275 of them on average, give or take 8. With numbers
    # from a grid of a hundred no more than a hundred can come.
    drawn = sample_categorical(torch.ones(400, 500), torch.Generator().manual_seed(seed))
    assert 200 < len(set(drawn.tolist())) < 350


@pytest.mark.parametrize("shape", [(), (1,), (7,), (1, 7), (5, 1), (2, 3, 5)])
def test_each_row_gives_one_whole_number(shape: tuple[int, ...], seed: int) -> None:
    rows = torch.full((*shape, 3), 1 / 3, dtype=torch.float64)
    drawn = sample_categorical(rows, torch.Generator().manual_seed(seed))
    assert [str(drawn.dtype), tuple(drawn.shape)] == ["torch.int64", shape]


@pytest.mark.parametrize("axis", [0, 1])
def test_equal_rows_draw_independently(axis: int, seed: int) -> None:
    # Neighbours along an axis agree as often as two coins do. The 63·64 comparisons are independent
    # of one another, so the bound above holds: 4e-9.
    rows = torch.tensor([0.5, 0.5]).expand(64, 64, 2)
    drawn = np.asarray(sample_categorical(rows, torch.Generator().manual_seed(seed)))
    one, other = np.delete(drawn, 0, axis=axis), np.delete(drawn, -1, axis=axis)
    assert round(float((one == other).mean()), 1) == 0.5


def test_the_generator_decides_and_is_moved_on(seed: int) -> None:
    # Two runs of 64 draws among 8 options agree by chance with probability 8**-64.
    rows, generator = torch.ones(64, 8) / 8, torch.Generator().manual_seed(seed)
    first, second = (sample_categorical(rows, generator).tolist() for _ in range(2))
    again = sample_categorical(rows, torch.Generator().manual_seed(seed)).tolist()
    other = sample_categorical(rows, torch.Generator().manual_seed(seed + 1)).tolist()
    assert [first == again, first == second, first == other] == [True, False, False]


def test_the_probabilities_stay_as_they_were(seed: int) -> None:
    probabilities = torch.tensor([[0.25, 0.75], [0.0, 1.0]])
    sample_categorical(probabilities, torch.Generator().manual_seed(seed))
    assert probabilities.tolist() == [[0.25, 0.75], [0.0, 1.0]]
