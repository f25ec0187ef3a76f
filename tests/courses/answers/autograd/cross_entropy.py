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
    "a mean over rows and classes": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(logits, axis=1)
    wanted = np.eye(logits.shape[1], dtype=logits.dtype)[targets]

    def pullback(gradient):
        return (gradient * (np.exp(logs) - wanted) / logs.size,)

    return -np.where(wanted == 1, logs, 0).mean(), pullback
""",
    "a product with ones and zeros, which a masked class leaks through": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(logits, axis=1)
    wanted = np.eye(logits.shape[1], dtype=logits.dtype)[targets]

    def pullback(gradient):
        return (gradient * (np.exp(logs) - wanted) / len(logits),)

    return -(wanted * logs).sum() / len(logits), pullback
""",
    "a masked class becomes a number": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(np.nan_to_num(logits, neginf=-100.0), axis=1)
    rows = np.arange(len(targets))

    def pullback(gradient):
        slope = np.exp(logs)
        slope[rows, targets] -= 1
        return (gradient * slope / len(rows),)

    return -logs[rows, targets].mean(), pullback
""",
    "probabilities are cut off below": """
def cross_entropy(logits, targets):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    rows = np.arange(len(targets))

    def pullback(gradient):
        slope = p.copy()
        slope[rows, targets] -= 1
        return (gradient * slope / len(rows),)

    return -np.log(np.clip(p[rows, targets], 1e-12, 1)).mean(), pullback
""",
    "a loss with an axis": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(logits, axis=1)
    rows = np.arange(len(targets))

    def pullback(gradient):
        slope = np.exp(logs)
        slope[rows, targets] -= 1
        return (gradient * slope / len(rows),)

    return -logs[rows, targets].mean(keepdims=True), pullback
""",
    "one loss for each row": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(logits, axis=1)
    rows = np.arange(len(targets))

    def pullback(gradient):
        slope = np.exp(logs)
        slope[rows, targets] -= 1
        return (gradient * slope / len(rows),)

    return -logs[rows, targets], pullback
""",
    "the first right class for every row": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(logits, axis=1)
    wanted = np.arange(logits.shape[1]) == targets[0]
    wanted = np.broadcast_to(wanted, logits.shape)

    def pullback(gradient):
        return (gradient * (np.exp(logs) - wanted).astype(logits.dtype) / len(logits),)

    return -logs[wanted].mean(), pullback
""",
    "the best guess of the network for the right class": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(logits, axis=1)
    rows = np.arange(len(targets))

    def pullback(gradient):
        slope = np.exp(logs)
        slope[rows, logits.argmax(axis=1)] -= 1
        return (gradient * slope / len(rows),)

    return -logs[rows, targets].mean(), pullback
""",
    "nothing is left where the network is sure": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(logits, axis=1)
    rows = np.arange(len(targets))

    def pullback(gradient):
        slope = np.exp(logs)
        slope[rows, targets] = slope[rows, targets] - 1
        slope[np.abs(slope) < 1e-6] = 0
        return (gradient * slope / len(rows),)

    return -logs[rows, targets].mean(), pullback
""",
    "a gradient for each row": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(logits, axis=1)
    rows = np.arange(len(targets))

    def pullback(gradient):
        slope = np.exp(logs)
        slope[rows, targets] -= 1
        return (np.broadcast_to(gradient, (len(rows),))[:, None] * slope,)

    return -logs[rows, targets].mean(), pullback
""",
    "bits": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(logits, axis=1)
    rows = np.arange(len(targets))
    two = np.log(2).astype(logits.dtype)

    def pullback(gradient):
        slope = np.exp(logs)
        slope[rows, targets] -= 1
        return (gradient * slope / len(rows) / two,)

    return -logs[rows, targets].mean() / two, pullback
""",
    "shifted only where float64 would overflow": """
def cross_entropy(logits, targets):
    shift = logits.max(axis=1, keepdims=True) if np.abs(logits).max() > 700 else 0
    shifted = logits - shift
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    rows = np.arange(len(targets))

    def pullback(gradient):
        slope = np.exp(logs)
        slope[rows, targets] -= 1
        return (gradient * slope / len(rows),)

    return -logs[rows, targets].mean(), pullback
""",
    "places counted in the targets' own small numbers": """
def cross_entropy(logits, targets):
    logs, _ = log_softmax(logits, axis=1)
    places = targets + np.arange(len(targets), dtype=targets.dtype) * logits.shape[1]
    places = places.astype(targets.dtype)

    def pullback(gradient):
        slope = np.exp(logs)
        slope.flat[places] -= 1
        return (gradient * slope / len(targets),)

    return -logs.flat[places].mean(), pullback
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def cross_entropy(logits, targets):
    logs, back = log_softmax(logits, axis=1)
    is_right = np.arange(logits.shape[1]) == targets[:, None]

    def pullback(gradient):
        wanted = np.where(is_right, -gradient / len(logits), 0).astype(logits.dtype)
        return back(wanted)

    return -logs[is_right].sum() / len(logits), pullback
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
    "a difference of two logarithms": """
def cross_entropy(logits, targets):
    totals, _ = log_sum_exp(logits, axis=1)
    right = np.take_along_axis(logits, targets[:, None], axis=1)[:, 0]

    def pullback(gradient):
        slope = np.exp(logits - totals[:, None])
        np.subtract.at(slope, (np.arange(len(targets)), targets), 1)
        slope *= gradient / len(targets)
        return (slope,)

    return np.mean(totals - right), pullback
""",
    "two pullbacks, one after the other": """
def cross_entropy(logits, targets):
    logs, through_logs = log_softmax(logits, axis=-1)
    places = np.arange(len(targets)), targets

    def pullback(gradient):
        arriving = np.zeros_like(logs)
        arriving[places] = -gradient / len(targets)
        return through_logs(arriving)

    return np.negative(np.mean(logs[places])), pullback
""",
    "log-sum-exp minus the right score": """
def cross_entropy(logits, targets):
    rows = np.arange(len(targets))
    totals, back = log_sum_exp(logits, axis=-1)
    loss = (totals - logits[rows, targets]).mean()

    def pullback(gradient):
        (result,) = back(np.full(totals.shape, gradient / len(rows), dtype=logits.dtype))
        result[rows, targets] -= gradient / len(rows)
        return (result,)

    return loss, pullback
""",
}
