"""Answers to `log_sum_exp`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "the gradient's axis is always the last": (
        "np.expand_dims(gradient, axis)",
        "gradient[..., None]",
    ),
    "float64 whatever came": (
        "largest = x.max(",
        """x = x.astype(float)
    largest = x.max(""",
    ),
    "a float64 gradient": (
        "np.exp(x - result),)",
        "np.exp((x - result).astype(float)),)",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def log_sum_exp(x, axis=-1):
    result = np.logaddexp.reduce(x, axis=axis)

    def pullback(gradient):
        shares = np.exp(x - np.expand_dims(result, axis))
        return (shares * np.expand_dims(gradient, axis),)

    return result, pullback
""",
    "the axis moved to the end": """
def log_sum_exp(x, axis=-1):
    moved = np.moveaxis(x, axis, -1)
    top = moved.max(-1)
    powers = np.exp(moved - top[..., None])
    total = powers.sum(-1)

    def pullback(gradient):
        shares = powers * (gradient / total)[..., None]
        return (np.moveaxis(shares, -1, axis),)

    return np.log(total) + top, pullback
""",
}
