"""Answers to `central_difference`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "an array of one": """
def central_difference(f, x, step=1e-5):
    return np.array([(f(x + step) - f(x - step)) / (2 * step)])
""",
    "a step relative to x": """
def central_difference(f, x, step=1e-5):
    h = step * max(1.0, abs(x))
    return (f(x + h) - f(x - h)) / (2 * h)
""",
    "five points, which see more than the two asked for": """
def central_difference(f, x, step=1e-5):
    near = f(x + step) - f(x - step)
    far = f(x + 2 * step) - f(x - 2 * step)
    return (8 * near - far) / (12 * step)
""",
    "half a step to each side": """
def central_difference(f, x, step=1e-5):
    half = step / 2
    return (f(x + half) - f(x - half)) / step
""",
    "a step that is kept from being tiny": """
def central_difference(f, x, step=1e-5):
    h = max(step, 1e-8)
    return (f(x + h) - f(x - h)) / (2 * h)
""",
    "a step that is kept from being large": """
def central_difference(f, x, step=1e-5):
    h = min(step, 1.0)
    return (f(x + h) - f(x - h)) / (2 * h)
""",
    "a small number keeps the run from being zero": """
def central_difference(f, x, step=1e-5):
    return (f(x + step) - f(x - step)) / (2 * step + 1e-12)
""",
    "both points in one array": """
def central_difference(f, x, step=1e-5):
    left, right = f(np.array([x - step, x + step]))
    return (right - left) / (2 * step)
""",
    "rounded to ten places": """
def central_difference(f, x, step=1e-5):
    return round((f(x + step) - f(x - step)) / (2 * step), 10)
""",
    "the steeper of both sides": """
def central_difference(f, x, step=1e-5):
    right = (f(x + step) - f(x)) / step
    left = (f(x) - f(x - step)) / step
    return max(left, right)
""",
    "f gets an array without axes": """
def central_difference(f, x, step=1e-5):
    above, below = np.asarray(x + step), np.asarray(x - step)
    return float((f(above) - f(below)) / (2 * step))
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def central_difference(f, x, step=1e-5):
    left, right = x - step, x + step
    rise = f(right) - f(left)
    return 0.5 * rise / step
""",
    "the mean of the slopes on both sides": """
def central_difference(f, x, step=1e-5):
    here = f(x)
    ahead = (f(x + step) - here) / step
    behind = (here - f(x - step)) / step
    return (ahead + behind) / 2
""",
    "a sum over both signs": """
def central_difference(f, x, step=1e-5):
    return sum(sign * f(x + sign * step) for sign in (1, -1)) / (2 * step)
""",
    "a line through two points": """
def central_difference(f, x, step=1e-5):
    rises = np.array([f(x + h) for h in (-step, step)], dtype=float)
    return float(np.diff(rises)[0] / 2 / step)
""",
}
