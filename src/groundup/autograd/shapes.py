"""Operations that move entries and change none: reshape, transpose, index.

Their pullbacks move the gradient back to where the entries came from.
"""

from typing import Any

import numpy as np

from groundup.autograd.arrays import Array, Pullback


def reshape(x: Array, shape: tuple[int, ...]) -> tuple[Array, Pullback]:
    """The same entries in the same order under another shape, and the pullback."""
    return x.reshape(shape), lambda gradient: (gradient.reshape(x.shape),)


def transpose(x: Array, axes: tuple[int, ...] | None = None) -> tuple[Array, Pullback]:
    """The axes of `x` in another order, and the pullback: a tuple of one, of the shape of `x`.

    Axis i of the result is axis `axes[i]` of `x`, counted from the end where negative; without
    `axes` their order is reversed.
    """
    order = tuple(range(x.ndim))[::-1] if axes is None else tuple(axis % x.ndim for axis in axes)

    def pullback(gradient: Array) -> tuple[Array]:
        return (gradient.transpose(np.argsort(order)),)

    return x.transpose(order), pullback


def index(x: Array, key: Any) -> tuple[Array, Pullback]:
    """The entries x[key], and the pullback: a tuple of one, of the shape and dtype of `x`.

    `key` is whatever numpy takes between brackets: a number, a slice, arrays or lists of indices, a
    mask, or a tuple of several of these. Entries that were not taken get 0. An entry taken several
    times gets the gradients of all of them, added up. Lists and arrays of indices give a copy, as
    numpy does, and the gradient for `x` is a new array.
    """

    def pullback(gradient: Array) -> tuple[Array]:
        result = np.zeros_like(x)
        np.add.at(result, key, gradient)
        return (result,)

    return np.asarray(x[key]), pullback
