"""Answers to `bigram_counts`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "the later token in the rows": """
def bigram_counts(tokens, vocab):
    one_hot = (tokens[..., None] == torch.arange(vocab)).long()
    return einsum(one_hot[:, 1:], one_hot[:, :-1], 'b s x, b s y -> x y')
""",
    "pairs across rows": """
def bigram_counts(tokens, vocab):
    flat = tokens.reshape(-1)
    one_hot = (flat[:, None] == torch.arange(vocab)).long()
    return one_hot[:-1].T @ one_hot[1:]
""",
    "shares": """
def bigram_counts(tokens, vocab):
    one_hot = (tokens[..., None] == torch.arange(vocab)).double()
    counts = einsum(one_hot[:, :-1], one_hot[:, 1:], 'b s x, b s y -> x y')
    return counts / counts.sum(dim=1, keepdim=True).clamp(min=1)
""",
    "each pair once": """
def bigram_counts(tokens, vocab):
    counts = torch.zeros(vocab, vocab, dtype=torch.int64)
    counts[tokens[:, :-1], tokens[:, 1:]] += 1
    return counts
""",
    "counts in float32": """
def bigram_counts(tokens, vocab):
    one_hot = (tokens[..., None] == torch.arange(vocab)).float()
    return einsum(one_hot[:, :-1], one_hot[:, 1:], 'b s x, b s y -> x y')
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def bigram_counts(tokens, vocab):
    counts = torch.zeros(vocab, vocab, dtype=torch.int64)
    for row in tokens.tolist():
        for a, b in zip(row, row[1:]):
            counts[a, b] += 1
    return counts
""",
    "in a third style": """
def bigram_counts(tokens, vocab):
    values = torch.arange(vocab)
    first = tokens[:, :-1].reshape(-1, 1) == values
    second = tokens[:, 1:].reshape(-1, 1) == values
    return (first.double().T @ second.double()).round().long()
""",
    "pair by pair": """
def bigram_counts(tokens, vocab):
    counts = torch.zeros(vocab, vocab, dtype=torch.int64)
    for row in tokens.tolist():
        for a, b in zip(row, row[1:]):
            counts[a, b] += 1
    return counts
""",
}
