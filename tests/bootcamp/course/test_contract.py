"""What a definition promises, as it is shown before anything is written."""

import os

import pytest

from bootcamp.course.contract import Contract, _terms, contract_of
from bootcamp.splice import syntax


def test_a_contract_is_the_signature_and_the_docstring_joined_where_it_is_prose(course):
    library = course.library_root / "tinylib/sums.py"
    library.write_text(
        library.read_text().replace(
            '"""x times factor, as an array."""',
            '"""x times factor, as an array.\n\n'
            "    Every entry is multiplied, whatever the shape of x may be, and the result has\n"
            "    the same shape.\n\n"
            "    y[i] = x[i]\n"
            '    z = y\n    """',
        )
    )
    assert contract_of(course, course.exercises["scaled"]) == Contract(
        "scaled",
        "def scaled(x, factor=2.0):\n",
        (
            "x times factor, as an array.",
            "Every entry is multiplied, whatever the shape of x may be, and the result has "
            "the same shape.",
            "y[i] = x[i]\nz = y",
        ),
        "Write it with NumPy. Imported: `np`.",
    )
    assert contract_of(course, course.exercises["by_hand"]) is None


def test_a_contract_follows_the_library(course):
    library = course.library_root / "tinylib/sums.py"
    assert contract_of(course, course.exercises["double"]).paragraphs == ("Twice x.",)
    library.write_text(library.read_text().replace("Twice x.", "Two times x."))
    os.utime(library, ns=(1, 1))
    assert contract_of(course, course.exercises["double"]).paragraphs == ("Two times x.",)


@pytest.mark.parametrize(
    ("imports", "body", "without", "terms"),
    [
        ("import math", "x", (), "Imported: `math`."),
        ("import numpy as np", "x", (), "Imported: `np`."),
        ("from torch import Tensor", "Tensor", (), "Write it with PyTorch."),
        (
            "import numpy as np\nimport torch\nfrom einops import reduce",
            "torch.ones(np)",
            (),
            "Write it with PyTorch. Imported: `np`, `torch`, `reduce`.",
        ),
        ("from a import Array", "Array", ("b",), "Write it with NumPy, without `b`."),
        (
            "from torch import nn",
            "nn",
            ("softmax",),
            "Write it with PyTorch, without `softmax`. Imported: `nn`.",
        ),
        ("", "x", ("a", "b", "c"), "Write it without `a`, `b` or `c`."),
    ],
)
def test_the_terms_name_one_library_everything_refused_and_what_is_at_hand(
    imports, body, without, terms
):
    assert _terms(syntax(imports), syntax(f"def f(x):\n    return {body}\n"), without) == terms
