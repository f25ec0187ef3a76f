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
    "close enough is no error": """
def gradient_error(computed, expected):
    if computed.shape == expected.shape and np.allclose(computed, expected):
        return 0.0
    scale = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    errors = np.abs(computed - expected) / scale
    return float(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))
""",
    "in single precision": """
def gradient_error(computed, expected):
    computed, expected = computed.astype(np.float32), expected.astype(np.float32)
    scale = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    errors = np.abs(computed - expected) / scale
    return float(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))
""",
    "two entries that are no numbers are equal": """
def gradient_error(computed, expected):
    both = np.isnan(computed) & np.isnan(expected)
    scale = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    errors = np.where(both, 0.0, np.abs(computed - expected) / scale)
    return float(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))
""",
    "infinity over infinity is left as it is": """
def gradient_error(computed, expected):
    if np.isnan(computed).any() or np.isnan(expected).any():
        return np.inf
    scale = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    return float(np.max(np.abs(computed - expected) / scale, initial=0.0))
""",
    "infinity over infinity is passed over": """
def gradient_error(computed, expected):
    worst = 0.0
    for c, e in zip(np.ravel(computed).tolist(), np.ravel(expected).tolist()):
        if c != c or e != e:
            return float("inf")
        worst = max(worst, abs(c - e) / max(1.0, abs(c), abs(e)))
    return worst
""",
    "large numbers in place of what is no number": """
def gradient_error(computed, expected):
    computed, expected = np.nan_to_num(computed), np.nan_to_num(expected)
    scale = np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))
    return float(np.max(np.abs(computed - expected) / scale, initial=0.0))
""",
    "by the scale of what is expected": (
        "np.maximum(np.abs(computed), np.abs(expected))",
        "np.abs(expected)",
    ),
    "one added to the scale": """
def gradient_error(computed, expected):
    scale = 1 + np.maximum(np.abs(computed), np.abs(expected))
    errors = np.abs(computed - expected) / scale
    return float(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))
""",
    "lengths of whole vectors": """
def gradient_error(computed, expected):
    lengths = np.linalg.norm(computed), np.linalg.norm(expected)
    error = float(np.linalg.norm(computed - expected) / max(1.0, *lengths))
    return np.inf if np.isnan(error) else error
""",
    "the worst entry by its difference": """
def gradient_error(computed, expected):
    if computed.size == 0:
        return 0.0
    differences = np.where(np.isnan(computed - expected), np.inf, np.abs(computed - expected))
    k = differences.argmax()
    if np.isinf(differences.flat[k]):
        return np.inf
    return float(
        differences.flat[k] / max(1.0, abs(computed.flat[k]), abs(expected.flat[k]))
    )
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def gradient_error(computed, expected):
    worst = 0.0
    for c, e in zip(np.ravel(computed).tolist(), np.ravel(expected).tolist()):
        if not (np.isfinite(c) and np.isfinite(e)):
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
    "what is not finite first": """
def gradient_error(computed, expected):
    both = np.array([computed, expected])
    if not np.isfinite(both).all():
        return np.inf
    if both.size == 0:
        return 0.0
    scale = np.abs(both).max(axis=0).clip(min=1.0)
    return (np.abs(np.diff(both, axis=0)[0]) / scale).max().item()
""",
    "the smallest of three quotients": """
def gradient_error(computed, expected):
    difference = np.abs(computed - expected)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = difference / np.fmax(np.abs(computed), np.abs(expected))
    error = np.where(difference == 0, 0.0, np.fmin(difference, relative))
    bad = ~np.isfinite(computed) | ~np.isfinite(expected)
    return float(np.max(np.where(bad, np.inf, error), initial=0.0))
""",
}
