"""What is said of two values that should have been equal."""

import numpy as np
import pytest
import torch

from bootcamp.check.compare import compare, short
from bootcamp.check.fingerprint import distance, fingerprint
from bootcamp.verdict import Grid

W = np.array([[2.0, 3.0, 5.0], [7.0, 11.0, 13.0]])


@pytest.mark.parametrize(
    ("got", "expected", "says", "difference"),
    [
        (W.T, W, "Expected shape (2, 3), got shape (3, 2).", "It is the expected array, transposed."),
        (W[:1], W, "Expected shape (2, 3), got shape (1, 3).", ""),
        (W.astype("float32"), W, "Expected dtype float64, got dtype float32.", ""),
        (2 * W, W, "The values differ.", "First difference at [0, 0]: expected 2, got 4; "
         "6 of 6 entries differ. Every entry is off by a constant factor of 2.0."),
        (W * [1, np.nan, 1], W, "The values differ.", "2 of 6 entries are NaN. First difference at "
         "[0, 1]: expected 3, got nan; 2 of 6 entries differ."),
        (W + 1e-7, W, "The values differ.",
         "The largest difference is 1e-07: small, but more than rounding explains."),
        (torch.arange(7) < 3, torch.arange(7) >= 3, "The values differ.",
         "First difference at [0]: expected False, got True; 7 of 7 entries differ. "
         "Every True should be False, and every False True."),
        (torch.ones(2, dtype=torch.bfloat16), torch.zeros(2), "The values differ.",
         "First difference at [0]: expected 0, got 1; 2 of 2 entries differ."),
        ([3.5, 2.0, 1.5], [1.5, 2.0, 3.5], "Expected [1.5, 2.0, 3.5], got [3.5, 2.0, 1.5].",
         "First difference at [0]: expected 1.5, got 3.5; 2 of 3 entries differ. "
         "It is in reverse order along axis 0."),
        ([30.0, None], [30.0, 7.0], "Expected [30.0, 7.0], got [30.0, None].",
         "First difference at [1]: expected 7, got None."),
        (-7.0, 7.0, "Expected 7, got -7.", "The sign is the wrong way round."),
        (14.0, 7.0, "Expected 7, got 14.", ""),
        (None, W, "Expected a numpy array, got None: is a `return` missing?", ""),
        (short, 3.0, "Expected float 3, got the function short.", ""),
    ],
)  # fmt: skip
def test_shape_is_said_first_then_dtype_then_values(got, expected, says, difference):
    told = compare(got, expected)
    assert (told.says, told.difference) == (says, difference)


@pytest.mark.parametrize(
    ("got", "expected", "says"),
    [
        ((1.0, 2.0), torch.ones(2), "Expected a torch.Tensor, got a tuple of 2."),
        ([1.0, 2.0, 3.0], torch.ones(2), "Expected a torch.Tensor, got a list of 3."),
        (W, torch.ones(2, 3), "Expected a torch.Tensor, got a numpy array."),
        (5.0, torch.ones(2), "Expected a torch.Tensor, got float 5."),
        (None, torch.ones(2), "Expected a torch.Tensor, got None: is a `return` missing?"),
        ({"a": 1}, W, "Expected a numpy array, got a dict of 1."),
        ("abc", W, "Expected a numpy array, got str 'abc'."),
        (torch.ones(2, requires_grad=True), W[0, :2],
         "Expected a numpy array, got a torch.Tensor that requires a gradient."),
        (torch.ones(2).double(), torch.ones(2), "Expected dtype float32, got dtype float64."),
        (torch.ones(2, 1), torch.ones(1, 2), "Expected shape (1, 2), got shape (2, 1)."),
        ((W, 2 * W), (W, W), "Item 1: the values differ."),
        ((W, W.T), (W, W), "Item 1: expected shape (2, 3), got shape (3, 2)."),
        ((W, (1, 2)), (W, torch.ones(2)), "Item 1: expected a torch.Tensor, got a tuple of 2."),
    ],
)  # fmt: skip
def test_another_kind_of_thing_is_told_by_its_name(got, expected, says):
    assert compare(got, expected).says == says


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (((2, 3), (1, 3)), ((2, 3), (3, 1))),  # a shape and strides
        ([8.0, True, 2], [8.0, False, 0]),  # facts of three kinds
        ([8.0, 1, 2, 3, 4, 5, 6], [8.0, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_facts_put_together_are_no_array_with_a_pattern(got, expected):
    assert compare(got, expected).difference.endswith("entries differ.")


def test_small_arrays_are_drawn_with_the_cells_that_differ():
    picture = compare(W + np.array([[0, 0, 0], [0, 1, 0]]), W).picture
    assert picture.expected == Grid((2, 3), (2.0, 3.0, 5.0, 7.0, 11.0, 13.0))
    assert picture.got == Grid((2, 3), (2.0, 3.0, 5.0, 7.0, 12.0, 13.0))
    assert picture.differs == (False, False, False, False, True, False)


def test_nested_lists_of_numbers_are_drawn_too():
    assert compare([[1, 2], [3, 4]], [[1, 2], [3, 5]]).picture.differs == (
        False,
        False,
        False,
        True,
    )


@pytest.mark.parametrize("array", [np.ones(201), np.ones((2, 2, 2, 2)), np.ones(()), np.ones(1)])
def test_what_is_too_large_or_has_no_or_too_many_axes_is_not_drawn(array):
    assert compare(array + 1, array).picture is None


def test_text_of_a_function_or_an_object_has_no_address_in_it():
    assert [short(lambda x: x), short(object())] == ["the function <lambda>", "a object"]


GRADIENT = torch.ones(2, requires_grad=True)
HUGE, RAGGED = 10**400, [[1], [1, 2]]


@pytest.mark.parametrize(
    ("got", "expected", "says"),
    [
        ((GRADIENT, 1), (W, W), "Item 0: expected a numpy array, got a torch.Tensor that requires"),
        ((GRADIENT, GRADIENT[:1]), W, "Expected numbers, got (tensor([1., 1.], requires_grad=True)"),
        (W, np.zeros((0, 3)), "Expected shape (0, 3), got shape (2, 3)."),
        (np.zeros((0, 3)), W, "Expected shape (2, 3), got shape (0, 3)."),
        (HUGE, 4, "Expected 4, got 1000"),
        ([HUGE, 1], [4, 1], "Expected [4, 1], got [1000"),
        ([W, RAGGED], [W, W], "Item 1: expected numbers, got [[1], [1, 2]]."),
        ([W, W], [W, RAGGED], "Item 1: expected [[1], [1, 2]], got float64 [2, 3]"),
        (W, RAGGED, "Expected [[1], [1, 2]], got float64 [2, 3]"),
        (torch.ones(2).to_sparse(), torch.zeros(2), "The values differ."),
        (torch.ones(2, dtype=torch.cfloat).conj().imag, torch.ones(2), "The values differ."),
    ],
    ids=lambda each: each[:40] if isinstance(each, str) else "",
)  # fmt: skip
def test_what_no_array_can_be_made_of_is_described_too(got, expected, says):
    assert compare(got, expected).says.startswith(says)
    assert fingerprint(got) != fingerprint(expected)
    assert distance(got, expected) is None or distance(got, expected) > 0
