"""Answers to `detach`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def detach(self):
    with no_grad():
        return Value(np.array(self.data), requires_grad=False)
""",
}
