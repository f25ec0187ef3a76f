"""The known mistakes of the lesson `slopes`, each made a second time by someone else.

In the order of each exercise's `mistakes`. `test_mistakes_again.py` shows that the sentence comes.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "central_difference": (
        """
def central_difference(f, x, step=1e-5):
    right = f(x + step)
    left = f(x - step)
    rise = right - left
    return rise / step
""",
        """
def central_difference(f, x, step=1e-5):
    rise = f(x + step) - f(x - step)
    half = rise / 2
    return half * step
""",
        """
def central_difference(f, x, step=1e-5):
    here = f(x)
    there = f(x + step)
    run = (x + step) - x
    return (there - here) / run
""",
        """
def central_difference(f, x, step=1e-5):
    h = 0.00001
    left, right = x - h, x + h
    return (f(right) - f(left)) / (right - left)
""",
    ),
    "multiply": (
        """
def multiply(x, y):
    product = np.multiply(x, y)

    def back(g):
        for_x = np.multiply(x, g)
        for_y = np.multiply(y, g)
        return for_x, for_y

    return product, back
""",
        """
def multiply(x, y):
    slopes = (y * np.ones_like(x), x * np.ones_like(y))
    return x * y, lambda g: slopes
""",
        """
def multiply(x, y):
    def back(incoming):
        result = []
        for _ in (x, y):
            result.append(1.0 * incoming)
        return tuple(result)

    return y * x, back
""",
        """
def multiply(x, y):
    def back(g):
        total = g * y
        total = total + x * g
        return total,

    return x * y, back
""",
    ),
    "divide": (
        """
def divide(x, y):
    inverse = y ** -1.0
    return x * inverse, lambda g: (g * inverse, g * x * inverse * inverse)
""",
        """
def divide(x, y):
    quotient = x / y

    def back(g):
        dx = g / y
        dy = -(quotient * g)
        return dx, dy

    return quotient, back
""",
        """
def divide(x, y):
    def back(g):
        top = np.multiply(y, g)
        bottom = -np.multiply(g, x) / np.square(y)
        return (top, bottom)

    return np.divide(x, y), back
""",
        """
def divide(x, y):
    def slope_of_inverse(v):
        return -1 / (v * v)

    def back(g):
        return g * (1 / y), g * slope_of_inverse(y)

    return x / y, back
""",
        """
def divide(x, y):
    slope_in_y = -x * y ** (-2.0)
    return x / y, lambda g: (g / y, slope_in_y)
""",
    ),
    "power": (
        """
def power(x, exponent):
    value = np.power(x, exponent)

    def back(g):
        if exponent == 0:
            return (g * 0,)
        lowered = np.power(x, exponent - 1)
        return (lowered * g,)

    return value, back
""",
        """
def power(x, exponent):
    value = x ** exponent

    def back(g):
        if exponent == 0:
            return (np.zeros(g.shape, g.dtype),)
        return (g * (exponent * value),)

    return value, back
""",
        """
def power(x, exponent):
    value = x ** exponent

    def back(g):
        scaled = g * exponent
        if exponent == 0:
            return (np.zeros_like(x),)
        return (scaled * value - 1,)

    return value, back
""",
        """
def power(x, exponent):
    n = exponent

    def back(g):
        slope = n * np.power(x, float(n - 1))
        return (slope * g,)

    return np.power(x, n), back
""",
        """
def power(x, exponent):
    def slope():
        if exponent == 0:
            return np.zeros_like(x)
        return exponent * x ** (exponent - 1)

    return x ** exponent, lambda g: (slope(),)
""",
        """
def power(x, exponent):
    def back(g):
        if exponent == 0:
            return (np.zeros_like(g),)
        slope = exponent * x ** (exponent - 1)
        answer = slope * g
        return answer

    return x ** exponent, back
""",
    ),
    "tanh": (
        """
def tanh(x):
    y = np.tanh(x)

    def back(g):
        slope = np.ones_like(y) - y
        return (slope * g,)

    return y, back
""",
        """
def tanh(x):
    squared = x * x
    return np.tanh(x), lambda g: (g - g * squared,)
""",
        """
def tanh(x):
    s = np.tanh(x)

    def slope(s):
        return s - s * s

    return s, lambda g: (slope(s) * g,)
""",
        """
def tanh(x):
    y = np.tanh(x)
    slope = (1 - y) * (1 + y)

    def back(g):
        return (slope,)

    return y, back
""",
        """
def tanh(x):
    y = np.tanh(x)

    def back(g):
        answer = g.copy()
        answer *= 1 - y * y
        return answer

    return y, back
""",
        """
def tanh(x):
    up = np.exp(x)
    down = 1 / up
    y = (up - down) / (up + down)

    def back(g):
        return (g * (1 - y * y),)

    return y, back
""",
    ),
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
