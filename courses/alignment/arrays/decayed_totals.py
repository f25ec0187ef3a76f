"""Run a recurrence through all steps at once: one triangle of powers, one matrix product.

Momentum, running averages and some successors of attention are this recurrence. A loop takes the
steps one after another. A product takes them all together, and that is what a GPU is good at. Write
it without `cumsum`.
"""

import numpy as np
import pytest
import torch
from torch import Tensor

from bootcamp.author import Exercise, Mistake
from groundup.arrays.puzzles import decayed_totals


def masked_by_multiplying(x: Tensor, decay: float) -> Tensor:
    """Along the last axis, each entry and all before it, faded by `decay` for each step since."""
    places = torch.arange(x.shape[-1], dtype=x.dtype)
    age = places - places[:, None]
    return x @ (decay**age * (age >= 0))


exercise = Exercise(
    implements=decayed_totals,
    minutes=12,
    difficulty=3,
    importance=3,
    without=("cumsum", "cumsum_", "logcumsumexp"),
    notice="The loop over time has become one triangle of powers, built from a table of "
    "differences.",
    hints=(
        "Write the result for three entries as three sums. The factors of x form a table: "
        "s in one direction, t in the other.",
        "The factor's exponent is the number of steps from s to t. Two lists of places, one of "
        "them standing upright, give a table of all differences.",
        "Where s comes after t the factor is 0, whatever the power says. A power with a negative "
        "exponent can be infinite, and infinity times 0 is no number: cut such powers off, with "
        "`triu` or `where`, instead of multiplying them by 0.",
    ),
    mistakes=(
        Mistake(
            ".triu()",
            ".triu(1)",
            says="Each entry is missing from its own total. It counts, with decay to the power 0.",
        ),
        Mistake(
            "(decay**age).triu()",
            "(decay**-age).tril()",
            says="The totals look into the future: each entry collects those that come after it.",
        ),
        Mistake(
            "decay**age",
            "decay ** (age + 1)",
            says="Everything has faded by one step too many. An entry has its full weight at its "
            "own place.",
        ),
        Mistake(
            "(decay**age)",
            "torch.full_like(age, decay)",
            says="Everything has faded by one factor, however old it is. It fades with each step.",
        ),
        Mistake(
            masked_by_multiplying,
            says="Above the powers with a negative exponent a mask of zeros was laid by "
            "multiplying. They can be infinite, and infinity times 0 is not a number.",
        ),
        Mistake(
            "(decay**age).triu()",
            "decay**age",
            says="There is no triangle: each entry collects those that come after it, too, and "
            "their power has a negative exponent.",
        ),
        Mistake(
            "(decay**age).triu()",
            "decay ** age.abs()",
            says="There is no triangle: each entry collects those that come after it as well, as "
            "if they had faded.",
        ),
        Mistake(
            "    return x @ (decay**age).triu()",
            "    return (1 - decay) * x @ (decay**age).triu()",
            says="Each entry comes in with the weight 1 - decay, as in a running mean. Here it "
            "comes in whole.",
        ),
        Mistake(
            "(decay**age)",
            "torch.ones_like(age)",
            says="These are plain running totals: nothing fades.",
        ),
        Mistake(
            "(decay**age).triu()",
            "((decay**age).triu() * (age < 2))",
            says="Each entry collects only itself and the one before. The recurrence carries on "
            "all that came earlier.",
        ),
        Mistake(
            ".triu()",
            ".tril()",
            says="The other half of the table is kept: each entry collects those that come after "
            "it.",
        ),
        Mistake(
            "dtype=x.dtype",
            "dtype=torch.float32",
            says="The table of powers is float32, whatever the dtype of `x`.",
        ),
    ),
)


def by_recurrence(x: list[float], decay: float) -> list[float]:
    """The slow truth: y[t] = decay * y[t - 1] + x[t], step by step."""
    total, totals = 0.0, []
    for entry in x:
        total = decay * total + entry
        totals.append(total)
    return totals


def test_a_half_fades_with_each_step_worked_out_by_hand() -> None:
    x = torch.tensor([[8.0, 0.0, 0.0, 0.0], [1.0, 2.0, -4.0, 6.0]])
    expected = torch.tensor([[8.0, 4.0, 2.0, 1.0], [1.0, 2.5, -2.75, 4.625]])
    torch.testing.assert_close(decayed_totals(x, 0.5), expected)


@pytest.mark.parametrize("decay", [0.9, 0.3, 1.0, 0.0])
def test_every_step_agrees_with_the_recurrence(decay: float, rng: np.random.Generator) -> None:
    x = rng.normal(size=(5, 7))
    expected = torch.tensor([by_recurrence(row, decay) for row in x.tolist()], dtype=torch.float64)
    # Powers taken in float32 are accepted: they are right to 1e-7, and totals stay below 20.
    got = decayed_totals(torch.tensor(x), decay)
    torch.testing.assert_close(got, expected, rtol=1e-5, atol=1e-5)


def test_any_number_of_axes_in_front(rng: np.random.Generator) -> None:
    for shape in ((5,), (1, 5), (3, 3), (2, 3, 7), (3, 1, 2, 5)):
        x = rng.normal(size=shape)
        rows = [by_recurrence(row, 0.8) for row in x.reshape(-1, shape[-1]).tolist()]
        expected = torch.tensor(rows, dtype=torch.float64).reshape(shape)
        got = decayed_totals(torch.tensor(x), 0.8)
        torch.testing.assert_close(got, expected, rtol=1e-5, atol=1e-5)


def test_a_long_row_that_fades_fast_stays_finite(rng: np.random.Generator) -> None:
    x = rng.normal(size=401)  # 0.05 ** -400 is beyond float64
    expected = torch.tensor(by_recurrence(x.tolist(), 0.05), dtype=torch.float64)
    got = decayed_totals(torch.tensor(x), 0.05)
    torch.testing.assert_close(got, expected, rtol=1e-5, atol=1e-5)


def test_no_entries_have_no_totals() -> None:
    assert list(decayed_totals(torch.zeros(2, 0), 0.5).shape) == [2, 0]


def test_float32_stays_float32_and_x_as_it_was(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.normal(size=(3, 5)), dtype=torch.float32)
    before = x.tolist()
    expected = torch.tensor([by_recurrence(row, 0.7) for row in before], dtype=torch.float32)
    torch.testing.assert_close(decayed_totals(x, 0.7), expected, rtol=1e-5, atol=1e-5)
    assert x.tolist() == before
