"""Answers to `transpose`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "turned until the shape is right": """
def transpose(x, axes=None):
    def pullback(gradient):
        while gradient.shape != x.shape:
            gradient = gradient.transpose(axes)
        return (gradient,)

    return x.transpose(axes), pullback
""",
    "axes are found by their lengths": """
def transpose(x, axes=None):
    def pullback(gradient):
        return (gradient.transpose([gradient.shape.index(n) for n in x.shape]),)

    return x.transpose(axes), pullback
""",
    "the order twice more, which undoes a turn of three": """
def transpose(x, axes=None):
    def pullback(gradient):
        return (gradient.transpose(axes).transpose(axes),)

    return x.transpose(axes), pullback
""",
    "the order five times more, which undoes every order of three": """
def transpose(x, axes=None):
    def pullback(gradient):
        for _ in range(5):
            gradient = gradient.transpose(axes)
        return (gradient,)

    return x.transpose(axes), pullback
""",
    "the first and the last are swapped": """
def transpose(x, axes=None):
    order = tuple(range(x.ndim))[::-1] if axes is None else tuple(a % x.ndim for a in axes)

    def pullback(gradient):
        return (np.swapaxes(gradient, order[0], order[-1]),)

    return x.transpose(order), pullback
""",
    "the order backwards": """
def transpose(x, axes=None):
    order = tuple(range(x.ndim))[::-1] if axes is None else tuple(a % x.ndim for a in axes)

    def pullback(gradient):
        return (gradient.transpose(order[::-1]),)

    return x.transpose(order), pullback
""",
    "axes say where each axis goes": """
def transpose(x, axes=None):
    order = tuple(range(x.ndim))[::-1] if axes is None else tuple(a % x.ndim for a in axes)

    def pullback(gradient):
        return (gradient.transpose(order),)

    return x.transpose(np.argsort(order)), pullback
""",
    "without axes the last two are swapped": """
def transpose(x, axes=None):
    if axes is None:
        return np.swapaxes(x, -1, -2), lambda gradient: (np.swapaxes(gradient, -1, -2),)
    order = [a % x.ndim for a in axes]
    return x.transpose(order), lambda gradient: (gradient.transpose(np.argsort(order)),)
""",
    "sizes are counted from the end of a fixed three": """
def transpose(x, axes=None):
    order = [2, 1, 0] if axes is None else [a + 3 if a < 0 else a for a in axes]
    return x.transpose(order), lambda gradient: (gradient.transpose(np.argsort(order)),)
""",
    "the absolute value of an axis": """
def transpose(x, axes=None):
    order = tuple(range(x.ndim))[::-1] if axes is None else tuple(abs(a) for a in axes)
    return x.transpose(axes), lambda gradient: (gradient.transpose(np.argsort(order)),)
""",
    "a bare array comes back": """
def transpose(x, axes=None):
    order = tuple(range(x.ndim))[::-1] if axes is None else tuple(a % x.ndim for a in axes)
    return x.transpose(order), lambda gradient: gradient.transpose(np.argsort(order))
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def transpose(x, axes=None):
    if axes is None:
        return x.T, lambda gradient: (gradient.T,)
    back = [0] * x.ndim
    for new, old in enumerate(axes):
        back[old] = new
    return np.transpose(x, axes), lambda gradient: (np.transpose(gradient, back),)
""",
    "axes are moved by name": """
def transpose(x, axes=None):
    order = list(range(x.ndim - 1, -1, -1)) if axes is None else list(axes)
    here = list(range(x.ndim))

    def pullback(gradient):
        return (np.moveaxis(gradient, here, order),)

    return np.moveaxis(x, order, here), pullback
""",
    "letters for axes": """
def transpose(x, axes=None):
    old = "abcdefgh"[: x.ndim]
    order = range(x.ndim)[::-1] if axes is None else axes
    new = "".join(old[axis] for axis in order)

    def pullback(gradient):
        return (np.einsum(f"{new}->{old}", gradient),)

    return np.einsum(f"{old}->{new}", x), pullback
""",
    "place by place": """
def transpose(x, axes=None):
    order = range(x.ndim)[::-1] if axes is None else axes
    result = np.empty([x.shape[axis] for axis in order], dtype=x.dtype)
    for place in np.ndindex(x.shape):
        result[tuple(place[axis] for axis in order)] = x[place]

    def pullback(gradient):
        back = np.empty(x.shape, dtype=gradient.dtype)
        for place in np.ndindex(x.shape):
            back[place] = gradient[tuple(place[axis] for axis in order)]
        return (back,)

    return result, pullback
""",
}
