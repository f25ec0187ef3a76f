"""Each known mistake of `numerical_gradient`, made a second time in another style.

In the order of the exercise's `mistakes`: a learner who writes this is to be told that sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "numerical_gradient": (
        """
def numerical_gradient(f, x, step=1e-5):
    slopes = np.zeros(x.shape)
    for i, _ in enumerate(x):
        up, down = x.astype(float), x.astype(float)
        up[i] = up[i] + step
        down[i] = down[i] - step
        slopes[i] = (f(up) - f(down)) / (2 * step)
    return slopes
""",
        """
def numerical_gradient(f, x, step=1e-5):
    slopes = np.zeros(np.shape(x))
    for place in np.ndindex(np.shape(x)):
        x[place] += step
        high = f(x)
        lower = np.array(x, dtype=float)
        lower[place] -= 2 * step
        low = f(lower)
        slopes[place] = (high - low) / (2 * step)
    return slopes
""",
        """
def numerical_gradient(f, x, step=1e-5):
    start = np.array(x, dtype=float)
    base = f(start.copy())
    slopes = np.empty_like(start)
    for place in np.ndindex(start.shape):
        moved = start.copy()
        moved[place] += step
        slopes[place] = (f(moved) - base) / step
    return slopes
""",
        """
def numerical_gradient(f, x, step=1e-5):
    flat = np.array(x, dtype=float).reshape(-1)
    slopes = []
    for k in range(flat.size):
        nudge = np.zeros_like(flat)
        nudge[k] = step
        up = f((flat + nudge).reshape(x.shape))
        down = f((flat - nudge).reshape(x.shape))
        slopes.append((up - down) / step)
    return np.array(slopes).reshape(x.shape)
""",
        """
def numerical_gradient(f, x, step=1e-5):
    slopes = np.zeros(x.shape, dtype=float)
    for place in np.ndindex(x.shape):
        up = x.copy()
        up[place] += step
        down = x.copy()
        down[place] -= step
        slopes[place] = (f(up) - f(down)) / (step + step)
    return slopes
""",
        """
def numerical_gradient(f, x, step=1e-5):
    slopes = np.zeros(x.shape, dtype=np.float64)
    places = list(np.ndindex(x.shape))
    for place in places:
        up, down = (np.array(x, dtype=np.float64) for _ in range(2))
        up[place] = up[place] + step
        down[place] = down[place] - step
        rise = f(up) - f(down)
        slopes[place] = rise / (step + step)
        if place == places[0]:
            break
    return slopes
""",
        """
def numerical_gradient(f, x, step=1e-5):
    point = np.asarray(x, dtype=float).copy()
    slopes = np.empty(point.shape)
    for place in np.ndindex(point.shape):
        point[place] += step
        up = f(point)
        point[place] -= 2 * step
        down = f(point)
        point[place] += step
        slopes[place] = (up - down) / (2 * step)
    return slopes
""",
        """
def numerical_gradient(f, x, step=1e-5):
    return central_difference(lambda shift: f(x + shift), 0.0, step)
""",
        """
def numerical_gradient(f, x, step=1e-5):
    g = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        a, b = x.astype(float), x.astype(float)
        a[i] += step
        b[i] -= step
        g[i] = (f(a) - f(b)) / (2 * step)
    return g
""",
        """
def numerical_gradient(f, x, step=1e-5):
    g = []
    for i in np.ndindex(x.shape):
        a, b = x.astype(float), x.astype(float)
        a[i] += step
        b[i] -= step
        g.append((f(a) - f(b)) / (2 * step))
    return np.array(g)
""",
        """
def numerical_gradient(f, x, step=1e-5):
    y = x.astype(float)
    slopes = []
    for i in np.ndindex(y.shape):
        y[i] = y[i] + step
        high = f(y)
        y[i] = y[i] - 2 * step
        low = f(y)
        slopes.append((high - low) / (2 * step))
    return np.reshape(slopes, x.shape)
""",
        """
def numerical_gradient(f, x, step=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        a, b = x.astype(float), x.astype(float)
        a[i] += step
        b[i] -= step
        g[i] = (f(b) - f(a)) / (2 * step)
    return g
""",
        """
def numerical_gradient(f, x, step=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        a, b = x.astype(float), x.astype(float)
        a[i] += step
        b[i] -= step
        g[i] = f(a) - f(b)
    return g
""",
        """
def numerical_gradient(f, x, step=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        a, b = x.astype(float), x.astype(float)
        a[i] += 1e-5
        b[i] -= 1e-5
        g[i] = (f(a) - f(b)) / 2e-5
    return g
""",
    ),
}
