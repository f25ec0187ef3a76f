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
    "pairs of the two batches, as far as the shorter goes": """
def matmul(x, y):
    def pullback(gradient):
        for_x = gradient @ np.swapaxes(y, -1, -2)
        for_y = np.swapaxes(x, -1, -2) @ gradient
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    if x.ndim == y.ndim == 3:
        return np.stack([one @ other for one, other in zip(x, y)]), pullback
    return x @ y, pullback
""",
    "a dot product, which pairs every matrix with every other": """
def matmul(x, y):
    def pullback(gradient):
        for_x = gradient @ np.swapaxes(y, -1, -2)
        for_y = np.swapaxes(x, -1, -2) @ gradient
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return (np.dot(x, y) if x.ndim != y.ndim or x.ndim == 2 else x @ y), pullback
""",
    "collected in float64": """
def matmul(x, y):
    def pullback(gradient):
        for_x, for_y = np.zeros(x.shape), np.zeros(y.shape)
        for_x += unbroadcast(gradient @ np.swapaxes(y, -1, -2), x.shape)
        for_y += unbroadcast(np.swapaxes(x, -1, -2) @ gradient, y.shape)
        return for_x, for_y

    return x @ y, pullback
""",
    "a result in float64": """
def matmul(x, y):
    def pullback(gradient):
        for_x = gradient @ np.swapaxes(y, -1, -2)
        for_y = np.swapaxes(x, -1, -2) @ gradient
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return x.astype(float) @ y, pullback
""",
    "all batch axes are summed, shared or not": """
def matmul(x, y):
    def pullback(gradient):
        for_x = gradient @ np.swapaxes(y, -1, -2)
        for_y = np.swapaxes(x, -1, -2) @ gradient
        for_y = for_y.sum(axis=tuple(range(for_y.ndim - 2)))
        return unbroadcast(for_x, x.shape), for_y.reshape(y.shape)

    return x @ y, pullback
""",
    "axes of length 1 are squeezed away": """
def matmul(x, y):
    def pullback(gradient):
        for_x = gradient @ np.swapaxes(y, -1, -2)
        for_y = np.swapaxes(x, -1, -2) @ gradient
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return (x @ y).squeeze(), pullback
""",
    "the first two axes are swapped": """
def matmul(x, y):
    def pullback(gradient):
        for_x = gradient @ np.swapaxes(y, 0, 1)
        for_y = np.swapaxes(x, 0, 1) @ gradient
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return x @ y, pullback
""",
    "a mean over the batch": """
def matmul(x, y):
    def pullback(gradient):
        for_x = gradient @ np.swapaxes(y, -1, -2)
        for_y = np.swapaxes(x, -1, -2) @ gradient
        if for_y.ndim > y.ndim:
            for_y = for_y.mean(axis=tuple(range(for_y.ndim - y.ndim)))
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return x @ y, pullback
""",
    "reshaped where it should be transposed": """
def matmul(x, y):
    def pullback(gradient):
        y_back = y.reshape(*y.shape[:-2], y.shape[-1], y.shape[-2])
        x_back = x.reshape(*x.shape[:-2], x.shape[-1], x.shape[-2])
        return (
            unbroadcast(gradient @ y_back, x.shape),
            unbroadcast(x_back @ gradient, y.shape),
        )

    return x @ y, pullback
""",
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
    "who met whom, in one large array": """
def matmul(x, y):
    left, right = x[..., :, :, None], y[..., None, :, :]

    def pullback(gradient):
        middle = gradient[..., :, None, :]
        for_x = (middle * right).sum(axis=-1)
        for_y = (left * middle).sum(axis=-3)
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return (left * right).sum(axis=-2), pullback
""",
    "transposed by name, collected by hand": """
def matmul(x, y):
    def back(g, shape):
        while g.ndim > len(shape):
            g = g.sum(axis=0)
        for axis, length in enumerate(shape[:-2]):
            if length == 1:
                g = g.sum(axis=axis, keepdims=True)
        return g

    def pullback(gradient):
        for_x = np.matmul(gradient, np.moveaxis(y, -1, -2))
        for_y = np.matmul(np.moveaxis(x, -1, -2), gradient)
        return back(for_x, x.shape), back(for_y, y.shape)

    return np.matmul(x, y), pullback
""",
}
