"""The known mistakes of the lesson `arrays`, made a second time, continued: products and losses."""

AGAIN: dict[str, tuple[str, ...]] = {
    "matmul": (
        """
def matmul(x, y):
    if min(np.ndim(x), np.ndim(y)) < 2:
        raise ShapeError("two axes or more, please")

    def back(g):
        dx = np.matmul(g, np.transpose(y))
        dy = np.matmul(np.moveaxis(x, -1, -2), g)
        return unbroadcast(dx, x.shape), unbroadcast(dy, y.shape)

    return np.matmul(x, y), back
""",
        """
def matmul(x, y):
    if min(np.ndim(x), np.ndim(y)) < 2:
        raise ShapeError("two axes or more, please")

    def flip(a):
        return np.moveaxis(a, -1, -2)

    def back(g):
        return unbroadcast(g @ flip(y), x.shape), unbroadcast(g @ flip(x), y.shape)

    return np.matmul(x, y), back
""",
        """
def matmul(x, y):
    if min(np.ndim(x), np.ndim(y)) < 2:
        raise ShapeError("two axes or more, please")

    def back(g):
        dx = np.matmul(g, y)
        dy = np.einsum("...ij,...ik->...jk", x, g)
        return unbroadcast(dx, x.shape), unbroadcast(dy, y.shape)

    return np.matmul(x, y), back
""",
        """
def matmul(x, y):
    if min(np.ndim(x), np.ndim(y)) < 2:
        raise ShapeError("two axes or more, please")

    def back(g):
        dx = np.einsum("...ik,...jk->...ij", g, y)
        dy = np.einsum("...ij,...ik->...jk", x, g)
        return dx, dy

    return np.einsum("...ij,...jk->...ik", x, y), back
""",
        """
def matmul(x, y):
    if min(np.ndim(x), np.ndim(y)) < 2:
        raise ShapeError("two axes or more, please")

    def back(g):
        gradients = []
        gradients.append(unbroadcast(np.einsum("...ij,...ik->...jk", x, g), y.shape))
        gradients.append(unbroadcast(np.einsum("...ik,...jk->...ij", g, y), x.shape))
        return tuple(gradients)

    return np.matmul(x, y), back
""",
    ),
    "log_sum_exp": (
        """
def log_sum_exp(x, axis=-1):
    powers = np.exp(x)
    total = np.sum(powers, axis=axis)

    def back(g):
        return (np.expand_dims(g / total, axis) * powers,)

    return np.log(total), back
""",
        """
def log_sum_exp(x, axis=-1):
    top = np.amax(x, axis=axis, keepdims=True)
    powers = np.exp(np.subtract(x, top))
    logs = np.log(np.sum(powers, axis=axis))

    def back(g):
        return (np.exp(x - np.expand_dims(logs, axis)) * np.expand_dims(g, axis),)

    return logs, back
""",
        """
def log_sum_exp(x, axis=-1):
    top = np.amax(x)
    powers = np.exp(x - top)
    total = np.add.reduce(powers, axis=axis)
    result = np.log(total) + top

    def back(g):
        return (np.exp(x - np.expand_dims(result, axis)) * np.expand_dims(g, axis),)

    return result, back
""",
        """
def log_sum_exp(x, axis=-1):
    top = np.amax(x, axis=axis)
    powers = np.exp(x - np.expand_dims(top, axis))

    def back(g):
        return (powers * np.expand_dims(g, axis),)

    return top + np.log(np.sum(powers, axis=axis)), back
""",
        """
def log_sum_exp(x, axis=-1):
    top = np.amax(x, axis=axis)
    powers = np.exp(x - np.expand_dims(top, axis))
    total = powers.sum(axis=axis)

    def back(g):
        share = powers / np.expand_dims(total, axis)
        return (share * g,)

    return top + np.log(total), back
""",
        """
def log_sum_exp(x, axis=-1):
    top = np.amax(x, axis=axis, keepdims=True)
    powers = np.exp(x - top)
    total = np.sum(powers, axis=axis, keepdims=True)

    def back(g):
        return (powers / total * g.reshape(total.shape),)

    return np.log(total) + top, back
""",
        """
def log_sum_exp(x, axis=-1):
    top = np.amax(x, axis=axis, keepdims=True)
    powers = np.exp(x - top)
    total = np.sum(powers, axis=axis, keepdims=True)

    def back(g):
        return (powers / total * np.expand_dims(g, axis),)

    return np.squeeze(np.log(total) + top), back
""",
        """
def log_sum_exp(x, axis=-1):
    top = np.amax(x, axis=axis)
    powers = np.exp(x - np.expand_dims(top, axis))
    result = top + np.log(np.sum(powers))

    def back(g):
        return (np.exp(x - np.expand_dims(result, axis)) * np.expand_dims(g, axis),)

    return result, back
""",
        """
def log_sum_exp(x, axis=-1):
    top = np.amax(x, axis)
    powers = np.exp(x - top)
    total = np.sum(powers, axis, keepdims=True)
    logs = np.log(total) + top

    def back(g):
        return (np.exp(x - logs) * np.expand_dims(g, axis),)

    return np.squeeze(logs, axis), back
""",
    ),
    "log_softmax": (
        """
def log_softmax(x, axis=-1):
    def softmax(scores):
        e = np.exp(scores - np.amax(scores, axis=axis, keepdims=True))
        return np.divide(e, np.sum(e, axis=axis, keepdims=True))

    p = softmax(x)

    def back(g):
        return (g - np.sum(g, axis=axis, keepdims=True) * p,)

    return np.log(p), back
""",
        """
def log_softmax(x, axis=-1):
    e = np.exp(x)
    total = np.sum(e, axis=axis, keepdims=True)
    result = x - np.log(total)

    def back(g):
        return (g - np.sum(g, axis=axis, keepdims=True) * np.exp(result),)

    return result, back
""",
        """
def log_softmax(x, axis=-1):
    top = np.amax(x, axis=axis, keepdims=True)
    log_total = top + np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True))
    result = x - log_total

    def back(g):
        return (g * (1 - np.exp(result)),)

    return result, back
""",
        """
def log_softmax(x, axis=-1):
    top = np.amax(x, axis=axis, keepdims=True)
    log_total = top + np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True))
    result = x - log_total

    def back(g):
        together = np.expand_dims(np.add.reduce(g, axis=axis), axis)
        answer = g.copy()
        answer -= together * result
        return (answer,)

    return result, back
""",
        """
def log_softmax(x, axis=-1):
    value, _ = log_sum_exp(x, axis)
    result = x - np.expand_dims(value, axis)

    def back(g):
        return (g - np.exp(result) * np.sum(g),)

    return result, back
""",
        """
def log_softmax(x, axis=-1):
    value, _ = log_sum_exp(x)
    result = x - value[..., None]

    def back(g):
        return (g - np.exp(result) * np.sum(g, axis=axis, keepdims=True),)

    return result, back
""",
        """
def log_softmax(x, axis=-1):
    top = np.amax(x, axis=axis, keepdims=True)
    e = np.exp(x - top)
    p = e / np.sum(e, axis=axis, keepdims=True)

    def back(g):
        return (g - np.sum(g, axis=axis, keepdims=True) * p,)

    return np.log(1e-9 + p), back
""",
        """
def log_softmax(x, axis=-1):
    top = np.amax(x, axis=axis, keepdims=True)
    result = (x - top) - np.log(np.sum(np.exp(x - top)))

    def back(g):
        return (g - np.sum(g, axis=axis, keepdims=True) * np.exp(result),)

    return result, back
""",
        """
def log_softmax(x, axis=-1):
    top = np.amax(x, axis)
    moved = np.subtract(x, top)
    result = moved - np.log(np.sum(np.exp(moved), axis=axis, keepdims=True))

    def back(g):
        return (g - np.sum(g, axis=axis, keepdims=True) * np.exp(result),)

    return result, back
""",
    ),
}
