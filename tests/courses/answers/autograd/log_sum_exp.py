"""Answers to `log_sum_exp`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "the gradient's axis is always the last": (
        "np.expand_dims(gradient, axis)",
        "gradient[..., None]",
    ),
    "the gradient's axis is always the second": (
        "np.expand_dims(gradient, axis)",
        "gradient[:, None]",
    ),
    "float64 whatever came": (
        "largest = x.max(",
        """x = x.astype(float)
    largest = x.max(""",
    ),
    "a float64 gradient": (
        "np.exp(x - result),)",
        "np.exp((x - result).astype(float)),)",
    ),
    "shifted only where float64 would overflow": """
def log_sum_exp(x, axis=-1):
    top = x.max(axis=axis, keepdims=True)
    shift = np.where(np.abs(top) > 700, top, x.dtype.type(0))
    total = np.exp(x - shift).sum(axis=axis, keepdims=True)
    result = shift + np.log(total)

    def pullback(gradient):
        return (np.expand_dims(gradient, axis) * np.exp(x - result),)

    return result.squeeze(axis), pullback
""",
    "shifted only where scores are large": """
def log_sum_exp(x, axis=-1):
    top = np.maximum(x.max(axis=axis, keepdims=True), 0)
    result = top + np.log(np.exp(x - top).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        return (np.expand_dims(gradient, axis) * np.exp(x - result),)

    return result.squeeze(axis), pullback
""",
    "scores are cut off where the exponential overflows": """
def log_sum_exp(x, axis=-1):
    total = np.exp(np.clip(x, -700, 700)).sum(axis=axis, keepdims=True)
    result = np.log(total)

    def pullback(gradient):
        return (np.expand_dims(gradient, axis) * np.exp(x - result),)

    return result.squeeze(axis), pullback
""",
    "the mean is subtracted": """
def log_sum_exp(x, axis=-1):
    middle = x.mean(axis=axis, keepdims=True)
    result = middle + np.log(np.exp(x - middle).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        return (np.expand_dims(gradient, axis) * np.exp(x - result),)

    return result.squeeze(axis), pullback
""",
    "the largest in size is subtracted": """
def log_sum_exp(x, axis=-1):
    top = np.abs(x).max(axis=axis, keepdims=True)
    result = top + np.log(np.exp(x - top).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        return (np.expand_dims(gradient, axis) * np.exp(x - result),)

    return result.squeeze(axis), pullback
""",
    "a small number keeps the logarithm finite": """
def log_sum_exp(x, axis=-1):
    result = np.log(np.exp(x).sum(axis=axis, keepdims=True) + 1e-300)

    def pullback(gradient):
        return (np.expand_dims(gradient, axis) * np.exp(x - result),)

    return result.squeeze(axis), pullback
""",
    "small probabilities get no gradient": """
def log_sum_exp(x, axis=-1):
    top = x.max(axis=axis, keepdims=True)
    result = top + np.log(np.exp(x - top).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        shares = np.exp(x - result)
        shares = np.where(shares < 1e-6, 0, shares).astype(x.dtype)
        return (np.expand_dims(gradient, axis) * shares,)

    return result.squeeze(axis), pullback
""",
    "a mean of the scores and their entropy": """
def log_sum_exp(x, axis=-1):
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    p = powers / powers.sum(axis=axis, keepdims=True)
    logs = np.log(np.where(p > 0, p, 1))
    result = (p * (x - logs)).sum(axis=axis)

    def pullback(gradient):
        return (np.expand_dims(gradient, axis) * p,)

    return result, pullback
""",
    "rows of a table only": """
def log_sum_exp(x, axis=-1):
    if axis not in (-1, x.ndim - 1):
        x_last, swapped = np.swapaxes(x, axis, -1), True
    else:
        x_last, swapped = x, False
    top = x_last.max(axis=-1)
    result = top + np.log(np.exp(x_last - top[:, None]).sum(axis=-1))

    def pullback(gradient):
        shares = gradient[..., None] * np.exp(x_last - result[..., None])
        return (np.swapaxes(shares, axis, -1) if swapped else shares,)

    return result, pullback
""",
    "a swap for the axis, which changes the others' order": """
def log_sum_exp(x, axis=-1):
    moved = np.swapaxes(x, axis, -1)
    top = moved.max(axis=-1, keepdims=True)
    result = (top + np.log(np.exp(moved - top).sum(axis=-1, keepdims=True))).squeeze(-1)

    def pullback(gradient):
        shares = gradient[..., None] * np.exp(moved - result[..., None])
        return (np.swapaxes(shares, axis, -1),)

    return result, pullback
""",
    "written into x": """
def log_sum_exp(x, axis=-1):
    top = x.max(axis=axis, keepdims=True)
    x -= top
    result = top + np.log(np.exp(x).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        return (np.expand_dims(gradient, axis) * np.exp(x + top - result),)

    return result.squeeze(axis), pullback
""",
    "a large negative number in place of minus infinity": """
def log_sum_exp(x, axis=-1):
    safe = np.where(np.isneginf(x), -1e9, x).astype(x.dtype)
    largest = safe.max(axis=axis, keepdims=True)
    powers = np.exp(safe - largest)
    total = powers.sum(axis=axis, keepdims=True)
    result = largest + np.log(total)
    return result.squeeze(axis), lambda g: (np.expand_dims(g, axis) * powers / total,)
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def log_sum_exp(x, axis=-1):
    result = np.logaddexp.reduce(x, axis=axis)

    def pullback(gradient):
        shares = np.exp(x - np.expand_dims(result, axis))
        return (shares * np.expand_dims(gradient, axis),)

    return result, pullback
""",
    "the axis moved to the end": """
def log_sum_exp(x, axis=-1):
    moved = np.moveaxis(x, axis, -1)
    top = moved.max(-1)
    powers = np.exp(moved - top[..., None])
    total = powers.sum(-1)

    def pullback(gradient):
        shares = powers * (gradient / total)[..., None]
        return (np.moveaxis(shares, -1, axis),)

    return np.log(total) + top, pullback
""",
    "the largest counts 1, the others are added by log1p": """
def log_sum_exp(x, axis=-1):
    first = np.expand_dims(x.argmax(axis=axis), axis)
    top = np.take_along_axis(x, first, axis)
    powers = np.exp(x - top)
    others = powers.copy()
    np.put_along_axis(others, first, 0, axis)
    rest = others.sum(axis=axis, keepdims=True)

    def pullback(gradient):
        return (np.expand_dims(gradient, axis) * powers / (1 + rest),)

    return (top + np.log1p(rest)).squeeze(axis), pullback
""",
    "line by line": """
def log_sum_exp(x, axis=-1):
    moved = np.moveaxis(x, axis, -1)
    result = np.empty(moved.shape[:-1], dtype=x.dtype)
    shares = np.empty(moved.shape, dtype=x.dtype)
    for place in np.ndindex(result.shape):
        line = moved[place]
        powers = np.exp(line - line.max())
        result[place] = line.max() + np.log(powers.sum())
        shares[place] = powers / powers.sum()

    def pullback(gradient):
        return (np.moveaxis(shares * np.asarray(gradient)[..., None], -1, axis),)

    return result, pullback
""",
}
