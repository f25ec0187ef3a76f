"""Answers to `stable_log_sum`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def stable_log_sum(logits):
    flat = logits.reshape(-1, logits.shape[-1])
    sums = []
    for row in flat.tolist():
        largest = max(row)
        if largest == -math.inf:
            sums.append(largest)
        else:
            sums.append(largest + math.log(sum(math.exp(entry - largest) for entry in row)))
    return torch.tensor(sums, dtype=logits.dtype).reshape(logits.shape[:-1])
""",
}
