"""What counts as a difference between the right code's answer and another's."""

import math

import numpy as np
import pytest
import torch

from bootcamp.check.item import difference

SAME = [
    (1, 1.0), (0.1 + 0.2, 0.3), (math.nan, math.nan), (True, True), ("a", "a"), (None, None),
    ((1, (2, 3)), (1, (2, 3))), ([], []),
    (torch.tensor([1, 2]), torch.tensor([1.0, 2.0])),
    (torch.tensor([0.1], dtype=torch.float32), np.array([0.1])),
    (torch.tensor(2.0), 2), (np.float64(2.0), 2.0), (2, torch.tensor(2)),
    (torch.tensor([math.inf, math.nan]), torch.tensor([math.inf, math.nan])),
]  # fmt: skip
DIFFERENT = [
    (1, 1.001, "Expected 1.001, got 1"),
    (math.nan, 1.0, "got nan"),
    (1.0, math.nan, "Expected nan"),
    (-math.inf, math.inf, "got -inf"),
    (None, 1, "got None"),
    (1, True, "Expected True, got 1"),
    (True, 1, "Expected 1, got True"),
    ("1", 1, "got '1'"),
    ((1, 2), (1, 3), "Expected 3, got 2"),
    ((1,), (1, 2), "Expected a tuple of 2, got a tuple"),
    ([1, 2], (1, 2), "Expected a tuple of 2, got a list"),
    (None, torch.ones(2), "Expected the shape [2], got a NoneType"),
    ([1.0, 1.0], torch.ones(2), "Expected the shape [2], got a list"),
    (torch.ones(1, 2), torch.ones(2), "Expected the shape [2], got the shape [1, 2]"),
    (torch.tensor([1.0, 2.1]), torch.tensor([1.0, 2.0]), "Expected 2, got 2.0999"),
    (torch.tensor([True]), torch.tensor([1]), "Expected 1, got True"),
    (torch.ones(3), 1.0, "Expected 1, got the shape [3]"),
]


@pytest.mark.parametrize(("got", "right"), SAME)
def test_the_same_is_the_same(got, right):
    assert difference(got, right) == ""


@pytest.mark.parametrize(("got", "right", "says"), DIFFERENT)
def test_another_answer_is_told(got, right, says):
    assert says in difference(got, right)
