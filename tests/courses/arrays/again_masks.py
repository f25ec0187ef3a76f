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
    ),
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
    ),
}
