"""Derivatives by measuring: slow, approximate, and independent of every formula.

The error of a central difference is the sum of two: what the straight line leaves out, which
shrinks like step², and what rounding takes away, which grows like epsilon / step. In between
lies the best step.
"""

from collections.abc import Callable

import numpy as np

from groundup.autograd.arrays import Array


def central_difference(f: Callable[[float], float], x: float, step: float = 1e-5) -> float:
    """The slope of `f` at `x`: how far `f` moves from `x - step` to `x + step`, per unit of `x`.

    `f` takes a plain number and is called at these two places; `step` is taken as it is.
    """
    return (f(x + step) - f(x - step)) / (2 * step)


def numerical_gradient(f: Callable[[Array], float], x: Array, step: float = 1e-5) -> Array:
    """The gradient at `x` of a function from an array to one number, entry by entry.

    Each entry in turn is moved by `step` in both directions while the others stay. The result has
    the shape of `x` and is float64. `f` gets a fresh array at each call, which it may keep, and `x`
    is the same afterwards, to the last digit.
    """
    gradient = np.zeros(x.shape, dtype=np.float64)
    for place in np.ndindex(x.shape):
        above = np.array(x, dtype=np.float64)
        below = np.array(x, dtype=np.float64)
        above[place] += step
        below[place] -= step
        gradient[place] = (f(above) - f(below)) / (2 * step)
    return gradient


def gradient_error(computed: Array, expected: Array) -> float:
    """How far a gradient is from what it should be, in the worst entry.

    An entry's error is |computed - expected| / max(1, |computed|, |expected|): relative where the
    gradient is large, absolute where it is small. An entry that is NaN or infinite in one of the
    two, or in both, counts as infinitely wrong. Without any entry, the error is 0.
    """
    computed, expected = np.asarray(computed), np.asarray(expected)
    scale = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    errors = np.abs(computed - expected) / scale
    return float(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))
