"""Answers to `keep_top_p`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def keep_top_p(logits, top_p):
    rows = logits.reshape(-1, logits.shape[-1])
    result = torch.full(rows.shape, -math.inf, dtype=logits.dtype)
    for i, row in enumerate(rows):
        held = 0.0
        shares = torch.softmax(row.double(), -1)
        for place in row.argsort(descending=True).tolist():
            if held >= top_p:
                break
            result[i, place] = row[place]
            held += shares[place].item()
    return result.reshape(logits.shape)
""",
}
