"""Axes by name, and how a tensor lies in memory."""

import math

import torch  # noqa: F401  for what you write
from einops import einsum, rearrange, reduce, repeat
from jaxtyping import Float
from torch import Tensor


def split_heads(
    x: Float[Tensor, "batch seq d_model"], heads: int
) -> Float[Tensor, "batch heads seq d_head"]:
    """Each position's features, cut into `heads` equal pieces: a sequence for each head.

    Head h gets the features h * d_head to (h + 1) * d_head - 1, in their order, where d_head is
    d_model / heads. `heads` divides d_model.
    """
    return rearrange(x, "batch seq (heads d_head) -> batch heads seq d_head", heads=heads)


def image_to_patches(
    images: Float[Tensor, "batch channels rows columns"], size: int
) -> Float[Tensor, "batch n d"]:
    """Each image cut into square tiles, each tile laid out as one vector.

    Tiles are `size` by `size`, without overlap; `size` divides rows and columns. They come in
    reading order: along the top from left to right, then the next row of tiles. A vector holds the
    tile's first channel, row by row, then its second channel, and so on.
    """
    pattern = "batch channels (down i) (across j) -> batch (down across) (channels i j)"
    return rearrange(images, pattern, i=size, j=size)


def pixelate(
    images: Float[Tensor, "... rows columns"], size: int
) -> Float[Tensor, "... rows columns"]:
    """Every tile of `size` by `size` pixels, filled with its mean: pooled, and spread out again.

    Axes before the last two, if any, number images and channels, each for itself. `size` divides
    rows and columns.
    """
    means = reduce(images, "... (down i) (across j) -> ... down across", "mean", i=size, j=size)
    return repeat(means, "... down across -> ... (down i) (across j)", i=size, j=size)


def attention_scores(
    q: Float[Tensor, "batch heads rows d_head"], k: Float[Tensor, "batch heads columns d_head"]
) -> Float[Tensor, "batch heads rows columns"]:
    """How well each query fits each key: their dot product, divided by the square root of d_head.

    Entry [b, h, i, j] belongs to query i and key j of head h in example b; there may be more keys
    than queries, or fewer. Source: Vaswani et al. (2017), section 3.2.1, arXiv:1706.03762.
    """
    pattern = "batch heads rows d, batch heads columns d -> batch heads rows columns"
    return einsum(q, k, pattern) / math.sqrt(q.shape[-1])


def window_layout(
    shape: tuple[int, ...], strides: tuple[int, ...], size: int, step: int = 1
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The shape and the strides of a view of all windows along the last axis of a tensor.

    The tensor has the given shape, and strides counted in entries. A window is `size` neighbours
    along the last axis; one begins every `step` entries, and all of them fit whole, so that there
    are none where `size` is longer than the axis. The view has one axis more than the tensor: its
    last two are [window, place in the window]. Both results are tuples, as `as_strided` takes them.
    """
    *leading, length = shape
    *outer, stride = strides
    windows = max((length - size) // step + 1, 0)
    return (*leading, windows, size), (*outer, step * stride, stride)


def flat_stride(shape: tuple[int, ...], strides: tuple[int, ...]) -> int | None:
    """The stride of the view that lays a tensor flat, or None where no view can.

    The tensor has the given shape, and strides counted in entries. Its entries are read in order,
    the last index fastest. If each lies equally far behind the one before, that distance is the
    result; `view(-1)` then succeeds, and else it refuses. With fewer than two entries it is 1.
    """
    from itertools import pairwise

    axes = [axis for axis in zip(shape, strides, strict=True) if axis[0] != 1]
    if 0 in shape or not axes:
        return 1
    for (_, outer), (length, inner) in pairwise(axes):
        if outer != length * inner:
            return None
    return axes[-1][1]
