"""Answers to `gradient_error`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "one scale for all": """
def gradient_error(computed, expected):
    errors = np.abs(computed - expected)
    largest = max(1.0, np.max(np.abs(computed), initial=0), np.max(np.abs(expected), initial=0))
    worst = float(np.max(errors, initial=0.0) / largest)
    return np.inf if np.isnan(worst) else worst
""",
    "an array of one": (
        "float(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))",
        "np.atleast_1d(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def gradient_error(computed, expected):
    worst = 0.0
    for c, e in zip(np.ravel(computed).tolist(), np.ravel(expected).tolist()):
        if c != c or e != e:
            return float("inf")
        worst = max(worst, abs(c - e) / max(1.0, abs(c), abs(e)))
    return worst
""",
    "three scales stacked": """
def gradient_error(computed, expected):
    sizes = np.stack([np.ones_like(computed), np.abs(computed), np.abs(expected)])
    errors = np.abs(computed - expected) / sizes.max(axis=0)
    errors[np.isnan(errors)] = np.inf
    return max(errors.ravel().tolist(), default=0.0)
""",
}
