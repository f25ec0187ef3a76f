"""Answers to `central_difference`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "an array of one": """
def central_difference(f, x, step=1e-5):
    return np.array([(f(x + step) - f(x - step)) / (2 * step)])
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def central_difference(f, x, step=1e-5):
    left, right = x - step, x + step
    rise = f(right) - f(left)
    return 0.5 * rise / step
""",
}
