"""Run an operation, and remember how its result was made.

Every `+`, `*` and `.tanh()` of a Value goes through this one function. What it keeps is all that
the way back will ever know; what it doesn't keep, memory needn't hold.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.value import Value, apply, no_grad


def values_for_data(operation, *values, **options):
    result, pullback = operation(*values, **options)
    if is_recording.get() and any(value.requires_grad for value in values):  # noqa: F821
        return Value(result, requires_grad=True, parents=values, pullback=pullback)
    return Value(result)


exercise = Exercise(
    implements=apply,
    minutes=20,
    difficulty=3,
    importance=5,
    notice=(
        "The reference asks two questions in one line, whether recording is on and whether "
        "any argument needs a gradient, and builds a bare `Value` in every other case."
    ),
    hints=(
        "An operation takes arrays: hand it each value's `.data`, and the options by name. It "
        "returns two things.",
        "`is_recording.get()` says whether results are to be remembered. What else must hold for "
        "anyone ever to ask this result for a way back?",
        "If both hold, build a `Value` with all four arguments of its constructor; otherwise with "
        "the data alone. A parent that needs no gradient keeps its place among the parents: the "
        "pullback will return one gradient for each.",
    ),
    mistakes=(
        Mistake(
            "is_recording.get() and ",
            "",
            says="Inside `no_grad()` the result was still recorded. Recording is on only while "
            "`is_recording.get()` is true. The variable itself, without `.get()`, always counts "
            "as true.",
        ),
        Mistake(
            "any(",
            "all(",
            says="A result was recorded only where all of its arguments need a gradient. One that "
            "does is enough: think of a weight times an input.",
        ),
        Mistake(
            "parents=values",
            "parents=tuple(value for value in values if value.requires_grad)",
            says="The arguments that need no gradient are missing from `parents`. The pullback "
            "returns a gradient for every argument, so the two lists no longer match.",
        ),
        Mistake(
            "requires_grad=True, parents",
            "parents",
            says="The result has parents, and says that it needs no gradient: nothing computed "
            "from it would be recorded.",
        ),
        Mistake(
            ", **options)",
            ")",
            says="The options, like the axis of a sum, were not handed on to the operation.",
        ),
        Mistake(
            "any(value.requires_grad for value in values)",
            "values",
            says="Results of constants alone were recorded. No gradient is wanted there, and the "
            "record would hold on to every array.",
        ),
        Mistake(
            values_for_data,
            says="The operation was handed the Values themselves. It computes with arrays, and "
            "each value holds its array in `.data`. Operators of Values call this function again.",
        ),
    ),
)


def scaled_product(x, y, *, scale=1.0):
    return scale * x * y, lambda gradient: (scale * gradient * y, scale * gradient * x)


def test_the_operation_gets_the_data_and_its_options() -> None:
    result = apply(scaled_product, Value([2.0, 3.0]), Value([5.0, 7.0]), scale=11.0)
    np.testing.assert_allclose(result.data, [110.0, 231.0])


def test_whatever_the_data_the_result_is_the_operations_own(rng: np.random.Generator) -> None:
    x, y = rng.normal(size=(2, 3))
    expected = [7.0 * a * b for a, b in zip(x, y, strict=True)]
    result = apply(scaled_product, Value(x), Value(y), scale=7.0)
    np.testing.assert_allclose(result.data, expected, rtol=1e-12)


def test_arguments_become_parents_in_order() -> None:
    x, y = Value(2.0, requires_grad=True), Value(3.0, requires_grad=True)
    result = apply(scaled_product, x, y)
    assert [parent.item() for parent in result.parents] == [2.0, 3.0]


def test_one_argument_that_needs_a_gradient_is_enough() -> None:
    one, other = Value(2.0), Value(3.0, requires_grad=True)
    for x, y in ((one, other), (other, one)):
        expected = [True, x.item(), y.item()]
        result = apply(scaled_product, x, y)
        found = [bool(result.requires_grad), *(parent.item() for parent in result.parents)]
        assert found == expected


def test_the_way_back_is_the_operations_own() -> None:
    x, y = Value([2.0, 3.0], requires_grad=True), Value([5.0, 7.0], requires_grad=True)
    result = apply(scaled_product, x, y, scale=10.0)
    for_x, for_y = result.pullback(np.array([1.0, -1.0]))
    np.testing.assert_allclose(np.array([for_x, for_y]), [[50.0, -70.0], [20.0, -30.0]])


def test_an_argument_used_twice_is_a_parent_twice() -> None:
    x = Value(3.0, requires_grad=True)
    result = apply(scaled_product, x, x)
    assert [parent.item() for parent in result.parents] == [3.0, 3.0]


def test_of_constants_alone_nothing_is_remembered() -> None:
    result = apply(scaled_product, Value(2.0), Value(3.0))
    assert [result.item(), bool(result.requires_grad), len(result.parents)] == [6.0, False, 0]


def test_inside_no_grad_nothing_is_remembered() -> None:
    x = Value(2.0, requires_grad=True)
    with no_grad():
        result = apply(scaled_product, x, x, scale=5.0)
    assert [result.item(), bool(result.requires_grad), len(result.parents)] == [20.0, False, 0]


def test_a_result_of_results_is_remembered_too() -> None:
    x = Value(2.0, requires_grad=True)
    result = apply(scaled_product, apply(scaled_product, x, x), x)
    assert [result.item(), *(len(parent.parents) for parent in result.parents)] == [8.0, 2, 0]


def test_the_parents_are_the_values_themselves() -> None:
    x, y = Value(2.0, requires_grad=True), Value(3.0)
    result = apply(scaled_product, x, y)
    x.data, y.data = np.array(5.0), np.array(7.0)
    assert [parent.item() for parent in result.parents] == [5.0, 7.0]


def test_each_option_goes_to_the_operation_as_it_is() -> None:
    def affine(x, *, scale=2.0, shift=3.0):
        return scale * x + shift, lambda gradient: (scale * gradient,)

    x = Value(7.0, requires_grad=True)
    results = (apply(affine, x, shift=10.0, scale=5.0), apply(affine, x, shift=0.0, scale=0.0))
    assert [result.item() for result in results] == [45.0, 0.0]


def test_an_operation_may_take_one_value_or_three() -> None:
    def total(*arrays):
        return sum(arrays), lambda gradient: (gradient,) * len(arrays)

    constant, x = Value(3.0), Value(5.0, requires_grad=True)
    found = []
    for values in ((x,), (constant, x, constant), (constant, constant, x)):
        result = apply(total, *values)
        found.append([result.item(), bool(result.requires_grad), len(result.parents)])
    assert found == [[5.0, True, 1], [11.0, True, 3], [11.0, True, 3]]


def test_the_operation_runs_once() -> None:
    runs = []

    def doubled(x):
        runs.append(x.item())
        return 2 * x, lambda gradient: (2 * gradient,)

    result = apply(doubled, Value(3.0, requires_grad=True))
    assert [result.item(), runs] == [6.0, [3.0]]


def test_single_precision_stays_single() -> None:
    numbers = np.array([2.0, 3.0], dtype=np.float32)
    results = [
        apply(scaled_product, Value(numbers, requires_grad=needs), Value(numbers))
        for needs in (False, True)
    ]
    np.testing.assert_array_equal([result.data for result in results], [[4.0, 9.0], [4.0, 9.0]])
    assert [result.dtype.name for result in results] == ["float32", "float32"]


@pytest.mark.parametrize("dtypes", [("float32", "float64"), ("float64", "float32")])
def test_the_dtype_is_that_of_what_the_operation_returned(dtypes: tuple[str, str]) -> None:
    x, y = (Value(np.array([0.1, 0.7], dtype=dtype), requires_grad=True) for dtype in dtypes)
    expected = x.data * y.data
    result = apply(scaled_product, x, y)
    np.testing.assert_array_equal(result.data, expected)
    assert result.dtype.name == "float64"


def test_where_nothing_is_remembered_no_way_back_is_kept() -> None:
    x = Value(2.0, requires_grad=True)
    constant = apply(scaled_product, Value(2.0), Value(3.0))
    with no_grad():
        unrecorded = apply(scaled_product, x, x)
    kept = [getattr(result, "pullback", None) is not None for result in (constant, unrecorded)]
    assert kept == [False, False]
