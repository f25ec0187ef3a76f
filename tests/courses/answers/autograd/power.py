"""Answers to `power`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "the infinite made finite": (
        "(gradient * exponent * x ** (exponent - 1),)",
        "(np.nan_to_num(gradient * exponent * x ** (exponent - 1)),)",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def power(x, exponent):
    if exponent == 0:
        return np.ones_like(x), lambda g: (0 * g,)
    lowered = np.power(x, exponent - 1)
    return lowered * x, lambda g: (lowered * g * exponent,)
""",
    "exponents 0 and 1 by themselves": """
def power(x, exponent):
    def pullback(gradient):
        if exponent == 0:
            return (gradient * 0,)
        if exponent == 1:
            return (gradient,)
        return (gradient * (exponent * np.power(x, exponent - 1)),)

    return np.power(x, exponent), pullback
""",
}
