"""Answers to `masked_cross_entropy`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def masked_cross_entropy(logits, targets, padding=-100):
    total, number = torch.zeros((), dtype=logits.dtype), 0
    for place in torch.argwhere(targets != padding).tolist():
        row = logits[tuple(place)]
        total = total + torch.logsumexp(row, 0) - row[targets[tuple(place)]]
        number += 1
    return total / torch.tensor(number)
""",
}
