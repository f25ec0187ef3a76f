"""Add up what belongs to each token, wherever in the text it stands.

An attention pattern gives a weight to every position. Asked which *word* it looks at, you have to
add the weights of all places where the word occurs. The same move counts n-grams, collects the
gradient of an embedding table, and adds up attributions.
"""

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.indexing import sum_by_token


def all_sequences_together(values, tokens, vocab):
    total = values.new_zeros(vocab).index_add(0, tokens.flatten(), values.flatten())
    return total.expand(len(values), vocab)


def mean_by_token(values, tokens, vocab):
    zeros = values.new_zeros(len(values), vocab)
    return zeros.scatter_reduce(1, tokens, values, "mean", include_self=False)


def in_every_row(values, tokens, vocab):
    sums = values.new_zeros(len(values), vocab)
    sums[:, tokens] += values
    return sums


def one_number(values, tokens, vocab):
    one_hot = tokens[:, :, None] == torch.arange(vocab)
    return (values[:, :, None] * one_hot).sum()


exercise = Exercise(
    implements=sum_by_token,
    minutes=10,
    difficulty=3,
    importance=3,
    hints=(
        "Begin with zeros, of the result's shape and the values' dtype. Where does values[b, i] "
        "have to be added?",
        "It goes to row b and column tokens[b, i]. The row stays and the column is said by an "
        "index: a scatter along axis 1.",
        "Of several values for one place a plain scatter keeps one. There is a scatter that adds.",
    ),
    notice="`gather` would read row b at `tokens[b, i]`. `scatter_add` adds there instead, with the same "
    "index, so no loop and no sorting is needed.",
    mistakes=(
        Mistake(
            ".scatter_add(1, tokens, values)",
            ".scatter(1, tokens, values)",
            says="Of a token that occurs several times only one value is left: each overwrites the "
            "one before. They have to be added.",
        ),
        Mistake(
            "(1, tokens, values)",
            "(1, tokens, torch.ones_like(values))",
            says="This counts how often each token occurs. Add up its values.",
        ),
        Mistake(
            mean_by_token,
            says="The values of a token are averaged. Their sum is asked for.",
        ),
        Mistake(
            all_sequences_together,
            says="The sums run over the whole batch, and every row is the same. Each sequence has "
            "sums of its own.",
        ),
        Mistake(
            "values.new_zeros(len(values), vocab)",
            "torch.zeros(len(values), vocab)",
            says="`torch.zeros` makes float32 unless told otherwise, and the values may be of "
            "another dtype. The zeros have to be of theirs.",
        ),
        Mistake(
            "values.new_zeros(len(values), vocab)",
            "values.new_zeros(len(values), tokens.max() + 1)",
            says="There are as many columns as the largest token of this batch needs. The result "
            "has one for each token of the vocabulary: `vocab`.",
        ),
        Mistake(
            ".scatter_add(1, tokens, values)",
            ".scatter_add(0, tokens, values)",
            says="The tokens are used as numbers of rows. A token says the column; the row is that "
            "of its sequence.",
        ),
        Mistake(
            "values.new_zeros(len(values), vocab).scatter_add(1, tokens, values)",
            "values.gather(1, tokens)",
            says="`gather` reads the values at places that the tokens number. Here each value is "
            "added at its token's place: the mirror image.",
        ),
        Mistake(
            in_every_row,
            says="Every row gets the tokens of all texts: the slice `:` takes each row with each "
            "token. Row b goes with tokens[b] alone.",
        ),
        Mistake(
            one_number,
            says="Everything is added up to one number: a sum without an axis leaves none.",
        ),
        Mistake(
            "    return values.new_zeros(len(values), vocab).scatter_add(1, tokens, values)",
            "    sums = values.new_zeros(len(values), vocab)\n"
            "    sums.scatter_add(1, tokens, values)\n"
            "    return sums",
            says="All sums are 0. Without a `_` at its end, `scatter_add` returns a new tensor, "
            "and that is lost.",
        ),
        Mistake(
            "values.new_zeros(len(values), vocab)",
            "torch.zeros_like(values)",
            says="There is a column for each position. There is to be one for each token of the "
            "vocabulary.",
        ),
        Mistake(
            "values.new_zeros(",
            "values.new_ones(",
            says="The sums begin at 1. Where a text has no such token, it is to be 0.",
        ),
    ),
)


