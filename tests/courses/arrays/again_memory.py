"""Known mistakes of the exercises of `layouts` about memory, made a second time in another style.

In the order of each exercise's `mistakes`. A learner who writes one of these should be told that
mistake's sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "window_layout": (
        """
def window_layout(shape, strides, size, step=1):
    begins = range(0, shape[-1] + 1 - size, step)
    return shape[:-1] + (len(begins), size), strides[:-1] + (step, 1)
""",
        """
def window_layout(shape, strides, size, step=1):
    begins = range(0, shape[-1] + 1 - size, step)
    return shape[:-1] + (len(begins), size), strides + strides[-1:]
""",
        """
def window_layout(shape, strides, size, step=1):
    last = shape[-1]
    count = (last - size) // step if last > size else 0
    along = strides[-1]
    return tuple(shape[:-1]) + (count, size), tuple(strides[:-1]) + (along * step, along)
""",
        """
def window_layout(shape, strides, size, step=1):
    begins = [place for place in range(shape[-1]) if place % step == 0]
    along = strides[-1]
    return shape[:-1] + (len(begins), size), strides[:-1] + (along * step, along)
""",
        """
def window_layout(shape, strides, size, step=1):
    begins = range(0, shape[-1] + 1 - size, step)
    along = strides[-1]
    return shape[:-1] + (size, len(begins)), strides[:-1] + (along, along * step)
""",
        """
def window_layout(shape, strides, size, step=1):
    free = shape[-1] - size
    count = 1 + free // step
    lengths, distances = list(shape[:-1]), list(strides[:-1])
    lengths += [count, size]
    distances += [step * strides[-1], strides[-1]]
    return tuple(lengths), tuple(distances)
""",
        """
def window_layout(shape, strides, size, step=1):
    *l, n = shape
    *o, s = strides
    return (*l, max(n - size + 1, 0), size), (*o, step * s, s)
""",
        """
def window_layout(shape, strides, size, step=1):
    *l, n = shape
    *o, s = strides
    return (*l, max((n - size) // step + 1, 0), size), (*o, step, s)
""",
        """
def window_layout(shape, strides, size, step=1):
    *l, n = shape
    *o, s = strides
    return (*l, max((n - size) // step + 1, 0), size), (*o, size * s, s)
""",
        """
def window_layout(shape, strides, size, step=1):
    *l, n = shape
    *o, s = strides
    return (*l, max((n - size) // step + 1, 0), size), (*o, step * s, step * s)
""",
        """
def window_layout(shape, strides, size, step=1):
    n, s = shape[-1], strides[-1]
    return (max((n - size) // step + 1, 0), size), (step * s, s)
""",
        """
def window_layout(shape, strides, size, step=1):
    *l, n = shape
    *o, s = strides
    return (*l, max(-(-(n - size) // step) + 1, 0), size), (*o, step * s, s)
""",
    ),
    "flat_stride": (
        """
def flat_stride(shape, strides):
    if not shape or 0 in shape:
        return 1
    for axis in range(len(shape) - 1):
        if strides[axis] != shape[axis + 1] * strides[axis + 1]:
            return None
    return strides[-1]
""",
        """
def flat_stride(shape, strides):
    if 0 in shape:
        return 1
    wanted = None
    for length, stride in list(zip(shape, strides))[::-1]:
        if length == 1:
            continue
        if wanted is not None and stride != wanted:
            return None
        wanted = stride * length
    return 1
""",
        """
def flat_stride(shape, strides):
    if 0 in shape:
        return 1
    kept = [stride for length, stride in zip(shape, strides) if length > 1]
    if kept != sorted(kept, reverse=True):
        return None
    return kept[-1] if kept else 1
""",
        """
def flat_stride(shape, strides):
    if 0 in shape:
        return 1
    lengths = [length for length in shape if length > 1]
    kept = [stride for length, stride in zip(shape, strides) if length > 1]
    fits = all(kept[i] == lengths[i] * kept[i + 1] for i in range(len(kept) - 1))
    if not kept:
        return 1
    return kept[-1] if fits else None
""",
        """
def flat_stride(shape, strides):
    if math.prod(shape) < 2:
        return 1
    kept = [(length, stride) for length, stride in zip(shape, strides) if length > 1]
    entries = math.prod(shape) // kept[0][0]
    return kept[-1][1] if kept[0][1] == kept[-1][1] * entries else None
""",
        """
def flat_stride(shape, strides):
    flat = reach = None
    for length, stride in reversed(list(zip(shape, strides))):
        if length != 1:
            if flat is None:
                flat = stride
            elif stride != reach:
                return None
            reach = stride * length
    return 1 if flat is None else flat
""",
        """
def flat_stride(shape, strides):
    fresh, step = [], 1
    for length in shape[::-1]:
        fresh.insert(0, step)
        step *= length
    fits = all(n == 1 or s == f for n, s, f in zip(shape, strides, fresh))
    return 1 if fits else None
""",
        """
def flat_stride(shape, strides):
    axes = [(n, s) for n, s in zip(shape, strides) if n != 1]
    if 0 in shape or not axes:
        return 1
    if 0 in strides:
        return None
    for (_, o), (n, i) in pairwise(axes):
        if o != n * i:
            return None
    return axes[-1][1]
""",
        """
def flat_stride(shape, strides):
    axes = [(s, n) for n, s in zip(shape, strides) if n != 1]
    if 0 in shape or not axes:
        return 1
    last = axes[-1][0]
    axes.sort(key=lambda a: a[0], reverse=True)
    for a, b in pairwise(axes):
        if a[0] != b[0] * b[1]:
            return None
    return last
""",
        """
def flat_stride(shape, strides):
    axes = [(n, s) for n, s in zip(shape, strides) if n != 1]
    if 0 in shape or not axes:
        return 1
    for (_, o), (n, i) in pairwise(axes):
        if o != n * i:
            return None
    return axes[0][1]
""",
    ),
}
