"""Compute a language model's loss over a batch of texts whose lengths differ.

Texts in a batch are padded to one length, and the padding must neither be learned nor counted.
Half the confusion about two papers' losses is about what was averaged over what.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import (
    masked_cross_entropy,
    softmax_with_temperature,
    stable_log_sum,
)


def each_sequence_first(logits, targets, padding=-100):
    means = []
    for row, wanted in zip(logits, targets, strict=True):
        counts = wanted != padding
        chosen = row[counts].gather(-1, wanted[counts][:, None]).squeeze(-1)
        means.append((stable_log_sum(row[counts]) - chosen).mean())
    return torch.stack(means).mean()


def padding_and_all(logits, targets, padding=-100):
    chosen = logits.gather(-1, targets[..., None]).squeeze(-1)
    return (stable_log_sum(logits) - chosen).mean()


def times_the_mask(logits, targets, padding=-100):
    counts = targets != padding
    chosen = logits.gather(-1, targets.masked_fill(~counts, 0)[..., None]).squeeze(-1)
    losses = (stable_log_sum(logits) - chosen) * counts
    return losses.sum() / counts.sum()


def shifted_once_more(logits, targets, padding=-100):
    logits, targets = logits[:, :-1], targets[:, 1:]
    counts = targets != padding
    chosen = logits[counts].gather(-1, targets[counts][:, None])[:, 0]
    return (stable_log_sum(logits[counts]) - chosen).mean()


def times_one_hot(logits, targets, padding=-100):
    counts = targets != padding
    log_p = logits[counts] - stable_log_sum(logits[counts])[:, None]
    one_hot = torch.nn.functional.one_hot(targets[counts], logits.shape[-1])
    return -(log_p * one_hot).sum(dim=-1).mean()


def logarithm_of_probabilities(logits, targets, padding=-100):
    counts = targets != padding
    p = softmax_with_temperature(logits[counts])
    return -p.gather(-1, targets[counts][:, None])[:, 0].log().mean()


def in_place(logits, targets, padding=-100):
    counts = targets != padding
    targets[~counts] = 0
    chosen = logits.gather(-1, targets[..., None]).squeeze(-1)
    return (stable_log_sum(logits) - chosen)[counts].mean()


exercise = Exercise(
    implements=masked_cross_entropy,
    minutes=15,
    difficulty=3,
    importance=5,
    hints=(
        "The loss of one target is log(sum(exp(logits))) minus the target's own logit. You have "
        "the first; `gather` along the last axis picks the second.",
        "`gather` looks at every index that it's given, and -100 is none. Either give padded "
        "places an index that exists, in a copy, or take them out first: `logits[counts]` with a "
        "mask of shape [batch, seq] has shape [n, vocab].",
        "NaN times 0 is NaN: multiplying by a mask lets it through. Leaving the padded places out "
        "doesn't. Over what is the mean then?",
    ),
    mistakes=(
        Mistake(
            ".mean()",
            ".sum() / targets.numel()",
            says="The sum is divided by the number of all places, padding included: the more "
            "padding, the smaller the loss. Divide by the number of targets that count.",
        ),
        Mistake(
            each_sequence_first,
            says="Each sequence is averaged first, and then the sequences: a token of a short "
            "text counts more than one of a long text. Every target counts alike.",
        ),
        Mistake(
            times_the_mask,
            says="The losses are multiplied by the mask. NaN times 0 is NaN, and infinity times 0 "
            "too, so what the model says at padded places leaks into the loss. Leave them out.",
        ),
        Mistake(
            ".mean()",
            ".sum()",
            says="The losses are summed. The mean is asked for, so that batches can be compared.",
        ),
        Mistake(
            padding_and_all,
            says="Padded places are looked up and counted like any other. Their mark is no token: "
            "-100 isn't even a place in the vocabulary.",
        ),
        Mistake(
            "targets != padding",
            "targets != -100",
            says="Padding is always taken to be -100. The caller's `padding` says what it is.",
        ),
        Mistake(
            in_place,
            says="The caller's targets were overwritten. Work on a copy: `masked_fill` makes one.",
        ),
        Mistake(
            "targets[counts][:, None])[:, 0]",
            "targets[counts][:, None])",
            says="What `gather` picked is still a column, [n, 1], and against the row [n] it makes "
            "a table: each place's sum meets each target. Its mean is right only by luck.",
        ),
        Mistake(
            shifted_once_more,
            says="The function shifts logits against targets. Its caller has done that: the "
            "targets that come in already stand at the place that speaks of them.",
        ),
        Mistake(
            times_one_hot,
            says="The log-probabilities are multiplied by zeros and a one. Where another option is "
            "ruled out that is 0 times infinity, which is NaN. Pick the target's instead.",
        ),
        Mistake(
            logarithm_of_probabilities,
            says="The probability is computed first and its logarithm afterwards. One that was "
            "rounded to 0 by then makes the loss infinite. Stay with logarithms.",
        ),
    ),
    notice="The mask picks rows once, for logits and targets alike: what is left has the shape "
    "`[n, vocab]`, and no later line can see padding. `[:, 0]` takes back the axis that `gather` "
    "needed; without it `[n] - [n, 1]` is a table of n² differences.",
    without=("cross_entropy", "nll_loss", "CrossEntropyLoss", "NLLLoss"),
)


def by_loops(logits: list, targets: list[list[int]], padding: int) -> float:
    """The slow truth, token by token, for logits of moderate size."""
    surprises = []
    for rows, wanted in zip(logits, targets, strict=True):
        for row, target in zip(rows, wanted, strict=True):
            if target != padding:
                total = math.fsum(math.exp(logit) for logit in row)
                surprises.append(-math.log(math.exp(row[target]) / total))
    return math.fsum(surprises) / len(surprises)


def test_three_targets_that_count_and_one_that_does_not() -> None:
    # The right tokens have probabilities 1/2, 1/4 and 1/8: surprises of 1, 2 and 3 times ln 2.
    powers = torch.tensor([[[1.0, 2.0, 1.0], [1.0, 2.0, 1.0]], [[7.0, 7.0, 2.0], [9.0, 1.0, 1.0]]])
    targets = torch.tensor([[1, 2], [2, -100]])
    expected = torch.tensor(2 * math.log(2))
    torch.testing.assert_close(masked_cross_entropy(powers.log(), targets), expected)


@pytest.mark.parametrize("shape", [(2, 5, 3), (1, 7, 5), (3, 3, 3)])
def test_without_padding_it_is_the_mean_over_all_tokens(
    shape: tuple[int, int, int], rng: np.random.Generator
) -> None:
    logits, targets = rng.normal(size=shape), rng.integers(shape[2], size=shape[:2])
    expected = torch.tensor(by_loops(logits.tolist(), targets.tolist(), -100), dtype=torch.float64)
    got = masked_cross_entropy(torch.tensor(logits), torch.tensor(targets))
    torch.testing.assert_close(got, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("padding", [-100, 0, 2, 999])
def test_every_target_counts_alike_in_sequences_of_any_length(
    padding: int, rng: np.random.Generator
) -> None:
    logits, targets = rng.normal(size=(3, 7, 5)), rng.choice([1, 3, 4], size=(3, 7))
    targets[0, 1:] = targets[1, 5:] = targets[2, :2] = padding
    expected = torch.tensor(
        by_loops(logits.tolist(), targets.tolist(), padding), dtype=torch.float64
    )
    got = masked_cross_entropy(torch.tensor(logits), torch.tensor(targets), padding)
    torch.testing.assert_close(got, expected, rtol=1e-9, atol=1e-12)


def test_a_sequence_of_nothing_but_padding_changes_nothing(rng: np.random.Generator) -> None:
    logits, targets = rng.normal(size=(2, 3, 5)), rng.integers(5, size=(2, 3))
    targets[0] = -100
    expected = torch.tensor(by_loops(logits.tolist(), targets.tolist(), -100), dtype=torch.float64)
    got = masked_cross_entropy(torch.tensor(logits), torch.tensor(targets))
    torch.testing.assert_close(got, expected)


@pytest.mark.parametrize("junk", [math.nan, math.inf, -math.inf])
def test_what_the_model_says_at_padded_places_has_no_effect(
    junk: float, rng: np.random.Generator
) -> None:
    logits, targets = rng.normal(size=(2, 3, 5)), rng.integers(5, size=(2, 3))
    targets[0, 1:] = -100
    expected = torch.tensor(by_loops(logits.tolist(), targets.tolist(), -100), dtype=torch.float64)
    logits[0, 1:] = junk
    got = masked_cross_entropy(torch.tensor(logits), torch.tensor(targets))
    torch.testing.assert_close(got, expected)


def test_huge_logits_give_a_finite_loss() -> None:
    logits = torch.tensor([[[1000.0, 0.0], [0.0, 1000.0], [-1000.0, 1000.0]]])
    expected = torch.tensor(1000 / 3)
    torch.testing.assert_close(masked_cross_entropy(logits, torch.tensor([[0, 0, 1]])), expected)


def test_a_huge_logit_at_one_place_leaves_the_digits_of_another() -> None:
    logits = torch.tensor([[[1e8, 0.0]], [[0.0, 0.0]]])
    expected = torch.tensor(math.log(2) / 2)
    got = masked_cross_entropy(logits, torch.tensor([[0], [1]]))
    torch.testing.assert_close(got, expected)


def test_an_option_that_is_ruled_out_is_infinitely_surprising_as_a_target_alone() -> None:
    logits = torch.tensor([[[0.0, -math.inf, 0.0], [0.0, 0.0, -math.inf]]])
    expected = [torch.tensor(math.log(2)), torch.tensor(math.inf)]
    torch.testing.assert_close(masked_cross_entropy(logits, torch.tensor([[0, 1]])), expected[0])
    torch.testing.assert_close(masked_cross_entropy(logits, torch.tensor([[0, 2]])), expected[1])


def test_a_nan_at_a_place_that_counts_stays_visible() -> None:
    logits = torch.tensor([[[0.0, 0.0], [math.nan, 0.0]]])
    expected = torch.tensor(math.nan)
    got = masked_cross_entropy(logits, torch.tensor([[0, 1]]))
    torch.testing.assert_close(got, expected, equal_nan=True)


def test_the_mean_of_no_target_at_all_is_not_a_number() -> None:
    loss = masked_cross_entropy(torch.zeros(2, 3, 5), torch.full((2, 3), -100))
    assert math.isnan(float(loss))


def test_float32_stays_and_arguments_stay_as_they_were(rng: np.random.Generator) -> None:
    logits = torch.tensor(rng.normal(size=(2, 3, 5)), dtype=torch.float32)
    targets = torch.tensor([[4, 0, -100], [-100, 3, -100]])
    before = [logits.tolist(), targets.tolist()]
    expected = torch.tensor(by_loops(*before, -100), dtype=torch.float32)
    torch.testing.assert_close(masked_cross_entropy(logits, targets), expected)
    assert [logits.tolist(), targets.tolist()] == before
