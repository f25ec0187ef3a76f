"""Divide, and send the gradient back to both sides of the fraction.

The numerator's slope is easy. The denominator's has a sign and a square that are easily lost.
"""

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.autograd.elementwise import divide

exercise = Exercise(
    implements=divide,
    minutes=10,
    difficulty=2,
    importance=3,
    hints=(
        "Hold `y` fixed: `x / y` is `x` times a number. Which one?",
        "Hold `x` fixed: write the quotient as x · y⁻¹ and use the power rule.",
        "A larger denominator makes a positive quotient smaller. Does your sign say so?",
    ),
    notice="The denominator's gradient is what the numerator is told, times `-x / y`: it could be "
    "written with the result of the forward pass.",
    mistakes=(
        Mistake(
            "-gradient * x",
            "gradient * x",
            says="The sign of the denominator's gradient is wrong: where `x` and `y` are positive, "
            "a larger `y` makes the quotient smaller.",
        ),
        Mistake(
            "y**2",
            "y",
            says="The slope of 1/y is taken as if it were -1/y. The power rule lowers the exponent "
            "of y⁻¹ by one more.",
        ),
        Mistake(
            "gradient / y, ",
            "gradient * y, ",
            says="The numerator's gradient is multiplied by `y`, as in a product. The slope of "
            "`x / y` in `x` is something else.",
        ),
        Mistake(
            "-gradient * x / y**2",
            "-gradient / y**2",
            says="The denominator's gradient lacks the numerator: that is the slope of 1/y, not "
            "of x/y.",
        ),
        Mistake(
            "-gradient * x / y**2",
            "-x / y**2",
            says="The denominator's part is the local slope alone; what came back from the loss "
            "is not passed on.",
        ),
        Mistake(
            "gradient / y, ",
            "1 / y, ",
            says="The numerator's part is the local slope alone; what came back from the loss is "
            "not passed on.",
        ),
        Mistake(
            "gradient / y, -gradient * x / y**2",
            "-gradient * x / y**2, gradient / y",
            says="The two gradients come back in the wrong order: first `x`'s, then `y`'s.",
        ),
        Mistake(
            "return gradient / y, -gradient * x / y**2",
            "return gradient / (y + 1e-9), -gradient * x / (y + 1e-9) ** 2",
            says="A small number is added to the denominator. No entry of `y` is 0, and where one "
            "is tiny the slope is then wrong.",
        ),
        Mistake(
            "gradient / y, -gradient * x / y**2",
            "gradient * y, gradient * x",
            says="This is the pullback of a product.",
        ),
        Mistake(
            "/ y**2",
            "/ y * y",
            says="Python works from left to right: dividing by `y` and multiplying by `y` again "
            "leaves what was there.",
        ),
    ),
)


def test_forwards_it_divides_entry_by_entry() -> None:
    result, _ = divide(np.array([6.0, 35.0, -22.0]), np.array([3.0, -5.0, 11.0]))
    np.testing.assert_allclose(result, [2.0, -7.0, -2.0])


def test_numerator_and_denominator_get_the_slopes_worked_out_by_hand() -> None:
    _, pullback = divide(np.array([6.0]), np.array([2.0]))
    for_x, for_y = pullback(np.array([10.0]))
    np.testing.assert_allclose(np.array([for_x, for_y]), [[5.0], [-15.0]])


def test_every_entry_of_a_matrix_is_the_quotient_of_two(rng) -> None:
    x, y = rng.uniform(1.0, 5.0, size=(2, 3, 5))
    expected = [[a / b for a, b in zip(*rows, strict=True)] for rows in zip(x, y, strict=True)]
    result, _ = divide(x, y)
    np.testing.assert_allclose(result, expected, rtol=1e-12)


def test_both_gradients_agree_with_measured_slopes(rng) -> None:
    x, y, gradient = rng.normal(size=(3, 2, 5))
    y = y + 2 * np.sign(y)  # away from zero, on both sides
    nudge = 1e-20j  # a complex step measures a slope without rounding error
    slope_x = (gradient * ((x + nudge) / y)).imag / 1e-20
    slope_y = (gradient * (x / (y + nudge))).imag / 1e-20
    _, pullback = divide(x, y)
    for_x, for_y = pullback(gradient)
    np.testing.assert_allclose(for_x, slope_x, rtol=1e-10)
    np.testing.assert_allclose(for_y, slope_y, rtol=1e-10)


def test_arguments_gradient_and_result_are_left_as_they_were() -> None:
    x, y, gradient = np.array([2.0, -3.0]), np.array([5.0, 7.0]), np.array([11.0, 13.0])
    result, pullback = divide(x, y)
    before = result.tolist()
    pullback(gradient)
    pullback(gradient)
    found = np.array([x, y, gradient])
    np.testing.assert_array_equal(found, [[2.0, -3.0], [5.0, 7.0], [11.0, 13.0]])
    np.testing.assert_array_equal(result, before)


def test_float32_stays_float32() -> None:
    half = np.array([0.5, 2.0], dtype=np.float32)
    result, pullback = divide(half, half)
    kinds = [result.dtype.name, *(part.dtype.name for part in pullback(half))]
    assert kinds == ["float32", "float32", "float32"]


def test_a_quotient_need_not_be_whole_and_keeps_all_its_digits() -> None:
    result, _ = divide(np.array([7.0, -1.0, 1.0, 111111111.0]), np.array([2.0, 4.0, 3.0, 9.0]))
    expected = [3.5, -0.25, 0.3333333333333333, 12345679.0]
    np.testing.assert_allclose(result, expected, rtol=1e-12)


def test_a_numerator_of_zero_has_a_slope_and_leaves_the_denominator_none() -> None:
    result, pullback = divide(np.array([0.0, 6.0]), np.array([4.0, -2.0]))
    for_x, for_y = pullback(np.array([10.0, 10.0]))
    np.testing.assert_allclose(np.array([result, for_x]), [[0.0, -3.0], [2.5, -5.0]])
    np.testing.assert_allclose(for_y, [0.0, -15.0])


def test_a_tiny_denominator_makes_everything_large() -> None:
    result, pullback = divide(np.array([3.0, 0.5]), np.array([1e-9, -1e-9]))
    for_x, for_y = pullback(np.array([2.0, 2.0]))
    np.testing.assert_allclose(result, [3e9, -5e8], rtol=1e-12)
    np.testing.assert_allclose(for_x, [2e9, -2e9], rtol=1e-12)
    np.testing.assert_allclose(for_y, [-6e18, -1e18], rtol=1e-12)
