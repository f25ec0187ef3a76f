"""Answers to `transpose`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def transpose(x, axes=None):
    if axes is None:
        return x.T, lambda gradient: (gradient.T,)
    back = [0] * x.ndim
    for new, old in enumerate(axes):
        back[old] = new
    return np.transpose(x, axes), lambda gradient: (np.transpose(gradient, back),)
""",
}
