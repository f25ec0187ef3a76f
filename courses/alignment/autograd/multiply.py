"""Multiply, and send the gradient back to both factors.

The first operation with a pullback. Forwards it is one line; the question is what each factor is
told about the loss when the product is told `gradient`.
"""

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.autograd.elementwise import multiply

exercise = Exercise(
    implements=multiply,
    minutes=10,
    difficulty=2,
    importance=5,
    hints=(
        "Return two things: the product, and a function that you define inside `multiply`.",
        "Hold `y` fixed and move `x` by 1: by how much does the product move?",
        "That is the local slope. The loss moves by `gradient` for each unit of the product, so "
        "the two are multiplied. Then the same for `y`.",
    ),
    notice="The pullback reads `x` and `y` from the forward pass: a product has to remember both of "
    "its factors until the gradient comes back.",
    mistakes=(
        Mistake(
            "gradient * y, gradient * x",
            "gradient * x, gradient * y",
            says="Each factor got its own value. When `x` moves by 1, the product moves by the "
            "*other* factor.",
        ),
        Mistake(
            "gradient * y, gradient * x",
            "y, x",
            says="These are the local slopes alone. What came back from the loss, `gradient`, is "
            "not passed on.",
        ),
        Mistake(
            "gradient * y, gradient * x",
            "gradient, gradient",
            says="This is the pullback of a sum. In a product each factor scales what the other "
            "one does.",
        ),
        Mistake(
            "return gradient * y, gradient * x",
            "return (gradient * y + gradient * x,)",
            says="The two gradients were added into one. `x` and `y` are two arguments and each "
            "gets its own.",
        ),
        Mistake(
            "return gradient * y, gradient * x",
            "for_x = gradient * y\n        gradient *= x\n        return for_x, gradient",
            says="`gradient` was changed in place: `*=` writes into the caller's array, which "
            "others still need. Make new arrays.",
        ),
        Mistake(
            "return x * y, pullback",
            "return x * y",
            says="Only the product comes back. An operation returns two things: its result and "
            "its pullback.",
        ),
        Mistake(
            "return gradient * y, gradient * x",
            "(gradient * y, gradient * x)",
            says="The pullback returns nothing: a `return` is missing in it.",
        ),
        Mistake(
            "gradient * y, gradient * x",
            "gradient * x * y, gradient * x * y",
            says="Both factors are told the whole product. The slope of a product in one factor "
            "is the other factor alone.",
        ),
    ),
)


def test_forwards_it_multiplies_entry_by_entry() -> None:
    result, _ = multiply(np.array([2.0, 3.0, 5.0]), np.array([7.0, 11.0, 13.0]))
    np.testing.assert_array_equal(result, [14.0, 33.0, 65.0])


def test_each_factor_hears_how_much_the_other_scales_it() -> None:
    _, pullback = multiply(np.array([2.0]), np.array([7.0]))
    for_x, for_y = pullback(np.array([10.0]))
    np.testing.assert_allclose(np.array([for_x, for_y]), [[70.0], [20.0]])


def test_every_entry_of_a_matrix_is_the_product_of_two(rng) -> None:
    x, y = rng.normal(size=(2, 3, 5))
    expected = [[a * b for a, b in zip(*rows, strict=True)] for rows in zip(x, y, strict=True)]
    result, _ = multiply(x, y)
    np.testing.assert_allclose(result, expected, rtol=1e-12)


def test_both_gradients_agree_with_measured_slopes(rng) -> None:
    x, y, gradient = rng.normal(size=(3, 2, 5))
    nudge = 1e-20j  # a complex step measures a slope without rounding error
    slope_x = (gradient * ((x + nudge) * y)).imag / 1e-20
    slope_y = (gradient * (x * (y + nudge))).imag / 1e-20
    _, pullback = multiply(x, y)
    for_x, for_y = pullback(gradient)
    np.testing.assert_allclose(for_x, slope_x, rtol=1e-12)
    np.testing.assert_allclose(for_y, slope_y, rtol=1e-12)


def test_arguments_gradient_and_result_are_left_as_they_were() -> None:
    x, y, gradient = np.array([2.0, -3.0]), np.array([5.0, 7.0]), np.array([11.0, 13.0])
    result, pullback = multiply(x, y)
    before = result.tolist()
    pullback(gradient)
    pullback(gradient)
    found = np.array([x, y, gradient])
    np.testing.assert_array_equal(found, [[2.0, -3.0], [5.0, 7.0], [11.0, 13.0]])
    np.testing.assert_array_equal(result, before)


def test_float32_stays_float32() -> None:
    half = np.array([0.5, 2.0], dtype=np.float32)
    result, pullback = multiply(half, half)
    kinds = [result.dtype.name, *(part.dtype.name for part in pullback(half))]
    assert kinds == ["float32", "float32", "float32"]


def test_double_precision_keeps_all_its_digits() -> None:
    x, y = np.array([12345679.0]), np.array([9.0])  # in float32 the product ends in 2
    result, pullback = multiply(x, y)
    for_x, for_y = pullback(np.array([1.0]))
    found = [result.item(), for_x.item(), for_y.item()]
    assert found == [111111111.0, 9.0, 12345679.0]


def test_a_factor_of_zero_still_hears_what_the_other_one_does() -> None:
    result, pullback = multiply(np.array([0.0, 5.0, 0.0]), np.array([7.0, 0.0, 0.0]))
    for_x, for_y = pullback(np.array([10.0, 10.0, 10.0]))
    found = np.array([result, for_x, for_y])
    np.testing.assert_array_equal(found, [[0.0, 0.0, 0.0], [70.0, 0.0, 0.0], [0.0, 50.0, 0.0]])


def test_each_gradient_that_arrives_is_answered_by_itself() -> None:
    _, pullback = multiply(np.array([2.0]), np.array([7.0]))
    arriving = [np.array([10.0]), np.array([-3.0]), np.array([1e-15])]
    answers = [part.item() for gradient in arriving for part in pullback(gradient)]
    np.testing.assert_allclose(answers, [70.0, 20.0, -21.0, -6.0, 7e-15, 2e-15], rtol=1e-12)
