"""Answers to `minibatches`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "another generator": (
        "rng.permutation",
        "np.random.permutation",
    ),
    "a generator of its own": (
        "rng.permutation",
        "np.random.default_rng().permutation",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def minibatches(x, y, batch_size, rng):
    rows = np.arange(len(y))
    rng.shuffle(rows)
    return [(x[part], y[part]) for part in np.split(rows, range(batch_size, len(y), batch_size))]
""",
}
