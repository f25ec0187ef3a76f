"""Answers to `divide`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "whole quotients": (
        "return x / y",
        "return x // y",
    ),
    "single precision": (
        "return x / y",
        'return (x / y).astype("float32")',
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def divide(x, y):
    inverse = 1 / y
    quotient = x * inverse
    return quotient, lambda g: (g * inverse, -(g * quotient) * inverse)
""",
}
