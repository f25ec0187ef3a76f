"""Answers to `keep_top_k`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def keep_top_k(x, k):
    mine, other = x.unsqueeze(-1), x.unsqueeze(-2)
    position = torch.arange(x.shape[-1])
    comes_first = position[None, :] < position[:, None]
    ahead = (other > mine) | ((other == mine) & comes_first)
    return x * (ahead.sum(dim=-1) < k)
""",
    "in a third style": """
def keep_top_k(x, k):
    rows = []
    for row in x.reshape(-1, x.shape[-1]).tolist():
        best = sorted(range(len(row)), key=lambda place: -row[place])[:k]
        rows.append([entry if place in best else 0.0 for place, entry in enumerate(row)])
    return torch.tensor(rows, dtype=x.dtype).reshape(x.shape)
""",
}
