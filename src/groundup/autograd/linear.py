"""Matrix multiplication."""

import numpy as np

from groundup.autograd.arrays import Array, Pullback
from groundup.autograd.broadcasting import unbroadcast
from groundup.errors import ShapeError


def matmul(x: Array, y: Array) -> tuple[Array, Pullback]:
    """The matrix product x @ y, and its pullback: one gradient for `x`, one for `y`.

    `x` is [..., rows, inner], `y` is [..., inner, columns], the result [..., rows, columns]. Axes
    before the last two are batches and broadcast. Each gradient has the shape of its argument. Of
    float32 arrays the result is float32, and so are the gradients.
    """
    if x.ndim < 2 or y.ndim < 2:
        raise ShapeError(
            f"matmul takes arrays of 2 axes or more, got {x.shape} and {y.shape}. "
            "Give a vector a second axis: x.reshape(1, -1) is a row, x.reshape(-1, 1) a column."
        )

    def pullback(gradient: Array) -> tuple[Array, Array]:
        for_x = gradient @ np.swapaxes(y, -1, -2)
        for_y = np.swapaxes(x, -1, -2) @ gradient
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return x @ y, pullback
