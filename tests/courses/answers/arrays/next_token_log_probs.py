"""Answers to `next_token_log_probs`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def next_token_log_probs(log_probs, tokens):
    batch, seq = tokens.shape
    rows = torch.arange(batch)[:, None]
    places = torch.arange(seq - 1)[None, :]
    return log_probs[rows, places, tokens[:, 1:]]
""",
    "in a third style": """
def next_token_log_probs(log_probs, tokens):
    result = torch.empty(len(tokens), tokens.shape[1] - 1, dtype=log_probs.dtype)
    for b, row in enumerate(tokens.tolist()):
        for i, token in enumerate(row[1:]):
            result[b, i] = log_probs[b, i, token]
    return result
""",
}
