"""Answers to `mean_over_tokens`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "the mask meets the entries of the vectors": """
def mean_over_tokens(x, lengths):
    is_token = torch.arange(x.shape[1]) < lengths[:, None]
    total = torch.where(is_token[:, None], x.transpose(1, 2), 0).sum(dim=1)
    return total / lengths.clamp(min=1)[:, None]
""",
    "NaN is set to 0 after the product": """
def mean_over_tokens(x, lengths):
    is_token = (torch.arange(x.shape[1]) < lengths[:, None]).to(x.dtype)
    total = torch.nan_to_num(x * is_token[..., None]).sum(dim=1)
    return total / lengths.clamp(min=1)[:, None]
""",
    "torch's mean without NaN": """
def mean_over_tokens(x, lengths):
    is_token = torch.arange(x.shape[1]) < lengths[:, None]
    means = x.masked_fill(~is_token[..., None], torch.nan).nanmean(dim=1)
    return torch.nan_to_num(means)
""",
    "NaN of empty texts is set to 0": """
def mean_over_tokens(x, lengths):
    is_token = torch.arange(x.shape[1]) < lengths[:, None]
    total = x.masked_fill(~is_token[..., None], 0).sum(dim=1)
    return torch.nan_to_num(total / lengths[:, None])
""",
    "a small number against division by 0": """
def mean_over_tokens(x, lengths):
    is_token = torch.arange(x.shape[1]) < lengths[:, None]
    total = x.masked_fill(~is_token[..., None], 0).sum(dim=1)
    return total / (lengths[:, None] + 1e-6)
""",
    "padding after the mean": """
def mean_over_tokens(x, lengths):
    is_token = torch.arange(x.shape[1]) < lengths[:, None]
    return x.masked_fill(~is_token[..., None], 0).mean(dim=1)
""",
    "sums so far, read at the length": """
def mean_over_tokens(x, lengths):
    sums = x.cumsum(dim=1)
    total = sums[torch.arange(len(x)), lengths - 1]
    return total / lengths.clamp(min=1)[:, None]
""",
    "the tokens of all texts, one mean": """
def mean_over_tokens(x, lengths):
    is_token = torch.arange(x.shape[1]) < lengths[:, None]
    mean = x[is_token].mean(dim=0)
    return mean.expand(len(x), -1).clone()
""",
    "tokens at the end": """
def mean_over_tokens(x, lengths):
    is_token = torch.arange(x.shape[1]) >= (x.shape[1] - lengths)[:, None]
    total = x.masked_fill(~is_token[..., None], 0).sum(dim=1)
    return total / lengths.clamp(min=1)[:, None]
""",
    "also divided by the length of a vector": """
def mean_over_tokens(x, lengths):
    total = [row[:n].mean() if n else row.sum() * 0 for row, n in zip(x, lengths)]
    return torch.stack(total)[:, None].expand(-1, x.shape[2]).clone()
""",
    "collected in float32": """
def mean_over_tokens(x, lengths):
    means = torch.zeros(x.shape[0], x.shape[2])
    for b, n in enumerate(lengths.tolist()):
        if n:
            means[b] = x[b, :n].mean(dim=0)
    return means
""",
    "what is 0 isn't counted": """
def mean_over_tokens(x, lengths):
    is_token = torch.arange(x.shape[1]) < lengths[:, None]
    kept = x.masked_fill(~is_token[..., None], 0)
    return kept.sum(dim=1) / (kept != 0).sum(dim=1).clamp(min=1)
""",
    "lengths as float64 weights": """
def mean_over_tokens(x, lengths):
    is_token = torch.arange(x.shape[1]) < lengths[:, None]
    weights = is_token.double() / lengths.clamp(min=1)[:, None]
    return (x.masked_fill(~is_token[..., None], 0) * weights[..., None]).sum(dim=1)
""",
    "only what isn't finite is taken away": """
def mean_over_tokens(x, lengths):
    weights = (torch.arange(x.shape[1]) < lengths[:, None]).to(x.dtype)
    finite = torch.where(x.isfinite(), x, 0)
    return torch.einsum("bs,bsd->bd", weights, finite) / lengths.clamp(min=1)[:, None]
""",
    "the plain mean where there is no padding": """
def mean_over_tokens(x, lengths):
    if (lengths == x.shape[1]).all():
        return x.mean(dim=1)
    inside = torch.arange(x.shape[1]) < lengths[:, None]
    return x.masked_fill(~inside[..., None], 0).sum(1) / lengths.clamp(min=1)[:, None]
""",
}

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
    "positions in front, masked sums so far": """
def mean_over_tokens(x, lengths):
    outside = torch.arange(x.shape[1])[:, None] >= lengths[:, None, None]
    return x.masked_fill(outside, 0.0).sum(1) / torch.maximum(
        lengths, torch.ones_like(lengths)
    ).unsqueeze(1)
""",
    "text by text": """
def mean_over_tokens(x, lengths):
    means = x.new_zeros(x.shape[0], x.shape[2])
    for b, n in enumerate(lengths.tolist()):
        means[b] = x[b, :n].sum(dim=0) / max(n, 1)
    return means
""",
}
