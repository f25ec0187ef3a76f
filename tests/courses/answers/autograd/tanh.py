"""Answers to `tanh`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "by the sigmoid, which has no digits near zero": """
def tanh(x):
    with np.errstate(over="ignore"):
        result = 2 / (1 + np.exp(-2 * x)) - 1
    return result, lambda gradient: (gradient * (1 - result**2),)
""",
    "a fraction of exponentials of the size": """
def tanh(x):
    small = np.exp(-2 * np.abs(x))
    result = np.sign(x) * (1 - small) / (1 + small)
    return result, lambda gradient: (gradient * (1 - result**2),)
""",
    "cut off where the exponentials would overflow": """
def tanh(x):
    x = np.clip(x, -20, 20)
    up, down = np.exp(x), np.exp(-x)
    result = (up - down) / (up + down)
    return result, lambda gradient: (gradient * (1 - result**2),)
""",
    "cut off early": (
        "result = np.tanh(x)",
        "result = np.tanh(np.clip(x, -5, 5))",
    ),
    "the result is squared where it stands": """
def tanh(x):
    result = np.tanh(x)

    def pullback(gradient):
        slope = np.square(result, out=result)
        return (gradient * (1 - slope),)

    return result, pullback
""",
    "the slope at the result": """
def tanh(x):
    result = np.tanh(x)
    return result, lambda gradient: (gradient * (1 - np.tanh(result) ** 2),)
""",
    "the slope of the arctangent": """
def tanh(x):
    return np.tanh(x), lambda gradient: (gradient / (1 + x**2),)
""",
    "the gradient goes through the slope's square": """
def tanh(x):
    result = np.tanh(x)
    return result, lambda gradient: (1 - (gradient * result) ** 2,)
""",
    "float64 whatever came": """
def tanh(x):
    result = np.tanh(np.asarray(x, dtype=float))
    return result, lambda gradient: (gradient * (1 - result**2),)
""",
    "the slope is kept from being zero": (
        "(1 - result**2)",
        "np.maximum(1 - result**2, 1e-6)",
    ),
    "in the memory of x": """
def tanh(x):
    result = np.tanh(x, out=x)
    return result, lambda gradient: (gradient * (1 - result**2),)
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def tanh(x):
    y = np.tanh(x)
    return y, lambda g: ((1 + y) * (1 - y) * g,)
""",
    "the hyperbolic cosine for the slope": """
def tanh(x):
    def pullback(gradient):
        with np.errstate(over="ignore"):
            return (gradient / np.cosh(x) ** 2,)

    return np.tanh(x), pullback
""",
    "an exponential less one, which keeps its digits near zero": """
def tanh(x):
    less = np.expm1(-2 * np.abs(x))
    y = np.copysign(-less / (2 + less), x)

    def pullback(gradient):
        return (gradient - gradient * y * y,)

    return y, pullback
""",
    "the slope kept from the forward pass": """
def tanh(x):
    y = np.tanh(x)
    slope = np.square(y)
    np.subtract(1, slope, out=slope)
    return y, lambda gradient: (np.multiply(gradient, slope),)
""",
}
