"""Answers to `record`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "keeps the way back of constants": (
        "return Value(result)",
        "return Value(result, pullback=pullback)",
    ),
    "hands the values themselves to the operation": """
def apply(operation, *values, **options):
    result, pullback = operation(*values, **options)
    if is_recording.get() and any(value.requires_grad for value in values):
        return Value(result, True, values, pullback)
    return Value(result)
""",
    "asks the variable, not what it holds": """
def apply(operation, *values, **options):
    result, pullback = operation(*[value.data for value in values], **options)
    if not is_recording:
        return Value(result)
    needed = any([value.requires_grad for value in values])
    if needed:
        return Value(result, requires_grad=True, parents=values, pullback=pullback)
    return Value(result)
""",
    "copies become the parents": """
def apply(operation, *values, **options):
    from copy import copy

    result, pullback = operation(*(value.data for value in values), **options)
    if is_recording.get() and any(value.requires_grad for value in values):
        kept = tuple(copy(value) for value in values)
        return Value(result, requires_grad=True, parents=kept, pullback=pullback)
    return Value(result)
""",
    "runs the operation once for the result and once for the way back": """
def apply(operation, *values, **options):
    arrays = [value.data for value in values]
    out = Value(operation(*arrays, **options)[0])
    if is_recording.get() and any(value.requires_grad for value in values):
        out.requires_grad = True
        out.parents = values
        out.pullback = operation(*arrays, **options)[1]
    return out
""",
    "options by place": """
def apply(operation, *values, **options):
    result, pullback = operation(*(value.data for value in values), *options.values())
    if is_recording.get() and any(value.requires_grad for value in values):
        return Value(result, requires_grad=True, parents=values, pullback=pullback)
    return Value(result)
""",
    "drops the options that are empty": """
def apply(operation, *values, **options):
    given = {name: option for name, option in options.items() if option}
    result, pullback = operation(*(value.data for value in values), **given)
    if is_recording.get() and any(value.requires_grad for value in values):
        return Value(result, requires_grad=True, parents=values, pullback=pullback)
    return Value(result)
""",
    "asks the first and the last argument": """
def apply(operation, *values, **options):
    result, pullback = operation(*(value.data for value in values), **options)
    needed = values[0].requires_grad or values[-1].requires_grad
    if needed and is_recording.get():
        return Value(result, requires_grad=True, parents=values, pullback=pullback)
    return Value(result)
""",
    "takes two values": """
def apply(operation, *values, **options):
    x, y = values
    result, pullback = operation(x.data, y.data, **options)
    if is_recording.get() and (x.requires_grad or y.requires_grad):
        return Value(result, requires_grad=True, parents=(x, y), pullback=pullback)
    return Value(result)
""",
    "always double precision": """
def apply(operation, *values, **options):
    result, pullback = operation(*(value.data for value in values), **options)
    result = np.asarray(result, dtype=np.float64)
    if is_recording.get() and any(value.requires_grad for value in values):
        return Value(result, requires_grad=True, parents=values, pullback=pullback)
    return Value(result)
""",
    "each parent once": """
def apply(operation, *values, **options):
    result, pullback = operation(*(value.data for value in values), **options)
    if is_recording.get() and any(value.requires_grad for value in values):
        parents = tuple(dict.fromkeys(values))
        return Value(result, requires_grad=True, parents=parents, pullback=pullback)
    return Value(result)
""",
    "the first value's dtype": """
def apply(operation, *values, **options):
    result, pullback = operation(*(value.data for value in values), **options)
    result = np.asarray(result, dtype=values[0].dtype)
    if is_recording.get() and any(value.requires_grad for value in values):
        return Value(result, requires_grad=True, parents=values, pullback=pullback)
    return Value(result)
""",
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
    "the early way out": """
def apply(operation, *values, **options):
    arrays = [value.data for value in values]
    result, pullback = operation(*arrays, **options)
    if is_recording.get():
        for value in values:
            if value.requires_grad:
                return Value(result, True, values, pullback)
    return Value(result)
""",
}
