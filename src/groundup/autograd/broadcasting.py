"""What a gradient does where an array was stretched.

Broadcasting repeats an array along new axes and along axes of length 1. An entry that was used
several times gets the gradient of every use: they are added.
"""

import numpy as np

from groundup.autograd.arrays import Array


def unbroadcast(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient back to the shape that an array had before it was broadcast.

    `gradient` has the broadcast shape. Axes that broadcasting put in front are summed away; axes
    that it stretched from length 1 are summed and stay, with length 1. Where nothing was stretched,
    the gradient itself may come back: no copy is needed. Floats keep their precision.
    """
    if gradient.shape == shape:
        return gradient
    added = gradient.ndim - len(shape)
    stretched = tuple(
        axis + added
        for axis, length in enumerate(shape)
        if length == 1 and gradient.shape[axis + added] != 1
    )
    summed: Array = np.sum(gradient, axis=(*range(added), *stretched), keepdims=True)
    return summed.reshape(shape)
