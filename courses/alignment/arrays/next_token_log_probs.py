"""Read off how probable a language model found the text that it was given.

The loss that models are trained on, the surprise of a suspicious sentence, the probability of a
refusal: each begins with these numbers, one per token, picked from a table of [batch, seq, vocab].
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.indexing import next_token_log_probs


def multiply_and_sum(log_probs, tokens):
    is_it = tokens[:, 1:, None] == torch.arange(log_probs.shape[-1])
    return (log_probs[:, :-1] * is_it).sum(dim=-1)


exercise = Exercise(
    implements=next_token_log_probs,
    minutes=12,
    difficulty=3,
    importance=5,
    hints=(
        "Take one sequence of tokens 7, 2, 5. Which two entries of its [3, vocab] table are asked "
        "for? One position is read for no token, and one token is read nowhere: two slices.",
        "The two slices have the same [batch, seq - 1] in front. For each of those places, pick "
        "one of vocab entries: that is what gather does, along the last axis.",
        "gather wants an index with as many axes as the table. Give the tokens a last axis of "
        "length 1, and take it away again afterwards, that one alone.",
    ),
    notice="The index has the shape `[batch, seq - 1, 1]`: gather reads one entry for each "
    "place, and `squeeze(-1)` removes that axis and no other.",
    mistakes=(
        Mistake(
            "    following = tokens[:, 1:, None]\n"
            "    return log_probs[:, :-1].gather(-1, following).squeeze(-1)",
            "    return log_probs.gather(-1, tokens[:, :, None]).squeeze(-1)",
            says="Each position is asked for the token that stands there, which it has read. It "
            "predicts the one after it.",
        ),
        Mistake(
            "log_probs[:, :-1]",
            "log_probs[:, 1:]",
            says="The positions are sliced like the tokens, so each is asked for the token that "
            "stands there. A token is predicted one position before it.",
        ),
        Mistake(
            "    following = tokens[:, 1:, None]\n    return log_probs[:, :-1]",
            "    following = tokens[:, :-1, None]\n    return log_probs[:, 1:]",
            says="The shift goes the wrong way: each position is asked for the token before it.",
        ),
        Mistake(
            ".squeeze(-1)",
            "",
            says="The axis of length 1 that gather needed is still there, at the end.",
        ),
        Mistake(
            ".squeeze(-1)",
            ".squeeze()",
            says="A `squeeze` without an axis removes every axis of length 1, and with it a batch "
            "of one sequence. Name the axis.",
        ),
        Mistake(
            ".gather(-1, following).squeeze(-1)",
            "[..., following.squeeze(-1)]",
            says="Every position is read at every token of every sequence: four axes. Each place "
            "is to be read at its own token alone.",
        ),
        Mistake(
            multiply_and_sum,
            says="A table of ones and zeros is multiplied in and summed over. A log-probability can "
            "be minus infinity, and 0 times infinity is NaN. Pick the entries, don't multiply.",
        ),
        Mistake(
            "tokens[:, 1:, None]",
            "tokens[:, 1:]",
            says="`gather` wants an index with as many axes as the table has. This one has an "
            "axis less.",
        ),
        Mistake(
            ".squeeze(-1)",
            ".squeeze(-1).exp()",
            says="These are probabilities. Their logarithms are asked for, as they stand in the "
            "table.",
        ),
        Mistake(
            "return log_probs",
            "return -log_probs",
            says="The sign is turned, as in a loss. The log-probabilities themselves are asked "
            "for.",
        ),
        Mistake(
            ".squeeze(-1)",
            ".squeeze(-1).sum(dim=-1)",
            says="The numbers are added up along each text. Each token that came has one of its "
            "own.",
        ),
        Mistake(
            "log_probs[:, :-1]",
            "log_probs.log_softmax(dim=-1)[:, :-1]",
            says="A softmax is taken of what are log-probabilities already. Read them as they are.",
        ),
        Mistake(
            "log_probs[:, :-1].gather(-1, following).squeeze(-1)",
            "log_probs[range(len(tokens)), range(tokens.shape[1] - 1), following.squeeze(-1)]",
            says="The number of the text and the position are read side by side, as pairs: text 0 "
            "at position 0, text 1 at position 1. Each text has all positions.",
        ),
        Mistake(
            "log_probs[:, :-1].gather(-1, following).squeeze(-1)",
            "-log_probs[:, :-1].gather(-1, following).mean()",
            says="This is the loss, one number for all. Each token that came has a "
            "log-probability of its own.",
        ),
    ),
)


def by_loops(log_probs: list[list[list[float]]], tokens: list[list[int]]) -> list[list[float]]:
    """The slow truth: position i is read at token i + 1."""
    return [
        [table[i][row[i + 1]] for i in range(len(row) - 1)]
        for table, row in zip(log_probs, tokens, strict=True)
    ]


def test_two_short_texts_by_hand() -> None:
    log_probs = torch.tensor(
        [
            [[-0.1, -0.2, -0.3, -0.4], [-1.1, -1.2, -1.3, -1.4], [-2.1, -2.2, -2.3, -2.4]],
            [[-5.1, -5.2, -5.3, -5.4], [-6.1, -6.2, -6.3, -6.4], [-7.1, -7.2, -7.3, -7.4]],
        ]
    )
    tokens = torch.tensor([[1, 3, 0], [2, 2, 1]])
    expected = torch.tensor([[-0.4, -1.1], [-5.3, -6.2]])
    torch.testing.assert_close(next_token_log_probs(log_probs, tokens), expected)


@pytest.mark.parametrize("shape", [(3, 5, 7), (2, 11, 3), (3, 3, 3), (4, 5, 4), (1, 2, 5)])
def test_every_token_agrees_with_the_loop(
    shape: tuple[int, int, int], rng: np.random.Generator
) -> None:
    log_probs, tokens = -1e5 * rng.random(shape), rng.integers(shape[2], size=shape[:2])
    picked = by_loops(log_probs.tolist(), tokens.tolist())
    expected = torch.tensor(picked, dtype=torch.float64)
    got = next_token_log_probs(torch.tensor(log_probs), torch.tensor(tokens))
    torch.testing.assert_close(got, expected, rtol=0.0, atol=0.0)


def test_a_batch_of_one_stays_a_batch(rng: np.random.Generator) -> None:
    log_probs, tokens = rng.normal(size=(1, 5, 3)), rng.integers(3, size=(1, 5))
    expected = torch.tensor(by_loops(log_probs.tolist(), tokens.tolist()), dtype=torch.float64)
    got = next_token_log_probs(torch.tensor(log_probs), torch.tensor(tokens))
    torch.testing.assert_close(got, expected)


def test_tokens_of_probability_zero_disturb_no_other(rng: np.random.Generator) -> None:
    log_probs, tokens = rng.normal(size=(3, 7, 5)), rng.integers(4, size=(3, 7))
    log_probs[:, :, 4] = -math.inf
    tokens[0, 2] = 4  # it came all the same
    expected = torch.tensor(by_loops(log_probs.tolist(), tokens.tolist()), dtype=torch.float64)
    got = next_token_log_probs(torch.tensor(log_probs), torch.tensor(tokens))
    torch.testing.assert_close(got, expected)


def test_of_a_single_token_nothing_was_predicted(rng: np.random.Generator) -> None:
    got = next_token_log_probs(torch.tensor(rng.normal(size=(2, 1, 3))), torch.tensor([[2], [0]]))
    assert list(got.shape) == [2, 0]


def test_float32_stays_float32(rng: np.random.Generator) -> None:
    log_probs = torch.tensor(rng.normal(size=(2, 3, 5)), dtype=torch.float32)
    tokens = rng.integers(5, size=(2, 3))
    expected = torch.tensor(by_loops(log_probs.tolist(), tokens.tolist()), dtype=torch.float32)
    torch.testing.assert_close(next_token_log_probs(log_probs, torch.tensor(tokens)), expected)


def test_both_arguments_stay_as_they_were(rng: np.random.Generator) -> None:
    log_probs = torch.tensor(-rng.integers(9, size=(1, 3, 2)), dtype=torch.float32)
    tokens = torch.tensor(rng.integers(2, size=(1, 3)))
    log_probs_before, tokens_before = log_probs.tolist(), tokens.tolist()
    next_token_log_probs(log_probs, tokens)
    assert log_probs.tolist() == log_probs_before
    assert tokens.tolist() == tokens_before
