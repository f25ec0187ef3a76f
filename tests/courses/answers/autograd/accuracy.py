"""Answers to `accuracy`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def accuracy(scores, targets):
    right = [int(np.argmax(row)) == int(t) for row, t in zip(scores, targets)]
    return sum(right) / len(right)
""",
}
