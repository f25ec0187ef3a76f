"""Measure a whole gradient, one entry at a time.

The array's version of `central_difference`. It is slow, it needs no formula, and it doesn't share a
single mistake with the code that it will be used to check.
"""

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.autograd.numeric import numerical_gradient


def moved_and_moved_back(f, x, step=1e-5):
    x = np.asarray(x, dtype=np.float64)
    gradient = np.zeros(x.shape, dtype=np.float64)
    for place in np.ndindex(x.shape):
        x[place] += step
        above = f(x)
        x[place] -= 2 * step
        below = f(x)
        x[place] += step
        gradient[place] = (above - below) / (2 * step)
    return gradient


def all_at_once(f, x, step=1e-5):
    return (f(x + step) - f(x - step)) / (2 * step)


def left_where_it_was_moved(f, x, step=1e-5):
    gradient, moved = np.zeros(x.shape), np.array(x, dtype=np.float64)
    for place in np.ndindex(x.shape):
        moved[place] += step
        above = f(moved)
        moved[place] -= 2 * step
        gradient[place] = (above - f(moved)) / (2 * step)
    return gradient


def its_own_step(f, x, step=1e-5):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
        above[place] += 1e-5
        below[place] -= 1e-5
        gradient[place] = (f(above) - f(below)) / 2e-5
    return gradient


exercise = Exercise(
    implements=numerical_gradient,
    minutes=15,
    difficulty=3,
    importance=4,
    hints=(
        "Start from an array of zeros, float64, in the shape of `x`, and fill it place by place. "
        "`np.ndindex(x.shape)` gives every place of an array of any number of axes.",
        "For each place make two fresh copies of `x`, and move one entry of each.",
        "Copies of integers can't be moved by 1e-5, and in float32 barely: make them float64.",
        "From there on it is a central difference, of two calls of `f`.",
    ),
    notice="Each call of `f` gets a fresh copy of the whole array, so nothing has to be moved back; "
    "the price is two calls and two copies for each entry.",
    mistakes=(
        Mistake(
            "np.ndindex(x.shape)",
            "range(len(x))",
            says="Whole rows were moved at once. Each single entry has a slope of its own: go "
            "through every place, along all axes.",
        ),
        Mistake(
            "above = np.array(x, dtype=np.float64)",
            "above = x",
            says="The caller's array was changed: `above = x` makes a second name for it, not a "
            "copy.",
        ),
        Mistake(
            "(f(above) - f(below)) / (2 * step)",
            "(f(above) - f(x)) / step",
            says="This is the forward difference: it looks to one side only, and its error shrinks "
            "like the step rather than like its square.",
        ),
        Mistake(
            "(2 * step)",
            "step",
            says="The slopes are twice too steep. From the lower point to the upper one the way is "
            "longer than one step.",
        ),
        Mistake(
            "above = np.array(x, dtype=np.float64)\n        below = np.array(x, dtype=np.float64)",
            "above = np.array(x)\n        below = np.array(x)",
            says="What is moved has the dtype of `x`: in an array of whole numbers a step of "
            "1e-5 is cut off. Move it in float64.",
        ),
        Mistake(
            "    return gradient",
            "        return gradient",
            says="The `return` stands inside the loop, so only the first entry was measured. It "
            "comes after the loop, once every place has its slope.",
        ),
        Mistake(
            moved_and_moved_back,
            says="The entry was moved in one array and moved back. Rounding leaves a trace in it, "
            "and whoever kept the array sees it change: give `f` a fresh copy for each call.",
        ),
        Mistake(
            all_at_once,
            says="All entries are moved at once, which gives one number. Each entry has a slope "
            "of its own.",
        ),
        Mistake(
            "np.zeros(x.shape, dtype=np.float64)",
            "np.zeros_like(x)",
            says="The result has the dtype of `x`, and slopes are cut off to fit into it. It is "
            "to be float64.",
        ),
        Mistake(
            "    return gradient",
            "    return gradient.ravel()",
            says="The slopes come in one row. The result has the shape of `x`.",
        ),
        Mistake(
            left_where_it_was_moved,
            says="An entry that was moved stays there: the slopes that come after it are measured "
            "elsewhere.",
        ),
        Mistake(
            "(f(above) - f(below))",
            "(f(below) - f(above))",
            says="The two values stand the wrong way round, so that every slope has the wrong "
            "sign.",
        ),
        Mistake(
            "        gradient[place] = (f(above) - f(below)) / (2 * step)",
            "        gradient[place] = f(above) - f(below)",
            says="This is how far `f` moves in all. A slope is that per unit of the entry.",
        ),
        Mistake(
            its_own_step,
            says="The step is always the same. The caller's `step` decides how far an entry is "
            "moved.",
        ),
    ),
)


