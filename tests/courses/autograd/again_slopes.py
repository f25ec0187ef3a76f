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
}
