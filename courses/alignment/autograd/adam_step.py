"""Take one step of Adam, with its bias correction.

Adam divides each entry's running mean of gradients by their running size. Scale a loss by a
thousand, and its steps stay the same.
"""

import math

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.optim import Adam
from groundup.autograd.value import Value

exercise = Exercise(
    implements=Adam.step,
    minutes=25,
    difficulty=3,
    importance=4,
    hints=(
        "Count the step once, before the loop: at the first step t is 1. At t = 0 the correction "
        "would divide by zero.",
        "What is stored is the running mean without the correction; the step uses a corrected "
        "copy.",
        "Try it on paper with one constant gradient g. After the correction both running means are "
        "exact, g and g², at every t. Each step is then the learning rate, whatever g is.",
    ),
    notice="What is stored is never corrected; the corrected copies live for one step. The count "
    "goes up once, before the loop, so that all parameters share one $t$.",
    mistakes=(
        Mistake(
            "mean / (1 - beta1**self.steps_taken)",
            "mean",
            says="The mean isn't corrected for having started at zero. The first steps come out "
            "too short.",
        ),
        Mistake(
            "square / (1 - beta2**self.steps_taken)",
            "square",
            says="The mean of squares isn't corrected for having started at zero. It is far too "
            "small at first, and the first steps too long.",
        ),
        Mistake(
            "(np.sqrt(unbiased_square) + self.epsilon)",
            "np.sqrt(unbiased_square + self.epsilon)",
            says="Epsilon stands inside the square root. It is added to the root.",
        ),
        Mistake(
            "self.steps_taken += 1",
            "self.steps_taken = 1",
            says="The steps aren't counted: the correction stays that of the first step for ever.",
        ),
        Mistake(
            "beta1, beta2 = self.betas",
            "beta2, beta1 = self.betas",
            says="The two betas are exchanged: the first is for the mean, the second for squares.",
        ),
        Mistake(
            "(np.sqrt(unbiased_square) + self.epsilon)",
            "(unbiased_square + self.epsilon)",
            says="The square root is missing: the step is divided by the squared size.",
        ),
        Mistake(
            "parameter.data - self.learning_rate * step",
            "parameter.data + self.learning_rate * step",
            says="The step goes up the slope: it should be subtracted.",
        ),
        Mistake(
            "    self.steps_taken += 1\n"
            "    beta1, beta2 = self.betas\n"
            "    for place, parameter in enumerate(self.parameters):\n"
            "        if parameter.grad is None:\n"
            "            continue\n",
            "    beta1, beta2 = self.betas\n"
            "    for place, parameter in enumerate(self.parameters):\n"
            "        if parameter.grad is None:\n"
            "            continue\n"
            "        self.steps_taken += 1\n",
            says="Each parameter counts as a step. All of them share one count, which goes up by "
            "one.",
        ),
        Mistake(
            "* parameter.grad**2",
            "* parameter.grad",
            says="The gradient isn't squared in the second mean, so that its root is not the "
            "gradient's size.",
        ),
        Mistake(
            "        self.means[place], self.squares[place] = mean, square\n"
            "        unbiased_mean = mean / (1 - beta1**self.steps_taken)\n"
            "        unbiased_square = square / (1 - beta2**self.steps_taken)\n",
            "        unbiased_mean = mean / (1 - beta1**self.steps_taken)\n"
            "        unbiased_square = square / (1 - beta2**self.steps_taken)\n"
            "        self.means[place], self.squares[place] = unbiased_mean, unbiased_square\n",
            says="The corrected means are kept, and are corrected again at the next step. Keep "
            "them as they are.",
        ),
        Mistake(
            "        self.means[place], self.squares[place] = mean, square\n",
            "",
            says="The means aren't kept, so that every step begins with means of 0.",
        ),
        Mistake(
            "(1 - beta1) * parameter.grad\n",
            "parameter.grad\n",
            says="The gradient comes into the mean whole. In a running mean its weight is 1 - "
            "beta1.",
        ),
        Mistake(
            "beta1**self.steps_taken)\n"
            "        unbiased_square = square / (1 - beta2**self.steps_taken)",
            "beta1 * self.steps_taken)\n"
            "        unbiased_square = square / (1 - beta2 * self.steps_taken)",
            says="beta is multiplied by the number of steps. What fades is beta to the power of "
            "it.",
        ),
        Mistake(
            "continue",
            "break",
            says="The loop ends at the first parameter without a gradient. Those after it don't "
            "move.",
        ),
    ),
)


