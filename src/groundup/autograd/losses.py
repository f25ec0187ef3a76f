"""From scores to a loss, without overflow.

In float64 exp(710) is infinite, in float32 exp(89). Scores of a network may well be larger. What is
wanted, a logarithm of a sum of exponentials, is not: subtract the largest score first (Blanchard,
Higham and Higham, "Accurately computing the log-sum-exp and softmax functions", IMA Journal of
Numerical Analysis 41(4), 2021).
"""

import numpy as np
import numpy.typing as npt

from groundup.autograd.arrays import Array, Pullback
from groundup.errors import DtypeError, ShapeError, TargetError


def log_sum_exp(x: Array, axis: int = -1) -> tuple[Array, Pullback]:
    """log(sum(exp(x))) over one axis, which is gone afterwards, and the pullback: a tuple of one.

    It is exact to rounding for entries of any size, in float32 and in float64. An entry of minus
    infinity adds nothing; every sum has a finite entry. The pullback's gradient has the shape of
    `x`: each entry's share of the sum, exp(x - result), times the gradient.
    """
    largest = x.max(axis=axis, keepdims=True)
    total = np.exp(x - largest).sum(axis=axis, keepdims=True)
    result = largest + np.log(total)

    def pullback(gradient: Array) -> tuple[Array]:
        return (np.expand_dims(gradient, axis) * np.exp(x - result),)

    return result.squeeze(axis), pullback


def log_softmax(x: Array, axis: int = -1) -> tuple[Array, Pullback]:
    """The logarithms of the softmax over one axis, and the pullback: a tuple of one.

    log_softmax(x) = x - log(sum(exp(x))); the exponentials of the result sum to 1. Finite entries
    of any size give finite results, in float32 and in float64. An entry of minus infinity has
    probability 0 and stays minus infinity. All is as exact as the largest entry is. Result and
    gradient have the shape of `x`.
    """
    shifted = x - x.max(axis=axis, keepdims=True)
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pullback(gradient: Array) -> tuple[Array]:
        return (gradient - np.exp(result) * gradient.sum(axis=axis, keepdims=True),)

    return result, pullback


def cross_entropy(logits: Array, targets: Array) -> tuple[Array, Pullback]:
    """The mean over a batch of -log(probability of the right class), and its pullback to `logits`.

    `logits` is [batch, classes], scores of any size, not probabilities. `targets` is [batch]: the
    number of each row's right class, in whole numbers of any width. It gets no gradient: the
    pullback returns a tuple of one, of the shape of `logits`. A wrong class whose score is minus
    infinity has probability 0, and changes neither the loss nor the others' gradients. In nats,
    and as exact as the largest score of a row is.
    """
    rows = np.arange(len(targets))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def pullback(gradient: Array) -> tuple[Array]:
        difference = np.exp(log_probabilities)
        difference[rows, targets] -= 1
        return (gradient * difference / len(targets),)

    return -log_probabilities[rows, targets].mean(), pullback


def as_targets(targets: npt.ArrayLike, shape: tuple[int, ...]) -> Array:
    """A copy of the numbers of each row's right class, for scores of that shape, [batch, classes].

    Raises ShapeError where there isn't one number for each row, DtypeError where they aren't whole,
    TargetError where there is no such class.
    """
    copied = np.array(targets)
    if len(shape) != 2:
        raise ShapeError(f"Scores must be [batch, classes], got shape {shape}. Reshape them first.")
    batch, classes = shape
    if copied.shape != (batch,):
        raise ShapeError(
            f"Targets must have shape {(batch,)}, got {copied.shape}: one for each row."
        )
    if copied.dtype.kind not in "iu":
        raise DtypeError(f"Targets must be whole numbers, got {copied.dtype}. Convert them first.")
    outside = copied[(copied < 0) | (copied >= classes)]
    if outside.size:
        raise TargetError(f"A target must be a class, from 0 to {classes - 1}, got {outside[0]}.")
    return copied
