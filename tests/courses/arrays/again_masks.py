"""Each known mistake of the later exercises of `indexing`, made a second time in another style.

In the order of the exercise's `mistakes`: a learner who writes this is to be told that sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "sum_by_token": (
        """
def sum_by_token(values, tokens, vocab):
    sums = torch.zeros(len(values), vocab, dtype=values.dtype)
    for b, row in enumerate(tokens.tolist()):
        for i, token in enumerate(row):
            sums[b, token] = values[b, i]
    return sums
""",
        """
def sum_by_token(values, tokens, vocab):
    is_token = tokens[:, :, None] == torch.arange(vocab)
    return is_token.sum(dim=1).to(values.dtype)
""",
        """
def sum_by_token(values, tokens, vocab):
    is_token = (tokens[:, :, None] == torch.arange(vocab)).to(values.dtype)
    sums = torch.einsum("bs,bsv->bv", values, is_token)
    return sums / is_token.sum(dim=1).clamp(min=1)
""",
        """
def sum_by_token(values, tokens, vocab):
    is_token = (tokens[:, :, None] == torch.arange(vocab)).to(values.dtype)
    sums = torch.einsum("bs,bsv->v", values, is_token)
    return torch.stack([sums] * len(values))
""",
        """
def sum_by_token(values, tokens, vocab):
    sums = torch.zeros((values.shape[0], vocab))
    sums.scatter_add_(dim=-1, index=tokens, src=values)
    return sums
""",
        """
def sum_by_token(values, tokens, vocab):
    columns = torch.arange(int(tokens.max()) + 1)
    is_token = (tokens[:, :, None] == columns).to(values.dtype)
    return torch.einsum("bs,bsv->bv", values, is_token)
""",
        """
def sum_by_token(values, tokens, vocab):
    sums = torch.zeros(len(values), vocab, dtype=values.dtype)
    return torch.scatter_add(sums, dim=0, index=tokens, src=values)
""",
        """
def sum_by_token(values, tokens, vocab):
    rows = torch.arange(len(values))[:, None]
    return values[rows, tokens]
""",
        """
def sum_by_token(values, tokens, vocab):
    out = torch.zeros((len(values), vocab), dtype=values.dtype)
    out[:, tokens] = values + out[:, tokens]
    return out
""",
        """
def sum_by_token(values, tokens, vocab):
    return torch.sum(torch.nn.functional.one_hot(tokens, vocab) * values.unsqueeze(-1))
""",
        """
def sum_by_token(values, tokens, vocab):
    out = torch.zeros(len(values), vocab, dtype=values.dtype)
    torch.scatter_add(out, 1, tokens, values)
    return out
""",
        """
def sum_by_token(values, tokens, vocab):
    out = values * 0
    return out.scatter_add_(1, tokens, values)
""",
        """
def sum_by_token(values, tokens, vocab):
    return values.new_ones(len(values), vocab).scatter_add(1, tokens, values)
""",
    ),
    "hide_future": (
        """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    visible = torch.ones(rows, columns, dtype=torch.bool).tril(columns - rows - 1)
    return torch.where(visible, scores, float("-inf"))
""",
        """
def hide_future(scores):
    hidden = scores.clone()
    extra = scores.shape[-1] - scores.shape[-2]
    for i in range(scores.shape[-2]):
        hidden[..., i, : extra + i] = -float("inf")
    return hidden
""",
        """
def hide_future(scores):
    return scores.tril(scores.shape[-1] - scores.shape[-2])
""",
        """
def hide_future(scores):
    hidden = scores.clone()
    extra = scores.shape[-1] - scores.shape[-2]
    for i in range(scores.shape[-2]):
        hidden[..., i, extra + i + 1 :] = -1e9
    return hidden
""",
        """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    future = torch.ones(rows, columns, dtype=scores.dtype).triu(columns - rows + 1)
    return scores - future * float("inf")
""",
        """
def hide_future(scores):
    extra = scores.shape[-1] - scores.shape[-2]
    for i in range(scores.shape[-2]):
        scores[..., i, extra + i + 1 :] = -float("inf")
    return scores
""",
        """
def hide_future(scores):
    visible = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()
    return torch.where(visible, scores, float("-inf"))
""",
        """
def hide_future(scores):
    r, c = scores.shape[-2:]
    k = torch.arange(c)
    q = k[c - r:]
    return scores.masked_fill(k > q, -torch.inf)
