"""Answers to `window_layout`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "as many windows as entries": """
def window_layout(shape, strides, size, step=1):
    *lead, n = shape
    *outer, s = strides
    return (*lead, n // step, size), (*outer, s * step, s)
""",
    "one window too few": """
def window_layout(shape, strides, size, step=1):
    *lead, n = shape
    *outer, s = strides
    return (*lead, max((n - size) // step, 0), size), (*outer, s * step, s)
""",
    "entries one apart in memory": """
def window_layout(shape, strides, size, step=1):
    *lead, n = shape
    *outer, s = strides
    return (*lead, max((n - size) // step + 1, 0), size), (*outer, step, 1)
""",
    "axes the other way round": """
def window_layout(shape, strides, size, step=1):
    *lead, n = shape
    *outer, s = strides
    return (*lead, size, max((n - size) // step + 1, 0)), (*outer, s, s * step)
""",
    "lists": """
def window_layout(shape, strides, size, step=1):
    *lead, n = shape
    *outer, s = strides
    return [*lead, max((n - size) // step + 1, 0), size], [*outer, s * step, s]
""",
    "a negative count": """
def window_layout(shape, strides, size, step=1):
    *lead, n = shape
    *outer, s = strides
    return (*lead, (n - size) // step + 1, size), (*outer, s * step, s)
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def window_layout(shape, strides, size, step=1):
    fits = 0
    while fits * step + size <= shape[-1]:
        fits += 1
    return shape[:-1] + (fits, size), strides[:-1] + (strides[-1] * step, strides[-1])
""",
    "in a third style": """
def window_layout(shape, strides, size, step=1):
    begins = range(0, shape[-1] + 1 - size, step)
    lengths, distances = list(shape), list(strides)
    lengths[-1:] = [len(begins), size]
    distances.insert(-1, step * distances[-1])
    return tuple(lengths), tuple(distances)
""",
    "counted one by one": """
def window_layout(shape, strides, size, step=1):
    starts = [i for i in range(0, shape[-1], step) if i + size <= shape[-1]]
    return shape[:-1] + (len(starts), size), strides[:-1] + (strides[-1] * step, strides[-1])
""",
}
