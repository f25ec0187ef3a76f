"""Broadcasting, masks, picking and scattering: whole arrays at once instead of loops."""

from jaxtyping import Float
from torch import Tensor


def squared_distances(
    x: Float[Tensor, "rows d"], y: Float[Tensor, "columns d"]
) -> Float[Tensor, "rows columns"]:
    """The squared Euclidean distance of every point of `x` to every point of `y`.

    Entry [i, j] belongs to x[i] and y[j]; points have `d` coordinates. Computed from the
    differences of the coordinates, so that a point is at distance exactly 0 from itself.
    """
    difference = x[:, None, :] - y[None, :, :]
    return (difference**2).sum(dim=-1)
