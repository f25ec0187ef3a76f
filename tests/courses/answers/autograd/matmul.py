"""Answers to `matmul`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "only one batch axis is summed": (
        "return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)",
        """for_y = for_y.sum(axis=0) if for_y.ndim > y.ndim else unbroadcast(for_y, y.shape)
        return unbroadcast(for_x, x.shape), for_y""",
    ),
    "an axis of length 1 of y is forgotten": (
        "unbroadcast(for_y, y.shape)",
        "(unbroadcast(for_y, y.shape) if for_y.ndim > y.ndim else for_y)",
    ),
    "a matrix x with a batch of y is forgotten": (
        "return unbroadcast(for_x, x.shape)",
        "return (for_x if x.ndim == 2 else unbroadcast(for_x, x.shape))",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def matmul(x, y):
    def pullback(g):
        for_x = np.einsum("...ik,...jk->...ij", g, y)
        for_y = np.einsum("...ij,...ik->...jk", x, g)
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return np.einsum("...ij,...jk->...ik", x, y), pullback
""",
    "batches in a loop": """
def matmul(x, y):
    batch = np.broadcast_shapes(x.shape[:-2], y.shape[:-2])
    xs = np.broadcast_to(x, (*batch, *x.shape[-2:]))
    ys = np.broadcast_to(y, (*batch, *y.shape[-2:]))
    result = np.zeros((*batch, x.shape[-2], y.shape[-1]), dtype=np.result_type(x, y))
    for place in np.ndindex(*batch):
        result[place] = xs[place].dot(ys[place])

    def pullback(gradient):
        for_x, for_y = np.zeros_like(xs), np.zeros_like(ys)
        for place in np.ndindex(*batch):
            for_x[place] = gradient[place].dot(ys[place].T)
            for_y[place] = xs[place].T.dot(gradient[place])
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return result, pullback
""",
}
