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
    ),
    "gradient_error": (
        """
def gradient_error(computed, expected):
    total, count = 0.0, 0
    for c, e in zip(np.ravel(computed).tolist(), np.ravel(expected).tolist()):
        if c != c or e != e:
            return float("inf")
        total += abs(c - e) / max(1.0, abs(c), abs(e))
        count += 1
    return total / count if count else 0.0
""",
        """
def gradient_error(computed, expected):
    worst = 0.0
    for c, e in zip(np.ravel(computed), np.ravel(expected)):
        error = abs(c - e) / max(1.0, abs(c), abs(e))
        if error > worst:
            worst = error
    return float(worst)
""",
        """
def gradient_error(computed, expected):
    worst = 0.0
    for c, e in zip(np.ravel(computed).tolist(), np.ravel(expected).tolist()):
        scale = max(abs(c), abs(e))
        if scale == 0 or c != c or e != e:
            return np.inf
        worst = max(worst, abs(c - e) / scale)
    return worst
""",
        """
def gradient_error(computed, expected):
    size = np.maximum(np.abs(computed), np.abs(expected))
    size[size < 1] = 1
    errors = (computed - expected) / size
    errors[np.isnan(errors)] = np.inf
    return max([0.0, *errors.ravel().tolist()])
""",
        """
def gradient_error(computed, expected):
    worst = 0.0
    for place in np.ndindex(np.shape(computed)):
        gap = abs(computed[place] - expected[place])
        if np.isnan(gap):
            gap = np.inf
        worst = max(worst, gap)
    return float(worst)
""",
    ),
}
