"""The training loop, and what it is judged by."""

from collections.abc import Callable, Iterable

import numpy as np

from groundup.autograd.arrays import Array
from groundup.autograd.optim import Optimizer
from groundup.autograd.value import Value


def minibatches(
    x: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterable[tuple[Array, Array]]:
    """Pairs of matching rows of `x` and `y`, `batch_size` at a time, in a random order.

    Each row comes once per call, in an order drawn anew from `rng`. The last batch is smaller where
    the rows don't divide evenly.
    """
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]


def train_epoch(
    model: Callable[[Value], Value],
    optimizer: Optimizer,
    batches: Iterable[tuple[Array, Array]],
) -> list[float]:
    """One step of the optimizer for each batch, and the loss of each batch before its step.

    A batch is (inputs, targets); `model` turns inputs [batch, ...] into scores [batch, classes],
    and the loss is their cross-entropy. A batch's step follows the gradient of that batch alone.
    Losses are plain floats. `batches` may be an iterator, and `model` any function.
    """
    losses = []
    for inputs, targets in batches:
        loss = model(Value(inputs)).cross_entropy(targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def accuracy(scores: Array, targets: Array) -> float:
    """The share of rows whose highest score is that of the right class, from 0 to 1.

    `scores` is [batch, classes], `targets` [batch]. Of equal highest scores the first counts.
    """
    return float(np.mean(scores.argmax(axis=1) == targets))
