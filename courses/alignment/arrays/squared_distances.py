"""Measure the distance of every point to every other, without a loop.

Nearest neighbours, clustering and kernels all begin with this table.
"""

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.indexing import squared_distances


def from_lengths_and_products(x, y):
    lengths = (x**2).sum(dim=-1)[:, None] + (y**2).sum(dim=-1)[None, :]
    return lengths - 2 * x @ y.T


exercise = Exercise(
    implements=squared_distances,
    minutes=10,
    difficulty=2,
    importance=4,
    without=("cdist", "pdist", "pairwise_distance"),
    hints=(
        "The result has a row for each point of x and a column for each point of y. Which axis is "
        "missing from x, and which from y, to line them up?",
        "`x[:, None, :]` has an axis of length 1 in the middle. Give y one in front, and their "
        "difference has three axes.",
        "Which of the three axes is gone from the result, and what became of its entries?",
    ),
    notice="The axis of the coordinates stands last in both, so it is lined up with itself; the "
    "two axes of the points never meet.",
    mistakes=(
        Mistake(
            "x[:, None, :] - y[None, :, :]",
            "x[None, :, :] - y[:, None, :]",
            says="Rows and columns are exchanged: entry [i, j] belongs to point i of x and point j "
            "of y.",
        ),
        Mistake(
            "(difference**2).sum(dim=-1)",
            "(difference**2).sum(dim=-1).sqrt()",
            says="These are the distances themselves. Their squares are asked for: no root.",
        ),
        Mistake(
            "(difference**2)",
            "difference.abs()",
            says="The coordinates' differences are added by their size: the Manhattan distance. "
            "The Euclidean one squares them first.",
        ),
        Mistake(
            ".sum(dim=-1)",
            ".mean(dim=-1)",
            says="The squares are averaged over the coordinates. Pythagoras adds them.",
        ),
        Mistake(
            from_lengths_and_products,
            says="The square has been multiplied out: $|x|^2 + |y|^2 - 2 x \\cdot y$. Far from the "
            "origin these are large numbers, and in their small difference only rounding is left. "
            "Subtract the coordinates first.",
        ),
        Mistake(
            ".sum(dim=-1)",
            ".sum()",
            says="Everything is added up to one number: a sum without an axis leaves none.",
        ),
        Mistake(
            "(difference**2).sum(dim=-1)",
            "difference**2",
            says="The squares still lie along a third axis, one for each coordinate. Pythagoras "
            "adds them.",
        ),
        Mistake(
            "(difference**2).sum(dim=-1)",
            "difference.sum(dim=-1) ** 2",
            says="The differences are added first and squared then, so that they can cancel. Each "
            "is squared by itself.",
        ),
        Mistake(
            "x[:, None, :] - y[None, :, :]",
            "x - y",
            says="Point meets point as they stand: x[0] with y[0], x[1] with y[1]. Each is to "
            "meet all.",
        ),
    ),
)


def by_loops(x: list[list[float]], y: list[list[float]]) -> list[list[float]]:
    """The slow truth: Pythagoras, pair by pair."""
    return [[sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) for q in y] for p in x]


def test_a_table_worked_out_by_hand() -> None:
    x = torch.tensor([[0.0, 0.0], [3.0, 4.0]])
    y = torch.tensor([[3.0, 4.0], [0.0, 1.0], [6.0, 8.0]])
    expected = torch.tensor([[25.0, 1.0, 100.0], [0.0, 18.0, 25.0]])
    torch.testing.assert_close(squared_distances(x, y), expected)


@pytest.mark.parametrize(
    ("rows", "columns", "d"), [(2, 5, 3), (3, 3, 3), (1, 7, 2), (5, 1, 1), (7, 2, 5)]
)
def test_every_pair_agrees_with_the_loop(
    rows: int, columns: int, d: int, rng: np.random.Generator
) -> None:
    x, y = 1e3 * rng.normal(size=(rows, d)), 1e3 * rng.normal(size=(columns, d))
    expected = torch.tensor(by_loops(x.tolist(), y.tolist()), dtype=torch.float64)
    got = squared_distances(torch.tensor(x), torch.tensor(y))
    torch.testing.assert_close(got, expected, rtol=1e-10, atol=1e-8)


def test_a_point_far_from_the_origin_is_at_no_distance_from_itself(
    rng: np.random.Generator,
) -> None:
    x = torch.tensor(1000.0 + rng.normal(size=(31, 2)), dtype=torch.float32)
    distances = squared_distances(x, x)
    assert distances.diagonal().tolist() == [0.0] * 31


@pytest.mark.parametrize(("dtype", "far"), [("float32", 2.0**20), ("float64", 2.0**48)])
def test_neighbours_far_from_the_origin_keep_their_digits(
    dtype: str, far: float, rng: np.random.Generator
) -> None:
    # Eighths, which both dtypes hold exactly there, and so are differences and their squares.
    x, y = far + rng.integers(64, size=(5, 3)) / 8, far + rng.integers(64, size=(7, 3)) / 8
    expected = np.array(by_loops(x.tolist(), y.tolist()), dtype=dtype)
    got = squared_distances(torch.tensor(x.astype(dtype)), torch.tensor(y.astype(dtype)))
    torch.testing.assert_close(got, torch.tensor(expected), rtol=0.0, atol=0.0)


def test_float32_stays_float32(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.normal(size=(2, 3)), dtype=torch.float32)
    y = torch.tensor(rng.normal(size=(5, 3)), dtype=torch.float32)
    expected = torch.tensor(by_loops(x.tolist(), y.tolist()), dtype=torch.float32)
    torch.testing.assert_close(squared_distances(x, y), expected)


def test_the_points_stay_as_they_were(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.integers(1, 9, size=(3, 2)), dtype=torch.float32)
    y = torch.tensor(rng.integers(1, 9, size=(3, 2)), dtype=torch.float32)
    x_before, y_before = x.tolist(), y.tolist()
    squared_distances(x, y)
    assert x.tolist() == x_before
    assert y.tolist() == y_before


def test_between_points_at_the_origin_the_distances_are_new_zeros() -> None:
    x, y = torch.zeros(2, 2), torch.zeros(2, 2)
    distances = squared_distances(x, y)
    torch.testing.assert_close(distances, torch.zeros(2, 2))
    distances += 1
    assert [float(x.sum()), float(y.sum())] == [0.0, 0.0]
