"""Answers to `max_over`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "nearly equal counts as tied": (
        "x == restore_axes(largest, axis, x.ndim)",
        "np.isclose(x, restore_axes(largest, axis, x.ndim))",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def max_over(x, axis=None, keepdims=False):
    top = np.amax(x, axis=axis, keepdims=True)
    marks = np.where(x == top, 1, 0).astype(x.dtype)
    marks /= marks.sum(axis=axis, keepdims=True)

    def pullback(gradient):
        return (marks * np.reshape(gradient, top.shape),)

    return np.amax(x, axis=axis, keepdims=keepdims), pullback
""",
}
