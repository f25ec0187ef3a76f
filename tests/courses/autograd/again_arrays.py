"""The known mistakes of the lesson `arrays`, each made a second time by someone else.

In the order of each exercise's `mistakes`. `test_mistakes_again.py` shows that the sentence comes.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "unbroadcast": (
        """
def unbroadcast(gradient, shape):
    offset = len(gradient.shape) - len(shape)
    for i in range(len(shape)):
        if shape[i] == 1:
            gradient = gradient.sum(i + offset, keepdims=True)
    return gradient.reshape(shape)
""",
        """
def unbroadcast(gradient, shape):
    extra = gradient.ndim - len(shape)
    return gradient.sum(tuple(range(extra)))
""",
        """
def unbroadcast(gradient, shape):
    stretched = [i for i, n in enumerate(shape) if n == 1 and gradient.shape[i] > 1]
    gradient = np.add.reduce(gradient, axis=tuple(stretched), keepdims=True)
    extra = gradient.ndim - len(shape)
    return gradient.sum(tuple(range(extra)))
""",
        """
def unbroadcast(gradient, shape):
    while len(gradient.shape) > len(shape):
        gradient = gradient.mean(0)
    for i, (have, want) in enumerate(zip(gradient.shape, shape)):
        if have != want:
            gradient = gradient.mean(i, keepdims=True)
    return gradient
""",
        """
def unbroadcast(gradient, shape):
    extra = gradient.ndim - len(shape)
    key = [0] * extra
    for n in shape:
        key.append(slice(0, 1) if n == 1 else slice(None))
    return gradient[tuple(key)]
""",
        """
def unbroadcast(gradient, shape):
    extra = gradient.ndim - len(shape)
    axes = list(range(extra))
    for i, n in enumerate(shape):
        if n == 1:
            axes.append(i + extra)
    return np.squeeze(np.add.reduce(gradient, axis=tuple(axes), keepdims=True))
""",
    ),
    "sum_over": (
        """
def sum_over(x, axis=None, keepdims=False):
    total = np.sum(x, axis=axis, keepdims=keepdims)
    return total, lambda g: (np.ones_like(x) * g,)
""",
        """
def sum_over(x, axis=None, keepdims=False):
    total = np.sum(x, axis=axis, keepdims=keepdims)
    kept = np.sum(x, axis=axis, keepdims=True)

    def back(g):
        return (np.reshape(g, kept.shape),)

    return total, back
""",
        """
def sum_over(x, axis=None, keepdims=False):
    total = np.add.reduce(x, axis=axis, keepdims=keepdims)

    def back(g):
        each = restore_axes(g, axis, x.ndim)
        copies = x.size // each.size
        return (np.ones_like(x) * (each / copies),)

    return total, back
""",
        """
def sum_over(x, axis=None, keepdims=False):
    kept = np.sum(x, axis=axis, keepdims=True)
    total = np.sum(x, axis=axis, keepdims=keepdims)

    def back(g):
        return (np.multiply(x, g.reshape(kept.shape)),)

    return total, back
""",
        """
def sum_over(x, axis=None, keepdims=False):
    total = np.add.reduce(x, axis=axis)

    def back(g):
        if axis is None:
            return (np.full(x.shape, g, dtype=x.dtype),)
        if g.ndim < x.ndim:
            g = np.expand_dims(g, axis)
        return (np.zeros_like(x) + g,)

    return total, back
""",
        """
def sum_over(x, axis=None, keepdims=False):
    total = np.sum(x, keepdims=keepdims)

    def back(g):
        return (np.zeros_like(x) + restore_axes(g, axis, x.ndim),)

    return total, back
""",
    ),
    "max_over": (
        """
def max_over(x, axis=None, keepdims=False):
    top = np.amax(x, axis=axis, keepdims=True)
    out = np.amax(x, axis=axis, keepdims=keepdims)

    def back(g):
        g = np.reshape(g, top.shape)
        return (np.where(x == top, g, np.zeros_like(x)),)

    return out, back
