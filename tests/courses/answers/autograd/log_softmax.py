"""Answers to `log_softmax`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def log_softmax(x, axis=-1):
    total, back = log_sum_exp(x, axis)

    def pullback(gradient):
        (along_total,) = back(-gradient.sum(axis=axis))
        return (gradient + along_total,)

    return x - np.expand_dims(total, axis), pullback
""",
}
