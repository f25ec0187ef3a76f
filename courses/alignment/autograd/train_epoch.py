"""Write the loop: forward, backward, step, for each batch.

Everything so far meets in five lines, and their order matters.
"""

import math

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array
from groundup.autograd.modules import Linear, ReLU, Sequential
from groundup.autograd.optim import SGD, Adam
from groundup.autograd.training import train_epoch
from groundup.autograd.value import Value

exercise = Exercise(
    implements=train_epoch,
    minutes=15,
    difficulty=2,
    importance=5,
    hints=(
        "`grad` adds up from one backward pass to the next. When must it be emptied, if gradients "
        "left from before the epoch shouldn't count either?",
        "The loss is a Value: `cross_entropy` is one of its methods, and `item()` makes it a "
        "plain number.",
    ),
    notice="`batches` is only iterated and `model` only called: the loop knows neither how rows "
    "are dealt nor what a network is. Emptying comes before the backward pass, whatever was there.",
    mistakes=(
        Mistake(
            "optimizer.zero_grad()",
            "pass",
            says="The gradients of earlier batches are still there and add up. Empty them before "
            "each backward pass.",
        ),
        Mistake(
            "loss.backward()\n        optimizer.step()",
            "loss.backward()\n        optimizer.zero_grad()\n        optimizer.step()",
            says="Nothing moves: when `step()` comes no parameter has a gradient, or it doesn't "
            "come at all.",
        ),
        Mistake(
            "optimizer.zero_grad()\n        loss.backward()\n        optimizer.step()",
            "loss.backward()\n        optimizer.step()\n        optimizer.zero_grad()",
            says="The gradients are emptied after the step only. What was left from before the "
            "epoch enters its first step.",
        ),
        Mistake(
            "loss.item()",
            "model(Value(inputs)).cross_entropy(targets).item()",
            says="The loss is measured after the step. The one before it is asked for, and it is "
            "already there.",
        ),
        Mistake(
            "return losses",
            "return losses[-1:]",
            says="Only the last batch's loss comes back. There should be one for each batch.",
        ),
        Mistake(
            "return losses",
            "return sum(losses) / len(losses)",
            says="One number comes back for all batches. Each batch has a loss of its own.",
        ),
        Mistake(
            "loss.item()",
            "loss",
            says="The losses are Values, each with its whole graph. Plain floats are asked for.",
        ),
        Mistake(
            "loss.item()",
            "loss.data",
            says="The losses are arrays. Plain floats are asked for.",
        ),
        Mistake(
            "Value(inputs)",
            "inputs",
            says="The model is given a plain array. It takes a Value.",
        ),
        Mistake(
            "        optimizer.step()\n        losses.append(loss.item())\n    return",
            "        losses.append(loss.item())\n    optimizer.step()\n    return",
            says="`step()` comes once, after all batches. Each batch has a step.",
        ),
        Mistake(
            "return losses",
            "return sum(losses)",
            says="The losses are added up. There should be one for each batch.",
        ),
    ),
)

X = np.array([[1.0, 2.0], [0.5, -1.0], [-2.0, 0.0], [3.0, 1.0], [0.0, 1.5]])
Y = np.array([0, 2, 1, 1, 0])
BATCHES = [(X[:2], Y[:2]), (X[2:], Y[2:])]


def by_hand() -> tuple[Array, list[float]]:
    """The weights after gradient descent in plain loops, and each batch's loss before its step."""
    weight, losses = np.zeros((2, 3)), []
    for x, y in BATCHES:
        slope, loss = np.zeros((2, 3)), 0.0
        for row, target in zip(x, y, strict=True):
            powers = [math.exp(float(row @ weight[:, k])) for k in range(3)]
            loss -= math.log(powers[target] / sum(powers)) / len(y)
            for k in range(3):
                slope[:, k] += row * (powers[k] / sum(powers) - (k == target)) / len(y)
        weight, losses = weight - 0.5 * slope, [*losses, loss]
    return weight, losses


def start() -> tuple[Linear, SGD]:
    """A layer whose weights are 0, and whose bias stays there."""
    layer = Linear(2, 3, np.random.default_rng(0))
    layer.weight.data = np.zeros((2, 3))
    return layer, SGD([layer.weight], learning_rate=0.5)


def test_the_first_loss_is_that_of_a_network_that_knows_nothing() -> None:
    layer, optimizer = start()
    losses = train_epoch(layer, optimizer, iter(BATCHES[:1]))
    np.testing.assert_allclose(losses, [math.log(3)])