""",
        """
def max_over(x, axis=None, keepdims=False):
    top = np.amax(x, axis=axis, keepdims=True)
    out = np.amax(x, axis=axis, keepdims=keepdims)

    def back(g):
        winners = (x == top).astype(x.dtype)
        how_many = np.count_nonzero(winners)
        return (winners * g.reshape(top.shape) / x.dtype.type(how_many),)

    return out, back
""",
        """
def max_over(x, axis=None, keepdims=False):
    out = np.amax(x, axis=axis, keepdims=keepdims)

    def back(g):
        top = np.amax(x, axis=axis, keepdims=True)
        winners = np.equal(x, top).astype(x.dtype)
        winners /= np.sum(winners, axis=axis, keepdims=True)
        return (winners * g,)

    return out, back
""",
        """
def max_over(x, axis=None, keepdims=False):
    out = np.amax(x, axis=axis, keepdims=keepdims)
    top = np.amax(x, axis=axis, keepdims=True)

    def back(g):
        g = g.reshape(top.shape)
        result = np.zeros_like(x)
        taken = np.zeros(top.shape, dtype=bool)
        for place in np.ndindex(x.shape):
            owner = tuple(min(i, n - 1) for i, n in zip(place, top.shape))
            if x[place] == top[owner] and not taken[owner]:
                taken[owner] = True
                result[place] = g[owner]
        return (result,)

    return out, back
""",
        """
def max_over(x, axis=None, keepdims=False):
    size = np.absolute(x)
    out = np.amax(size, axis=axis, keepdims=keepdims)
    top = np.amax(size, axis=axis, keepdims=True)

    def back(g):
        winners = size == top
        share = g.reshape(top.shape) / winners.sum(axis=axis, keepdims=True)
        return (np.where(winners, share, 0).astype(x.dtype),)

    return out, back
""",
    ),
    "index": (
        """
def index(x, key):
    def back(g):
        full = x * 0
        full[key] = g
        return (full,)

    return np.array(x[key]), back
""",
        """
def index(x, key):
    taken = np.array(x[key])

    def back(g):
        picked = g[key]
        return (picked,)

    return taken, back
""",
        """
def index(x, key):
    numbers = np.arange(x.size).reshape(x.shape)[key]

    def back(g):
        flat = np.bincount(np.ravel(numbers), weights=np.ravel(g), minlength=x.size)
        return (flat.reshape(x.shape),)

    return np.array(x[key]), back
""",
        """
def index(x, key):
    numbers = np.ravel(np.arange(x.size).reshape(x.shape)[key])
    collected = np.zeros(x.size, dtype=x.dtype)

    def back(g):
        for place, share in zip(numbers, np.ravel(g)):
            collected[place] += share
        return (collected.reshape(x.shape),)

    return np.array(x[key]), back
""",
    ),
    "transpose": (
        """
def transpose(x, axes=None):
    if axes is None:
        axes = range(x.ndim - 1, -1, -1)
    axes = [a if a >= 0 else a + x.ndim for a in axes]
    return np.transpose(x, axes), lambda g: (np.transpose(g, axes),)
""",
        """
def transpose(x, axes=None):
    moved = np.transpose(x, axes)

    def back(g):
        return (g.T,)

    return moved, back
""",
        """
def transpose(x, axes=None):
    moved = np.transpose(x, axes)

    def back(g):
        entries = np.ravel(g)
        return (np.reshape(entries, x.shape),)

    return moved, back
""",
        """
def transpose(x, axes=None):
    if axes is None:
        axes = tuple(reversed(range(x.ndim)))
    way_back = sorted(range(len(axes)), key=lambda i: axes[i])
    return np.transpose(x, axes), lambda g: (np.transpose(g, way_back),)
""",
    ),
}
