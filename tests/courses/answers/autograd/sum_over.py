"""Answers to `sum_over`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "without an axis keepdims is forgotten": """
def sum_over(x, axis=None, keepdims=False):
    if axis is None:
        return np.asarray(x.sum()), lambda gradient: (np.full_like(x, gradient),)

    def pullback(gradient):
        if not keepdims:
            gradient = np.expand_dims(gradient, axis)
        return (np.zeros_like(x) + gradient,)

    return x.sum(axis=axis, keepdims=keepdims), pullback
""",
    "axis after axis, from the one named last": """
def sum_over(x, axis=None, keepdims=False):
    axes = range(x.ndim) if axis is None else (axis,) if isinstance(axis, int) else axis
    result = x
    for each in reversed(axes):
        result = result.sum(axis=each, keepdims=keepdims)

    def pullback(gradient):
        if not keepdims:
            for each in axes:
                gradient = np.expand_dims(gradient, each)
        return (np.broadcast_to(gradient, x.shape),)

    return result, pullback
""",
    "axis after axis, from the largest number": """
def sum_over(x, axis=None, keepdims=False):
    axes = range(x.ndim) if axis is None else (axis,) if isinstance(axis, int) else axis
    result = x
    for each in sorted(axes, reverse=True):
        result = result.sum(axis=each, keepdims=keepdims)

    def pullback(gradient):
        if not keepdims:
            for each in sorted(axes):
                gradient = np.expand_dims(gradient, each)
        return (np.broadcast_to(gradient, x.shape),)

    return result, pullback
""",
    "axis 0 counts as no axis": """
def sum_over(x, axis=None, keepdims=False):
    axes = axis or tuple(range(x.ndim))

    def pullback(gradient):
        if not keepdims:
            gradient = np.expand_dims(gradient, axes)
        return (np.broadcast_to(gradient, x.shape),)

    return x.sum(axis=axes, keepdims=keepdims), pullback
""",
    "the axis comes back only if numpy complains": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        try:
            return (np.broadcast_to(gradient, x.shape),)
        except ValueError:
            return (np.broadcast_to(np.expand_dims(gradient, axis), x.shape),)

    return x.sum(axis=axis, keepdims=keepdims), pullback
""",
    "zeros are made by a product": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        return (x * 0 + restore_axes(gradient, axis, x.ndim),)

    return x.sum(axis=axis, keepdims=keepdims), pullback
""",
    "ones are made by a quotient": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        return (x / x * restore_axes(gradient, axis, x.ndim),)

    return x.sum(axis=axis, keepdims=keepdims), pullback
""",
    "one array is kept for all calls of the pullback": """
def sum_over(x, axis=None, keepdims=False):
    grown = np.empty_like(x)

    def pullback(gradient):
        grown[...] = restore_axes(gradient, axis, x.ndim)
        return (grown,)

    return x.sum(axis=axis, keepdims=keepdims), pullback
""",
    "float64 ones": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        return (np.ones(x.shape) * restore_axes(gradient, axis, x.ndim),)

    return x.sum(axis=axis, keepdims=keepdims), pullback
""",
    "a bare array comes back": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        return np.broadcast_to(restore_axes(gradient, axis, x.ndim), x.shape)

    return x.sum(axis=axis, keepdims=keepdims), pullback
""",
    "the result is squeezed": """
def sum_over(x, axis=None, keepdims=False):
    kept = x.sum(axis=axis, keepdims=True)

    def pullback(gradient):
        return (np.broadcast_to(gradient.reshape(kept.shape), x.shape),)

    return (kept if keepdims else kept.squeeze()), pullback
""",
    "the lost axis comes back at the end": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        if axis is not None and not keepdims:
            gradient = gradient[..., None]
        return (np.broadcast_to(gradient, x.shape),)

    return x.sum(axis=axis, keepdims=keepdims), pullback
""",
    "only one axis is kept of several": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        if not keepdims:
            gradient = restore_axes(gradient, axis, x.ndim)
        return (np.broadcast_to(gradient, x.shape),)

    if keepdims and isinstance(axis, tuple):
        return np.expand_dims(x.sum(axis=axis), axis[0]), pullback
    return x.sum(axis=axis, keepdims=keepdims), pullback
""",
    "repeated along the axis": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        if axis is None:
            return (np.full(x.shape, gradient, dtype=x.dtype),)
        grown = restore_axes(gradient, axis, x.ndim)
        for each in axis if isinstance(axis, tuple) else (axis,):
            grown = np.repeat(grown, x.size // grown.size, axis=each)
        return (grown,)

    return x.sum(axis=axis, keepdims=keepdims), pullback
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        kept = x.sum(axis=axis, keepdims=True).shape
        return (np.ones_like(x) * np.reshape(gradient, kept),)

    return np.sum(x, axis, keepdims=keepdims), pullback
""",
    "the shape of the sums is worked out": """
def sum_over(x, axis=None, keepdims=False):
    axes = range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = {each % x.ndim for each in axes}
    shape = [1 if i in axes else n for i, n in enumerate(x.shape)]

    def pullback(gradient):
        grown = np.empty_like(x)
        grown[...] = np.reshape(gradient, shape)
        return (grown,)

    result = np.add.reduce(x, axis=tuple(axes), keepdims=keepdims)
    return result, pullback
""",
    "repeated axis by axis": """
def sum_over(x, axis=None, keepdims=False):
    axes = range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = sorted(each % x.ndim for each in axes)

    def pullback(gradient):
        grown = gradient if keepdims else np.expand_dims(gradient, axes)
        for each in axes:
            grown = np.repeat(grown, x.shape[each], axis=each)
        return (grown,)

    return x.sum(axis=tuple(axes), keepdims=keepdims), pullback
""",
    "place by place": """
def sum_over(x, axis=None, keepdims=False):
    kept = np.zeros_like(x.sum(axis=axis, keepdims=True))

    def owner(place):
        return tuple(min(i, n - 1) for i, n in zip(place, kept.shape))

    for place in np.ndindex(x.shape):
        kept[owner(place)] += x[place]

    def pullback(gradient):
        grown, gradient = np.zeros_like(x), gradient.reshape(kept.shape)
        for place in np.ndindex(x.shape):
            grown[place] = gradient[owner(place)]
        return (grown,)

    return (kept if keepdims else kept.squeeze(axis)), pullback
""",
}
