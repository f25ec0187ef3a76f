"""Answers to `mean_over_tokens`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def mean_over_tokens(x, lengths):
    means = torch.zeros(x.shape[0], x.shape[2], dtype=x.dtype)
    for b, length in enumerate(lengths.tolist()):
        if length > 0:
            means[b] = x[b, :length].mean(dim=0)
    return means
""",
    "in a third style": """
def mean_over_tokens(x, lengths):
    is_padding = torch.arange(x.shape[1])[None, :] >= lengths[:, None]
    weights = (~is_padding).to(x.dtype) / lengths.clamp(min=1)[:, None].to(x.dtype)
    cleaned = x.masked_fill(is_padding[..., None], 0.0)
    return torch.einsum("bs,bsd->bd", weights, cleaned)
""",
}
