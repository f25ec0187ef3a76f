"""Answers to `flat_stride`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

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
}