def steps(gradients: list[float], **options: float) -> tuple[list[float], Adam]:
    """Where a parameter that starts at 0 is after each gradient."""
    x = Value(np.array([0.0]), requires_grad=True)
    optimizer = Adam([x], **options)  # type: ignore[arg-type]
    places = []
    for gradient in gradients:
        x.grad = np.array([gradient])
        optimizer.step()
        places.append(float(x.data[0]))
    return places, optimizer


def test_a_constant_gradient_moves_by_the_learning_rate_every_step() -> None:
    places, _ = steps([3.0] * 5, learning_rate=0.1)
    np.testing.assert_allclose(places, [-0.1, -0.2, -0.3, -0.4, -0.5], rtol=1e-6)


def test_the_scale_of_the_gradient_doesnt_matter() -> None:
    places, _ = steps([-1000.0, -1000.0], learning_rate=0.1)
    np.testing.assert_allclose(places, [0.1, 0.2], rtol=1e-6)


def test_epsilon_is_added_to_the_root() -> None:
    places, _ = steps([2.0], learning_rate=1.0, epsilon=0.5)
    np.testing.assert_allclose(places, [-2 / 2.5])


def test_changing_gradients_are_averaged_with_fading_weights() -> None:
    # betas 1/2 and 3/4, gradients 4 then 0: mean 1 of (1 - 1/4), square 3 of (1 - 9/16).
    places, _ = steps([4.0, 0.0], learning_rate=1.0, betas=(0.5, 0.75), epsilon=0.0)
    np.testing.assert_allclose(places[1] - places[0], -(1 / 0.75) / np.sqrt(3 / 0.4375))


def test_the_running_means_are_kept_uncorrected() -> None:
    _, optimizer = steps([4.0, 0.0], learning_rate=1.0, betas=(0.5, 0.75))
    np.testing.assert_allclose(optimizer.means[0], [1.0])
    np.testing.assert_allclose(optimizer.squares[0], [3.0])
    assert optimizer.steps_taken == 2


def test_all_parameters_share_one_count_of_steps() -> None:
    x, y = (Value(np.zeros(n), requires_grad=True) for n in (2, 3))
    unused = Value(np.ones(5), requires_grad=True)
    optimizer = Adam([x, unused, y], learning_rate=0.5)
    for _ in range(3):
        x.grad, y.grad = np.array([1.0, -2.0]), np.array([3.0, 4.0, -5.0])
        optimizer.step()
    np.testing.assert_allclose(y.data, [-1.5, -1.5, 1.5], rtol=1e-6)
    np.testing.assert_allclose(x.data, [-1.5, 1.5], rtol=1e-6)
    np.testing.assert_allclose(unused.data, np.ones(5))


def test_after_one_step_only_the_signs_of_random_gradients_count(rng: np.random.Generator) -> None:
    # The corrected mean is the gradient itself, the corrected square its square.
    start, gradient = rng.normal(size=(2, 5))
    expected = [s - 0.1 * (1 if g > 0 else -1) for s, g in zip(start, gradient, strict=True)]
    x = Value(start, requires_grad=True)
    x.grad = gradient
    Adam([x], learning_rate=0.1, epsilon=0.0).step()
    np.testing.assert_allclose(x.data, expected, rtol=1e-9, atol=1e-12)


def test_without_a_new_gradient_a_moving_parameter_stops_and_its_means_are_kept() -> None:
    x, places = Value(np.array([0.0]), requires_grad=True), []
    optimizer = Adam([x], learning_rate=1.0, betas=(0.5, 0.75), epsilon=0.0)
    for gradient in (4.0, None, 0.0):  # means 2, 2, 1 and squares 4, 4, 3; at the last, t is 3
        x.grad = None if gradient is None else np.array([gradient])
        optimizer.step()
        places.append(x.data.item())
    last = -1 - (1 / (1 - 1 / 8)) / np.sqrt(3 / (1 - 27 / 64))
    np.testing.assert_allclose(places, [-1.0, -1.0, last])


