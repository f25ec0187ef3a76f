"""Every known mistake in the puzzles of `layouts`, made a second time in another style.

In the order of each exercise's `mistakes`. A learner who writes one of these should be told that
mistake's sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "decayed_totals": (
        """
def decayed_totals(x, decay):
    y = torch.zeros_like(x)
    for t in range(1, x.shape[-1]):
        y[..., t] = decay * (y[..., t - 1] + x[..., t - 1])
    return y
""",
        """
def decayed_totals(x, decay):
    y = x.clone()
    for t in reversed(range(x.shape[-1] - 1)):
        y[..., t] = y[..., t] + decay * y[..., t + 1]
    return y
""",
        """
def decayed_totals(x, decay):
    y = x * decay
    for t in range(1, x.shape[-1]):
        y[..., t] = decay * (y[..., t - 1] + x[..., t])
    return y
""",
        """
def decayed_totals(x, decay):
    y = torch.zeros_like(x)
    for t in range(x.shape[-1]):
        y[..., t] = decay * x[..., : t + 1].sum(-1)
    return y
""",
        """
def decayed_totals(x, decay):
    n = x.shape[-1]
    t = torch.arange(n, dtype=x.dtype)
    powers = torch.pow(torch.tensor(float(decay), dtype=x.dtype), t[None, :] - t[:, None])
    mask = torch.ones(n, n, dtype=x.dtype).triu()
    return torch.matmul(x, powers * mask)
""",
        """
def decayed_totals(x, decay):
    p = torch.arange(x.shape[-1], dtype=x.dtype)
    return x @ decay ** (p - p[:, None])
""",
        """
def decayed_totals(x, decay):
    p = torch.arange(x.shape[-1], dtype=x.dtype)
    return x @ decay ** (p - p[:, None]).abs()
""",
        """
def decayed_totals(x, decay):
    y = torch.zeros_like(x)
    for t in range(x.shape[-1]):
        y[..., t] = decay * (y[..., t - 1] if t else 0) + (1 - decay) * x[..., t]
    return y
""",
        """
def decayed_totals(x, decay):
    n = x.shape[-1]
    return x @ torch.ones(n, n, dtype=x.dtype).triu()
""",
        """
def decayed_totals(x, decay):
    y = x.clone()
    y[..., 1:] = x[..., 1:] + decay * x[..., :-1]
    return y
""",
        """
def decayed_totals(x, decay):
    p = torch.arange(x.shape[-1], dtype=x.dtype)
    return x @ (decay ** (p - p[:, None])).tril()
""",
        """
def decayed_totals(x, decay):
    p = torch.arange(x.shape[-1])
    return x @ (decay ** (p - p[:, None])).triu()
""",
    ),
    "relative_bias": (
        """
def relative_bias(by_distance):
    seq = (by_distance.shape[-1] + 1) // 2
    rows = [by_distance[..., i : i + seq].flip(-1) for i in range(seq)]
    return torch.stack(rows, dim=-2)
""",
        """
def relative_bias(by_distance):
    seq = (by_distance.shape[-1] + 1) // 2
    table = by_distance.new_zeros(*by_distance.shape[:-1], seq, seq)
    for i in range(seq):
        for j in range(seq):
            table[..., i, j] = by_distance[..., seq - 1 + max(i, j) - min(i, j)]
    return table
""",
        """
def relative_bias(by_distance):
    seq = (by_distance.shape[-1] + 1) // 2
    rows = []
    for i in range(seq):
        rows.append(torch.stack([by_distance[..., j - i] for j in range(seq)], dim=-1))
    return torch.stack(rows, dim=-2)
""",
        """
def relative_bias(by_distance):
    shifted = by_distance.roll(1, dims=-1)
    seq = (by_distance.shape[-1] + 1) // 2
    return shifted.unfold(-1, seq, 1).flip(-2)
""",
        """
