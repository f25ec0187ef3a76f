"""Write the loop: forward, backward, step, for each batch.

Everything so far meets in five lines, and their order matters.
"""

import math

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array
from groundup.autograd.modules import Linear, ReLU, Sequential
from groundup.autograd.optim import SGD
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
            says="Nothing moves: the gradients are emptied after the backward pass, or `step()` "
            "isn't called.",
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
