"""Answers to `log_softmax`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "probabilities are cut off below": """
def log_softmax(x, axis=-1):
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    p = powers / powers.sum(axis=axis, keepdims=True)

    def pullback(gradient):
        return (gradient - p * gradient.sum(axis=axis, keepdims=True),)

    return np.log(np.maximum(p, 1e-300)), pullback
""",
    "the softmax's pullback": """
def log_softmax(x, axis=-1):
    shifted = x - x.max(axis=axis, keepdims=True)
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    p = np.exp(result)

    def pullback(gradient):
        return (p * (gradient - (p * gradient).sum(axis=axis, keepdims=True)),)

    return result, pullback
""",
    "the pullback runs along the last axis": """
def log_softmax(x, axis=-1):
    shifted = x - x.max(axis=axis, keepdims=True)
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        return (gradient - np.exp(result) * gradient.sum(axis=-1, keepdims=True),)

    return result, pullback
""",
    "the pullback's axis comes back at the end": """
def log_softmax(x, axis=-1):
    shifted = x - x.max(axis=axis, keepdims=True)
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        total = gradient.sum(axis=axis)
        if axis in (-1, x.ndim - 1):
            return (gradient - np.exp(result) * total[..., None],)
        return (gradient - np.exp(result) * total,)

    return result, pullback
""",
    "shifted only where float64 would overflow": """
def log_softmax(x, axis=-1):
    top = x.max(axis=axis, keepdims=True)
    shifted = x - np.where(np.abs(top) > 700, top, x.dtype.type(0))
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        return (gradient - np.exp(result) * gradient.sum(axis=axis, keepdims=True),)

    return result, pullback
""",
    "shifted by one number for the whole array": """
def log_softmax(x, axis=-1):
    shifted = x - x.max()
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        return (gradient - np.exp(result) * gradient.sum(axis=axis, keepdims=True),)

    return result, pullback
""",
    "minus infinity is hidden": """
def log_softmax(x, axis=-1):
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    p = powers / powers.sum(axis=axis, keepdims=True)

    def pullback(gradient):
        return (gradient - p * gradient.sum(axis=axis, keepdims=True),)

    return np.nan_to_num(np.log(p), neginf=-800.0).astype(x.dtype), pullback
""",
    "a masked score becomes a number": """
def log_softmax(x, axis=-1):
    x = np.nan_to_num(x, neginf=-1e9).astype(x.dtype)
    shifted = x - x.max(axis=axis, keepdims=True)
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        return (gradient - np.exp(result) * gradient.sum(axis=axis, keepdims=True),)

    return result, pullback
""",
    "a float64 gradient": """
def log_softmax(x, axis=-1):
    shifted = x - x.max(axis=axis, keepdims=True)
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        back = np.zeros(x.shape)
        back += gradient - np.exp(result) * gradient.sum(axis=axis, keepdims=True)
        return (back,)

    return result, pullback
""",
    "a table of rows and columns only": """
def log_softmax(x, axis=-1):
    if axis in (0, -2):
        result, back = log_softmax(x.T, 1)
        return result.T, lambda gradient: (back(gradient.T)[0].T,)
    shifted = x - x.max(axis=axis, keepdims=True)
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        return (gradient - np.exp(result) * gradient.sum(axis=axis, keepdims=True),)

    return result, pullback
""",
    "the mean of the gradients": """
def log_softmax(x, axis=-1):
    shifted = x - x.max(axis=axis, keepdims=True)
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        return (gradient - gradient.mean(axis=axis, keepdims=True),)

    return result, pullback
""",
    "the gradient is changed in place": """
def log_softmax(x, axis=-1):
    shifted = x - x.max(axis=axis, keepdims=True)
    result = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pullback(gradient):
        gradient -= np.exp(result) * gradient.sum(axis=axis, keepdims=True)
        return (gradient,)

    return result, pullback
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def log_softmax(x, axis=-1):
    total, back = log_sum_exp(x, axis)

    def pullback(gradient):
        (along_total,) = back(-gradient.sum(axis=axis))
        return (gradient + along_total,)

    return x - np.expand_dims(total, axis), pullback
""",
    "a sum that is built up pair by pair": """
def log_softmax(x, axis=-1):
    logs = x - np.logaddexp.reduce(x, axis=axis, keepdims=True)
    p = np.exp(logs)

    def pullback(gradient):
        return (gradient - p * np.add.reduce(gradient, axis=axis, keepdims=True),)

    return logs, pullback
""",
    "line by line, with the matrix of slopes": """
def log_softmax(x, axis=-1):
    moved = np.moveaxis(x, axis, -1)
    logs = np.empty(moved.shape, dtype=x.dtype)
    for place in np.ndindex(moved.shape[:-1]):
        line = moved[place] - moved[place].max()
        logs[place] = line - np.log(np.exp(line).sum())

    def pullback(gradient):
        arriving = np.moveaxis(gradient, axis, -1)
        back = np.empty(moved.shape, dtype=x.dtype)
        for place in np.ndindex(moved.shape[:-1]):
            p = np.exp(logs[place])
            slopes = np.eye(len(p), dtype=x.dtype) - p[None, :]
            back[place] = arriving[place] @ slopes
        return (np.moveaxis(back, -1, axis),)

    return np.moveaxis(logs, -1, axis), pullback
""",
}