def test_the_old_array_and_the_gradient_stay_as_they_were() -> None:
    x = Value(np.array([7.0, 5.0]), requires_grad=True)
    x.grad, old = np.array([3.0, -2.0]), x.data
    Adam([x], learning_rate=0.5).step()
    np.testing.assert_allclose(x.data, [6.5, 5.5], rtol=1e-6)
    np.testing.assert_array_equal(old, [7.0, 5.0])
    np.testing.assert_array_equal(x.grad, [3.0, -2.0])


@pytest.mark.parametrize("shape", [(), (1,), (2, 3), (1, 3, 1), (0, 2)])
def test_a_parameter_may_have_any_shape(shape: tuple[int, ...]) -> None:
    x = Value(np.full(shape, 7.0), requires_grad=True)
    optimizer = Adam([x], learning_rate=0.5)
    for _ in range(2):
        x.grad = np.full(shape, 4.0)
        optimizer.step()
    expected = np.full(shape, 6.0)
    np.testing.assert_allclose(x.data, expected, rtol=1e-6)
    assert x.data.shape == expected.shape


def test_float32_stays_float32() -> None:
    x = Value(np.array([1.0, 2.0], dtype=np.float32), requires_grad=True)
    optimizer = Adam([x], learning_rate=0.5)
    for _ in range(2):
        x.grad = np.array([4.0, -4.0], dtype=np.float32)
        optimizer.step()
    np.testing.assert_allclose(x.data, [0.0, 3.0], rtol=1e-5)
    assert [
        str(x.data.dtype),
        *[str(each.dtype) for each in (*optimizer.means, *optimizer.squares)],
    ] == ["float32"] * 3


def test_a_gradient_that_stays_for_two_steps_isnt_changed() -> None:
    x = Value(np.array([0.0, 0.0]), requires_grad=True)
    x.grad = np.array([4.0, -2.0])
    optimizer = Adam([x], learning_rate=0.5)
    for _ in range(2):
        optimizer.step()
    np.testing.assert_array_equal(x.grad, [4.0, -2.0])
    np.testing.assert_allclose(x.data, [-1.0, 1.0], rtol=1e-6)


def test_the_mean_is_kept_uncorrected_where_it_comes_from_a_long_run() -> None:
    # After 5,000 steps beta1^t is 0 and beta2^t is 0.0067: the second correction still counts.
    x = Value(np.array([0.0]), requires_grad=True)
    optimizer = Adam([x], learning_rate=1.0, epsilon=0.0)
    optimizer.steps_taken = 4999
    x.grad = np.array([3.0])
    optimizer.step()
    expected = -0.1 / math.sqrt(0.001 / (1 - 0.999**5000))
    np.testing.assert_allclose(x.data, [expected], rtol=1e-9)
    assert optimizer.steps_taken == 5000


def test_each_entry_has_a_size_of_its_own() -> None:
    # Epsilon is small beside 1e-3 and large beside 1e-12.
    x = Value(np.zeros(3), requires_grad=True)
    x.grad = np.array([1e-12, 1e-3, 1e12])
    Adam([x], learning_rate=1.0).step()
    expected = [-1e-12 / (1e-12 + 1e-8), -1e-3 / (1e-3 + 1e-8), -1.0]
    np.testing.assert_allclose(x.data, expected, rtol=1e-9)


def test_a_gradient_of_zero_moves_nothing() -> None:
    x = Value(np.array([5.0, 5.0]), requires_grad=True)
    x.grad = np.array([0.0, 1.0])
    Adam([x], learning_rate=0.5).step()
    np.testing.assert_allclose(x.data, [5.0, 4.5], rtol=1e-6)


def test_a_parameter_that_joins_late_is_corrected_by_the_common_count() -> None:
    # t is 3 at its first gradient: mean (1/2) 4 over 7/8, square (1/4) 16 over 37/64.
    x, late = (Value(np.zeros(1), requires_grad=True) for _ in range(2))
    optimizer = Adam([late, x], learning_rate=1.0, betas=(0.5, 0.75), epsilon=0.0)
    for gradient in (None, None, 4.0):
        x.grad = np.array([1.0])
        late.grad = None if gradient is None else np.array([gradient])
        optimizer.step()
    expected = -(2 / (7 / 8)) / math.sqrt(4 / (37 / 64))
    np.testing.assert_allclose(late.data, [expected], rtol=1e-9)
