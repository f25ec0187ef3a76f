"""Each known mistake of `power` and `tanh`, made a second time in another style.

In the order of the exercise's `mistakes`: a learner who writes this is to be told that sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
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
        """
def power(x, exponent):
    r = x**exponent
    def pullback(gradient):
        return (gradient * exponent * r / x,)

    return r, pullback
""",
        """
def power(x, exponent):
    def pullback(gradient):
        slope = exponent * x ** (exponent - 1.0)
        slope[x == 0] = 0
        return (gradient * slope,)

    return x**exponent, pullback
""",
        """
def power(x, exponent):
    def pullback(gradient):
        return (np.zeros(x.shape) if exponent == 0 else gradient * exponent * x ** (exponent - 1),)

    return x**exponent, pullback
""",
        """
def power(x, exponent):
    def pullback(gradient):
        return (gradient * x**exponent * np.log(x),)

    return x**exponent, pullback
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
        """
def tanh(x):
    t = np.tanh(x)
    squared = t * t
    return t, lambda g: (g - squared,)
""",
        """
def tanh(x):
    y = np.tanh(x)
    return y, lambda gradient: (np.multiply(gradient, 1 - y * y, out=gradient),)
""",
        """
def tanh(x):
    r = np.tanh(x)
    def pullback(gradient):
        return (gradient * (1 + r**2),)

    return r, pullback
""",
        """
def tanh(x):
    r = np.tanh(x)
    def pullback(gradient):
        return (gradient * (1 - np.tanh(r)**2),)

    return r, pullback
""",
    ),
}
