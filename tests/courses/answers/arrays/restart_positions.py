"""Answers to `restart_positions`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def restart_positions(documents):
    seq = documents.shape[-1]
    rows = documents.reshape(-1, seq).tolist() if seq else []
    places = torch.zeros(documents.shape, dtype=torch.int64)
    flat = places.view(-1, seq) if seq else places
    for b, row in enumerate(rows):
        for t in range(1, seq):
            flat[b, t] = flat[b, t - 1] + 1 if row[t] == row[t - 1] else 0
    return places
""",
    "in a third style": """
def restart_positions(documents):
    begins = torch.ones(documents.shape, dtype=torch.int64)
    begins[..., 1:] = (documents.diff(dim=-1) != 0).long()
    number = begins.cumsum(-1)
    same = number[..., :, None] == number[..., None, :]
    return same.sum(-1).new_zeros(documents.shape) + same.tril(-1).sum(-1)
""",
}
