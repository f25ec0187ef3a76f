"""Answers to `tanh`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def tanh(x):
    y = np.tanh(x)
    return y, lambda g: ((1 + y) * (1 - y) * g,)
""",
}
