"""Answers to `invert_cumulative`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(-1)
    ends = (ends / ends[..., -1:]).contiguous()
    found = torch.searchsorted(ends, uniform.unsqueeze(-1).contiguous(), right=True)
    return found.squeeze(-1)
""",
}
