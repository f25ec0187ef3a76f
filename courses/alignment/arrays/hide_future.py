"""Hide from each position of a text what comes after it.

This one mask is all that stands between a position and the token that it's to predict. If it is
off by one, the loss falls to almost nothing, and the model has learned to copy.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.indexing import hide_future

exercise = Exercise(
    implements=hide_future,
    minutes=12,
    difficulty=3,
    importance=5,
    hints=(
        "Write the positions of the keys as a row, and those of the queries as a column. Which "
        "comparison of the two is True exactly where a key stands later?",
        "Keys stand at 0, 1, 2, ... up to columns - 1. The queries are the last ones of these: "
        "where does the first query stand when there are fewer rows than columns?",
        "A mask of [rows, columns] broadcasts over the axes in front. Filling where it is True "
        "has a function that returns a new tensor, and one, ending in _, that writes in place.",
    ),
    notice="The mask has two axes, whatever stands in front in `scores`: broadcasting puts the "
    "missing axes there.",
    mistakes=(
        Mistake(
            "key > query[:, None]",
            "key >= query[:, None]",
            says="A position's own key is hidden from it as well, and the first query sees nothing "
            "at all. Only what comes later is hidden.",
        ),
        Mistake(
            "key > query[:, None]",
            "key < query[:, None]",
            says="The past is hidden and the future shown: the mask is the wrong way round.",
        ),
        Mistake(
            "-torch.inf",
            "0.0",
            says="Hidden scores become 0. A score of 0 is no small one: the softmax gives it "
            "weight, since $e^0 = 1$. Minus infinity gets none.",
        ),
        Mistake(
            "-torch.inf",
            "-1e9",
            says="Hidden scores are very low, but not minus infinity, which is what was asked "
            "for. A number that is low enough for one model or dtype isn't for another.",
        ),
        Mistake(
            "scores.masked_fill(key > query[:, None], -torch.inf)",
            "scores + (key > query[:, None]) * -torch.inf",
            says="The mask is multiplied by infinity, and 0 times infinity is not a number: NaN "
            "stands where nothing was to happen. Choose by the mask, don't multiply by it.",
        ),
        Mistake(
            "scores.masked_fill(",
            "scores.masked_fill_(",
            says="The caller's scores are overwritten: a name that ends in _ works in place.",
        ),
        Mistake(
            "key[columns - rows :]",
            "key[:rows]",
            says="The queries are taken for the first positions of the sequence. They are its "
            "last: with 2 queries and 5 keys, the second query sees all 5.",
        ),
        Mistake(
            "key > query[:, None]",
            "key > query",
            says="Positions are compared in pairs, one key with one query: both lie in a row. "
            "Each query is to meet every key.",
        ),
        Mistake(
            "key > query[:, None]",
            "key[:, None] > query",
            says="The mask is transposed: the keys number its rows. In the scores they number "
            "the columns.",
        ),
        Mistake(
            "key > query[:, None]",
            "key <= query[:, None]",
            says="What a query may see is hidden, its own position too, and the future is shown: "
            "the mask is the wrong way round.",
        ),
        Mistake(
            "    return scores.masked_fill(key > query[:, None], -torch.inf)",
            "    hidden = scores.new_zeros(rows, columns).masked_fill(key > query[:, None], "
            "-torch.inf)\n"
            "    return scores + hidden",
            says="Minus infinity is added to what is hidden. Where NaN or infinity stood, the "
            "sum is NaN: what is hidden has to be replaced.",
        ),
        Mistake(
            "scores.masked_fill(key > query[:, None], -torch.inf)",
            "scores.masked_fill(key > query[:, None], -torch.inf).softmax(dim=-1)",
            says="These are attention weights: a softmax has been taken. The scores before it are "
            "asked for.",
        ),
        Mistake(
            "key > query[:, None]",
            "key > query[:, None] + 1",
            says="Each query sees the position right after its own, which is the one to be "
            "predicted.",
        ),
        Mistake(
            "key[columns - rows :]",
            "key[:rows] - (columns - rows)",
            says="With fewer queries than keys the mask is shifted the wrong way: the last query "
            "doesn't see all keys.",
        ),
        Mistake(
            "scores.masked_fill(key > query[:, None], -torch.inf)",
            "scores.masked_fill((key > query[:, None]) | (scores == 0), -torch.inf)",
            says="A score that is exactly 0 is hidden, wherever it stands. Hide by position, not "
            "by value.",
        ),
        Mistake(
            "-torch.inf",
            "torch.finfo(scores.dtype).min",
            says="Hidden scores are the lowest number of their dtype. Where all of a row are, the "
            "softmax gives them weight; minus infinity is asked for.",
        ),
    ),
)


def by_loops(scores: list[list[float]]) -> list[list[float]]:
    """The slow truth for one table of scores: the last row sees all."""
    rows, columns = len(scores), len(scores[0])
    return [
        [scores[i][j] if j <= i + columns - rows else -math.inf for j in range(columns)]
        for i in range(rows)
    ]


def test_as_many_queries_as_keys_by_hand() -> None:
    scores = torch.tensor(
        [[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 8.0, 7.0, 6.0], [5.0, 4.0, 3.0, 2.0]]
    )
    gone = -math.inf
    expected = torch.tensor(
        [
            [1.0, gone, gone, gone],
            [5.0, 6.0, gone, gone],
            [9.0, 8.0, 7.0, gone],
            [5.0, 4.0, 3.0, 2.0],
        ]
    )
    torch.testing.assert_close(hide_future(scores), expected)


def test_two_queries_at_the_end_of_five_keys_by_hand() -> None:
    scores = torch.tensor([[1.0, 2.0, 3.0, 4.0, 5.0], [6.0, 7.0, 8.0, 9.0, 10.0]])
    expected = torch.tensor([[1.0, 2.0, 3.0, 4.0, -math.inf], [6.0, 7.0, 8.0, 9.0, 10.0]])
    torch.testing.assert_close(hide_future(scores), expected)


def test_scores_of_zero_and_minus_infinity_stay_where_they_are_seen() -> None:
    gone = -math.inf
    scores = torch.tensor([[0.0, 1.0, 2.0], [gone, 0.0, 3.0], [0.0, gone, 4.0]])
    expected = torch.tensor([[0.0, gone, gone], [gone, 0.0, gone], [0.0, gone, 4.0]])
    torch.testing.assert_close(hide_future(scores), expected)


def test_what_is_hidden_may_have_been_anything() -> None:
    scores = torch.tensor([[1.0, math.nan, 3.0], [4.0, 5.0, math.inf], [7.0, 8.0, 9.0]])
    gone = -math.inf
    expected = torch.tensor([[1.0, gone, gone], [4.0, 5.0, gone], [7.0, 8.0, 9.0]])
    torch.testing.assert_close(hide_future(scores), expected)


@pytest.mark.parametrize("shape", [(5, 5), (3, 7), (1, 5), (1, 1), (2, 2)])
def test_every_score_agrees_with_the_loop(shape: tuple[int, int], rng: np.random.Generator) -> None:
    scores = 1e5 * rng.normal(size=shape)
    expected = torch.tensor(by_loops(scores.tolist()), dtype=torch.float64)
    torch.testing.assert_close(hide_future(torch.tensor(scores)), expected, rtol=0.0, atol=0.0)


@pytest.mark.parametrize("shape", [(2, 3, 5, 5), (1, 3, 3, 7), (2, 2, 2)])
def test_each_table_of_a_batch_is_treated_alike(
    shape: tuple[int, ...], rng: np.random.Generator
) -> None:
    scores = rng.normal(size=shape)
    tables = [by_loops(table.tolist()) for table in scores.reshape(-1, *shape[-2:])]
    expected = torch.tensor(tables, dtype=torch.float64).reshape(shape)
    torch.testing.assert_close(hide_future(torch.tensor(scores)), expected)


def test_float32_stays_float32(rng: np.random.Generator) -> None:
    scores = torch.tensor(rng.normal(size=(3, 3)), dtype=torch.float32)
    expected = torch.tensor(by_loops(scores.tolist()), dtype=torch.float32)
    torch.testing.assert_close(hide_future(scores), expected)


def test_the_scores_stay_as_they_were(rng: np.random.Generator) -> None:
    scores = torch.tensor(rng.integers(-9, 9, size=(3, 3)), dtype=torch.float32)
    before = scores.tolist()
    hide_future(scores)
    assert scores.tolist() == before
