"""Answers to `multiply`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "single precision": (
        "return x * y,",
        'return (x * y).astype("float32"),',
    ),
    "gradient in single precision": (
        "gradient * x",
        '(gradient * x).astype("float32")',
    ),
    "the other factor found by dividing": """
def multiply(x, y):
    result = x * y

    def pullback(gradient):
        return gradient * result / x, gradient * result / y

    return result, pullback
""",
    "float64 whatever came": """
def multiply(x, y):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    return x * y, lambda gradient: (gradient * y, gradient * x)
""",
    "the result is used up": """
def multiply(x, y):
    result = x * y

    def pullback(gradient):
        np.multiply(gradient, y, out=result)
        return result, gradient * x

    return result, pullback
""",
    "a product of matrices": """
def multiply(x, y):
    return x @ y, lambda gradient: (gradient @ y.T, x.T @ gradient)
""",
    "the slopes of the sum of the gradient": """
def multiply(x, y):
    return x * y, lambda gradient: (gradient.sum() * y, gradient.sum() * x)
""",
    "in the memory of x": """
def multiply(x, y):
    slopes = y.copy(), x.copy()
    x *= y
    return x, lambda gradient: tuple(gradient * slope for slope in slopes)
""",
    "answers with the first gradient for ever": """
def multiply(x, y):
    known = []

    def pullback(gradient):
        if not known:
            known.extend([gradient * y, gradient * x])
        return tuple(known)

    return x * y, pullback
""",
    "a gradient of its own is skipped where it is small": """
def multiply(x, y):
    def pullback(gradient):
        gradient = np.where(np.abs(gradient) < 1e-12, 0, gradient)
        return gradient * y, gradient * x

    return x * y, pullback
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def multiply(x, y):
    def back(g):
        return tuple(np.multiply(g, other) for other in (y, x))
    return np.multiply(x, y), back
""",
    "einsum": """
def multiply(x, y):
    def entries(a, b):
        return np.einsum("...,...->...", a, b)

    return entries(x, y), lambda g: (entries(g, y), entries(g, x))
""",
    "entry by entry": """
def multiply(x, y):
    def each(a, b):
        out = np.empty(a.shape, dtype=np.result_type(a, b))
        for place in np.ndindex(a.shape):
            out[place] = a[place] * b[place]
        return out

    def pullback(gradient):
        return each(gradient, y), each(gradient, x)

    return each(x, y), pullback
""",
    "both factors copied, and worked on in place": """
def multiply(x, y):
    kept = [y.copy(), x.copy()]

    def pullback(gradient):
        answers = [np.array(slope) for slope in kept]
        for answer in answers:
            answer *= gradient
        return tuple(answers)

    return np.prod(np.stack([x, y]), axis=0), pullback
""",
}
