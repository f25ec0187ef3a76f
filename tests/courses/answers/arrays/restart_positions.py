"""Answers to `restart_positions`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "places within equal numbers": """
def restart_positions(documents):
    equal = documents[..., None] == documents[..., None, :]
    return equal.long().tril().sum(dim=-1) - 1
""",
    "counts from 1": """
def restart_positions(documents):
    seq = documents.shape[-1]
    out = torch.ones_like(documents)
    for t in range(1, seq):
        same = documents[..., t] == documents[..., t - 1]
        out[..., t] = torch.where(same, out[..., t - 1] + 1, 1)
    return out
""",
    "only where numbers rise": """
def restart_positions(documents):
    from torch.nn.functional import pad

    places = torch.arange(documents.shape[-1])
    begins = documents[..., 1:] > documents[..., :-1]
    latest = torch.where(begins, places[1:], 0).cummax(dim=-1).values
    return places - pad(latest, (1, 0))
""",
    "carries on from row to row": """
def restart_positions(documents):
    flat = documents.reshape(-1)
    out = torch.zeros_like(flat)
    for t in range(1, len(flat)):
        out[t] = out[t - 1] + 1 if flat[t] == flat[t - 1] else 0
    return out.reshape(documents.shape)
""",
    "the dtype of the documents": """
def restart_positions(documents):
    from torch.nn.functional import pad

    places = torch.arange(documents.shape[-1])
    begins = documents[..., 1:] != documents[..., :-1]
    latest = torch.where(begins, places[1:], 0).cummax(dim=-1).values
    return (places - pad(latest, (1, 0))).to(torch.int32)
""",
    "numbers in 32 bits": """
def restart_positions(documents):
    place = torch.arange(documents.shape[-1]).expand(documents.shape)
    numbers = documents.to(torch.int32)
    fresh = torch.ones_like(documents, dtype=torch.bool)
    fresh[..., 1:] = numbers[..., 1:] != numbers[..., :-1]
    return place - torch.where(fresh, place, 0).cummax(-1).values
""",
}

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
    "row by row": """
def restart_positions(documents):
    out = torch.zeros(documents.shape, dtype=torch.int64)
    for t in range(1, documents.shape[-1]):
        same = documents[..., t] == documents[..., t - 1]
        out[..., t] = torch.where(same, out[..., t - 1] + 1, 0)
    return out
""",
}
