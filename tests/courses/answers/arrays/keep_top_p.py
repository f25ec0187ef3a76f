"""Answers to `keep_top_p`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def keep_top_p(logits, top_p):
    result = torch.full_like(logits, -math.inf)
    rows = zip(logits.reshape(-1, logits.shape[-1]), result.view(-1, logits.shape[-1]))
    for row, kept in rows:
        held = 0.0
        shares = torch.softmax(row.double(), -1)
        for place in row.argsort(descending=True).tolist():
            if held >= top_p:
                break
            kept[place] = row[place]
            held += shares[place].item()
    return result
""",
}
