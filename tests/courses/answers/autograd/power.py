"""Answers to `power`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "the infinite made finite": (
        "(gradient * exponent * x ** (exponent - 1),)",
        "(np.nan_to_num(gradient * exponent * x ** (exponent - 1)),)",
    ),
    "the lowered power found by dividing": (
        "x ** (exponent - 1),",
        "x**exponent / x,",
    ),
    "a slope that is never negative": (
        "x ** (exponent - 1),",
        "np.abs(x) ** (exponent - 1),",
    ),
    "by logarithms": """
def power(x, exponent):
    result = np.exp(exponent * np.log(x))
    return result, lambda g: (g * exponent * np.exp((exponent - 1) * np.log(x)),)
""",
    "no gradient where x is zero": """
def power(x, exponent):
    def pullback(gradient):
        slope = exponent * np.where(x == 0, 1, x) ** (exponent - 1)
        return (np.where(x == 0, 0, gradient * slope),)

    return x**exponent, pullback
""",
    "not a number becomes zero in the result": """
def power(x, exponent):
    def pullback(gradient):
        slope = exponent * x ** (exponent - 1)
        slope[~np.isfinite(slope)] = 0
        return (gradient * slope,)

    return x**exponent, pullback
""",
    "multiplied again and again": """
def power(x, exponent):
    result, lowered = np.ones_like(x), np.zeros_like(x)
    for _ in range(int(exponent)):
        lowered = result
        result = result * x
    return result, lambda g: (g * exponent * lowered,)
""",
    "zeros that are always float64": (
        "np.zeros_like(gradient)",
        "np.zeros(gradient.shape)",
    ),
    "ones that are always float64": """
def power(x, exponent):
    if exponent == 0:
        return np.ones(x.shape), lambda gradient: (0 * gradient,)
    return x**exponent, lambda gradient: (gradient * exponent * x ** (exponent - 1),)
""",
    "float64 whatever came": """
def power(x, exponent):
    result = np.float_power(x, exponent)
    if exponent == 0:
        return result, lambda gradient: (0 * gradient,)
    return result, lambda gradient: (gradient * exponent * np.float_power(x, exponent - 1),)
""",
    "the result is used up": """
def power(x, exponent):
    result = x**exponent

    def pullback(gradient):
        if exponent == 0:
            return (np.zeros_like(x),)
        result[...] = exponent * x ** (exponent - 1)
        return (gradient * result,)

    return result, pullback
""",
    "powers below one have no slope either": (
        "if exponent == 0:",
        "if int(exponent) == 0:",
    ),
    "the result from the lowered power, which is infinite at zero": """
def power(x, exponent):
    if exponent == 0:
        return np.ones_like(x), lambda g: (0 * g,)
    lowered = np.power(x, exponent - 1)
    return lowered * x, lambda g: (lowered * g * exponent,)
""",
}

RIGHT: dict[str, str] = {
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
    "the slope kept from the forward pass": """
def power(x, exponent):
    with np.errstate(divide="ignore"):
        slope = np.zeros_like(x) if exponent == 0 else exponent * x ** (exponent - 1)
    return np.power(x, exponent), lambda gradient: (np.multiply(slope, gradient),)
""",
    "the exponent 0 lowered to 0": """
def power(x, exponent):
    lower = exponent - 1 if exponent else 0

    def pullback(gradient):
        answer = x**lower
        answer = answer * exponent
        answer *= gradient
        return (answer,)

    return x**exponent, pullback
""",
}
