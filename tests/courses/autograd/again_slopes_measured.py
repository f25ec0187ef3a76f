"""The known mistakes of the lesson `slopes`, made a second time, continued: the chain and measuring."""

AGAIN: dict[str, tuple[str, ...]] = {
    "chain": (
        """
def chain(*operations):
    def run(x):
        ways_back = []
        for op in operations:
            x, back = op(x)
            ways_back.append(back)

        def pullback(g):
            i = 0
            while i < len(ways_back):
                g = ways_back[i](g)[0]
                i += 1
            return (g,)

        return x, pullback

    return run
""",
        """
def chain(*operations):
    def run(x):
        ways_back = []
        for k in range(len(operations) - 1, -1, -1):
            x, back = operations[k](x)
            ways_back = [back] + ways_back

        def pullback(g):
            for back in ways_back:
                g = back(g)[0]
            return (g,)

        return x, pullback

    return run
""",
        """
def chain(*operations):
    def run(x):
        outcomes = [operation(x) for operation in operations]
        result = outcomes[-1][0] if outcomes else x

        def pullback(g):
            for _, back in outcomes[::-1]:
                g = back(g)[0]
            return (g,)

        return x, pullback

    return run
""",
        """
def chain(*operations):
    def run(x):
        if not operations:
            return x, lambda g: g
        backs = []
        for op in operations:
            x, back = op(x)
            backs.insert(0, back)

        def pullback(g):
            for back in backs:
                g = back(g)[0]
            return g

        return x, pullback

    return run
""",
        """
def chain(*operations):
    tape = {}

    def run(x):
        for k, op in enumerate(operations):
            x, tape[k] = op(x)

        def pullback(g):
            for k in sorted(tape, reverse=True):
                g = tape[k](g)[0]
            return (g,)

        return x, pullback

    return run
""",
        """
def chain(*operations):
    def run(value):
        back = lambda g: (g,)
        for each in operations:
            value, back = each(value)
        return value, back

    return run
""",
        """
def chain(*operations):
    def chained(x):
        pullbacks = []
        for f in operations:
            x, back = f(x)
            pullbacks.append(back)

        def pullback(gradient):
            for back in reversed(pullbacks):
                gradient = back(gradient)
            return (gradient,)

        return x, pullback

    return chained
""",
        """
def chain(*operations):
    def chained(x):
        pullbacks = []
        for f in operations:
            x, back = f(x)
            pullbacks.append(back)

        backwards = reversed(pullbacks)

        def pullback(gradient):
            for back in backwards:
                (gradient,) = back(gradient)
            return (gradient,)

        return x, pullback

    return chained
""",
        """
def chain(*operations):
    def chained(x):
        backs = []
        for f in operations:
            x, back = f(x)
            backs.append(back)

        def pullback(gradient):
            backs[:] = backs[::-1]
            for back in backs:
                gradient = back(gradient)[0]
            return (gradient,)

        return x, pullback

    return chained
""",
        """
def chain(*operations):
    def chained(x):
        pullbacks = []
        for f in operations:
            x, back = f(x)
            pullbacks.append(back)

        def pullback(gradient):
            for back in reversed(pullbacks):
                (gradient,) = back(gradient)
                return (gradient,)

        return x, pullback

    return chained
""",
    ),
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
    ),
}