def by_loops(values: list[list[float]], tokens: list[list[int]], vocab: int) -> list[list[float]]:
    """The slow truth, value by value."""
    sums = [[0.0] * vocab for _ in values]
    for b, row in enumerate(tokens):
        for i, token in enumerate(row):
            sums[b][token] += values[b][i]
    return sums


def test_two_short_texts_by_hand() -> None:
    values = torch.tensor([[0.5, 0.25, 0.125, 1.0], [1.0, 2.0, 3.0, 4.0]])
    tokens = torch.tensor([[3, 1, 3, 3], [0, 1, 1, 0]])
    expected = torch.tensor([[0.0, 0.25, 0.0, 1.625, 0.0], [5.0, 5.0, 0.0, 0.0, 0.0]])
    torch.testing.assert_close(sum_by_token(values, tokens, 5), expected)


@pytest.mark.parametrize("shape", [(2, 23, 5), (3, 3, 3), (1, 7, 3), (5, 2, 11)])
def test_every_sum_agrees_with_the_loop(
    shape: tuple[int, int, int], rng: np.random.Generator
) -> None:
    batch, seq, vocab = shape
    values, tokens = 1e3 * rng.normal(size=(batch, seq)), rng.integers(vocab, size=(batch, seq))
    expected = torch.tensor(by_loops(values.tolist(), tokens.tolist(), vocab), dtype=torch.float64)
    got = sum_by_token(torch.tensor(values), torch.tensor(tokens), vocab)
    torch.testing.assert_close(got, expected, rtol=1e-10, atol=1e-9)


def test_tokens_that_never_occur_have_a_column_of_zeros(rng: np.random.Generator) -> None:
    values, tokens = rng.normal(size=(2, 7)), rng.integers(3, size=(2, 7))
    expected = torch.tensor(by_loops(values.tolist(), tokens.tolist(), 13), dtype=torch.float64)
    got = sum_by_token(torch.tensor(values), torch.tensor(tokens), 13)
    torch.testing.assert_close(got, expected)


def test_a_text_without_tokens_has_sums_of_zero() -> None:
    tokens = torch.zeros(2, 0, dtype=torch.int64)
    torch.testing.assert_close(sum_by_token(torch.zeros(2, 0), tokens, 3), torch.zeros(2, 3))


def test_a_large_value_leaves_the_other_sums_their_digits() -> None:
    values = torch.tensor([[1e9, 0.5, 3e9, 0.25, 0.125]])
    tokens = torch.tensor([[1, 0, 1, 2, 0]])
    expected = torch.tensor([[0.625, 4e9, 0.25]])
    torch.testing.assert_close(sum_by_token(values, tokens, 3), expected)


def test_float32_stays_float32(rng: np.random.Generator) -> None:
    values = torch.tensor(rng.normal(size=(2, 5)), dtype=torch.float32)
    tokens = rng.integers(3, size=(2, 5))
    expected = torch.tensor(by_loops(values.tolist(), tokens.tolist(), 3), dtype=torch.float32)
    torch.testing.assert_close(sum_by_token(values, torch.tensor(tokens), 3), expected)


def test_both_tensors_stay_as_they_were(rng: np.random.Generator) -> None:
    values = torch.tensor(rng.integers(1, 9, size=(2, 3)), dtype=torch.float32)
    tokens = torch.tensor(rng.integers(3, size=(2, 3)))
    values_before, tokens_before = values.tolist(), tokens.tolist()
    sum_by_token(values, tokens, 3)
    assert values.tolist() == values_before
    assert tokens.tolist() == tokens_before


def test_sums_that_equal_the_values_are_new() -> None:
    values = torch.zeros(1, 3)
    sums = sum_by_token(values, torch.tensor([[0, 0, 0]]), 3)
    sums += 1
    assert values.tolist() == [[0.0, 0.0, 0.0]]