def test_each_entry_gets_its_own_slope() -> None:
    x = np.array([[2.0, 3.0, 5.0], [7.0, 11.0, 13.0]])
    weights = np.array([[1.0, -2.0, 4.0], [0.5, 8.0, -1.0]])
    # f = sum of weights · x² + x[0, 2] · x[1, 0]
    expected = [[4.0, -12.0, 47.0], [12.0, 176.0, -26.0]]
    got = numerical_gradient(lambda a: float((weights * a * a).sum() + a[0, 2] * a[1, 0]), x)
    np.testing.assert_allclose(got, expected, rtol=1e-7)


def test_slopes_of_random_parabolas(rng) -> None:
    x, weights = rng.normal(size=(2, 3, 5))
    expected = 2 * weights * x
    got = numerical_gradient(lambda a: float((weights * a * a).sum()), x)
    np.testing.assert_allclose(got, expected, atol=1e-8)


def test_on_a_cubic_the_error_is_the_square_of_the_step() -> None:
    # ((x+h)³ - (x-h)³) / 2h = 3x² + h²
    got = numerical_gradient(lambda a: float((a * a * a).sum()), np.array([1.0, 2.0]), 0.5)
    np.testing.assert_allclose(got, [3.25, 12.25], rtol=1e-12)


def test_the_array_is_the_same_afterwards() -> None:
    x = np.array([2.0, 3.0])
    numerical_gradient(lambda a: float(a[0] * a[1]), x, 0.25)
    np.testing.assert_array_equal(x, [2.0, 3.0])


def test_without_a_given_step_the_slopes_of_sines_are_cosines() -> None:
    x = np.array([[0.3, 1.1, -0.7]])
    expected = np.cos(x)
    got = numerical_gradient(lambda a: float(np.sin(a).sum()), x)
    np.testing.assert_allclose(got, expected, rtol=1e-8)


def test_whole_numbers_can_be_moved_by_a_small_step() -> None:
    got = numerical_gradient(lambda a: float((a * a).sum()), np.array([2, 3, 5]))
    np.testing.assert_allclose(got, [4.0, 6.0, 10.0], rtol=1e-7)


def test_single_precision_arrays_are_measured_in_double() -> None:
    x = np.array([2.0, 3.0], dtype=np.float32)
    got = numerical_gradient(lambda a: float(a[0] * a[0] * a[1]), x)
    assert got.dtype.name == "float64"
    np.testing.assert_allclose(got, [12.0, 4.0], rtol=1e-7)


def test_an_array_without_axes_has_one_slope() -> None:
    got = numerical_gradient(lambda a: float(a * a), np.array(3.0))
    np.testing.assert_allclose(np.asarray(got), np.array(6.0), rtol=1e-7)
    assert np.shape(got) == ()


def test_with_the_usual_step_the_array_is_the_same_to_the_last_digit() -> None:
    x = np.array([0.1, 0.7, 3.3])
    numerical_gradient(lambda a: float((a * a).sum()), x)
    np.testing.assert_array_equal(x, [0.1, 0.7, 3.3])


def test_what_f_was_given_it_may_keep() -> None:
    kept = []

    def f(a):
        kept.append(a)
        return float(a[0] * a[1])

    expected = [[1.75, 3.0], [2.0, 2.75], [2.0, 3.25], [2.25, 3.0]]
    numerical_gradient(f, np.array([2.0, 3.0]), 0.25)
    found = [a.tolist() for a in kept]
    assert [point for point in expected if point in found] == expected


def test_three_axes_with_zeros_and_equal_entries() -> None:
    x = np.array([[[0.0, 2.0], [2.0, 0.0], [1.0, 3.0]]])
    weights = np.array([[[5.0, -1.0], [0.5, 4.0], [8.0, -2.0]]])
    # f = sum of weights · x² + 3 x[0, 0, 0]
    expected = [[[3.0, -4.0], [2.0, 0.0], [16.0, -12.0]]]
    got = numerical_gradient(lambda a: float((weights * a * a).sum() + 3 * a[0, 0, 0]), x)
    np.testing.assert_allclose(got, expected, atol=1e-8)


def test_slopes_of_nothing_are_new_and_tiny_slopes_keep_their_digits() -> None:
    x = np.zeros((2, 0))
    assert numerical_gradient(lambda a: float(a.sum()), x).shape == (2, 0)
    x = np.zeros(2)
    got = numerical_gradient(lambda a: float((a * a).sum()), x)  # what comes out is equal to x
    assert not np.shares_memory(got, x)
    got = numerical_gradient(lambda a: float(3e-9 * a[0] - 5e-12 * a[1]), x)
    np.testing.assert_allclose(got, [3e-9, -5e-12], rtol=1e-7)
