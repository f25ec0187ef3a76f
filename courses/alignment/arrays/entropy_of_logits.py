"""Measure how undecided a model is about its next token.

Entropy is the surprise that the model itself expects: 0 where it is certain, the logarithm of the
number of options where it has no idea. Where along an answer a model is undecided is a plot that
every chapter on language models will draw.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import entropy_of_logits

exercise = Exercise(
    implements=entropy_of_logits,
    minutes=10,
    difficulty=2,
    importance=4,
    hints=(
        "The log-probability of an option is its logit minus the row's log-sum-exp, which you "
        "have. Put the last axis back, with length 1, before subtracting.",
        "Each option contributes its probability times its surprise. The exponential of a "
        "log-probability is the probability.",
        "0 times -inf is NaN. Where the probability is 0, put a finite number in place of the "
        "log-probability before multiplying.",
    ),
    mistakes=(
        Mistake(
            "return -(probabilities",
            "return (probabilities",
            says="The sign is wrong: logarithms of probabilities are negative, and the entropy "
            "isn't.",
        ),
        Mistake(
            "log_probabilities.masked_fill(probabilities == 0, 0.0)",
            "log_probabilities",
            says="An option of probability 0 gives NaN: 0 times minus infinity. It should count "
            "as 0.",
        ),
        Mistake(
            ").sum(dim=-1)",
            ").mean(dim=-1)",
            says="The options are averaged, each with the same weight. The probabilities are the "
            "weights already, so their products are added.",
        ),
        Mistake(
            "log_probabilities = logits - stable_log_sum(logits)[..., None]",
            "log_probabilities = logits",
            says="The logits are taken for log-probabilities. They become that only once each "
            "row's log-sum-exp is subtracted.",
        ),
        Mistake(
            ").sum(dim=-1)",
            ").sum(dim=-1) / math.log(2)",
            says="The entropy is in bits. In nats, the logarithm is the natural one, and nothing "
            "is divided by ln 2.",
        ),
        Mistake(
            "-(probabilities * log_probabilities",
            "-(log_probabilities",
            says="The surprises are added with equal weights. Weigh each by its probability.",
        ),
        Mistake(
            "stable_log_sum(logits)[..., None]",
            "stable_log_sum(logits)",
            says="The sums have lost the last axis, and without it they line up with the options "
            "instead of the rows. `[..., None]` puts it back.",
        ),
        Mistake(
            ").sum(dim=-1)",
            ").sum()",
            says="All rows are added up to one number. Each row has an entropy of its own: sum "
            "along the last axis.",
        ),
        Mistake(
            "return -(probabilities * log_probabilities.masked_fill(probabilities == 0, 0.0))",
            "return torch.where(probabilities > 0, -probabilities * log_probabilities, 0.0)",
            says="A row with a NaN gets entropy 0, as if the model were certain: no comparison "
            "with NaN is true. Replace what belongs to probability 0 and nothing else.",
        ),
        Mistake(
            "log_probabilities.masked_fill(probabilities == 0, 0.0)",
            "(probabilities + 1e-9).log()",
            says="A small number is added to each probability before the logarithm. That keeps NaN "
            "away and makes every entropy a little wrong. Treat probability 0 as its own case.",
        ),
    ),
    notice="Only the logarithm is mended where the probability is 0, and only there: any finite "
    "number times 0 is 0. A NaN among the logits isn't touched.",
    without=("entr", "entropy", "Categorical"),
)


def by_loop(row: list[float]) -> float:
    """The slow truth, for logits of moderate size."""
    powers = [math.exp(logit) for logit in row]
    shares = [power / math.fsum(powers) for power in powers]
    return -math.fsum(share * math.log(share) for share in shares if share > 0)


def test_entropies_worked_out_by_hand() -> None:
    # Certain; a fair coin; 1/2, 1/4, 1/4 (surprises of 1, 2 and 2 bits); no idea among four.
    powers = torch.tensor(
        [[[0.0, 3.0, 0.0, 0.0], [5.0, 0.0, 5.0, 0.0]], [[2.0, 1.0, 0.0, 1.0], [1.0, 1.0, 1.0, 1.0]]]
    )
    bit = math.log(2)
    expected = torch.tensor([[0.0, bit], [1.5 * bit, 2 * bit]])
    torch.testing.assert_close(entropy_of_logits(powers.log()), expected)


@pytest.mark.parametrize("shape", [(7,), (1, 5), (3, 3), (2, 1, 7), (2, 3, 5)])
def test_each_row_agrees_with_the_loop(shape: tuple[int, ...], rng: np.random.Generator) -> None:
    logits = 2 * rng.normal(size=shape) + 3
    rows = [by_loop(row) for row in logits.reshape(-1, shape[-1]).tolist()]
    expected = torch.tensor(rows, dtype=torch.float64).reshape(shape[:-1])
    got = entropy_of_logits(torch.tensor(logits))
    torch.testing.assert_close(got, expected, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("size", [1000.0, -3000.0, -5e5])
def test_logits_of_any_size_have_an_entropy(size: float) -> None:
    rows = [[size, size, size - 9000], [size, size + math.log(2), size]]
    expected = torch.tensor([math.log(2), 1.5 * math.log(2)], dtype=torch.float64)
    got = entropy_of_logits(torch.tensor(rows, dtype=torch.float64))
    torch.testing.assert_close(got, expected)


def test_an_improbable_option_counts() -> None:
    rows = [[-25.0, 0.0, 0.0], [0.0, -20.0, -15.0]]
    expected = torch.tensor([by_loop(row) for row in rows], dtype=torch.float64)
    got = entropy_of_logits(torch.tensor(rows, dtype=torch.float64))
    torch.testing.assert_close(got, expected, rtol=1e-12, atol=1e-13)


def test_a_nan_among_the_logits_stays_visible() -> None:
    expected = torch.tensor([math.nan, math.nan])
    got = entropy_of_logits(torch.tensor([[0.0, math.nan], [math.nan, -math.inf]]))
    torch.testing.assert_close(got, expected, equal_nan=True)


def test_float32_stays_float32_and_the_logits_stay_as_they_were(rng: np.random.Generator) -> None:
    logits = torch.tensor(rng.normal(size=(2, 3)), dtype=torch.float32)
    logits[1, 2] = -math.inf
    before = logits.tolist()
    expected = torch.tensor([by_loop(row) for row in before], dtype=torch.float32)
    torch.testing.assert_close(entropy_of_logits(logits), expected)
    assert logits.tolist() == before
