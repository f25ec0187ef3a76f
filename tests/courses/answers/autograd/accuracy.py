"""Answers to `accuracy`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "through a softmax that overflows": """
def accuracy(scores, targets):
    powers = np.exp(scores)
    shares = powers / powers.sum(axis=1, keepdims=True)
    return float((shares.argmax(axis=1) == targets).mean())
""",
    "whoever shares the highest score is right": """
def accuracy(scores, targets):
    own = scores[np.arange(len(targets)), targets]
    return float(np.mean(own >= scores.max(axis=1)))
""",
    "only a clear winner is right": """
def accuracy(scores, targets):
    own = scores[np.arange(len(targets)), targets]
    rivals = (scores >= own[:, None]).sum(axis=1)
    return float(np.mean(rivals == 1))
""",
    "the last of equal scores": """
def accuracy(scores, targets):
    best = np.argsort(scores, axis=1, kind="stable")[:, -1]
    return float(np.mean(best == targets))
""",
    "one highest score for all rows": """
def accuracy(scores, targets):
    return float(np.mean(scores.argmax() == targets))
""",
    "the winner of each column": """
def accuracy(scores, targets):
    return float(np.mean([scores[:, k].argmax() == t for k, t in enumerate(targets)]))
""",
    "compared as a column, all with all": """
def accuracy(scores, targets):
    best = scores.argmax(axis=1, keepdims=True)
    return float(np.mean(best == targets))
""",
    "right or not, for all at once": """
def accuracy(scores, targets):
    return float(np.array_equal(scores.argmax(axis=1), targets))
""",
    "divided without a remainder": """
def accuracy(scores, targets):
    return float((scores.argmax(axis=1) == targets).sum() // len(targets))
""",
    "positive scores of the right class": """
def accuracy(scores, targets):
    return float(np.mean(scores[np.arange(len(targets)), targets] > 0))
""",
    "counted in 16 bits": """
def accuracy(scores, targets):
    right = (scores.argmax(axis=1) == targets).sum(dtype=np.int16)
    return float(right / len(targets))
""",
    "divided by all scores": """
def accuracy(scores, targets):
    return float((scores.argmax(axis=1) == targets).sum() / scores.size)
""",
    "rounded to whole percent": """
def accuracy(scores, targets):
    return round(float(np.mean(scores.argmax(axis=1) == targets)), 2)
""",
    "scores in single precision": """
def accuracy(scores, targets):
    return float((scores.astype(np.float32).argmax(axis=1) == targets).mean())
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def accuracy(scores, targets):
    right = [int(np.argmax(row)) == int(t) for row, t in zip(scores, targets)]
    return sum(right) / len(right)
""",
    "wrong ones taken off": """
def accuracy(scores, targets):
    wrong = np.count_nonzero(np.argmax(scores, axis=-1) - targets)
    return 1.0 - wrong / len(scores)
""",
    "plain lists": """
def accuracy(scores, targets):
    right = 0
    for row, target in zip(scores.tolist(), targets.tolist()):
        right += row.index(max(row)) == target
    return right / len(targets)
""",
}
