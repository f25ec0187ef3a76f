"""Add up exponentials and take the logarithm, for logits of any size.

Losses, entropies and divergences all stand on this one number for each row. The direct way goes
through exp(1000), which no float can hold; the logarithm that is wanted in the end is about 1000.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import stable_log_sum

exercise = Exercise(
    implements=stable_log_sum,
    minutes=12,
    difficulty=2,
    importance=5,
    hints=(
        "exp(x - c) = exp(x) / exp(c). So if c is subtracted from every entry of a row, the "
        "logarithm of the row's sum falls by exactly c.",
        "With which c, chosen for each row, is no exponential above 1 and one of them equal to 1? "
        "`amax` takes `dim` and `keepdim`.",
        "In a row of nothing but -inf that c is -inf, and -inf - (-inf) is NaN. Such a row needs "
        "another c; `masked_fill(condition, number)` gives a copy with some entries replaced.",
    ),
    mistakes=(
        Mistake(
            "largest.masked_fill(largest == -math.inf, 0.0)",
            "torch.zeros_like(largest)",
            says="The exponentials are taken of the logits as they are. Large ones overflow to "
            "infinity, very negative ones vanish to 0. Subtract something from each row first.",
        ),
        Mistake(
            " + shift.squeeze(-1)",
            "",
            says="What was subtracted before the exponential is not added again after the "
            "logarithm.",
        ),
        Mistake(
            "logits.amax(dim=-1, keepdim=True)",
            "logits.amax(dim=tuple(range(logits.ndim)), keepdim=True)",
            says="One number is subtracted from all rows. A row that lies far below the largest "
            "one then vanishes entirely: each row needs a number of its own.",
        ),
        Mistake(
            "largest.masked_fill(largest == -math.inf, 0.0)",
            "largest",
            says="A row of nothing but -inf gives NaN: -inf minus -inf is not a number. Its sum is "
            "0, and the logarithm of 0 is -inf.",
        ),
        Mistake(
            ".sum(dim=-1).log() + shift.squeeze(-1)",
            ".sum(dim=-1, keepdim=True).log() + shift",
            says="The result still has the axis that was summed over, with length 1. It should be "
            "gone.",
        ),
        Mistake(
            "logits.amax(",
            "logits.amin(",
            says="The smallest logit of each row is subtracted. The others stay as far above 0 as "
            "they were above it, and overflow if that is far.",
        ),
        Mistake(
            ".sum(dim=-1).log() + shift.squeeze(-1)",
            ".sum(dim=-1).log() + shift.squeeze()",
            says="`squeeze()` drops every axis of length 1, those of the batch too. Name the one "
            "that should go: `squeeze(-1)`.",
        ),
    ),
    notice="`shift` is the row's largest logit but where that is $-\\infty$: the corner is mended "
    "in the shift, before anything became NaN, and a true NaN still shows.",
    without=("logsumexp", "logaddexp", "logcumsumexp", "log_softmax"),
)


def by_definition(row: list[float]) -> float:
    """The slow truth, for entries of moderate size."""
    return math.log(math.fsum(math.exp(entry) for entry in row))


def test_sums_of_small_numbers_come_out_as_worked_out_by_hand() -> None:
    powers = torch.tensor(
        [[[1.0, 2.0, 5.0], [3.0, 3.0, 3.0]], [[4.0, 1.0, 1.0], [0.5, 0.25, 0.25]]]
    )
    expected = torch.tensor([[math.log(8), math.log(9)], [math.log(6), 0.0]])
    torch.testing.assert_close(stable_log_sum(powers.log()), expected)


@pytest.mark.parametrize("shape", [(7,), (1, 5), (3, 3), (2, 1, 7), (2, 3, 5)])
def test_each_row_agrees_with_the_loop(shape: tuple[int, ...], rng: np.random.Generator) -> None:
    logits = rng.normal(size=shape)
    rows = [by_definition(row) for row in logits.reshape(-1, shape[-1]).tolist()]
    expected = torch.tensor(rows, dtype=torch.float64).reshape(shape[:-1])
    got = stable_log_sum(torch.tensor(logits))
    torch.testing.assert_close(got, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("size", [1000.0, -1000.0, 1e6, 0.0])
def test_equal_logits_of_any_size_give_one_of_them_plus_the_log_of_their_number(
    size: float,
) -> None:
    expected = torch.tensor([size + math.log(7)] * 2, dtype=torch.float64)
    got = stable_log_sum(torch.full((2, 7), size, dtype=torch.float64))
    torch.testing.assert_close(got, expected)


def test_a_logit_far_above_the_others_is_the_result() -> None:
    logits = torch.tensor([[3.0, 900.0, -900.0], [-800.0, -2000.0, -3000.0]], dtype=torch.float64)
    expected = torch.tensor([900.0, -800.0], dtype=torch.float64)
    torch.testing.assert_close(stable_log_sum(logits), expected)


def test_an_entry_that_is_ruled_out_adds_nothing() -> None:
    logits = torch.tensor([[-math.inf, math.log(2), math.log(3)], [1000.0, -math.inf, -math.inf]])
    expected = torch.tensor([math.log(5), 1000.0])
    torch.testing.assert_close(stable_log_sum(logits), expected)


def test_a_row_with_everything_ruled_out_gives_minus_infinity() -> None:
    logits = torch.tensor([[0.0, 0.0], [-math.inf, -math.inf], [-500.0, -500.0]])
    expected = torch.tensor([math.log(2), -math.inf, math.log(2) - 500.0])
    torch.testing.assert_close(stable_log_sum(logits), expected)


def test_a_nan_among_the_logits_stays_visible() -> None:
    logits = torch.tensor([[0.0, math.nan], [math.nan, -math.inf]])
    expected = torch.tensor([math.nan, math.nan])
    torch.testing.assert_close(stable_log_sum(logits), expected, equal_nan=True)


def test_float32_stays_float32_and_the_logits_stay_as_they_were(rng: np.random.Generator) -> None:
    logits = torch.tensor(100.0 + rng.normal(size=(2, 3)), dtype=torch.float32)
    before = logits.tolist()
    expected = torch.tensor(
        [100.0 + by_definition([entry - 100.0 for entry in row]) for row in before],
        dtype=torch.float32,
    )
    torch.testing.assert_close(stable_log_sum(logits), expected)
    assert logits.tolist() == before


def test_a_sum_just_above_one_keeps_its_digits_in_double_precision() -> None:
    logits = torch.tensor([[0.0, -18.0]], dtype=torch.float64)
    expected = torch.tensor([math.log1p(math.exp(-18))], dtype=torch.float64)
    torch.testing.assert_close(stable_log_sum(logits), expected, rtol=1e-6, atol=0.0)
