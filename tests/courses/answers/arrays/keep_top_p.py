"""Answers to `keep_top_p`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "exactly enough isn't enough": """
def keep_top_p(logits, top_p):
    ordered, places = logits.sort(dim=-1, descending=True)
    gone = softmax_with_temperature(ordered).cumsum(-1) > top_p
    gone = torch.cat([torch.zeros_like(gone[..., :1]), gone[..., :-1]], dim=-1)
    return logits.masked_fill(torch.zeros_like(gone).scatter(-1, places, gone), -math.inf)
""",
    "all that tie with the last one stay": """
def keep_top_p(logits, top_p):
    ordered = logits.sort(dim=-1, descending=True).values
    p = softmax_with_temperature(ordered)
    stays = p.cumsum(-1) - p < top_p
    edge = ordered.masked_fill(~stays, math.inf).amin(-1, keepdim=True)
    return logits.masked_fill(logits < edge, -math.inf)
""",
    "a small slope decides between equal logits": """
def keep_top_p(logits, top_p):
    slope = 1e-6 * torch.arange(logits.shape[-1], dtype=logits.dtype)
    places = (logits - slope).argsort(dim=-1, descending=True)
    p = softmax_with_temperature(logits.gather(-1, places))
    gone = p.cumsum(-1) - p >= top_p
    return logits.masked_fill(torch.zeros_like(gone).scatter(-1, places, gone), -math.inf)
""",
    "the logits are overwritten": """
def keep_top_p(logits, top_p):
    places = logits.argsort(dim=-1, descending=True)
    p = softmax_with_temperature(logits.gather(-1, places))
    gone = p.cumsum(-1) - p >= top_p
    logits[torch.zeros_like(gone).scatter(-1, places, gone)] = -math.inf
    return logits
""",
    "a share of the options": """
def keep_top_p(logits, top_p):
    k = max(1, math.ceil(top_p * logits.shape[-1]))
    edge = logits.topk(k, dim=-1).values[..., -1:]
    return logits.masked_fill(logits < edge, -math.inf)
""",
    "held against the most probable": """
def keep_top_p(logits, top_p):
    p = softmax_with_temperature(logits)
    return logits.masked_fill(p < (1 - top_p) * p.amax(-1, keepdim=True), -math.inf)
""",
    "the most probable comes on top": """
def keep_top_p(logits, top_p):
    places = logits.argsort(dim=-1, descending=True)
    gone = softmax_with_temperature(logits.gather(-1, places)).cumsum(-1) >= top_p
    gone[..., 0] = False
    return logits.masked_fill(torch.zeros_like(gone).scatter(-1, places, gone), -math.inf)
""",
    "added up as they stand": """
def keep_top_p(logits, top_p):
    p = softmax_with_temperature(logits)
    return logits.masked_fill(p.cumsum(-1) - p >= top_p, -math.inf)
""",
    "one list for all rows": """
def keep_top_p(logits, top_p):
    p, places = softmax_with_temperature(logits).flatten().sort(descending=True)
    p = p / p.sum()
    gone = torch.zeros(p.shape, dtype=torch.bool)
    gone[places] = p.cumsum(-1) - p >= top_p
    return logits.masked_fill(gone.reshape(logits.shape), -math.inf)
""",
    "logits are sorted, exponentials without a shift": """
def keep_top_p(logits, top_p):
    places = logits.argsort(dim=-1, descending=True)
    powers = logits.gather(-1, places).exp()
    gone = powers.cumsum(-1) - powers >= top_p * powers.sum(-1, keepdim=True)
    return logits.masked_fill(torch.zeros_like(gone).scatter(-1, places, gone), -math.inf)
""",
    "a large negative number in place of minus infinity": """
def keep_top_p(logits, top_p):
    safe = logits.masked_fill(logits == -math.inf, -1e9)
    ordered, places = safe.sort(dim=-1, descending=True)
    p = softmax_with_temperature(ordered)
    before = p.cumsum(-1) - p
    drop = torch.empty_like(before, dtype=torch.bool).scatter(-1, places, before >= top_p)
    return logits.masked_fill(drop, -math.inf)
""",
}

RIGHT: dict[str, str] = {
    "row by row": """
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
    "a mask, moved on by one": """
def keep_top_p(logits, top_p):
    p, places = torch.sort(torch.softmax(logits, -1), dim=-1, descending=True)
    is_full = torch.cumsum(p, -1) >= top_p
    gone = torch.roll(is_full, 1, dims=-1)
    gone[..., 0] = False
    return torch.where(gone.gather(-1, places.argsort(-1)), -math.inf, logits)
""",
    "the tail, from its end": """
def keep_top_p(logits, top_p):
    p, places = softmax_with_temperature(logits).sort(dim=-1)
    gone = p.cumsum(-1) <= 1 - top_p
    gone[..., -1] = False
    result = logits.clone()
    result[torch.zeros_like(gone).scatter_(-1, places, gone)] = -math.inf
    return result
""",
}
