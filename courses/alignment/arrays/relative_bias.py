"""Spread one value for each distance over a table of all pairs of positions.

A transformer that is to care how far apart two tokens are, not where they stand, adds such a table to
its attention scores. It is the same along each diagonal: a Toeplitz matrix. Write it without scipy's
`toeplitz`.
"""

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.puzzles import relative_bias

exercise = Exercise(
    implements=relative_bias,
    minutes=8,
    difficulty=2,
    importance=3,
    without=("toeplitz",),
    notice="A table of differences, moved so that it starts at 0, is the index itself.",
    hints=(
        "An index may be a table. `by_distance[..., table]` has the table's shape at the end.",
        "So you want a table that says, for each i and j, where in `by_distance` the distance "
        "j - i stands. Distance 0 stands in the middle.",
        "A row of places less a column of places is the table of all differences.",
    ),
    mistakes=(
        Mistake(
            "places - places[:, None]",
            "places[:, None] - places",
            says="Row and column have changed places: the distance is j - i, positive where the "
            "column lies further on than the row.",
        ),
        Mistake(
            "places - places[:, None]",
            "(places - places[:, None]).abs()",
            says="Ahead and behind are treated alike. The distance has a sign, and each sign has "
            "values of its own.",
        ),
        Mistake(
            "places - places[:, None] + seq - 1",
            "places - places[:, None]",
            says="The distance itself is used as the index. `by_distance` begins with the most "
            "negative distance, so distance 0 stands in the middle.",
        ),
        Mistake(
            "places - places[:, None] + seq - 1",
            "places - places[:, None] + seq - 2",
            says="Each value is read one place too early. At which index stands distance 0?",
        ),
        Mistake(
            "places - places[:, None] + seq - 1",
            "(places - places[:, None]) % seq + seq - 1",
            says="The distances wrap around, as on a circle: from the last position to the first "
            "it is a long way back, not one step on.",
        ),
        Mistake(
            "by_distance[..., places - places[:, None] + seq - 1]",
            "by_distance.unfold(-1, seq, 1)",
            says="The rows come in the wrong order. The first position has nothing behind it: its "
            "row begins with distance 0.",
        ),
        Mistake(
            "by_distance.shape[-1] // 2 + 1",
            "by_distance.shape[-1] // 2",
            says="There is a position too few. The distances of 3 positions are 5, from -2 to 2.",
        ),
        Mistake(
            "by_distance[..., places",
            "by_distance[places",
            says="The first axis is indexed. The distances lie along the last; in front of it may "
            "be heads.",
        ),
    ),
)


def by_loops(by_distance: list[float]) -> list[list[float]]:
    """The slow truth: for each pair of positions, the value of its distance."""
    seq = (len(by_distance) + 1) // 2
    value_of = dict(zip(range(-(seq - 1), seq), by_distance, strict=True))
    return [[value_of[j - i] for j in range(seq)] for i in range(seq)]


def test_three_positions_worked_out_by_hand() -> None:
    by_distance = torch.tensor([-20.0, -10.0, 0.5, 1.0, 2.0])  # of -2, -1, 0, 1, 2
    expected = torch.tensor([[0.5, 1.0, 2.0], [-10.0, 0.5, 1.0], [-20.0, -10.0, 0.5]])
    torch.testing.assert_close(relative_bias(by_distance), expected)


@pytest.mark.parametrize("seq", [1, 2, 7, 11])
def test_every_pair_has_its_distances_value(seq: int, rng: np.random.Generator) -> None:
    by_distance = rng.normal(size=2 * seq - 1)
    expected = torch.tensor(by_loops(by_distance.tolist()), dtype=torch.float64)
    torch.testing.assert_close(relative_bias(torch.tensor(by_distance)), expected)


@pytest.mark.parametrize("heads", [1, 3, 5])
def test_each_head_has_a_table_of_its_own(heads: int, rng: np.random.Generator) -> None:
    layers = rng.normal(size=(2, heads, 5))
    tables = [[by_loops(row) for row in rows] for rows in layers.tolist()]
    expected = torch.tensor(tables, dtype=torch.float64)
    torch.testing.assert_close(relative_bias(torch.tensor(layers[0])), expected[0])
    torch.testing.assert_close(relative_bias(torch.tensor(layers)), expected)


def test_float32_stays_float32_and_the_values_as_they_were(rng: np.random.Generator) -> None:
    by_distance = torch.tensor(rng.normal(size=(5, 5)), dtype=torch.float32)
    before = by_distance.tolist()
    expected = torch.tensor([by_loops(row) for row in before], dtype=torch.float32)
    torch.testing.assert_close(relative_bias(by_distance), expected)
    assert by_distance.tolist() == before
