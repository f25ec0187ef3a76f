"""Bring every row to mean 0 and variance 1, whatever its size was.

Networks do this between their layers, and you will do it to activations before you fit a probe to
them. It takes two means, each of which has to meet its own row again.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.indexing import standardise


def columns_for_rows(x, epsilon=1e-5):
    deviation = x - x.mean(dim=0, keepdim=True)
    return deviation / ((deviation**2).mean(dim=0, keepdim=True) + epsilon).sqrt()


def all_rows_together(x, epsilon=1e-5):
    deviation = x - x.mean()
    return deviation / ((deviation**2).mean() + epsilon).sqrt()


def without_the_axis(x, epsilon=1e-5):
    deviation = x - x.mean(dim=-1)
    return deviation / ((deviation**2).mean(dim=-1) + epsilon).sqrt()


def in_place(x, epsilon=1e-5):
    x -= x.mean(dim=-1, keepdim=True)
    x /= ((x**2).mean(dim=-1, keepdim=True) + epsilon).sqrt()
    return x


def along_axis_one(x, epsilon=1e-5):
    deviation = x - x.mean(dim=1, keepdim=True)
    return deviation / ((deviation**2).mean(dim=1, keepdim=True) + epsilon).sqrt()


exercise = Exercise(
    implements=standardise,
    minutes=10,
    difficulty=2,
    importance=4,
    hints=(
        "First the deviations: each entry minus the mean of its row. Which axis disappears when "
        "you take that mean, and what brings it back with length 1?",
        "The variance is a mean too, along the same axis, of the squared deviations. It must meet "
        "the rows as the mean did.",
        "Divide by the root of the variance plus epsilon: first the sum, then the root.",
    ),
    notice="`keepdim=True` stands twice: each mean keeps its axis, so that it meets its own row "
    "again, and axes in front need no line of their own.",
    excludes=("empty axes",),
    mistakes=(
        Mistake(
            columns_for_rows,
            says="The columns are standardised. The mean along axis 0 is that of a column; a row's "
            "mean is taken along the last axis.",
        ),
        Mistake(
            all_rows_together,
            says="There is one mean and one variance for the whole array. Each row has its own.",
        ),
        Mistake(
            without_the_axis,
            says="The axis that the mean was taken along is gone, so the means line up with the "
            "columns. It has to stay, with length 1.",
        ),
        Mistake(
            "(deviation**2).mean(dim=-1, keepdim=True)",
            "deviation.var(dim=-1, keepdim=True)",
            says="The squared deviations are divided by d - 1, as `var` and `std` do unless told "
            "otherwise. Here the variance is their mean: divided by d.",
        ),
        Mistake(
            "(variance + epsilon).sqrt()",
            "(variance + epsilon)",
            says="The deviations are divided by the variance. What brings the variance to 1 is its "
            "root, the standard deviation.",
        ),
        Mistake(
            "(variance + epsilon).sqrt()",
            "(variance.sqrt() + epsilon)",
            says="Epsilon is added after the root. It belongs to the variance, before the root.",
        ),
        Mistake(
            "(deviation**2).mean(dim=-1, keepdim=True)",
            "(x**2).mean(dim=-1, keepdim=True) - x.mean(dim=-1, keepdim=True) ** 2",
            says="The variance is the difference of two large numbers, the mean of the squares and "
            "the square of the mean. Far from 0 nothing but rounding is left of it. Square the "
            "deviations.",
        ),
        Mistake(
            "(deviation**2).mean(dim=-1, keepdim=True)",
            "(deviation**2).sum(dim=-1, keepdim=True)",
            says="The squared deviations are added up and never divided. The variance is their "
            "mean.",
        ),
        Mistake(
            "deviation / (variance + epsilon).sqrt()",
            "deviation",
            says="Each row has the mean 0 now, but it keeps its spread: nothing is divided.",
        ),
        Mistake(
            "(deviation**2).mean(",
            "(x**2).mean(",
            says="The entries themselves are squared. The variance is the mean square of the "
            "deviations.",
        ),
        Mistake(
            "(variance + epsilon).sqrt()",
            "variance.sqrt()",
            says="Epsilon has no part in it. The variance of a constant row is 0, and 0 divided "
            "by 0 is NaN.",
        ),
        Mistake(
            in_place,
            says="The caller's `x` is changed: `-=` and `/=` write into it.",
        ),
        Mistake(
            along_axis_one,
            says="The mean is taken along axis 1. Where there are more than two axes, the rows "
            "don't run along it.",
        ),
    ),
)


def by_loops(row: list[float], epsilon: float) -> list[float]:
    """The slow truth for one row."""
    mean = math.fsum(row) / len(row)
    variance = math.fsum((entry - mean) ** 2 for entry in row) / len(row)
    return [(entry - mean) / math.sqrt(variance + epsilon) for entry in row]


def test_rows_of_a_known_mean_and_spread() -> None:
    x = torch.tensor(
        [
            [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0],  # mean 5, standard deviation 2
            [20.0, 0.0, 20.0, 0.0, 20.0, 0.0, 20.0, 0.0],  # 10 and 10
        ],
        dtype=torch.float64,
    )
    expected = torch.tensor(
        [
            [-1.5, -0.5, -0.5, -0.5, 0.0, 0.0, 1.0, 2.0],
            [1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0],
        ],
        dtype=torch.float64,
    )
    torch.testing.assert_close(standardise(x, 0.0), expected)


@pytest.mark.parametrize("shape", [(5, 3), (3, 3), (1, 7)])
def test_every_row_agrees_with_the_loop(shape: tuple[int, int], rng: np.random.Generator) -> None:
    x = 3 + 2 * rng.normal(size=shape)
    expected = torch.tensor([by_loops(row, 0.3) for row in x.tolist()], dtype=torch.float64)
    torch.testing.assert_close(standardise(torch.tensor(x), 0.3), expected, rtol=1e-10, atol=1e-12)


def test_a_small_spread_shows_the_epsilon_that_was_not_given(rng: np.random.Generator) -> None:
    x = 0.003 * rng.normal(size=(2, 5))  # variances near 1e-5
    expected = torch.tensor([by_loops(row, 1e-5) for row in x.tolist()], dtype=torch.float64)
    torch.testing.assert_close(standardise(torch.tensor(x)), expected)


def test_axes_in_front_are_kept(rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3, 5))
    rows = [[by_loops(row, 1e-5) for row in matrix] for matrix in x.tolist()]
    expected = torch.tensor(rows, dtype=torch.float64)
    torch.testing.assert_close(standardise(torch.tensor(x)), expected)


def test_a_single_row_needs_no_axis_in_front(rng: np.random.Generator) -> None:
    x = rng.normal(size=7)
    expected = torch.tensor(by_loops(x.tolist(), 1e-5), dtype=torch.float64)
    torch.testing.assert_close(standardise(torch.tensor(x)), expected)


def test_a_constant_row_becomes_zeros(rng: np.random.Generator) -> None:
    x = torch.full((2, 3), float(rng.integers(1, 9)), dtype=torch.float64)
    torch.testing.assert_close(standardise(x), torch.zeros(2, 3, dtype=torch.float64))


def test_a_row_far_from_zero_keeps_its_digits(rng: np.random.Generator) -> None:
    # Whole numbers around a whole mean: in float32 the sum of seven is exact, and so are deviations
    # and their squares. A mean that is wrong in its last digit, by 0.002, moves the result by 0.001.
    # Squares of the entries themselves stand 32 apart or more: no variance of 4 is left of them.
    x = np.stack([rng.permutation(7) - 3 + rng.integers(20_000, 30_000) for _ in range(5)])
    x = x.astype(np.float32)
    expected = torch.tensor([by_loops(row, 1e-5) for row in x.tolist()], dtype=torch.float32)
    torch.testing.assert_close(standardise(torch.tensor(x)), expected, rtol=0.0, atol=0.005)


def test_float32_stays_float32(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.normal(size=(2, 3)), dtype=torch.float32)
    expected = torch.tensor([by_loops(row, 1e-5) for row in x.tolist()], dtype=torch.float32)
    torch.testing.assert_close(standardise(x), expected)


def test_x_stays_as_it_was(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.integers(1, 9, size=(2, 3)), dtype=torch.float32)
    before = x.tolist()
    standardise(x)
    assert x.tolist() == before
