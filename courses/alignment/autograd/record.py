"""Run an operation, and remember how its result was made.

Every `+`, `*` and `.tanh()` of a Value goes through this one function. What it keeps is all that
the way back will ever know; what it doesn't keep, memory needn't hold.
"""

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.autograd.value import Value, apply, no_grad

exercise = Exercise(
    implements=apply,
    minutes=20,
    difficulty=3,
    importance=5,
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
            says="Inside `no_grad()` the result was still recorded. Ask `is_recording` first.",
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
    ),
)


def scaled_product(x, y, scale=1.0):
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


def test_where_nothing_is_remembered_no_way_back_is_kept() -> None:
    x = Value(2.0, requires_grad=True)
    constant = apply(scaled_product, Value(2.0), Value(3.0))
    with no_grad():
        unrecorded = apply(scaled_product, x, x)
    kept = [getattr(result, "pullback", None) is not None for result in (constant, unrecorded)]
    assert kept == [False, False]
