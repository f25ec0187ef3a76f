"""Answers to `softmax_with_temperature`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        winners = (logits == logits.max(dim=-1, keepdim=True).values).type_as(logits)
        return winners / winners.sum(-1, keepdim=True)
    scaled = logits / temperature
    return torch.exp(scaled - scaled.logsumexp(-1, keepdim=True))
""",
}
