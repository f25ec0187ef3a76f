"""Answers to `moving_average`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def moving_average(values, decay):
    steps = torch.arange(len(values))
    age = (steps[:, None] - steps[None, :]).clamp(min=0)
    weights = torch.tril(torch.tensor(decay, dtype=values.dtype) ** age)
    return (weights / weights.sum(dim=1, keepdim=True)) @ values
""",
}
