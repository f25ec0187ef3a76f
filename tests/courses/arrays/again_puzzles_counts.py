"""Each known mistake of `bigram_counts`, made a second time in another style.

In the order of the exercise's `mistakes`: a learner who writes this is to be told that sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
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
        """
def bigram_counts(tokens, vocab):
    h = (tokens[..., None] == torch.arange(vocab)).long()
    return einsum(h[:, :-1], h[:, 1:], 'b s i, b s j -> b i j')
""",
        """
def bigram_counts(tokens, vocab):
    h = (tokens[..., None] == torch.arange(vocab)).long()
    c = einsum(h[:, :-1], h[:, 1:], 'b s i, b s j -> i j')
    return c / c.sum(1, keepdim=True)
""",
        """
def bigram_counts(tokens, vocab):
    c = torch.zeros(vocab, vocab, dtype=torch.int64)
    for row in tokens.tolist():
        for i in range(len(row)):
            c[row[i - 1], row[i]] += 1
    return c
""",
        """
def bigram_counts(tokens, vocab):
    h = (tokens[..., None] == torch.arange(tokens.max() + 1)).long()
    return einsum(h[:, :-1], h[:, 1:], 'b s i, b s j -> i j')
""",
    ),
}
