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
    "rows and columns only": """
def numerical_gradient(f, x, step=1e-5):
    gradient = np.zeros(x.shape)
    table = np.atleast_2d(np.array(x, dtype=float))
    for i in range(table.shape[0]):
        for j in range(table.shape[1]):
            up, down = table.copy(), table.copy()
            up[i, j] += step
            down[i, j] -= step
            rise = f(up.reshape(x.shape)) - f(down.reshape(x.shape))
            gradient.reshape(table.shape)[i, j] = np.sum(rise / (2 * step))
    return gradient
""",
    "entries that are not zero only": (
        "np.ndindex(x.shape)",
        "zip(*np.nonzero(np.atleast_1d(x)))",
    ),
    "equal entries are moved together": """
def numerical_gradient(f, x, step=1e-5):
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for value in np.unique(x):
        up, down = np.where(x == value, x + step, x), np.where(x == value, x - step, x)
        gradient[x == value] = (f(up) - f(down)) / (2 * step) / (x == value).sum()
    return gradient
""",
    "a step relative to the entry": """
def numerical_gradient(f, x, step=1e-5):
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        h = step * max(1.0, abs(x[place]))
        up, down = x.copy(), x.copy()
        up[place] += h
        down[place] -= h
        gradient[place] = (f(up) - f(down)) / (2 * h)
    return gradient
""",
    "the dtype of x": """
def numerical_gradient(f, x, step=1e-5):
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[place] = step
        gradient[place] = (f(x + nudge) - f(x - nudge)) / (2 * step)
    return gradient
""",
    "column by column": """
def numerical_gradient(f, x, step=1e-5):
    flat = np.array(x, dtype=float).flatten("F")
    slopes = np.zeros(flat.size)
    for k in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[k] += step
        down[k] -= step
        slopes[k] = (f(up.reshape(x.shape, order="F")) - f(down.reshape(x.shape, order="F"))) / (
            2 * step
        )
    return slopes.reshape(x.shape)
""",
    "the row goes to f alone": """
def numerical_gradient(f, x, step=1e-5):
    def slope(row, k):
        nudge = step * np.eye(len(row))[k]
        return (f(row + nudge) - f(row - nudge)) / (2 * step)

    rows = np.atleast_2d(x)
    return np.array([[slope(row, k) for k in range(len(row))] for row in rows]).reshape(x.shape)
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
    "one move for each entry, added to x": """
def numerical_gradient(f, x, step=1e-5):
    x = np.asarray(x, dtype=float)
    moves = step * np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + move) - f(x - move)) / (2 * step) for move in moves]
    return np.array(slopes, dtype=float).reshape(x.shape)
""",
    "place by place, by recursion": """
def numerical_gradient(f, x, step=1e-5):
    x = np.asarray(x, dtype=float)

    def below(place):
        if len(place) == x.ndim:
            sides = []
            for h in (step, -step):
                moved = x.copy()
                moved[place] = x[place] + h
                sides.append(f(moved))
            return (sides[0] - sides[1]) / (2 * step)
        return [below((*place, k)) for k in range(x.shape[len(place)])]

    return np.array(below(()), dtype=float).reshape(x.shape)
""",
    "the second point is made from the first": """
def numerical_gradient(f, x, step=1e-5):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        moved = np.array(x, dtype=float)
        moved[place] += step
        above = f(moved)
        moved = moved.copy()
        moved[place] -= 2 * step
        gradient[place] = (above - f(moved)) / (2 * step)
    return gradient
""",
}
