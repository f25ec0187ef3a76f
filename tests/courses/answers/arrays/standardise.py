"""Answers to `standardise`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def standardise(x, epsilon=1e-5):
    variance, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(variance + epsilon)
""",
    "in a third style": """
def standardise(x, epsilon=1e-5):
    flat = x.reshape(-1, x.shape[-1])
    rows = []
    for row in flat:
        centred = row - sum(row) / len(row)
        rows.append(centred / (sum(centred * centred) / len(row) + epsilon) ** 0.5)
    return torch.stack(rows).reshape(x.shape)
""",
}
