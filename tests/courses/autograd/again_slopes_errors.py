"""Each known mistake of `gradient_error`, made a second time in another style.

In the order of the exercise's `mistakes`: a learner who writes this is to be told that sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "gradient_error": (
        """
def gradient_error(computed, expected):
    total, count = 0.0, 0
    for c, e in zip(np.ravel(computed).tolist(), np.ravel(expected).tolist()):
        if c != c or e != e:
            return float("inf")
        total += abs(c - e) / max(1.0, abs(c), abs(e))
        count += 1
    return total / count if count else 0.0
""",
        """
def gradient_error(computed, expected):
    worst = 0.0
    for c, e in zip(np.ravel(computed), np.ravel(expected)):
        error = abs(c - e) / max(1.0, abs(c), abs(e))
        if error > worst:
            worst = error
    return float(worst)
""",
        """
def gradient_error(computed, expected):
    worst = 0.0
    for c, e in zip(np.ravel(computed).tolist(), np.ravel(expected).tolist()):
        scale = max(abs(c), abs(e))
        if scale == 0 or c != c or e != e:
            return np.inf
        worst = max(worst, abs(c - e) / scale)
    return worst
""",
        """
def gradient_error(computed, expected):
    size = np.maximum(np.abs(computed), np.abs(expected))
    size[size < 1] = 1
    errors = (computed - expected) / size
    errors[np.isnan(errors)] = np.inf
    return max([0.0, *errors.ravel().tolist()])
""",
        """
def gradient_error(computed, expected):
    worst = 0.0
    for place in np.ndindex(np.shape(computed)):
        gap = abs(computed[place] - expected[place])
        if np.isnan(gap):
            gap = np.inf
        worst = max(worst, gap)
    return float(worst)
""",
        """
def gradient_error(computed, expected):
    a, b = np.asarray(computed), np.asarray(expected)
    if a.size == 0:
        return 0.0
    gaps = np.abs(a - b)
    if np.isnan(gaps).any():
        return float("inf")
    biggest = max(1.0, np.abs(a).max(), np.abs(b).max())
    return float(gaps.max() / biggest)
""",
        """
def gradient_error(computed, expected):
    worst = 0.0
    for c, e in zip(np.ravel(computed).tolist(), np.ravel(expected).tolist()):
        if c != c or e != e:
            return np.inf
        worst = max(worst, abs(c - e) / max(1.0, abs(c)))
    return worst
""",
        """
def gradient_error(computed, expected):
    s = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    return float(np.max(np.abs(computed - expected) / s, initial=0.0))
""",
        """
def gradient_error(computed, expected):
    s = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    e = np.abs(computed - expected) / s
    return float(np.where(np.isnan(e), np.inf, e).max())
""",
        """
def gradient_error(computed, expected):
    s = np.maximum(1.0, np.abs(expected))
    e = np.abs(computed - expected) / s
    return float(np.max(np.where(np.isnan(e), np.inf, e), initial=0.0))
""",
        """
def gradient_error(computed, expected):
    s = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    return np.max(np.abs(computed - expected) / s)
""",
        """
def gradient_error(computed, expected):
    s = np.maximum(1.0, np.abs(computed) + np.abs(expected))
    e = np.abs(computed - expected) / s
    return float(np.max(np.where(np.isnan(e), np.inf, e), initial=0.0))
""",
        """
def gradient_error(computed, expected):
    s = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    e = np.abs(computed - expected) / s
    return float(np.where(np.isnan(e), np.inf, e).sum())
""",
        """
def gradient_error(computed, expected):
    s = np.maximum(1.0, np.maximum(computed, expected))
    e = np.abs(computed - expected) / s
    return float(np.max(np.where(np.isnan(e), np.inf, e), initial=0.0))
""",
        """
def gradient_error(computed, expected):
    s = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    e = np.abs(computed - expected) / s
    return np.where(np.isnan(e), np.inf, e)
""",
    ),
}
