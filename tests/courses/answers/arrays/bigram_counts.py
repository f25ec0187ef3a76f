"""Answers to `bigram_counts`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

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
}
