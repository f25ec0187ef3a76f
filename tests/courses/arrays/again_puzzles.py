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
    ),
    "bigram_counts": (
        """
def bigram_counts(tokens, vocab):
    counts = torch.zeros(vocab, vocab, dtype=torch.int64)
    for row in tokens.tolist():
        for before, after in zip(row, row[1:]):
            counts[after, before] += 1
    return counts
""",
        """
def bigram_counts(tokens, vocab):
    counts = torch.zeros(vocab, vocab, dtype=torch.int64)
    everything = tokens.flatten().tolist()
    for place in range(1, len(everything)):
        counts[everything[place - 1], everything[place]] += 1
    return counts
""",
        """
def bigram_counts(tokens, vocab):
    counts = torch.zeros(vocab, vocab, dtype=torch.int64)
    for token in tokens.flatten().tolist():
        counts[token, token] += 1
    return counts
""",
        """
def bigram_counts(tokens, vocab):
    pairs = {(a, b) for row in tokens.tolist() for a, b in zip(row, row[1:])}
    counts = torch.zeros(vocab, vocab, dtype=torch.int64)
    for a, b in pairs:
        counts[a, b] = 1
    return counts
""",
        """
def bigram_counts(tokens, vocab):
    counts = torch.zeros(vocab, vocab)
    for row in tokens.tolist():
        for before, after in zip(row, row[1:]):
            counts[before, after] += 1
    return counts
""",
        """
def bigram_counts(tokens, vocab):
    counts = torch.zeros(vocab, vocab, dtype=torch.int64)
    for row in tokens.tolist():
        for before, after in zip(row[::2], row[1::2]):
            counts[before, after] += 1
    return counts
""",
    ),
}
