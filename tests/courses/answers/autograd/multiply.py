"""Answers to `multiply`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "single precision": (
        "return x * y,",
        'return (x * y).astype("float32"),',
    ),
    "gradient in single precision": (
        "gradient * x",
        '(gradient * x).astype("float32")',
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def multiply(x, y):
    def back(g):
        return tuple(np.multiply(g, other) for other in (y, x))
    return np.multiply(x, y), back
""",
}
