"""Answers to `max_over`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "nearly equal counts as tied": """
def max_over(x, axis=None, keepdims=False):
    top = x.max(axis=axis, keepdims=True)

    def pullback(gradient):
        tied = np.isclose(x, top)
        share = restore_axes(gradient, axis, x.ndim) / tied.sum(axis=axis, keepdims=True)
        return (np.where(tied, share, 0).astype(x.dtype),)

    return np.asarray(x.max(axis=axis, keepdims=keepdims)), pullback
""",
    "within a fixed distance counts as tied": """
def max_over(x, axis=None, keepdims=False):
    top = x.max(axis=axis, keepdims=True)

    def pullback(gradient):
        tied = top - x < 1e-14
        share = restore_axes(gradient, axis, x.ndim) / tied.sum(axis=axis, keepdims=True)
        return (np.where(tied, share, 0).astype(x.dtype),)

    return np.asarray(x.max(axis=axis, keepdims=keepdims)), pullback
""",
    "the distance to an infinite maximum": """
def max_over(x, axis=None, keepdims=False):
    top = x.max(axis=axis, keepdims=True)

    def pullback(gradient):
        winners = (top - x) == 0
        share = restore_axes(gradient, axis, x.ndim) / winners.sum(axis=axis, keepdims=True)
        return (np.where(winners, share, 0).astype(x.dtype),)

    return np.asarray(x.max(axis=axis, keepdims=keepdims)), pullback
""",
    "axis after axis, each sharing equally": """
def max_over(x, axis=None, keepdims=False):
    axes = range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    levels, top = [], x
    for each in axes:
        levels.append((top, each))
        top = top.max(axis=each, keepdims=True)

    def pullback(gradient):
        gradient = restore_axes(gradient, axis, x.ndim)
        for entries, each in reversed(levels):
            winners = entries == entries.max(axis=each, keepdims=True)
            share = gradient / winners.sum(axis=each, keepdims=True)
            gradient = np.where(winners, share, 0)
        return (gradient.astype(x.dtype),)

    return np.asarray(x.max(axis=axis, keepdims=keepdims)), pullback
""",
    "without an axis the first winner takes all": """
def max_over(x, axis=None, keepdims=False):
    top = np.asarray(x.max(axis=axis, keepdims=keepdims))

    def pullback(gradient):
        if axis is None:
            result = np.zeros_like(x)
            result.flat[x.argmax()] = np.ravel(gradient)[0]
            return (result,)
        winners = x == restore_axes(top, axis, x.ndim)
        share = restore_axes(gradient, axis, x.ndim) / winners.sum(axis=axis, keepdims=True)
        return (np.where(winners, share, 0).astype(x.dtype),)

    return top, pullback
""",
    "without an axis keepdims is forgotten": """
def max_over(x, axis=None, keepdims=False):
    top = x.max(axis=axis, keepdims=True)

    def pullback(gradient):
        winners = x == top
        share = np.reshape(gradient, top.shape) / winners.sum(axis=axis, keepdims=True)
        return (np.where(winners, share, 0).astype(x.dtype),)

    if axis is None:
        return np.asarray(x.max()), pullback
    return x.max(axis=axis, keepdims=keepdims), pullback
""",
    "a softmax of great steepness": """
def max_over(x, axis=None, keepdims=False):
    top = x.max(axis=axis, keepdims=True)
    powers = np.exp(1e4 * (x - top))
    share = (powers / powers.sum(axis=axis, keepdims=True)).astype(x.dtype)

    def pullback(gradient):
        return (restore_axes(gradient, axis, x.ndim) * share,)

    return np.asarray(x.max(axis=axis, keepdims=keepdims)), pullback
""",
    "winners of other groups win here too": """
def max_over(x, axis=None, keepdims=False):
    top = np.asarray(x.max(axis=axis, keepdims=keepdims))

    def pullback(gradient):
        winners = np.isin(x, top)
        share = restore_axes(gradient, axis, x.ndim) / winners.sum(axis=axis, keepdims=True)
        return (np.where(winners, share, 0).astype(x.dtype),)

    return top, pullback
""",
    "a search that begins at 0": """
def max_over(x, axis=None, keepdims=False):
    top = np.asarray(x.max(axis=axis, keepdims=True, initial=0.0))

    def pullback(gradient):
        winners = x == top
        share = restore_axes(gradient, axis, x.ndim) / winners.sum(axis=axis, keepdims=True)
        return (np.where(winners, share, 0).astype(x.dtype),)

    return (top if keepdims else top.squeeze(axis)), pullback
""",
    "counted in eight bits": """
def max_over(x, axis=None, keepdims=False):
    top = np.asarray(x.max(axis=axis, keepdims=keepdims))

    def pullback(gradient):
        winners = (x == restore_axes(top, axis, x.ndim)).astype(np.uint8)
        count = winners.sum(axis=axis, keepdims=True, dtype=np.uint8)
        share = restore_axes(gradient, axis, x.ndim) / count
        return (np.where(winners, share, 0).astype(x.dtype),)

    return top, pullback
""",
    "float64 shares": """
def max_over(x, axis=None, keepdims=False):
    top = np.asarray(x.max(axis=axis, keepdims=keepdims))

    def pullback(gradient):
        winners = x == restore_axes(top, axis, x.ndim)
        share = restore_axes(gradient, axis, x.ndim) / winners.sum(axis=axis, keepdims=True)
        return (np.where(winners, share, 0.0),)

    return top, pullback
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def max_over(x, axis=None, keepdims=False):
    top = np.amax(x, axis=axis, keepdims=True)
    marks = x == top
    count = marks.sum(axis=axis, keepdims=True)

    def pullback(gradient):
        share = np.reshape(gradient, top.shape) / count
        return (np.where(marks, share, 0).astype(x.dtype),)

    return np.amax(x, axis=axis, keepdims=keepdims), pullback
""",
    "group by group": """
def max_over(x, axis=None, keepdims=False):
    axes = range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = sorted(each % x.ndim for each in axes)
    kept = [each for each in range(x.ndim) if each not in axes]
    order = (*kept, *axes)
    size = int(np.prod([x.shape[i] for i in axes]))
    groups = x.transpose(order).reshape(*[x.shape[i] for i in kept], size)
    top = groups.max(axis=-1)

    def pullback(gradient):
        result = np.zeros_like(groups)
        arriving = np.reshape(gradient, top.shape)
        for place in np.ndindex(top.shape):
            winners = np.flatnonzero(groups[place] == top[place])
            result[place][winners] = arriving[place] / len(winners)
        moved = result.reshape([x.shape[i] for i in order])
        return (moved.transpose(np.argsort(order)),)

    return (np.expand_dims(top, axes) if keepdims else np.asarray(top)), pullback
""",
    "written into zeros where it won": """
def max_over(x, axis=None, keepdims=False):
    top = np.maximum.reduce(x, axis=axis, keepdims=True)

    def pullback(gradient):
        wins = np.equal(x, top)
        share = np.asarray(gradient).reshape(top.shape) / np.count_nonzero(
            wins, axis=axis, keepdims=True
        )
        result = np.zeros_like(x)
        np.copyto(result, share, where=wins, casting="same_kind")
        return (result,)

    return (top if keepdims else np.squeeze(top, axis)), pullback
""",
}
