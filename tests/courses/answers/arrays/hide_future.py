"""Answers to `hide_future`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    visible = torch.ones(rows, columns, dtype=torch.bool).tril(columns - rows)
    return torch.where(visible, scores, float("-inf"))
""",
    "in a third style": """
def hide_future(scores):
    hidden = scores.clone()
    extra = scores.shape[-1] - scores.shape[-2]
    for i in range(scores.shape[-2]):
        hidden[..., i, extra + i + 1 :] = -float("inf")
    return hidden
""",
}
