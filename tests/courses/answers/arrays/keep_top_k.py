"""Answers to `keep_top_k`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "a threshold from topk, and the first k of those that reach it": """
def keep_top_k(x, k):
    threshold = x.topk(k, dim=-1).values[..., -1:]
    reaches = x >= threshold
    first = reaches & (reaches.cumsum(dim=-1) <= k)
    return torch.where(first, x, 0)
""",
    "ties broken by a small slope": """
def keep_top_k(x, k):
    slope = torch.arange(x.shape[-1], dtype=x.dtype) * 1e-6
    kept = (x - slope).topk(k, dim=-1).indices
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))
""",
    "largest taken out k times, by minus infinity": """
def keep_top_k(x, k):
    left, result = x.clone(), torch.zeros_like(x)
    for _ in range(k):
        best = left.argmax(dim=-1, keepdim=True)
        result.scatter_(-1, best, x.gather(-1, best))
        left.scatter_(-1, best, 0.0)
    return result
""",
    "ascending and stable, the last k": """
def keep_top_k(x, k):
    kept = x.argsort(dim=-1, stable=True)[..., -k:]
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))
""",
    "a sort that isn't stable": """
def keep_top_k(x, k):
    kept = x.sort(dim=-1, descending=True).indices[..., :k]
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))
""",
    "minus the entries, stable, of the rows alone": """
def keep_top_k(x, k):
    kept = (-x).argsort(dim=1, stable=True)[:, :k]
    return torch.zeros_like(x).scatter(1, kept, x.gather(1, kept))
""",
    "a product with ones and zeros": """
def keep_top_k(x, k):
    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    return x * torch.zeros_like(x).scatter(-1, kept, 1.0)
""",
    "what is dropped becomes minus infinity": """
def keep_top_k(x, k):
    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    return torch.full_like(x, -torch.inf).scatter(-1, kept, x.gather(-1, kept))
""",
    "written into a view of x": """
def keep_top_k(x, k):
    dropped = x.argsort(dim=-1, descending=True, stable=True)[..., k:]
    return x.scatter_(-1, dropped, 0.0)
""",
    "all are kept, so x comes back": """
def keep_top_k(x, k):
    if k == x.shape[-1]:
        return x
    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))
""",
    "positive entries alone": """
def keep_top_k(x, k):
    kept = x.relu().argsort(dim=-1, descending=True, stable=True)[..., :k]
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))
""",
    "the negative ones are cut off": """
def keep_top_k(x, k):
    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept)).relu()
""",
    "zeros in float32": """
def keep_top_k(x, k):
    result = torch.zeros(x.shape)
    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    for place in range(k):
        index = kept[..., place : place + 1]
        result = result.scatter(-1, index, x.gather(-1, index).float())
    return result.to(x.dtype)
""",
    "a quantile as the threshold": """
def keep_top_k(x, k):
    share = (x.shape[-1] - k) / x.shape[-1]
    return torch.where(x > x.quantile(share, dim=-1, keepdim=True), x, 0)
""",
    "numpy's argpartition": """
def keep_top_k(x, k):
    place = x.shape[-1] - k
    kept = torch.from_numpy(x.numpy().argpartition(place, axis=-1)[..., place:].copy())
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))
""",
    "sorted in float32": """
def keep_top_k(x, k):
    kept = x.float().argsort(dim=-1, descending=True, stable=True)[..., :k]
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))
""",
    "largest taken out k times, minus infinities again and again": """
def keep_top_k(x, k):
    left = x.clone()
    result = torch.zeros_like(x)
    for _ in range(k):
        place = left.argmax(-1, keepdim=True)
        result.scatter_(-1, place, x.gather(-1, place))
        left.scatter_(-1, place, -torch.inf)
    return result
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def keep_top_k(x, k):
    mine, other = x.unsqueeze(-1), x.unsqueeze(-2)
    position = torch.arange(x.shape[-1])
    comes_first = position[None, :] < position[:, None]
    ahead = (other > mine) | ((other == mine) & comes_first)
    return x.where(ahead.sum(dim=-1) < k, 0)
""",
    "in a third style": """
def keep_top_k(x, k):
    rows = []
    for row in x.reshape(-1, x.shape[-1]).tolist():
        best = sorted(range(len(row)), key=lambda place: -row[place])[:k]
        rows.append([entry if place in best else 0.0 for place, entry in enumerate(row)])
    return torch.tensor(rows, dtype=x.dtype).reshape(x.shape)
""",
    "ranks, by sorting twice": """
def keep_top_k(x, k):
    order = x.argsort(dim=-1, descending=True, stable=True)
    rank = order.argsort(dim=-1)
    return x.masked_fill(rank >= k, 0)
""",
    "the largest is taken out k times": """
def keep_top_k(x, k):
    result, left = torch.zeros_like(x), torch.ones_like(x, dtype=torch.bool)
    for _ in range(k):
        best = x.where(left, -torch.inf).amax(dim=-1, keepdim=True)
        here = left & (x == best)
        first = here & (here.cumsum(dim=-1) == 1)
        result = torch.where(first, x, result)
        left = left & ~first
    return result
""",
}
