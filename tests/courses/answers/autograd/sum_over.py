"""Answers to `sum_over`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        kept = x.sum(axis=axis, keepdims=True).shape
        return (np.ones_like(x) * np.reshape(gradient, kept),)

    return np.sum(x, axis, keepdims=keepdims), pullback
""",
}
