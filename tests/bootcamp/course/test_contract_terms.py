"""What a contract says of the library that is spoken, and of what may not be used."""

import pytest

from bootcamp.course.contract import _terms
from bootcamp.splice import syntax


@pytest.mark.parametrize(
    ("imports", "without", "terms"),
    [
        ("import math", (), ""),
        ("import numpy as np\nimport torch", (), "Write it with PyTorch."),
        ("from torch import nn", ("softmax",), "Write it with PyTorch, without `softmax`."),
        ("import numpy as np", ("a", "b", "c"), "Write it with NumPy, without `a`, `b` or `c`."),
        ("", ("a", "b"), "Write it without `a` or `b`."),
    ],
)
def test_the_terms_name_one_library_and_everything_refused(imports, without, terms):
    assert _terms(syntax(imports), without) == terms
