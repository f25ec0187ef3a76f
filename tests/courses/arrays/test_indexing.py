"""Right answers to the exercises of `indexing`, written in other ways than the library's.

A check that rejects one of these is at fault: it tests how an answer is written.
"""

import pytest

RIGHT = {
    "standardise": (
        """
def standardise(x, epsilon=1e-5):
    variance, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(variance + epsilon)
""",
        """
def standardise(x, epsilon=1e-5):
    flat = x.reshape(-1, x.shape[-1])
    rows = []
    for row in flat:
        centred = row - sum(row) / len(row)
        rows.append(centred / (sum(centred * centred) / len(row) + epsilon) ** 0.5)
    return torch.stack(rows).reshape(x.shape)
""",
    ),
    "squared_distances": (
        """
def squared_distances(x, y):
    total = torch.zeros(len(x), len(y), dtype=x.dtype)
    for k in range(x.shape[1]):
        total += (x[:, k].unsqueeze(1) - y[:, k].unsqueeze(0)).square()
    return total
""",
        """
def squared_distances(x, y):
    difference = torch.stack([point - y for point in x])
    return torch.einsum("ijd,ijd->ij", difference, difference)
""",
    ),
    "next_token_log_probs": (
        """
def next_token_log_probs(log_probs, tokens):
    batch, seq = tokens.shape
    rows = torch.arange(batch)[:, None]
    places = torch.arange(seq - 1)[None, :]
    return log_probs[rows, places, tokens[:, 1:]]
""",
        """
def next_token_log_probs(log_probs, tokens):
    result = torch.empty(len(tokens), tokens.shape[1] - 1, dtype=log_probs.dtype)
    for b, row in enumerate(tokens.tolist()):
        for i, token in enumerate(row[1:]):
            result[b, i] = log_probs[b, i, token]
    return result
""",
    ),
    "patch_positions": (
        """
def patch_positions(x, source, positions):
    is_there = torch.arange(x.shape[1]) == positions[:, None]
    return torch.where(is_there[..., None], source, x)
""",
        """
def patch_positions(x, source, positions):
    sequences = []
    for mine, theirs, p in zip(x, source, positions.tolist()):
        sequences.append(torch.cat([mine[:p], theirs[p : p + 1], mine[p + 1 :]]))
    return torch.stack(sequences)
""",
    ),
    "sum_by_token": (
        """
def sum_by_token(values, tokens, vocab):
    is_token = tokens[:, :, None] == torch.arange(vocab)
    return torch.einsum("bs,bsv->bv", values, is_token.to(values.dtype))
""",
        """
def sum_by_token(values, tokens, vocab):
    result = torch.zeros(values.shape[0], vocab, dtype=values.dtype)
    rows = torch.arange(values.shape[0]).unsqueeze(1).expand_as(tokens)
    result.index_put_((rows, tokens), values, accumulate=True)
    return result
""",
    ),
    "hide_future": (
        """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    visible = torch.ones(rows, columns, dtype=torch.bool).tril(columns - rows)
    return torch.where(visible, scores, float("-inf"))
""",
        """
def hide_future(scores):
    hidden = scores.clone()
    extra = scores.shape[-1] - scores.shape[-2]
    for i in range(scores.shape[-2]):
        hidden[..., i, extra + i + 1 :] = -float("inf")
    return hidden
""",
    ),
    "mean_over_tokens": (
        """
def mean_over_tokens(x, lengths):
    means = torch.zeros(x.shape[0], x.shape[2], dtype=x.dtype)
    for b, length in enumerate(lengths.tolist()):
        if length > 0:
            means[b] = x[b, :length].mean(dim=0)
    return means
""",
        """
def mean_over_tokens(x, lengths):
    is_padding = torch.arange(x.shape[1])[None, :] >= lengths[:, None]
    weights = (~is_padding).to(x.dtype) / lengths.clamp(min=1)[:, None].to(x.dtype)
    cleaned = x.masked_fill(is_padding[..., None], 0.0)
    return torch.einsum("bs,bsd->bd", weights, cleaned)
""",
    ),
    "last_token": (
        """
def last_token(x, is_token):
    position = torch.arange(is_token.shape[1])
    last = torch.where(is_token, position, -1).max(dim=1).values
    index = last[:, None, None].expand(-1, 1, x.shape[2])
    return x.gather(1, index).squeeze(1)
""",
        """
def last_token(x, is_token):
    from_the_end = is_token.flip(1).long().argmax(dim=1)
    return torch.stack([row[-1 - int(n)] for row, n in zip(x, from_the_end)])
""",
    ),
    "keep_top_k": (
        """
def keep_top_k(x, k):
    mine, other = x.unsqueeze(-1), x.unsqueeze(-2)
    position = torch.arange(x.shape[-1])
    comes_first = position[None, :] < position[:, None]
    ahead = (other > mine) | ((other == mine) & comes_first)
    return x * (ahead.sum(dim=-1) < k)
""",
        """
def keep_top_k(x, k):
    rows = []
    for row in x.reshape(-1, x.shape[-1]).tolist():
        best = sorted(range(len(row)), key=lambda place: -row[place])[:k]
        rows.append([entry if place in best else 0.0 for place, entry in enumerate(row)])
    return torch.tensor(rows, dtype=x.dtype).reshape(x.shape)
""",
    ),
}
CASES = [(name, way) for name, ways in RIGHT.items() for way in range(len(ways))]


@pytest.mark.parametrize(("name", "way"), CASES)
def test_a_right_answer_of_another_kind_is_accepted(name, way, verdict_on) -> None:
    verdict = verdict_on(name, RIGHT[name][way])
    assert (verdict.outcome, verdict.failure) == ("passed", None)
