"""Operations that act on each entry by itself. Each stands beside its pullback.

`gradient` is always that of the loss with respect to the operation's result.
"""

import numpy as np

from groundup.autograd.arrays import Array, Pullback


def add(x: Array, y: Array) -> tuple[Array, Pullback]:
    """The sum x + y, and its pullback: one gradient for `x`, one for `y`."""
    return x + y, lambda gradient: (gradient, gradient)


def subtract(x: Array, y: Array) -> tuple[Array, Pullback]:
    """The difference x - y, and its pullback: one gradient for `x`, one for `y`."""
    return x - y, lambda gradient: (gradient, -gradient)


def negate(x: Array) -> tuple[Array, Pullback]:
    """The negative -x, and its pullback."""
    return -x, lambda gradient: (-gradient,)


def multiply(x: Array, y: Array) -> tuple[Array, Pullback]:
    """The product x * y, and its pullback: one gradient for `x`, one for `y`.

    The pullback takes the gradient of the loss with respect to the product and returns a tuple:
    that with respect to `x`, then that with respect to `y`.
    """

    def pullback(gradient: Array) -> tuple[Array, Array]:
        return gradient * y, gradient * x

    return x * y, pullback


def divide(x: Array, y: Array) -> tuple[Array, Pullback]:
    """The quotient x / y, and its pullback: one gradient for `x`, one for `y`.

    The pullback returns a tuple of two. No entry of `y` is zero, or so small or large that its
    square is lost to the dtype.
    """

    def pullback(gradient: Array) -> tuple[Array, Array]:
        return gradient / y, -gradient * x / y**2

    return x / y, pullback


def power(x: Array, exponent: float) -> tuple[Array, Pullback]:
    """Each entry of `x` to a fixed power, and the pullback to `x` alone: a tuple of one.

    The exponent is a plain number and gets no gradient. To the power 0 everything is 1, so the
    gradient is 0, at x = 0 too. Where the slope is infinite, as that of a square root is at 0, so
    is the gradient.
    """

    def pullback(gradient: Array) -> tuple[Array]:
        if exponent == 0:
            return (np.zeros_like(gradient),)
        return (gradient * exponent * x ** (exponent - 1),)

    return x**exponent, pullback


def exp(x: Array) -> tuple[Array, Pullback]:
    """The exponential of each entry, and its pullback."""
    result = np.exp(x)
    return result, lambda gradient: (gradient * result,)


def log(x: Array) -> tuple[Array, Pullback]:
    """The natural logarithm of each entry, all of them positive, and its pullback."""
    return np.log(x), lambda gradient: (gradient / x,)


def tanh(x: Array) -> tuple[Array, Pullback]:
    """The hyperbolic tangent of each entry, and its pullback: a tuple of one.

    The slope of tanh at x is 1 - tanh(x)². It needs no second call of tanh: the result of the
    forward pass is still at hand.
    """
    result = np.tanh(x)

    def pullback(gradient: Array) -> tuple[Array]:
        return (gradient * (1 - result**2),)

    return result, pullback


def relu(x: Array) -> tuple[Array, Pullback]:
    """Each entry, or 0 where it is negative, and the pullback: a tuple of one.

    At exactly 0 there is a kink. Any slope between 0 and 1 would do; as everywhere in the field, it
    is 0. The result has the dtype of `x`.
    """

    def pullback(gradient: Array) -> tuple[Array]:
        return (gradient * (x > 0),)

    return np.maximum(x, 0), pullback
