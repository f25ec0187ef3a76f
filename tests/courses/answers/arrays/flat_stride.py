"""Answers to `flat_stride`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "only the last stride": """
def flat_stride(shape, strides):
    return strides[-1] if strides else 1
""",
    "one or nothing": """
def flat_stride(shape, strides):
    expected = 1
    for n, s in zip(reversed(shape), reversed(strides)):
        if n != 1 and s != expected:
            return None
        expected *= n
    return 1
""",
    "axes of length 1 count": """
def flat_stride(shape, strides):
    if 0 in shape or not shape:
        return 1
    for i in range(len(shape) - 1):
        if strides[i] != shape[i + 1] * strides[i + 1]:
            return None
    return strides[-1]
""",
    "the first two axes alone": """
def flat_stride(shape, strides):
    axes = [a for a in zip(shape, strides) if a[0] != 1]
    if 0 in shape or not axes:
        return 1
    if len(axes) > 1 and axes[0][1] != axes[1][0] * axes[1][1]:
        return None
    return axes[-1][1]
""",
    "false in place of None": """
def flat_stride(shape, strides):
    axes = [a for a in zip(shape, strides) if a[0] != 1]
    if 0 in shape or not axes:
        return 1
    for (_, outer), (n, inner) in zip(axes, axes[1:]):
        if outer != n * inner:
            return False
    return axes[-1][1]
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def flat_stride(shape, strides):
    offsets = [0]
    for length, stride in zip(shape, strides):
        offsets = [o + i * stride for o in offsets for i in range(length)]
    steps = [b - a for a, b in zip(offsets, offsets[1:])] or [1]
    return steps[0] if len(set(steps)) == 1 else None
""",
    "in a third style": """
def flat_stride(shape, strides):
    if math.prod(shape) < 2:
        return 1
    flat = reach = None
    for length, stride in reversed(list(zip(shape, strides))):
        if length == 1:
            continue
        if flat is None:
            flat, reach = stride, stride
        if stride != reach:
            return None
        reach = reach * length
    return flat
""",
    "from the offsets of all entries": """
def flat_stride(shape, strides):
    from itertools import product
    offsets = [sum(i * s for i, s in zip(at, strides)) for at in product(*map(range, shape))]
    steps = {b - a for a, b in zip(offsets, offsets[1:])}
    if not steps:
        return 1
    return steps.pop() if len(steps) == 1 else None
""",
}
