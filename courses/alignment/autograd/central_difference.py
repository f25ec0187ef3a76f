"""Measure a slope by nudging the input both ways.

A derivative can be measured without knowing any formula: move the input a little to each side and
see how far the output moves, per unit of input. Everything that you derive in this chapter will be
held against this measurement, so it comes first.
"""

import math

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.numeric import central_difference


def only_forwards(f, x, step=1e-5):
    return (f(x + step) - f(x)) / step


def its_own_step(f, x, step=1e-5):
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


exercise = Exercise(
    implements=central_difference,
    minutes=10,
    difficulty=1,
    importance=4,
    hints=(
        "Call `f` twice: once a little to the right of `x`, once as far to the left.",
        "A slope is rise over run. The rise is the difference of the two values that you got.",
        "How far apart are the two points at which you called `f`? That is the run.",
    ),
    notice="Nothing in it knows what `f` is: two calls and one division measure any function, also one "
    "that is wrong.",
    mistakes=(
        Mistake(
            "(2 * step)",
            "step",
            says="The slopes are twice too steep. From `x - step` to `x + step` the way is longer "
            "than one step.",
        ),
        Mistake(
            "/ (2 * step)",
            "/ 2 * step",
            says="Python divides by 2 and then multiplies by the step. The whole run belongs "
            "below the line: mind the order of operations.",
        ),
        Mistake(
            only_forwards,
            says="This is the forward difference: it looks to one side only, and its error shrinks "
            "like the step rather than like its square. Look to both sides.",
        ),
        Mistake(
            its_own_step,
            says="The step is always the same. The caller's `step` must decide how far you look.",
        ),
        Mistake(
            "f(x + step) - f(x - step)",
            "f(x - step) - f(x + step)",
            says="The two values stand the wrong way round, so every slope has the wrong sign: "
            "what lies further right comes first.",
        ),
        Mistake(
            "(f(x + step) - f(x - step)) / (2 * step)",
            "(f(x) - f(x - step)) / step",
            says="This is the backward difference: it looks to one side only, and its error "
            "shrinks like the step rather than like its square.",
        ),
        Mistake(
            "(f(x + step) - f(x - step)) / (2 * step)",
            "(f(x + step / 2) - f(x - step / 2)) / step",
            says="`f` is asked half a step away on each side. It is to be a whole step.",
        ),
        Mistake(
            "(f(x + step) - f(x - step)) / (2 * step)",
            "f(x + step) - f(x - step) / (2 * step)",
            says="Python divides before it subtracts, so only the second value is divided. The "
            "difference is to be.",
        ),
        Mistake(
            " / (2 * step)",
            "",
            says="This is how far `f` moves in all. A slope is that per unit of `x`.",
        ),
        Mistake(
            "f(x + step) - f(x - step)",
            "f(x + step) + f(x - step)",
            says="The two values are added. How far `f` moves is their difference.",
        ),
    ),
)


def test_a_straight_line_has_one_slope_everywhere() -> None:
    got = central_difference(lambda t: 7 - 3 * t, 11.0, 0.25)
    np.testing.assert_allclose(got, -3.0, rtol=1e-9)


def test_a_parabola_is_measured_exactly_even_with_a_large_step() -> None:
    got = central_difference(lambda t: 3 * t * t - 5 * t + 7, 2.0, 0.5)
    np.testing.assert_allclose(got, 7.0, rtol=1e-9)


def test_on_a_cubic_the_error_is_the_square_of_the_step() -> None:
    # ((x+h)³ - (x-h)³) / 2h = 3x² + h²
    got = central_difference(lambda t: t * t * t, 2.0, 0.5)
    np.testing.assert_allclose(got, 12.25, rtol=1e-9)


def test_without_a_given_step_the_slope_of_sine_is_cosine() -> None:
    np.testing.assert_allclose(central_difference(math.sin, 0.7), math.cos(0.7), rtol=1e-8)


def test_where_two_slopes_meet_it_finds_their_mean() -> None:
    got = central_difference(lambda t: 5 * t if t > 0 else 2 * t, 0.0, 0.125)
    np.testing.assert_allclose(got, 3.5, rtol=1e-9)


def test_any_parabola_is_measured_exactly(rng) -> None:
    a, b, x, step = rng.uniform(0.5, 2.0, size=4).tolist()
    expected = 2 * a * x + b
    got = central_difference(lambda t: a * t * t + b * t, x, step)
    np.testing.assert_allclose(got, expected, rtol=1e-9)


def test_the_slope_is_one_number_and_no_array() -> None:
    got = central_difference(lambda t: t * t, 3.0, 0.5)
    assert np.shape(got) == ()


def test_f_takes_a_plain_number() -> None:
    kinds = []

    def f(t):
        kinds.append(isinstance(t, float))
        return t * t

    central_difference(f, 3.0, 0.5)
    assert kinds
    assert all(kinds)


@pytest.mark.parametrize("step", [1e-10, 1e-3, 16.0])
def test_a_step_of_any_size_is_taken_as_it_is(step) -> None:
    # of a cubic at 0 the measured slope is h²
    got = central_difference(lambda t: t * t * t, 0.0, step)
    assert abs(got / (step * step) - 1) < 1e-9, "expected the square of the step"