""",
        """
def hide_future(scores):
    r, c = scores.shape[-2:]
    k = torch.arange(c)
    q = k[c - r:]
    return scores.masked_fill(k[:, None] > q, -torch.inf)
""",
        """
def hide_future(scores):
    r, c = scores.shape[-2:]
    m = torch.ones(r, c, dtype=torch.bool).tril(c - r)
    return scores.masked_fill(m, -torch.inf)
""",
        """
def hide_future(scores):
    r, c = scores.shape[-2:]
    return scores + torch.full((r, c), -torch.inf).triu(c - r + 1)
""",
        """
def hide_future(scores):
    r, c = scores.shape[-2:]
    k = torch.arange(c)
    return scores.masked_fill(k > k[c - r:, None], -torch.inf).softmax(-1)
""",
        """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    mask = torch.ones(rows, columns, dtype=torch.bool).triu(columns - rows + 2)
    return scores.masked_fill(mask, -torch.inf)
""",
        """
def hide_future(scores):
    r, c = scores.shape[-2:]
    m = torch.ones(r, c, dtype=torch.bool).triu(r - c + 1)
    return scores.masked_fill(m, -torch.inf)
""",
        """
def hide_future(scores):
    r, c = scores.shape[-2:]
    s = scores.tril(c - r)
    return s.masked_fill(s == 0, -torch.inf)
""",
        """
def hide_future(scores):
    r, c = scores.shape[-2:]
    k = torch.arange(c)
    return scores.masked_fill(k > k[c - r:, None], torch.finfo(scores.dtype).min)
""",
    ),
    "mean_over_tokens": (
        """
def mean_over_tokens(x, lengths):
    means = torch.zeros(x.shape[0], x.shape[2], dtype=x.dtype)
    for b, length in enumerate(lengths.tolist()):
        means[b] = x[b, :length].sum(dim=0) / len(x[b])
    return means
""",
        """
def mean_over_tokens(x, lengths):
    means = torch.zeros(x.shape[0], x.shape[2], dtype=x.dtype)
    for b, length in enumerate(lengths.tolist()):
        means[b] = x[b].sum(dim=0) / max(length, 1)
    return means
""",
        """
def mean_over_tokens(x, lengths):
    weights = (torch.arange(x.shape[1]) < lengths.unsqueeze(1)).to(x.dtype)
    sums = torch.einsum("bs,bsd->bd", weights, x)
    return sums / weights.sum(dim=1, keepdim=True).clamp(min=1.0)
""",
        """
def mean_over_tokens(x, lengths):
    means = torch.zeros(x.shape[0], x.shape[2], dtype=x.dtype)
    for b, length in enumerate(lengths.tolist()):
        means[b] = x[b, : length + 1].sum(dim=0) / max(length, 1)
    return means
""",
        """
def mean_over_tokens(x, lengths):
    return torch.stack([row[:n].mean(dim=0) for row, n in zip(x, lengths.tolist())])
""",
        """
def mean_over_tokens(x, lengths):
    sums = torch.stack([row[:n].sum(dim=0) for row, n in zip(x, lengths.tolist())])
    return sums / sum(lengths.tolist())
""",
        """
def mean_over_tokens(x, lengths):
    for row, n in zip(x, lengths.tolist()):
        row[n:] = 0.0
    return torch.stack([row.sum(dim=0) / max(n, 1) for row, n in zip(x, lengths.tolist())])
""",
        """
def mean_over_tokens(x, lengths):
    return x.mean(dim=1)
""",
        """
def mean_over_tokens(x, lengths):
    m = torch.arange(x.shape[1]) < lengths[:, None]
    return x.where(m[..., None], 0).sum(1)
""",
        """
def mean_over_tokens(x, lengths):
    m = torch.arange(x.shape[1]) < lengths[:, None]
    return x.where(m[..., None], 0).sum(1) / lengths.clamp(min=1)
""",
        """
def mean_over_tokens(x, lengths):
    m = torch.arange(x.shape[1]) < lengths[:, None]
    mean = x.masked_fill(~m[..., None], 0).sum(1) / lengths[:, None]
    return torch.nan_to_num(mean, 0.0)
""",
        """
def mean_over_tokens(x, lengths):
    kept = torch.cat([v[:n] for v, n in zip(x, lengths.tolist())])
    return kept.sum(0) / len(kept)
""",
    ),
}
