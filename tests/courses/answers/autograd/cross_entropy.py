"""Answers to `cross_entropy`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "a float64 gradient": (
        "= np.exp(log_probabilities)",
        "= np.exp(log_probabilities, dtype=float)",
    ),
    "float64 whatever came": (
        "rows = np.arange(len(targets))",
        """rows = np.arange(len(targets))
    logits = logits.astype(float)""",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def cross_entropy(logits, targets):
    logs, back = log_softmax(logits, axis=1)
    wanted = np.eye(logits.shape[1], dtype=logits.dtype)[targets]

    def pullback(gradient):
        return back(-gradient * wanted / len(logits))

    return -(wanted * logs).sum() / len(logits), pullback
""",
    "row by row": """
def cross_entropy(logits, targets):
    count = len(targets)
    loss, slopes = 0.0, np.zeros(logits.shape)
    for row, target in enumerate(targets):
        shifted = logits[row] - logits[row].max()
        total = np.exp(shifted).sum()
        loss += (np.log(total) - shifted[target]) / count
        slopes[row] = np.exp(shifted) / total / count
        slopes[row, target] -= 1 / count
    slopes = slopes.astype(logits.dtype)
    return np.array(loss, dtype=logits.dtype), lambda gradient: (gradient * slopes,)
""",
}