def test_each_loss_is_that_before_its_step() -> None:
    layer, optimizer = start()
    _, expected = by_hand()
    np.testing.assert_allclose(train_epoch(layer, optimizer, iter(BATCHES)), expected)


def test_the_first_loss_follows_the_inputs(rng: np.random.Generator) -> None:
    x, weight, targets = rng.normal(size=(7, 2)), rng.normal(size=(2, 3)), rng.integers(3, size=7)
    surprises = []
    for row, target in zip(x, targets, strict=True):
        powers = [math.exp(float(row @ weight[:, k])) for k in range(3)]
        surprises.append(-math.log(powers[target] / sum(powers)))
    layer, optimizer = start()
    layer.weight.data = weight
    np.testing.assert_allclose(train_epoch(layer, optimizer, [(x, targets)]), [sum(surprises) / 7])


def test_each_step_follows_its_own_batch() -> None:
    layer, optimizer = start()
    expected, _ = by_hand()
    train_epoch(layer, optimizer, iter(BATCHES))
    np.testing.assert_allclose(layer.weight.data, expected)


def test_a_model_may_begin_with_anything_that_a_value_can_do() -> None:
    layer, optimizer = start()
    losses = train_epoch(Sequential(ReLU(), layer), optimizer, iter(BATCHES))
    np.testing.assert_allclose(losses[0], math.log(3))


def test_gradients_left_from_before_dont_count() -> None:
    layer, optimizer = start()
    expected, _ = by_hand()
    layer.weight.grad = np.full((2, 3), 100.0)
    train_epoch(layer, optimizer, iter(BATCHES))
    np.testing.assert_allclose(layer.weight.data, expected)


def test_the_layer_can_be_used_afterwards() -> None:
    layer, optimizer = start()
    expected, _ = by_hand()
    train_epoch(layer, optimizer, iter(BATCHES))
    np.testing.assert_allclose(layer(Value(X)).data, X @ expected)


def test_the_optimizer_decides_what_a_step_is() -> None:
    # Adam's first step moves each weight by the learning rate, against the sign of its slope.
    layer, _ = start()
    adam = Adam([layer.weight], learning_rate=0.1)
    train_epoch(layer, adam, [(np.array([[1.0, -2.0]]), np.array([0]))])
    np.testing.assert_allclose(layer.weight.data, [[0.1, -0.1, -0.1], [-0.1, 0.1, 0.1]], rtol=1e-6)


def test_momentum_goes_on_from_batch_to_batch_and_from_epoch_to_epoch() -> None:
    # Slope 3 (1/3 - 1) = -2 for the first class, the same within 1e-8 at each of these tiny
    # steps: velocities -2, -3, -3.5.
    layer, _ = start()
    optimizer = SGD([layer.weight], learning_rate=1e-9, momentum=0.5)
    batch = (np.array([[3.0, 0.0]]), np.array([0]))
    train_epoch(layer, optimizer, [batch, batch])
    train_epoch(layer, optimizer, [batch])
    np.testing.assert_allclose(layer.weight.data[0, 0], 8.5e-9, rtol=1e-6)


def test_a_model_may_be_a_plain_function() -> None:
    layer, optimizer = start()
    weights, expected = by_hand()
    losses = train_epoch(lambda x: layer(x) * 1.0, optimizer, iter(BATCHES))
    np.testing.assert_allclose(losses, expected)
    np.testing.assert_allclose(layer.weight.data, weights)


def test_no_batch_means_no_loss_and_no_step() -> None:
    layer, optimizer = start()
    layer.weight.grad = np.full((2, 3), 100.0)
    assert train_epoch(layer, optimizer, iter([])) == []
    np.testing.assert_array_equal(layer.weight.data, np.zeros((2, 3)))


def test_losses_are_plain_numbers_in_a_list() -> None:
    layer, optimizer = start()
    losses = train_epoch(layer, optimizer, iter(BATCHES))
    assert [isinstance(loss, float) for loss in losses] == [True, True]
    assert losses[0] == pytest.approx(math.log(3))


def test_inputs_reach_the_model_in_their_own_shape(rng: np.random.Generator) -> None:
    layer, optimizer = start()
    images = rng.normal(size=(1, 2, 1))  # one image of 2 by 1 pixels
    losses = train_epoch(lambda x: layer(x.reshape(-1, 2)), optimizer, [(images, np.array([2]))])
    np.testing.assert_allclose(losses, [math.log(3)])
