"""Answers to `divide`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "whole quotients": (
        "return x / y",
        "return x // y",
    ),
    "single precision": (
        "return x / y",
        'return (x / y).astype("float32")',
    ),
    "a small number keeps the denominator from zero": """
def divide(x, y):
    inverse = 1 / (y + 1e-12)
    quotient = x * inverse
    return quotient, lambda g: (g * inverse, -g * quotient * inverse)
""",
    "a small number keeps only the gradients finite": (
        "-gradient * x / y**2",
        "-gradient * x / (y**2 + 1e-12)",
    ),
    "the denominator's gradient from the square of the quotient": """
def divide(x, y):
    quotient = x / y

    def pullback(gradient):
        return gradient / y, -gradient * quotient**2 / x

    return quotient, pullback
""",
    "the numerator's gradient from the quotient": """
def divide(x, y):
    quotient = x / y

    def pullback(gradient):
        for_x = gradient * quotient / x
        return for_x, -for_x * quotient

    return quotient, pullback
""",
    "only positive denominators": """
def divide(x, y):
    y = np.maximum(y, 1e-8)
    return x / y, lambda g: (g / y, -g * x / y**2)
""",
    "the quotient is used up": """
def divide(x, y):
    quotient = x / y

    def pullback(gradient):
        for_x = gradient / y
        np.multiply(quotient, -for_x, out=quotient)
        return for_x, quotient

    return quotient, pullback
""",
    "float64 whatever came": """
def divide(x, y):
    inverse = np.asarray(y, dtype=float) ** -1
    return x * inverse, lambda g: (g * inverse, -g * x * inverse**2)
""",
    "the gradient in the memory of the caller": """
def divide(x, y):
    def pullback(gradient):
        gradient /= y
        return gradient, -gradient * x / y

    return x / y, pullback
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def divide(x, y):
    inverse = 1 / y
    quotient = x * inverse
    return quotient, lambda g: (g * inverse, -(g * quotient) * inverse)
""",
    "the quotient times what the numerator is told": """
def divide(x, y):
    quotient = np.true_divide(x, y)

    def pullback(gradient):
        for_x = gradient / y
        return for_x, np.negative(for_x * quotient)

    return quotient, pullback
""",
    "a product with an inverse that has a pullback of its own": """
def divide(x, y):
    inverse = np.reciprocal(y)

    def pullback(gradient):
        for_inverse = gradient * x
        return gradient * inverse, -for_inverse * inverse * inverse

    return x * inverse, pullback
""",
    "worked on in memory of its own": """
def divide(x, y):
    def pullback(gradient):
        for_x = gradient.copy()
        for_x /= y
        for_y = for_x.copy()
        for_y *= x
        for_y /= -y
        return for_x, for_y

    return np.divide(x, y), pullback
""",
}
