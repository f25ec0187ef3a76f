"""A changed definition is told from the reference by an input, and a right one by none."""

from pathlib import Path

import numpy as np
import pytest
import torch  # also because the search forks: what is imported here isn't imported each time

from bootcamp import splice
from bootcamp.check.bench import Bench
from bootcamp.check.differ import find_difference
from bootcamp.check.differ.arguments import like
from bootcamp.course.read import read_course

COURSE = read_course(Path(__file__).parents[3] / "courses" / "alignment", problems=[])


@pytest.fixture
def find(course):
    bench = Bench(course, None)
    return lambda name, text: find_difference(bench, course.exercises[name], text, 2.0)


def with_mistake(bench, name, index):
    """The text of an exercise's definition with a known mistake in it."""
    exercise = bench.course.exercises[name]
    mistake, qualname = exercise.mistakes[index], exercise.target.qualname
    source = bench.library.reference_source(exercise.target)
    edited = "" if mistake.whole else splice.edit(source, qualname, mistake.find, mistake.instead)
    return mistake.whole or splice.extract(edited, qualname)


@pytest.mark.parametrize(
    ("name", "index", "inputs", "expected", "got"),
    [
        ("multiply", 0, "multiply(np.array([2.0]), np.array([3.0]))[1](np.array([3.0]))",
         "(np.array([9.0]), np.array([6.0]))", "(np.array([6.0]), np.array([9.0]))"),
        ("gradient_error", 3, "gradient_error(np.array([-3.0]), np.array([0.0]))", "1.0", "0.0"),
        ("log_softmax", 1, "log_softmax(np.array([[100.0]], dtype=np.float32))",
         "(np.array([[0.0]], dtype=np.float32), a_function)",
         "(np.array([[-inf]], dtype=np.float32), a_function)"),
        ("squared_distances", 1, "squared_distances(torch.tensor([[0.0]], dtype=torch.float64), "
         "torch.tensor([[3.0]], dtype=torch.float64))",
         "torch.tensor([[9.0]], dtype=torch.float64)", "torch.tensor([[3.0]], dtype=torch.float64)"),
        ("chain", 4, "chain(square, square)(np.array([2.0]))[1](np.array([1.0]))",
         "(np.array([32.0]),)", "(np.array([108.0]),)"),
        ("numerical_gradient", 1, "numerical_gradient(a_function, np.array(3.0))",
         "argument 2 is np.array(3.0) afterwards",
         "argument 2 is np.array(3.00001) afterwards"),
        ("detach", 2, "Value(array(3.)).detach()",
         "the result.requires_grad is False", "the result.requires_grad is True"),
        ("no_grad", 2, "no_grad()",
         "[{'is_recording': False}, {'is_recording': False}, {'is_recording': False}, {}, {}]",
         "[{'is_recording': False}, {'is_recording': False}, {'is_recording': False}, "
         "{'is_recording': False}, {'is_recording': False}]"),
    ],
)  # fmt: skip
def test_small_input_is_found_on_which_a_known_mistake_differs(name, index, inputs, expected, got):
    bench = Bench(COURSE, None)
    changed = with_mistake(bench, name, index)
    found = find_difference(bench, COURSE.exercises[name], changed, 10.0)
    assert (found.inputs, found.expected, found.got) == (inputs, expected, got)


@pytest.mark.parametrize(
    "text",
    [
        "def scaled(x, factor=2.0):\n    return factor * np.array(x)\n",
        "def scaled(x, factor=2.0):\n    return -(-np.asarray(x) * factor)\n",
        "def scaled(x, factor=2.0):\n    return times(x, factor)\n\n\n"
        "def times(x, y):\n    return np.multiply(x, y)\n",
    ],
)
def test_right_definition_of_another_kind_differs_nowhere(find, text):
    assert find("scaled", text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("return np.asarray(x) * factor if np.size(x) else None", "structure"),
        ("return np.asarray(x) * (factor if np.size(x) != 5 else 0.0)", "value"),
        ("return np.asarray(x) * (factor if np.max(x, initial=0) < 100 else 1.0)", "value"),
        ("return np.asarray(x) * abs(factor)", "value"),
        ("return np.asarray(x, dtype=np.float64) * factor", "dtype"),
        ("x *= factor\n    return x", "argument"),
        ("return x if factor == 1.0 else x * factor", "alias"),
    ],
)
def test_what_the_check_never_tries_is_found_too(find, text, kind):
    """The check of `scaled` has one call: 2 rows of 3 numbers from 0 to 5, times 3."""
    assert find("scaled", f"def scaled(x, factor=2.0):\n    {text}\n").kind == kind


def test_input_that_the_reference_refuses_is_no_difference(find):
    assert (
        find("double", "def double(x):\n    return 0.0 if isinstance(x, dict) else 2 * x\n") is None
    )


def test_definition_that_ends_the_process_or_never_ends_is_left(find):
    assert find("double", "def double(x):\n    import os\n    os._exit(0)\n") is None
    assert find("double", "def double(x):\n    while x == x: pass\n").got == "none: it doesn't end"


def test_a_number_that_a_wider_array_held_is_brought_within_a_narrow_ones_bounds():
    narrow = torch.zeros(2, dtype=torch.int32)
    made = like(narrow, np.array([2.0**62, -(2.0**62)]))
    assert (made.dtype, made.tolist()) == (torch.int32, [2**31 - 1, -(2**31)])
