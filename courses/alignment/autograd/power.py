"""Raise to a fixed power, and send the gradient back.

The power rule, and the one place where the rule as it's usually written goes wrong: at zero.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.elementwise import power

exercise = Exercise(
    implements=power,
    minutes=10,
    difficulty=2,
    importance=3,
    hints=(
        "The slope of $x^n$ is $n x^{n-1}$.",
        "One argument gets a gradient, so the pullback returns a tuple of one: mind the comma.",
        "With exponent 0 the rule asks for 0 · x⁻¹. What does numpy say of that at x = 0? Treat "
        "the exponent 0 by itself.",
    ),
    notice="Only the exponent 0 is treated by itself. An infinite slope is left infinite, because it "
    "is the truth.",
    excludes=("sharing",),
    mistakes=(
        Mistake(
            "gradient * exponent * ",
            "gradient * ",
            says="The exponent that comes down as a factor is missing.",
        ),
        Mistake(
            "x ** (exponent - 1),",
            "x**exponent,",
            says="The exponent was not lowered: the slope of a cube grows like a square.",
        ),
        Mistake(
            "x ** (exponent - 1),",
            "x**exponent - 1,",
            says="`x**exponent - 1` is (x to the power) minus 1: `**` binds more tightly than `-`.",
        ),
        Mistake(
            "if exponent == 0:",
            "if False:",
            says="At x = 0 with exponent 0 the rule multiplies 0 by infinity, which is not a "
            "number. To the power 0 everything is 1, so the gradient is 0.",
        ),
        Mistake(
            "(gradient * exponent *",
            "(exponent *",
            says="This is the local slope alone. What came back from the loss, `gradient`, is not "
            "passed on.",
        ),
        Mistake(
            "return (gradient * exponent * x ** (exponent - 1),)",
            "return gradient * exponent * x ** (exponent - 1)",
            says="The pullback returned the array itself. It returns a tuple, here of one: mind "
            "the comma.",
        ),
        Mistake(
            "x ** (exponent - 1),",
            "x**exponent / x,",
            says="The power is divided by `x`, and at x = 0 that is 0 divided by 0, which is NaN.",
        ),
        Mistake(
            "return (gradient * exponent * x ** (exponent - 1),)",
            "return (np.where(x == 0, 0, gradient * exponent * x ** (exponent - 1)),)",
            says="At x = 0 the slope comes out as 0, whatever the exponent is. To the power 1 it "
            "is 1 there, and that of a root is infinite.",
        ),
        Mistake(
            "np.zeros_like(gradient)",
            "np.zeros(gradient.shape)",
            says="`np.zeros` makes float64 unless told otherwise. float32 is to stay float32.",
        ),
        Mistake(
            "exponent * x ** (exponent - 1),",
            "x**exponent * np.log(x),",
            says="This is the slope in the exponent. The exponent is fixed, and `x` moves.",
        ),
    ),
)


def test_forwards_it_raises_each_entry() -> None:
    result, _ = power(np.array([2.0, -3.0, 5.0]), 3)
    np.testing.assert_allclose(result, [8.0, -27.0, 125.0])


def test_a_root_is_a_power_of_every_entry_of_a_matrix(rng) -> None:
    expected = rng.uniform(0.5, 2.0, size=(2, 3))
    result, _ = power(expected * expected, 0.5)
    np.testing.assert_allclose(result, expected, rtol=1e-12)


def test_the_slope_of_a_cube_is_three_squares() -> None:
    _, pullback = power(np.array([-2.0, 3.0]), 3)
    (for_x,) = pullback(np.array([10.0, 1.0]))
    np.testing.assert_allclose(for_x, [120.0, 27.0])


@pytest.mark.parametrize("exponent", [0.5, -2.0, 1.7, 5.0])
def test_the_gradient_agrees_with_measured_slopes(exponent, rng) -> None:
    x, gradient = rng.uniform(0.5, 2.0, size=(2, 3)), rng.normal(size=(2, 3))
    nudge = 1e-20j  # a complex step measures a slope without rounding error
    slopes = (gradient * np.exp(exponent * np.log(x + nudge))).imag / 1e-20
    _, pullback = power(x, exponent)
    (for_x,) = pullback(gradient)
    np.testing.assert_allclose(for_x, slopes, rtol=1e-10)


def test_to_the_power_zero_everything_is_one_and_nothing_has_a_slope() -> None:
    result, pullback = power(np.array([0.0, 2.0, -3.0]), 0)
    with np.errstate(all="ignore"):
        (for_x,) = pullback(np.array([5.0, 7.0, 11.0]))
    np.testing.assert_array_equal(np.array([result, for_x]), [[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])


def test_to_the_power_one_the_slope_at_zero_is_one() -> None:
    _, pullback = power(np.array([0.0, 4.0]), 1)
    (for_x,) = pullback(np.array([5.0, 7.0]))
    np.testing.assert_array_equal(for_x, [5.0, 7.0])


def test_argument_gradient_and_result_are_left_as_they_were() -> None:
    x, gradient = np.array([2.0, 3.0]), np.array([11.0, 13.0])
    result, pullback = power(x, 2)
    pullback(gradient)
    pullback(gradient)
    found = np.array([x, gradient, result])
    np.testing.assert_array_equal(found, [[2.0, 3.0], [11.0, 13.0], [4.0, 9.0]])


def test_float32_stays_float32() -> None:
    x = np.array([0.5, 2.0], dtype=np.float32)
    result, pullback = power(x, 3.0)
    (for_x,) = pullback(x)
    assert [result.dtype.name, for_x.dtype.name] == ["float32", "float32"]


def test_an_infinite_slope_stays_infinite() -> None:
    with np.errstate(all="ignore"):
        result, pullback = power(np.array([0.0, 4.0]), 0.5)  # a square root is vertical at 0
        (for_x,) = pullback(np.array([1.0, 1.0]))
    np.testing.assert_allclose(for_x, [np.inf, 0.25])
    np.testing.assert_allclose(result, [0.0, 2.0])


def test_nothing_to_a_negative_power_is_infinite() -> None:
    with np.errstate(all="ignore"):
        result, _ = power(np.array([0.0, -2.0]), -2.0)
    np.testing.assert_array_equal(result, [np.inf, 0.25])


def test_what_becomes_tiny_keeps_its_digits() -> None:
    result, pullback = power(np.array([-0.02, 5000.0]), -3.0)
    (for_x,) = pullback(np.array([1e-15, 1.0]))
    np.testing.assert_allclose(result, [-125000.0, 8e-12], rtol=1e-12)
    np.testing.assert_allclose(for_x, [-1.875e-08, -4.8e-15], rtol=1e-12)


def test_double_precision_keeps_all_its_digits() -> None:
    result, _ = power(np.array([11111.0]), 2)
    np.testing.assert_allclose(result, [123454321.0], rtol=1e-12)


def test_an_even_power_falls_where_x_is_negative() -> None:
    result, pullback = power(np.array([-3.0, -0.5, 0.0]), 2)
    (for_x,) = pullback(np.array([10.0, -4.0, 7.0]))
    np.testing.assert_allclose(np.array([result, for_x]), [[9.0, 0.25, 0.0], [-60.0, 4.0, 0.0]])


def test_float32_to_the_power_zero_stays_float32() -> None:
    x = np.array([0.5, 0.0], dtype=np.float32)
    result, pullback = power(x, 0)
    with np.errstate(all="ignore"):
        (for_x,) = pullback(x)
    assert [result.dtype.name, for_x.dtype.name] == ["float32", "float32"]
