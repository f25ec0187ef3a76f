"""Turn logits into probabilities, as sharp or as flat as a temperature says.

At temperature 1 these are the model's own probabilities. Below 1 the likely options gain, above 1
the unlikely ones do, and at 0 only the likeliest is left: that is what an evaluation "at
temperature 0" runs on.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import softmax_with_temperature


def a_small_one_for_zero(logits, temperature=1.0):
    shifted = logits - logits.amax(dim=-1, keepdim=True)
    powers = (shifted / max(temperature, 1e-8)).exp()
    return powers / powers.sum(dim=-1, keepdim=True)


def one_for_each_largest(logits, temperature=1.0):
    shifted = logits - logits.amax(dim=-1, keepdim=True)
    if temperature == 0:
        return (shifted == 0).to(logits.dtype)
    powers = (shifted / temperature).exp()
    return powers / powers.sum(dim=-1, keepdim=True)


def divided_first(logits, temperature=1.0):
    if temperature == 0:
        powers = (logits == logits.amax(dim=-1, keepdim=True)).to(logits.dtype)
    else:
        scaled = logits / temperature
        powers = (scaled - scaled.amax(dim=-1, keepdim=True)).exp()
    return powers / powers.sum(dim=-1, keepdim=True)


exercise = Exercise(
    implements=softmax_with_temperature,
    minutes=12,
    difficulty=2,
    importance=5,
    hints=(
        "Subtracting one number from all logits of a row changes no probability. Which number "
        "makes every exponential safe?",
        "Divide the logits by the temperature before the exponential. What comes after it is what "
        "makes each row add up to 1; keep the axis, so that the shapes line up.",
        "Temperature 0 is a case of its own: comparing each logit with its row's largest gives "
        "True and False. `.to(logits.dtype)` makes ones and zeros of them.",
    ),
    mistakes=(
        Mistake(
            "shifted / temperature",
            "shifted * temperature",
            says="The logits are multiplied by the temperature, so that a high one sharpens. They "
            "are divided by it.",
        ),
        Mistake(
            "logits - logits.amax(dim=-1, keepdim=True)",
            "logits",
            says="The exponentials are taken of the logits as they are, and overflow for large "
            "ones: infinity divided by infinity is not a number. Subtract something first.",
        ),
        Mistake(
            "powers.sum(dim=-1, keepdim=True)",
            "powers.sum()",
            says="All rows together add up to 1. Each row by itself should.",
        ),
        Mistake(
            "(shifted / temperature).exp() if",
            "(shifted.exp() / temperature) if",
            says="The temperature divides the exponentials, and then cancels: it has no effect. It "
            "must come in before the exponential.",
        ),
        Mistake(
            " if temperature > 0 else (shifted == 0).to(logits.dtype)",
            "",
            says="Temperature 0 divides by zero and gives NaN. It is a case of its own: the "
            "largest logit gets everything.",
        ),
        Mistake(
            a_small_one_for_zero,
            says="A very small temperature stands in for 0. Logits that are closer together than "
            "it is still share; at 0 the larger one gets everything, by however little it leads.",
        ),
        Mistake(
            "(shifted == 0).to(logits.dtype)",
            "torch.zeros_like(logits).scatter(-1, logits.argmax(dim=-1, keepdim=True), 1.0)",
            says="At temperature 0 the first of several equal largest logits gets everything. At "
            "any temperature above 0 they have equal probabilities, so they share it.",
        ),
        Mistake(
            one_for_each_largest,
            says="At temperature 0 each of several equal largest logits gets 1, and the row adds "
            "up to more than 1. They share it.",
        ),
        Mistake(
            divided_first,
            says="The logits are divided by the temperature before the largest is subtracted, and "
            "the quotient can overflow. Subtract first: what is left is 0 or less.",
        ),
    ),
    notice="One line makes `powers` for both cases, and one normalises them: at temperature 0 "
    "equal largest logits share because the row is divided by its sum there too.",
    without=("softmax", "log_softmax", "softmin", "Categorical"),
)


def by_odds(row: list[float], temperature: float) -> list[float]:
    """The slow truth: 1 / p_j is the sum, over all k, of how many times likelier k is than j."""
    return [1 / math.fsum(math.exp((other - one) / temperature) for other in row) for one in row]


def test_at_temperature_one_exponentials_are_divided_by_their_sum() -> None:
    logits = torch.tensor([[1.0, 2.0, 5.0], [3.0, 3.0, 2.0]]).log()
    expected = torch.tensor([[1 / 8, 2 / 8, 5 / 8], [3 / 8, 3 / 8, 2 / 8]])
    torch.testing.assert_close(softmax_with_temperature(logits), expected)


def test_a_temperature_of_one_half_squares_the_odds() -> None:
    logits = torch.tensor([[1.0, 2.0, 5.0], [3.0, 3.0, 2.0]]).log()
    expected = torch.tensor([[1 / 30, 4 / 30, 25 / 30], [9 / 22, 9 / 22, 4 / 22]])
    torch.testing.assert_close(softmax_with_temperature(logits, 0.5), expected)


@pytest.mark.parametrize("shape", [(7,), (1, 5), (3, 3), (2, 1, 7), (2, 3, 5)])
@pytest.mark.parametrize("temperature", [0.3, 1.0, 2.5])
def test_each_row_agrees_with_the_loop(
    temperature: float, shape: tuple[int, ...], rng: np.random.Generator
) -> None:
    logits = rng.normal(size=shape)
    rows = [by_odds(row, temperature) for row in logits.reshape(-1, shape[-1]).tolist()]
    expected = torch.tensor(rows, dtype=torch.float64).reshape(shape)
    got = softmax_with_temperature(torch.tensor(logits), temperature)
    torch.testing.assert_close(got, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("size", [1000.0, -3000.0])
def test_logits_of_any_size_give_probabilities(size: float) -> None:
    rows = [[size, size, size - 2000], [size, size - 3000, size]]
    expected = torch.tensor([[0.5, 0.5, 0.0], [0.5, 0.0, 0.5]], dtype=torch.float64)
    got = softmax_with_temperature(torch.tensor(rows, dtype=torch.float64), 0.5)
    torch.testing.assert_close(got, expected)


def test_the_largest_numbers_that_float32_has_give_probabilities() -> None:
    logits = torch.tensor([[3e38, 3e38, -3e38], [-3e38, -math.inf, -3e38]])
    expected = torch.tensor([[0.5, 0.5, 0.0], [0.5, 0.0, 0.5]])
    torch.testing.assert_close(softmax_with_temperature(logits, 0.5), expected)


def test_an_option_that_is_ruled_out_has_probability_zero() -> None:
    logits = torch.tensor([[-math.inf, 0.0, math.log(3)], [7.0, -math.inf, -math.inf]])
    expected = torch.tensor([[0.0, 0.25, 0.75], [1.0, 0.0, 0.0]])
    torch.testing.assert_close(softmax_with_temperature(logits), expected, rtol=1e-6, atol=0.0)


def test_a_nan_among_the_logits_stays_visible() -> None:
    logits = torch.tensor([[5.0, math.nan], [math.nan, -math.inf]])
    expected = torch.full((2, 2), math.nan)
    torch.testing.assert_close(softmax_with_temperature(logits), expected, equal_nan=True)


def test_a_low_temperature_is_not_zero() -> None:
    logits = torch.tensor([[0.0, 1e-6 * math.log(3)]], dtype=torch.float64)
    expected = torch.tensor([[0.25, 0.75]], dtype=torch.float64)
    torch.testing.assert_close(softmax_with_temperature(logits, 1e-6), expected)


def test_temperature_zero_gives_everything_to_the_largest(rng: np.random.Generator) -> None:
    logits = rng.normal(size=(2, 3, 5)) - 10.0
    rows = [[float(entry == max(row)) for entry in row] for row in logits.reshape(-1, 5).tolist()]
    expected = torch.tensor(rows, dtype=torch.float64).reshape(2, 3, 5)
    torch.testing.assert_close(softmax_with_temperature(torch.tensor(logits), 0.0), expected)


def test_at_temperature_zero_equal_largest_logits_share() -> None:
    logits = torch.tensor([[4.0, 7.0, 7.0, -math.inf], [-2.0, -2.0, -2.0, -2.0]])
    expected = torch.tensor([[0.0, 0.5, 0.5, 0.0], [0.25, 0.25, 0.25, 0.25]])
    torch.testing.assert_close(softmax_with_temperature(logits, 0.0), expected)


def test_at_temperature_zero_the_smallest_lead_is_enough() -> None:
    ahead = 1 + torch.finfo(torch.float64).eps  # the number that comes after 1
    logits = torch.tensor([[1.0, ahead, 0.5], [-ahead, -2.0, -1.0]], dtype=torch.float64)
    expected = torch.tensor([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], dtype=torch.float64)
    torch.testing.assert_close(softmax_with_temperature(logits, 0.0), expected)


def test_float32_stays_float32_and_the_logits_stay_as_they_were(rng: np.random.Generator) -> None:
    logits = torch.tensor(rng.normal(size=(2, 3)), dtype=torch.float32)
    before = logits.tolist()
    expected = torch.tensor([by_odds(row, 0.7) for row in before], dtype=torch.float32)
    torch.testing.assert_close(softmax_with_temperature(logits, 0.7), expected)
    assert str(softmax_with_temperature(logits, 0.0).dtype) == "torch.float32"
    assert logits.tolist() == before


def test_small_probabilities_keep_their_digits() -> None:
    logits = torch.tensor([[0.0, -18.0, -30.0]], dtype=torch.float64)
    powers = [1.0, math.exp(-18.0), math.exp(-30.0)]
    expected = torch.tensor([[power / sum(powers) for power in powers]], dtype=torch.float64)
    torch.testing.assert_close(softmax_with_temperature(logits), expected, rtol=1e-9, atol=0.0)


def test_probabilities_that_equal_the_logits_are_new() -> None:
    logits = torch.ones(2, 1)
    for temperature in (0.0, 1.0):
        probabilities = softmax_with_temperature(logits, temperature)
        probabilities += 1
    assert logits.tolist() == [[1.0], [1.0]]
