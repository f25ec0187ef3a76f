"""Score every query against every key, in all heads of all examples at once.

One `einsum` and one division. The root keeps the scores from growing with the number of features:
for independent entries of variance 1, a dot product of d_head of them has variance d_head.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.layouts import attention_scores

exercise = Exercise(
    implements=attention_scores,
    minutes=6,
    difficulty=2,
    importance=5,
    notice="The pattern keeps `rows` and `columns` apart by their names, so no transposition "
    "is written; only `d` is summed.",
    hints=(
        "Write the sum for one entry: $s_{bhij} = \\sum_d q_{bhid} \\, k_{bhjd}$. Which letters are "
        "on the left, and which one only on the right?",
        "Queries and keys have positions of their own: two names, though both are positions.",
        "How long is the axis that is summed? `q.shape` says.",
    ),
    mistakes=(
        Mistake(
            "einsum(q, k, pattern) / math.sqrt(q.shape[-1])",
            "einsum(q, k, pattern)",
            says="The dot products are not scaled. Divide by the square root of d_head.",
        ),
        Mistake(
            "math.sqrt(q.shape[-1])",
            "q.shape[-1]",
            says="The scores are divided by d_head itself, not by its square root.",
        ),
        Mistake(
            "q.shape[-1]",
            "q.shape[-2]",
            says="The scores are scaled by the number of queries. The number of features of a head "
            "matters.",
        ),
        Mistake(
            "-> batch heads rows columns",
            "-> batch heads columns rows",
            says="Queries and keys have changed places: entry [i, j] belongs to query i and key j.",
        ),
        Mistake(
            "einsum(q, k, pattern) / math.sqrt(q.shape[-1])",
            "(einsum(q, k, pattern) / math.sqrt(q.shape[-1])).softmax(dim=-1)",
            says="These are attention weights: a softmax has been taken. The scores before it are "
            "asked for.",
        ),
        Mistake(
            '"batch heads rows d, batch heads columns d -> batch heads rows columns"',
            '"batch heads rows d, batch heads columns d -> batch rows columns"',
            says="The heads are added up. Each head has scores of its own.",
        ),
        Mistake(
            "/ math.sqrt(q.shape[-1])",
            "* math.sqrt(q.shape[-1])",
            says="The scores are multiplied by the root, which makes them grow with the number of "
            "features.",
        ),
        Mistake(
            "math.sqrt(q.shape[-1])",
            "math.sqrt(q.shape[1] * q.shape[-1])",
            says="The scores are scaled by the features of all heads together. A dot product runs "
            "over those of one head.",
        ),
        Mistake(
            "math.sqrt(q.shape[-1])",
            "math.sqrt(k.shape[-2])",
            says="The scores are scaled by the number of keys. What is summed in a dot product is "
            "the features.",
        ),
        Mistake(
            '"batch heads rows d, batch heads columns d -> batch heads rows columns"',
            '"batch heads rows d, batch heads columns d -> batch heads rows columns d"',
            says="The products of the features aren't added up: they still have an axis.",
        ),
    ),
)


def by_loops(q: list, k: list) -> list:
    """The slow truth: one dot product after another."""

    def score(query: list[float], key: list[float]) -> float:
        return sum(a * b for a, b in zip(query, key, strict=True)) / math.sqrt(len(query))

    return [
        [
            [[score(a, b) for b in keys] for a in queries]
            for queries, keys in zip(qs, ks, strict=True)
        ]
        for qs, ks in zip(q, k, strict=True)
    ]


def test_two_queries_and_three_keys_worked_out_by_hand() -> None:
    q = torch.tensor([[[[1.0, 2.0, 0.0, 0.0], [0.0, -1.0, 3.0, 1.0]]]])
    k = torch.tensor([[[[4.0, 1.0, 0.0, 0.0], [0.0, 2.0, 5.0, 7.0], [6.0, 0.0, 2.0, 0.0]]]])
    expected = torch.tensor([[[[3.0, 2.0, 3.0], [-0.5, 10.0, 3.0]]]])  # halves: d_head is 4
    torch.testing.assert_close(attention_scores(q, k), expected)


def test_each_head_of_each_example_sees_its_own_keys_only() -> None:
    q = torch.tensor([[[[1.0]], [[2.0]]], [[[10.0]], [[20.0]]]])  # one query in each of 2 by 2
    k = torch.tensor([[[[3.0], [5.0]], [[7.0], [0.0]]], [[[1.0], [0.0]], [[2.0], [4.0]]]])
    expected = torch.tensor([[[[3.0, 5.0]], [[14.0, 0.0]]], [[[10.0, 0.0]], [[40.0, 80.0]]]])
    torch.testing.assert_close(attention_scores(q, k), expected)


@pytest.mark.parametrize(
    ("queries", "keys"),
    [((2, 3, 5, 7), (2, 3, 11, 7)), ((3, 2, 7, 5), (3, 2, 2, 5)), ((1, 1, 3, 5), (1, 1, 2, 5))],
)
def test_every_score_is_its_own_dot_product(
    queries: tuple[int, ...], keys: tuple[int, ...], rng: np.random.Generator
) -> None:
    q, k = rng.normal(size=queries), rng.normal(size=keys)
    expected = torch.tensor(by_loops(q.tolist(), k.tolist()), dtype=torch.float64)
    got = attention_scores(torch.tensor(q), torch.tensor(k))
    torch.testing.assert_close(got, expected, rtol=1e-12, atol=1e-14)


def test_where_all_lengths_are_equal_nothing_is_mixed_up(rng: np.random.Generator) -> None:
    q, k = rng.normal(size=(3, 3, 3, 3)), rng.normal(size=(3, 3, 3, 3))
    expected = torch.tensor(by_loops(q.tolist(), k.tolist()), dtype=torch.float64)
    torch.testing.assert_close(attention_scores(torch.tensor(q), torch.tensor(k)), expected)


def test_float32_stays_float32_and_queries_and_keys_as_they_were(
    rng: np.random.Generator,
) -> None:
    q = torch.tensor(rng.normal(size=(3, 2, 7, 5)), dtype=torch.float32)
    k = torch.tensor(rng.normal(size=(3, 2, 2, 5)), dtype=torch.float32)
    before = [q.tolist(), k.tolist()]
    expected = torch.tensor(by_loops(*before), dtype=torch.float32)
    # Rounding of products and sums of five normal numbers is below 1e-5: left to the defaults.
    torch.testing.assert_close(attention_scores(q, k), expected)
    assert [q.tolist(), k.tolist()] == before


def test_scores_that_equal_the_queries_are_new() -> None:
    q, k = torch.zeros(1, 1, 3, 3), torch.zeros(1, 1, 3, 3)
    scores = attention_scores(q, k)
    scores += 1
    assert [float(q.sum()), float(k.sum())] == [0.0, 0.0]
