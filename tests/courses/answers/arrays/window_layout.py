"""Answers to `window_layout`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

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
}