def relative_bias(by_distance):
    seq = (by_distance.shape[-1] + 1) // 2
    first = by_distance[..., seq - 1 :]
    return torch.stack([first.roll(i, dims=-1) for i in range(seq)], dim=-2)
""",
        """
def relative_bias(by_distance):
    n = by_distance.shape[-1] // 2 + 1
    p = torch.arange(n)
    return by_distance[..., p + p[:, None]]
""",
        """
def relative_bias(by_distance):
    n = by_distance.shape[-1] // 2
    p = torch.arange(n)
    return by_distance[..., p - p[:, None] + n - 1]
""",
        """
def relative_bias(by_distance):
    n = by_distance.shape[-1] // 2 + 1
    p = torch.arange(n)
    return by_distance[p - p[:, None] + n - 1]
""",
    ),
    "restart_positions": (
        """
def restart_positions(documents):
    result = torch.ones(documents.shape, dtype=torch.int64)
    for t in range(1, documents.shape[-1]):
        goes_on = documents[..., t] == documents[..., t - 1]
        result[..., t] = torch.where(goes_on, result[..., t - 1] + 1, 1)
    return result
""",
        """
def restart_positions(documents):
    result = torch.zeros(documents.shape, dtype=torch.int64)
    for t in range(1, documents.shape[-1]):
        earlier = documents[..., :t] == documents[..., t : t + 1]
        result[..., t] = earlier.long().sum(dim=-1)
    return result
""",
        """
def restart_positions(documents):
    seq = documents.shape[-1]
    start = torch.zeros(documents.shape, dtype=torch.int64)
    for t in range(1, seq):
        begins = (documents[..., t] != documents[..., t - 1]).long()
        start[..., t] = start[..., t - 1] + begins * t
    return torch.arange(seq) - start
""",
        """
def restart_positions(documents):
    result = torch.arange(documents.shape[-1]).expand(documents.shape).clone()
    for t in range(1, documents.shape[-1]):
        begins = documents[..., t] != documents[..., t - 1]
        result[..., t] = torch.where(begins, 0, t)
    return result
""",
        """
def restart_positions(documents):
    seq = documents.shape[-1]
    start = torch.zeros(documents.shape, dtype=torch.int64)
    for t in range(1, seq):
        begins = documents[..., t] != documents[..., t - 1]
        start[..., t] = torch.where(begins, t - 1, start[..., t - 1])
    return torch.arange(seq) - start
""",
        """
def restart_positions(documents):
    number = torch.zeros(documents.shape, dtype=torch.int64)
    for t in range(1, documents.shape[-1]):
        begins = documents[..., t] != documents[..., t - 1]
        number[..., t] = number[..., t - 1] + begins
    return number
""",
        """
def restart_positions(documents):
    same = torch.zeros_like(documents)
    same[..., 1:] = documents[..., 1:] == documents[..., :-1]
    return same.cumsum(-1)
""",
        """
def restart_positions(documents):
    out = []
    prev, n = None, 0
    for d in documents.flatten().tolist():
        n = n + 1 if d == prev else 0
        prev = d
        out.append(n)
    return torch.tensor(out).reshape(documents.shape)
""",
        """
def restart_positions(documents):
    p = torch.arange(documents.shape[-1])
    b = documents[..., 1:] != documents[..., :-1]
    s = torch.where(b, p[1:], 0).cummax(-1).values
    return p - pad(s, (0, 1))
""",
        """
def restart_positions(documents):
    p = torch.arange(documents.shape[-1])
    b = documents[..., 1:] != documents[..., :-1]
    s = torch.where(b, p[1:], 0).cummax(-1).values
    return pad(s, (1, 0))
""",
        """
def restart_positions(documents):
    return torch.arange(documents.shape[-1]).expand(documents.shape)
""",
        """
def restart_positions(documents):
    p = torch.arange(documents.shape[-1])
    b = documents[..., 1:] > documents[..., :-1]
    s = torch.where(b, p[1:], 0).cummax(-1).values
    return p - pad(s, (1, 0))
""",
    ),
}
