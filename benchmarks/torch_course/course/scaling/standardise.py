"""Give every row mean 0 and variance 1."""

import pytest
import torch
from torchlib.scaling import standardise

from bootcamp.author import Exercise, Mistake

exercise = Exercise(
    implements=standardise,
    minutes=5,
    difficulty=1,
    importance=1,
    hints=("Which axis is a row's?", "Subtract, then divide."),
    mistakes=(
        Mistake("dim=1, keepdim=True)) / x", "dim=0, keepdim=True)) / x", says="Columns' means."),
        Mistake("correction=0", "correction=1", says="The variance is divided by n - 1."),
    ),
)


@pytest.mark.parametrize("columns", [3, 7])
def test_every_row_has_mean_0_and_variance_1(seed: int, columns: int) -> None:
    x = torch.randn(5, columns, generator=torch.Generator().manual_seed(seed))
    result = standardise(x)
    torch.testing.assert_close(result.mean(1), torch.zeros(5))
    torch.testing.assert_close((result**2).mean(1), torch.ones(5))


def test_known_row() -> None:
    torch.testing.assert_close(standardise(torch.tensor([[1.0, 3.0]])), torch.tensor([[-1.0, 1.0]]))
