"""Answers to `squared_distances`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def squared_distances(x, y):
    total = torch.zeros(len(x), len(y), dtype=x.dtype)
    for k in range(x.shape[1]):
        total += (x[:, k].unsqueeze(1) - y[:, k].unsqueeze(0)).square()
    return total
""",
    "in a third style": """
def squared_distances(x, y):
    difference = torch.stack([point - y for point in x])
    return torch.einsum("ijd,ijd->ij", difference, difference)
""",
}
