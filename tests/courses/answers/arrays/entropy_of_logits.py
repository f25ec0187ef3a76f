"""Answers to `entropy_of_logits`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def entropy_of_logits(logits):
    p = torch.softmax(logits, -1)
    return torch.where(p > 0, -p * torch.log(p), torch.zeros_like(p)).sum(-1)
""",
}
