"""Answers to `sum_by_token`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "added to the places that were read": """
def sum_by_token(values, tokens, vocab):
    result = values.new_zeros(len(values), vocab)
    rows = torch.arange(len(values))[:, None]
    result[rows, tokens] += values
    return result
""",
    "gathered, not scattered": """
def sum_by_token(values, tokens, vocab):
    padded = torch.nn.functional.pad(values, (0, max(0, vocab - values.shape[1])))
    return padded.gather(1, tokens)
""",
    "summed while a token stays the same": """
def sum_by_token(values, tokens, vocab):
    result = values.new_zeros(len(values), vocab)
    for b in range(len(values)):
        changes = torch.cat([torch.tensor([True]), tokens[b, 1:] != tokens[b, :-1]])
        run = changes.cumsum(0) - 1
        sums = values.new_zeros(len(run)).index_add(0, run, values[b])
        result[b, tokens[b][changes]] = sums[: int(changes.sum())]
    return result
""",
    "numpy's bincount, which gives float64": """
def sum_by_token(values, tokens, vocab):
    rows = []
    for row, which in zip(values, tokens):
        rows.append(torch.bincount(which, weights=row.double(), minlength=vocab))
    return torch.stack(rows)
""",
    "bincount with weights in float32": """
def sum_by_token(values, tokens, vocab):
    rows = [
        torch.bincount(which, weights=row.float(), minlength=vocab)
        for row, which in zip(values, tokens)
    ]
    return torch.stack(rows).to(values.dtype)
""",
    "bincount that grows with the tokens": """
def sum_by_token(values, tokens, vocab):
    rows = [torch.bincount(which, weights=row) for row, which in zip(values, tokens)]
    return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True).to(values.dtype)
""",
    "only the tokens that occur": """
def sum_by_token(values, tokens, vocab):
    present = tokens.unique()
    columns = [(values * (tokens == token)).sum(dim=1) for token in present]
    return torch.stack(columns, dim=1)
""",
    "flat numbers of places that forget the row": """
def sum_by_token(values, tokens, vocab):
    place = tokens + torch.arange(len(values))[:, None]
    flat = values.new_zeros(len(values) * vocab)
    return flat.index_add(0, place.flatten(), values.flatten()).reshape(len(values), vocab)
""",
    "flat numbers of places with the batch as the width": """
def sum_by_token(values, tokens, vocab):
    place = tokens * len(values) + torch.arange(len(values))[:, None]
    flat = values.new_zeros(len(values) * vocab)
    return flat.index_add(0, place.flatten(), values.flatten()).reshape(len(values), vocab)
""",
    "the axis of the batch is dropped": """
def sum_by_token(values, tokens, vocab):
    result = values.new_zeros(len(values), vocab)
    return result.scatter_add(1, tokens, values).squeeze()
""",
    "token 0 is taken for padding": """
def sum_by_token(values, tokens, vocab):
    kept = values.masked_fill(tokens == 0, 0)
    return values.new_zeros(len(values), vocab).scatter_add(1, tokens, kept)
""",
    "one column too many": """
def sum_by_token(values, tokens, vocab):
    return values.new_zeros(len(values), vocab + 1).scatter_add(1, tokens, values)
""",
    "sums so far, and their difference": """
def sum_by_token(values, tokens, vocab):
    order = tokens.argsort(dim=1, stable=True)
    ordered = tokens.gather(1, order).contiguous()
    total = torch.nn.functional.pad(values.gather(1, order).cumsum(dim=1), (1, 0))
    edges = torch.arange(vocab + 1).expand(len(values), -1).contiguous()
    return total.gather(1, torch.searchsorted(ordered, edges)).diff(dim=1)
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def sum_by_token(values, tokens, vocab):
    is_token = tokens[:, :, None] == torch.arange(vocab)
    return torch.einsum("bs,bsv->bv", values, is_token.to(values.dtype))
""",
    "in a third style": """
def sum_by_token(values, tokens, vocab):
    result = torch.zeros(values.shape[0], vocab, dtype=values.dtype)
    rows = torch.arange(values.shape[0]).unsqueeze(1).expand_as(tokens)
    result.index_put_((rows, tokens), values, accumulate=True)
    return result
""",
    "chosen by a mask, token by token": """
def sum_by_token(values, tokens, vocab):
    columns = [values.masked_fill(tokens != token, 0).sum(dim=1) for token in range(vocab)]
    return torch.stack(columns, dim=1)
""",
    "flat numbers of places": """
def sum_by_token(values, tokens, vocab):
    place = tokens + vocab * torch.arange(len(values))[:, None]
    flat = values.new_zeros(len(values) * vocab)
    return flat.index_add(0, place.flatten(), values.flatten()).reshape(len(values), vocab)
""",
    "a product with ones and zeros": """
def sum_by_token(values, tokens, vocab):
    ones = torch.nn.functional.one_hot(tokens, vocab).to(values.dtype)
    return (values[:, :, None] * ones).sum(dim=1)
""",
}
