"""Take one step of gradient descent with momentum.

A velocity remembers where the last steps went. Where gradients agree it grows, where they
contradict each other it cancels.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.optim import SGD
from groundup.autograd.value import Value

exercise = Exercise(
    implements=SGD.step,
    minutes=15,
    difficulty=2,
    importance=4,
    hints=(
        "The docstring has the two lines. For each parameter: its place in the list finds its "
        "velocity.",
        "Store the new velocity before you leave the loop's body, and rebind `parameter.data` to "
        "a new array: the old one is locked.",
    ),
    notice="`momentum * velocity + grad` makes a new array, so neither the gradient nor the old "
    "data is touched, and a first velocity of zeros needs no case of its own.",
    mistakes=(
        Mistake(
            "parameter.data - self.learning_rate * velocity",
            "parameter.data + self.learning_rate * velocity",
            says="The step goes up the slope. The gradient points to where the loss grows.",
        ),
        Mistake(
            "self.velocities[place] = velocity",
            "pass",
            says="The velocity isn't kept, so every step starts from rest and momentum does "
            "nothing.",
        ),
        Mistake(
            "+ parameter.grad",
            "+ (1 - self.momentum) * parameter.grad",
            says="The gradient is weighted with 1 - momentum, as in a running mean. Here the "
            "velocity is a sum: the gradient comes in whole.",
        ),
        Mistake(
            "self.learning_rate * velocity",
            "self.learning_rate * parameter.grad",
            says="The velocity is computed and kept, but the step follows the gradient.",
        ),
        Mistake(
            "parameter.data = parameter.data - ",
            "parameter.data -= ",
            says="The array is changed in place. Data of a Value is locked, as a graph may still "
            "need it: make a new array and rebind `data`.",
        ),
        Mistake(
            "if parameter.grad is None:",
            "if False:",
            says="A parameter without a gradient isn't passed over. Its `grad` is None until a "
            "backward pass reaches it.",
        ),
        Mistake(
            "        velocity = self.momentum * self.velocities[place] + parameter.grad\n"
            "        self.velocities[place] = velocity\n"
            "        parameter.data = parameter.data - self.learning_rate * velocity",
            "        velocity = self.momentum * self.velocities[place] + self.learning_rate * "
            "parameter.grad\n"
            "        self.velocities[place] = velocity\n"
            "        parameter.data = parameter.data - velocity",
            says="The learning rate is part of the velocity, as in the paper. Here it stands "
            "outside: the velocity is a sum of gradients.",
        ),
        Mistake(
            "        if parameter.grad is None:\n"
            "            continue\n"
            "        velocity = self.momentum * self.velocities[place] + parameter.grad",
            "        gradient = 0 if parameter.grad is None else parameter.grad\n"
            "        velocity = self.momentum * self.velocities[place] + gradient",
            says="A gradient of None is taken for 0, so that the parameter rolls on. It is left "
            "as it is, and its velocity too.",
        ),
        Mistake(
            "continue",
            "break",
            says="The loop ends at the first parameter without a gradient. Those after it don't "
            "move.",
        ),
        Mistake(
            "self.learning_rate * velocity",
            "self.learning_rate * (parameter.grad + self.momentum * velocity)",
            says="The step looks ahead: gradient plus momentum times velocity, which is "
            "Nesterov's. Here it follows the velocity.",
        ),
        Mistake(
            "        parameter.data = parameter.data - self.learning_rate * velocity",
            "        parameter = parameter - self.learning_rate * velocity",
            says="A new Value is made, and the parameter itself stays where it was. What moves "
            "is its `data`.",
        ),
        Mistake(
            "parameter.data = parameter.data - self.learning_rate * velocity",
            "parameter.data = parameter.data - self.learning_rate * velocity\n"
            "        parameter.grad = None",
            says="The gradient is emptied. A step leaves it as it was; `zero_grad` is there for "
            "that.",
        ),
        Mistake(
            "self.momentum * self.velocities[place] + parameter.grad",
            "self.momentum * (self.velocities[place] + parameter.grad)",
            says="The gradient is multiplied by the momentum, too. It comes in whole.",
        ),
        Mistake(
            "self.momentum * self.velocities[place] + parameter.grad",
            "self.momentum * self.velocities[place] - parameter.grad",
            says="The velocity takes the gradient with a minus, and the step another one: "
            "together they go up the slope.",
        ),
    ),
)


def parameter_at(*entries: float) -> Value:
    return Value(np.array(entries), requires_grad=True)


def test_without_momentum_a_step_is_learning_rate_times_gradient() -> None:
    x = parameter_at(1.0, 2.0, 3.0)
    x.grad = np.array([10.0, -20.0, 0.0])
    SGD([x], learning_rate=0.1).step()
    np.testing.assert_allclose(x.data, [0.0, 4.0, 3.0], atol=1e-12)


def test_a_constant_gradient_builds_up_speed() -> None:
    # Velocities 1, 1.5, 1.75, 1.875: after n steps x has moved by 2n - 2 (1 - 0.5^n).
    x = parameter_at(0.0)
    optimizer = SGD([x], learning_rate=1.0, momentum=0.5)
    for _ in range(4):
        x.grad = np.array([1.0])
        optimizer.step()
    np.testing.assert_allclose(x.data, [-(2 * 4 - 2 * (1 - 0.5**4))])


def test_speed_outlasts_the_gradient() -> None:
    x = parameter_at(0.0)
    optimizer = SGD([x], learning_rate=0.1, momentum=0.5)
    for gradient in (8.0, 0.0, 0.0):
        x.grad = np.array([gradient])
        optimizer.step()
    np.testing.assert_allclose(x.data, [-0.1 * (8 + 4 + 2)])


def test_the_velocity_is_kept() -> None:
    x = parameter_at(0.0)
    optimizer = SGD([x], learning_rate=0.1, momentum=0.5)
    for gradient in (8.0, -1.0):
        x.grad = np.array([gradient])
        optimizer.step()
    np.testing.assert_allclose(optimizer.velocities[0], [3.0])


def test_each_parameter_has_a_velocity_of_its_own() -> None:
    x, y = parameter_at(0.0, 0.0), parameter_at(0.0, 0.0)
    optimizer = SGD([x, y], learning_rate=1.0, momentum=0.5)
    for _ in range(2):
        x.grad, y.grad = np.array([1.0, 2.0]), np.array([100.0, 200.0])
        optimizer.step()
    np.testing.assert_allclose(x.data, [-2.5, -5.0])
    np.testing.assert_allclose(y.data, [-250.0, -500.0])


def test_a_parameter_without_gradient_stays_and_the_next_moves() -> None:
    x, y = parameter_at(7.0), parameter_at(7.0)
    y.grad = np.array([2.0])
    SGD([x, y], learning_rate=0.5).step()
    np.testing.assert_allclose(x.data, [7.0])
    np.testing.assert_allclose(y.data, [6.0])


def test_the_old_array_and_the_gradient_stay_as_they_were() -> None:
    x = parameter_at(1.0, 2.0)
    x.grad, old = np.array([10.0, 20.0]), x.data
    SGD([x], learning_rate=0.1, momentum=0.5).step()
    np.testing.assert_allclose(x.data, [0.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(old, [1.0, 2.0])
    np.testing.assert_allclose(x.grad, [10.0, 20.0])


def test_random_gradients_are_followed_with_momentum(rng: np.random.Generator) -> None:
    start, first, second = rng.normal(size=(3, 5))
    velocity = [0.9 * a + b for a, b in zip(first, second, strict=True)]
    expected = [s - 0.1 * a - 0.1 * v for s, a, v in zip(start, first, velocity, strict=True)]
    x = parameter_at(*start)
    optimizer = SGD([x], learning_rate=0.1, momentum=0.9)
    for gradient in (first, second):
        x.grad = gradient.copy()
        optimizer.step()
    np.testing.assert_allclose(x.data, expected, rtol=1e-10, atol=1e-12)


def test_without_a_new_gradient_a_moving_parameter_stops_and_keeps_its_velocity() -> None:
    x, places = parameter_at(0.0), []
    optimizer = SGD([x], learning_rate=0.1, momentum=0.5)
    for gradient in (8.0, None, 1.0):  # velocities 8, 8, 5
        x.grad = None if gradient is None else np.array([gradient])
        optimizer.step()
        places.append(x.data.item())
    np.testing.assert_allclose(places, [-0.8, -0.8, -1.3])


@pytest.mark.parametrize("shape", [(), (1,), (2, 3), (1, 3, 1), (0, 2)])
def test_a_parameter_may_have_any_shape(shape: tuple[int, ...]) -> None:
    x = Value(np.full(shape, 7.0), requires_grad=True)
    optimizer = SGD([x], learning_rate=0.5, momentum=0.5)
    for _ in range(2):
        x.grad = np.full(shape, 4.0)
        optimizer.step()
    expected = np.full(shape, 2.0)
    np.testing.assert_allclose(x.data, expected, rtol=1e-6)
    assert x.data.shape == expected.shape


def test_float32_stays_float32() -> None:
    x = Value(np.array([1.0, 2.0], dtype=np.float32), requires_grad=True)
    optimizer = SGD([x], learning_rate=0.5, momentum=0.5)
    for _ in range(2):
        x.grad = np.array([4.0, -4.0], dtype=np.float32)
        optimizer.step()
    np.testing.assert_allclose(x.data, [-4.0, 7.0], rtol=1e-5)
    assert [str(x.data.dtype), *[str(each.dtype) for each in optimizer.velocities]] == [
        "float32"
    ] * 2


def test_a_gradient_that_stays_for_two_steps_isnt_changed() -> None:
    x = Value(np.array([0.0, 0.0]), requires_grad=True)
    x.grad = np.array([4.0, -2.0])
    optimizer = SGD([x], learning_rate=1.0, momentum=0.5)
    for _ in range(2):
        optimizer.step()
    np.testing.assert_array_equal(x.grad, [4.0, -2.0])
    np.testing.assert_allclose(x.data, [-10.0, 5.0], rtol=1e-6)


def test_without_momentum_the_velocity_is_the_last_gradient() -> None:
    x = parameter_at(0.0)
    optimizer = SGD([x], learning_rate=1.0)
    for gradient in (3.0, 4.0):
        x.grad = np.array([gradient])
        optimizer.step()
    np.testing.assert_allclose(optimizer.velocities[0], [4.0])
    np.testing.assert_allclose(x.data, [-7.0])


def test_a_learning_rate_that_is_lowered_slows_the_whole_step() -> None:
    x = parameter_at(0.0)
    optimizer = SGD([x], learning_rate=1.0, momentum=0.5)
    x.grad = np.array([8.0])
    optimizer.step()
    optimizer.learning_rate = 0.1
    optimizer.step()
    np.testing.assert_allclose(x.data, [-8.0 - 0.1 * 12.0])


def test_small_gradients_and_large_ones_count_alike() -> None:
    x = parameter_at(0.0, 0.0, 0.0)
    x.grad = np.array([1e-12, 1.0, 1e12])
    SGD([x], learning_rate=0.5, momentum=0.5).step()
    np.testing.assert_allclose(x.data, [-5e-13, -0.5, -5e11], rtol=1e-12)


def test_a_parameter_is_moved_with_no_graph_behind_it() -> None:
    x = parameter_at(2.0)
    (x * x).sum().backward()
    SGD([x], learning_rate=0.25).step()
    np.testing.assert_allclose(x.data, [1.0])
    assert [len(x.parents), x.requires_grad] == [0, True]
