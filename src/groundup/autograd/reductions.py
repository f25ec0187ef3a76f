"""Operations that make many entries into fewer: sum, mean, max.

`axis` is None for all axes, one axis or a tuple of them; negative ones count from the end. With
`keepdims` the axes that were reduced stay, with length 1.
"""

import numpy as np

from groundup.autograd.arrays import Array, Pullback

Axes = int | tuple[int, ...] | None


def restore_axes(reduced: Array, axis: Axes, ndim: int) -> Array:
    """Put the reduced axes back, with length 1, into an array that lost them.

    `ndim` is the number of axes before the reduction. An array that kept them comes back as it is.
    """
    if reduced.ndim == ndim:
        return reduced
    axes = tuple(range(ndim)) if axis is None else axis
    return np.expand_dims(reduced, axes)


def sum_over(x: Array, axis: Axes = None, keepdims: bool = False) -> tuple[Array, Pullback]:
    """The sum over some axes, and its pullback: a tuple of one, of the shape of `x`.

    `axis` is None for all axes, one axis, or a tuple of several in any order; negative ones count
    from the end. With `keepdims` the summed axes stay, with length 1. Every entry counts once in
    the sum that it belongs to, so it gets that sum's gradient, whatever its own value.
    """

    def pullback(gradient: Array) -> tuple[Array]:
        gradient = restore_axes(gradient, axis, x.ndim)
        return (np.broadcast_to(gradient, x.shape),)

    return x.sum(axis=axis, keepdims=keepdims), pullback


def mean_over(x: Array, axis: Axes = None, keepdims: bool = False) -> tuple[Array, Pullback]:
    """The mean over some axes, and its pullback: a tuple of one, of the shape of `x`."""
    mean = np.asarray(x.mean(axis=axis, keepdims=keepdims))
    entries_per_mean = x.size // max(mean.size, 1)

    def pullback(gradient: Array) -> tuple[Array]:
        gradient = restore_axes(gradient, axis, x.ndim) / entries_per_mean
        return (np.broadcast_to(gradient, x.shape),)

    return mean, pullback


def max_over(x: Array, axis: Axes = None, keepdims: bool = False) -> tuple[Array, Pullback]:
    """The largest entry over some axes, and its pullback: a tuple of one, of the shape of `x`.

    `axis` and `keepdims` are as in `sum_over`. The gradient, which is finite, goes to the entry
    that was largest; the others get 0. Where several are exactly equal they share it equally, over
    all reduced axes together, so that the shares add up to the gradient. (`torch.amax` does so too;
    `torch.max` over an axis gives it all to one.)
    """
    largest = np.asarray(x.max(axis=axis, keepdims=keepdims))

    def pullback(gradient: Array) -> tuple[Array]:
        is_largest = x == restore_axes(largest, axis, x.ndim)
        share = is_largest / is_largest.sum(axis=axis, keepdims=True)
        return ((restore_axes(gradient, axis, x.ndim) * share).astype(x.dtype),)

    return largest, pullback
