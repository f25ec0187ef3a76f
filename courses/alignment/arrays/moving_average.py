"""Smooth a noisy curve with an average that forgets, and is right from the first step.

Loss curves, reward baselines and Adam's two running means are all this. Begun at 0, it is far too
small at first; the correction divides by the weight that has come in so far.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import moving_average


def corrected_and_fed_back(values, decay):
    result = torch.empty_like(values)
    average = torch.zeros(values.shape[1:], dtype=values.dtype)
    for step, value in enumerate(values):
        average = (decay * average + (1 - decay) * value) / (1 - decay ** (step + 1))
        result[step] = average
    return result


def begun_with_the_first(values, decay):
    result = values.clone()
    for step in range(1, len(values)):
        result[step] = decay * result[step - 1] + (1 - decay) * values[step]
    return result


exercise = Exercise(
    implements=moving_average,
    minutes=10,
    difficulty=2,
    importance=3,
    hints=(
        "A loop over the rows is fine here: each step needs the one before. Rows can be written "
        "into a tensor, `result[step] = ...`; `torch.zeros_like(values)` makes one. Keep the "
        "running average apart from it.",
        "The running average stays uncorrected. What goes into the result at each step is a "
        "corrected copy.",
        "After the first row the weights add up to 1 - decay, after two to 1 - decay². Python "
        "counts rows from 0: which exponent belongs to row 0?",
    ),
    mistakes=(
        Mistake(
            "average / (1 - decay ** (step + 1))",
            "average",
            says="The average isn't corrected for having begun at 0. Its first entries are far too "
            "small.",
        ),
        Mistake(
            "(step + 1)",
            "step",
            says="The exponent is one too small: at the first row the correction divides by zero.",
        ),
        Mistake(
            "decay * average + (1 - decay) * value",
            "(1 - decay) * average + decay * value",
            says="The weights are exchanged: `decay` belongs to what was there before, and 1 - "
            "decay to the new row.",
        ),
        Mistake(
            begun_with_the_first,
            says="The average begins with the first row itself, which then keeps a weight as if it "
            "had been there for ever. It begins at 0, and is corrected.",
        ),
        Mistake(
            corrected_and_fed_back,
            says="The corrected average is fed back into the next step, so the correction is "
            "applied over and over. Keep the running average uncorrected.",
        ),
        Mistake(
            "(1 - decay) * value",
            "value",
            says="The new row comes in with weight 1 instead of 1 - decay.",
        ),
    ),
    notice="`average` is never corrected: only what is written into the result is. It is the state "
    "of the recursion, and a corrected state would be corrected again at the next row.",
)


def by_weights(column: list[float], decay: float) -> list[float]:
    """The slow truth: at each row the weighted mean of all rows so far, the oldest counting least."""
    averages = []
    for now in range(len(column)):
        weights = [decay ** (now - then) for then in range(now + 1)]
        products = [w * entry for w, entry in zip(weights, column[: now + 1], strict=True)]
        averages.append(math.fsum(products) / math.fsum(weights))
    return averages


def test_a_decay_of_one_half_by_hand() -> None:
    # Uncorrected, the first column is 2, 1, 3.5; the weights so far are 1/2, 3/4, 7/8.
    values = torch.tensor([[4.0, 0.0], [0.0, 8.0], [6.0, 8.0]])
    expected = torch.tensor([[4.0, 0.0], [4 / 3, 16 / 3], [4.0, 48 / 7]])
    torch.testing.assert_close(moving_average(values, 0.5), expected)


@pytest.mark.parametrize("shape", [(1, 5), (5, 1), (3, 3), (7, 2), (53, 3)])
@pytest.mark.parametrize("decay", [0.3, 0.9, 0.99])
def test_each_row_is_the_weighted_mean_of_all_so_far(
    decay: float, shape: tuple[int, int], rng: np.random.Generator
) -> None:
    values = 100 * rng.normal(size=shape) + 3
    columns = [by_weights(column, decay) for column in values.T.tolist()]
    expected = torch.tensor(columns, dtype=torch.float64).T.clone()
    got = moving_average(torch.tensor(values), decay)
    torch.testing.assert_close(got, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("decay", [0.5, 0.999])
def test_after_many_rows_the_early_ones_count_as_little_as_they_should(
    decay: float, rng: np.random.Generator
) -> None:
    values, checked = rng.normal(size=(1500, 1)) + 3, [63, 64, 511, 1499]
    column = values[:, 0].tolist()
    ends = []
    for now in checked:
        weights = [decay ** (now - then) for then in range(now + 1)]
        products = [w * entry for w, entry in zip(weights, column[: now + 1], strict=True)]
        ends.append(math.fsum(products) / math.fsum(weights))
    got = np.asarray(moving_average(torch.tensor(values), decay))
    np.testing.assert_allclose(got[checked, 0], ends, rtol=1e-9)


def test_without_memory_every_row_is_its_own_average(rng: np.random.Generator) -> None:
    values = rng.normal(size=(5, 3))
    expected = torch.tensor(values.tolist(), dtype=torch.float64)
    torch.testing.assert_close(moving_average(torch.tensor(values), 0.0), expected)


def test_what_stays_the_same_is_its_own_average_from_the_start() -> None:
    expected = torch.full((11, 2), -7.0)
    torch.testing.assert_close(moving_average(torch.full((11, 2), -7.0), 0.9), expected)


def test_no_rows_give_no_rows() -> None:
    expected = torch.zeros(0, 3)
    torch.testing.assert_close(moving_average(torch.zeros(0, 3), 0.9), expected)


def test_float32_stays_float32_and_values_stay_as_they_were(rng: np.random.Generator) -> None:
    values = torch.tensor(rng.normal(size=(7, 3)), dtype=torch.float32)
    before = values.tolist()
    columns = [by_weights(list(column), 0.8) for column in zip(*before, strict=True)]
    expected = torch.tensor(columns, dtype=torch.float32).T.clone()
    torch.testing.assert_close(moving_average(values, 0.8), expected)
    assert values.tolist() == before
