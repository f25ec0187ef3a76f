"""Known mistakes of the exercises of `indexing` that pick in each row, made again in another style.

In the order of the exercise's `mistakes`: a learner who writes this is to be told that sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "last_token": (
        """
def last_token(x, is_token):
    return x.flip(1).select(1, 0)
""",
        """
def last_token(x, is_token):
    counts = [sum(row) for row in is_token.tolist()]
    return torch.stack([vectors[n - 1] for vectors, n in zip(x, counts)])
""",
        """
def last_token(x, is_token):
    counts = [sum(row) for row in is_token.tolist()]
    return torch.stack([vectors[n] for vectors, n in zip(x, counts)])
""",
        """
def last_token(x, is_token):
    return torch.stack([vectors[mask][0] for vectors, mask in zip(x, is_token)])
""",
        """
def last_token(x, is_token):
    found = []
    for vectors, mask in zip(x, is_token.tolist()):
        first_padding = mask.index(False) if False in mask else 0
        found.append(vectors[first_padding - 1])
    return torch.stack(found)
""",
        """
def last_token(x, is_token):
    position = torch.arange(is_token.shape[1])
    last = torch.where(is_token, position, -1).max(dim=1).values
    return torch.stack([vectors[last] for vectors in x])
""",
        """
def last_token(x, is_token):
    counts = torch.zeros(is_token.shape[1], dtype=torch.int64)
    found = []
    for vectors, mask in zip(x, is_token):
        counts = counts + mask
        found.append(vectors[counts.tolist().index(max(counts.tolist()))])
    return torch.stack(found)
""",
        """
def last_token(x, is_token):
    last = is_token.cumsum(1).argmax(1)
    return x.gather(1, last[:, None, None].expand(-1, 1, x.shape[-1])).squeeze()
""",
        """
def last_token(x, is_token):
    last = is_token.cumsum(1).argmax(1)
    return torch.take_along_dim(x[..., :1], last.reshape(-1, 1, 1), 1)[:, 0]
""",
        """
def last_token(x, is_token):
    place = torch.stack([row.flipud().nonzero()[0, 0] for row in is_token])
    return x[torch.arange(len(x)), place]
""",
        """
def last_token(x, is_token):
    last = is_token.cumsum(1).argmax(1)
    here = torch.nn.functional.one_hot(last, x.shape[1]).to(x.dtype)
    return torch.einsum('bs,bsd->bd', here, x)
""",
        """
def last_token(x, is_token):
    last = is_token.cumsum(1).argmax(1)
    return x[torch.arange(len(x)), last].unsqueeze(1)
""",
        """
def last_token(x, is_token):
    return x[is_token]
""",
    ),
    "keep_top_k": (
        """
def keep_top_k(x, k):
    values, places = torch.topk(x, k)
    result = torch.zeros_like(x)
    result.scatter_(-1, places, values)
    return result
""",
        """
def keep_top_k(x, k):
    larger = (x.unsqueeze(-2) > x.unsqueeze(-1)).sum(dim=-1)
    return x.where(larger < k, 0)
""",
        """
def keep_top_k(x, k):
    rows = []
    for row in x.reshape(-1, x.shape[-1]).tolist():
        best = sorted(range(len(row)), key=lambda place: -abs(row[place]))[:k]
        rows.append([entry if place in best else 0.0 for place, entry in enumerate(row)])
    return torch.tensor(rows, dtype=x.dtype).reshape(x.shape)
""",
        """
def keep_top_k(x, k):
    rows = []
    for row in x.reshape(-1, x.shape[-1]).tolist():
        best = sorted(range(len(row)), key=lambda place: row[place])[:k]
        rows.append([entry if place in best else 0.0 for place, entry in enumerate(row)])
    return torch.tensor(rows, dtype=x.dtype).reshape(x.shape)
""",
        """
def keep_top_k(x, k):
    rows = []
    for row in x.reshape(-1, x.shape[-1]).tolist():
        order = sorted(range(len(row)), key=lambda place: -row[place])
        rows.append([entry if rank < k else 0.0 for entry, rank in zip(row, order)])
    return torch.tensor(rows, dtype=x.dtype).reshape(x.shape)
""",
        """
def keep_top_k(x, k):
    entries = x.reshape(-1).tolist()
    best = sorted(range(len(entries)), key=lambda place: -entries[place])[:k]
    kept = [entry if place in best else 0.0 for place, entry in enumerate(entries)]
    return torch.tensor(kept, dtype=x.dtype).reshape(x.shape)
""",
        """
def keep_top_k(x, k):
    rows = []
    for row in x.reshape(-1, x.shape[-1]).tolist():
        rows.append(sorted(row, reverse=True)[:k] + [0.0] * (len(row) - k))
    return torch.tensor(rows, dtype=x.dtype).reshape(x.shape)
""",
        """
def keep_top_k(x, k):
    return x.topk(k).values
""",
        """
def keep_top_k(x, k):
    rank = x.argsort(dim=-1, descending=True, stable=True).argsort(dim=-1)
    return x * (rank < k)
""",
        """
def keep_top_k(x, k):
    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    return torch.zeros_like(x).scatter(-1, kept, 1.0)
""",
        """
def keep_top_k(x, k):
    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    return torch.full_like(x, -torch.inf).scatter(-1, kept, x.gather(-1, kept))
""",
        """
def keep_top_k(x, k):
    kept = x.argsort(dim=-1, descending=True, stable=True)[:k]
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))
""",
        """
def keep_top_k(x, k):
    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    return torch.zeros_like(x).scatter(-1, kept, x)
""",
        """
def keep_top_k(x, k):
    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    flags = torch.zeros(x.shape[-1], dtype=torch.bool)
    flags[kept] = True
    return x.where(flags, 0)
""",
        """
def keep_top_k(x, k):
    t = x.topk(k, dim=-1).values.amin(-1, keepdim=True)
    return torch.where(x <= t, 0, x)
""",
        """
def keep_top_k(x, k):
    order = x.flip(-1).argsort(dim=-1, descending=True, stable=True)
    kept = x.shape[-1] - 1 - order[..., :k]
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))
""",
        """
def keep_top_k(x, k):
    rank = x.argsort(dim=-1, descending=True, stable=True).argsort(dim=-1)
    x[rank >= k] = 0
    return x
""",
        """
def keep_top_k(x, k):
    t = x.sort(-1, descending=True).values[..., k - 1]
    return x.where(x >= t, 0)
""",
        """
def keep_top_k(x, k):
    t = x.topk(k).values.min()
    return x.where(x >= t, 0)
""",
    ),
}
