"""Squash with the hyperbolic tangent, and use its result again on the way back.

Many slopes are cheapest when written in what the forward pass has already computed. A pullback is a
closure: it may keep whatever it needs.
"""

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.autograd.elementwise import tanh


def with_exponentials(x):
    """The textbook's fraction."""
    with np.errstate(all="ignore"):
        result = (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))
    return result, lambda gradient: (gradient * (1 - result**2),)


exercise = Exercise(
    implements=tanh,
    minutes=8,
    difficulty=2,
    importance=4,
    hints=(
        "`np.tanh` does the forward pass, for arguments of any size.",
        "Name its result before you define the pullback; the pullback can see that name.",
        "The docstring gives the slope in terms of tanh(x), which you have just named.",
    ),
    notice="The pullback keeps `result` and not `x`: where the result is close to 1 or -1, nearly "
    "nothing of the gradient gets through.",
    mistakes=(
        Mistake(
            "result**2",
            "result",
            says="The square is missing: with a negative result this slope is above 1, and tanh is "
            "never that steep.",
        ),
        Mistake(
            "result**2",
            "x**2",
            says="The slope is written in the result of tanh, not in its argument.",
        ),
        Mistake(
            "(1 - result**2)",
            "result * (1 - result)",
            says="This is the slope of the logistic sigmoid. That of tanh is another.",
        ),
        Mistake(
            "gradient * (1 - result**2)",
            "1 - result**2",
            says="This is the local slope alone. What came back from the loss, `gradient`, is not "
            "passed on.",
        ),
        Mistake(
            "return (gradient * (1 - result**2),)",
            "return gradient * (1 - result**2)",
            says="The pullback returned the array itself. It returns a tuple, here of one, like "
            "every pullback: mind the comma.",
        ),
        Mistake(
            with_exponentials,
            says="The fraction of exponentials overflows: for large arguments it is infinity "
            "divided by infinity. numpy's own function doesn't.",
        ),
        Mistake(
            "gradient * (1 - result**2)",
            "gradient * 1 - result**2",
            says="Python multiplies before it subtracts: the gradient met the 1 alone. It scales "
            "the whole slope, so the slope wants brackets.",
        ),
        Mistake(
            "return (gradient * (1 - result**2),)",
            "gradient *= 1 - result**2\n        return (gradient,)",
            says="`gradient` is changed in place: `*=` writes into the caller's array, which "
            "others still need.",
        ),
        Mistake(
            "1 - result**2",
            "1 + result**2",
            says="This is the slope of the tangent. The hyperbolic tangent flattens out: the "
            "larger its result, the smaller its slope.",
        ),
        Mistake(
            "1 - result**2",
            "1 - np.tanh(result) ** 2",
            says="tanh is taken twice. `result` is tanh(x) already.",
        ),
    ),
)


def test_forwards_it_is_the_hyperbolic_tangent() -> None:
    x = np.array([-1.5, 0.0, 0.3, 2.0])
    small = np.exp(-2 * x)
    result, _ = tanh(x)
    np.testing.assert_allclose(result, (1 - small) / (1 + small), atol=1e-15)


def test_every_entry_of_a_matrix_is_worked_on(rng) -> None:
    x = rng.uniform(0.5, 2.0, size=(2, 5))
    small = np.exp(-2 * x)
    expected = (1 - small) / (1 + small)
    result, _ = tanh(x)
    np.testing.assert_allclose(result, expected, rtol=1e-12)


def test_large_arguments_saturate_at_one() -> None:
    result, _ = tanh(np.array([-1000.0, 1000.0]))
    np.testing.assert_array_equal(result, [-1.0, 1.0])


def test_the_gradient_agrees_with_measured_slopes(rng) -> None:
    x, gradient = rng.normal(size=(2, 2, 5))
    slopes = (gradient * np.tanh(x + 1e-20j)).imag / 1e-20  # a complex step: no rounding error
    _, pullback = tanh(x)
    (for_x,) = pullback(gradient)
    np.testing.assert_allclose(for_x, slopes, rtol=1e-10)


def test_it_is_steepest_at_zero_where_the_gradient_passes_unchanged() -> None:
    _, pullback = tanh(np.array([0.0, 30.0]))
    (for_x,) = pullback(np.array([7.0, 7.0]))
    np.testing.assert_allclose(for_x, [7.0, 0.0], atol=1e-12)


def test_argument_gradient_and_result_are_left_as_they_were() -> None:
    x, gradient = np.array([0.5, -1.0]), np.array([11.0, 13.0])
    result, pullback = tanh(x)
    before = result.tolist()
    pullback(gradient)
    pullback(gradient)
    np.testing.assert_array_equal(np.array([x, gradient]), [[0.5, -1.0], [11.0, 13.0]])
    np.testing.assert_array_equal(result, before)


def test_float32_stays_float32() -> None:
    x = np.array([0.5, 2.0], dtype=np.float32)
    result, pullback = tanh(x)
    (for_x,) = pullback(x)
    assert [result.dtype.name, for_x.dtype.name] == ["float32", "float32"]


def test_near_zero_it_keeps_all_its_digits() -> None:
    x = np.array([1e-3, -1e-6, 1e-9, -1e-15])
    expected = x - x**3 / 3 + 2 * x**5 / 15  # the series; what is left out is below 1e-21
    result, _ = tanh(x)
    np.testing.assert_allclose(result, expected, rtol=1e-13)
