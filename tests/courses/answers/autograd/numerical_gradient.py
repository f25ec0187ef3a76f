"""Answers to `numerical_gradient`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "nudged in place": """
def numerical_gradient(f, x, step=1e-5):
    x = np.asarray(x, dtype=float)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        x[place] += step
        above = f(x)
        x[place] -= 2 * step
        below = f(x)
        x[place] += step
        gradient[place] = (above - below) / (2 * step)
    return gradient
""",
    "nudged in place and put back exactly": """
def numerical_gradient(f, x, step=1e-5):
    x = np.asarray(x, dtype=float)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        before = x[place]
        x[place] = before + step
        above = f(x)
        x[place] = before - step
        below = f(x)
        x[place] = before
        gradient[place] = (above - below) / (2 * step)
    return gradient
""",
    "one copy for all calls": """
def numerical_gradient(f, x, step=1e-5):
    moved = np.array(x, dtype=float)
    gradient = np.zeros(moved.shape)
    for place in np.ndindex(moved.shape):
        before = moved[place]
        moved[place] = before + step
        above = f(moved)
        moved[place] = before - step
        gradient[place] = (above - f(moved)) / (2 * step)
        moved[place] = before
    return gradient
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def numerical_gradient(f, x, step=1e-5):
    flat = np.asarray(x, dtype=float).ravel()
    slopes = []
    for k in range(flat.size):
        nudge = np.eye(flat.size)[k] * step
        up, down = (flat + nudge).reshape(x.shape), (flat - nudge).reshape(x.shape)
        slopes.append((f(up) - f(down)) / (2 * step))
    return np.array(slopes, dtype=float).reshape(x.shape)
""",
    "measures the middle too": """
def numerical_gradient(f, x, step=1e-5):
    x = np.array(x, dtype=float)
    middle = f(x.copy())
    result = np.full(x.shape, middle)
    for k in range(x.size):
        sides = []
        for sign in (-1, 1):
            moved = x.flatten()
            moved[k] += sign * step
            sides.append(f(moved.reshape(x.shape)))
        result.flat[k] = (sides[1] - sides[0]) / (2 * step)
    return result
""",
}
