"""Answers to `record`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "keeps the way back of constants": (
        "return Value(result)",
        "return Value(result, pullback=pullback)",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def apply(operation, *values, **options):
    needed = False
    arrays = []
    for value in values:
        arrays.append(value.data)
        needed = needed or value.requires_grad
    out, back = operation(*arrays, **options)
    result = Value(out)
    if needed and is_recording.get():
        result.requires_grad = True
        result.parents = values
        result.pullback = back
    return result
""",
    "no way back, said aloud": """
def apply(operation, *values, **options):
    arrays = [value.data for value in values]
    result, pullback = operation(*arrays, **options)
    if not is_recording.get() or not any([value.requires_grad for value in values]):
        constant = Value(result, False, (), None)
        constant.pullback = None
        return constant
    return Value(result, True, tuple(values), pullback)
""",
}
