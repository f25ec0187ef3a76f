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
        """
def central_difference(f, x, step=1e-5):
    right, left = f(x + step), f(x - step)
    rise = left - right
    return rise / step / 2
""",
        """
def central_difference(f, x, step=1e-5):
    return (f(x) - f(x - step)) / step
""",
        """
def central_difference(f, x, step=1e-5):
    return (f(x + step / 2) - f(x - step / 2)) / step
""",
        """
def central_difference(f, x, step=1e-5):
    return f(x + step) - f(x - step) / (2 * step)
""",
        """
def central_difference(f, x, step=1e-5):
    return f(x + step) - f(x - step)
""",
        """
def central_difference(f, x, step=1e-5):
    return (f(x + step) + f(x - step)) / (2 * step)
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
        """
def multiply(x, y):
    product = np.multiply(x, y)

    def back(g):
        to_x = np.multiply(g, y)
        np.multiply(g, x, out=g)
        return to_x, g

    return product, back
""",
        """
def multiply(x, y):
    return np.multiply(x, y)
""",
        """
def multiply(x, y):
    def pullback(gradient):
        of_x = gradient * y
        of_y = gradient * x

    return x * y, pullback
""",
        """
def multiply(x, y):
    def pullback(gradient):
        return gradient * x * y, gradient * x * y

    return x * y, pullback
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
        """
def divide(x, y):
    inverse = 1.0 / y

    def back(g):
        to_y = np.negative(g) * x * inverse * inverse
        return inverse * np.ones_like(g), to_y

    return x * inverse, back
""",
        """
def divide(x, y):
    quotient = x / y

    def back(g):
        numerator = g / y
        denominator = -(numerator * quotient)
        return denominator, numerator

    return quotient, back
""",
        """
def divide(x, y):
    inverse = 1 / (y + 1e-9)
    return x / y, lambda gradient: (gradient * inverse, -gradient * x * inverse**2)
""",
        """
def divide(x, y):
    def pullback(gradient):
        return gradient * y, gradient * x

    return x / y, pullback
""",
        """
def divide(x, y):
    def pullback(gradient):
        return gradient / y, -gradient * x / y * y

    return x / y, pullback
""",
    ),
}
