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
    "sorted inside each batch": (
        "yield x[rows], y[rows]",
        "rows.sort(); yield x[rows], y[rows]",
    ),
    "batches in a random order, rows as they were": """
def minibatches(x, y, batch_size, rng):
    starts = np.arange(0, len(x), batch_size)
    rng.shuffle(starts)
    for start in starts:
        yield x[start : start + batch_size], y[start : start + batch_size]
""",
    "shuffled inside each batch only": """
def minibatches(x, y, batch_size, rng):
    for start in range(0, len(x), batch_size):
        rows = start + rng.permutation(min(batch_size, len(x) - start))
        yield x[rows], y[rows]
""",
    "a random start, and round": """
def minibatches(x, y, batch_size, rng):
    order = (np.arange(len(x)) + rng.integers(len(x))) % len(x)
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]
""",
    "the arrays themselves are shuffled": """
def minibatches(x, y, batch_size, rng):
    state = rng.bit_generator.state
    rng.shuffle(x)
    rng.bit_generator.state = state
    rng.shuffle(y)
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]
""",
    "batches of even sizes": """
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for rows in np.array_split(order, -(-len(x) // batch_size)):
        yield x[rows], y[rows]
""",
    "one batch more than fit": """
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for k in range(len(x) // batch_size + 1):
        rows = order[k * batch_size : (k + 1) * batch_size]
        yield x[rows], y[rows]
""",
    "glued to one table, shuffled, and cut": """
def minibatches(x, y, batch_size, rng):
    table = np.concatenate([x.reshape(len(x), -1), y.reshape(-1, 1)], axis=1)
    table = rng.permutation(table)
    for start in range(0, len(x), batch_size):
        part = table[start : start + batch_size]
        yield part[:, :-1].reshape(len(part), *x.shape[1:]), part[:, -1]
""",
    "row numbers in 16 bits": """
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x)).astype(np.int16)
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]
""",
    "x and y in two orders": """
def minibatches(x, y, batch_size, rng):
    x, y = rng.permutation(x), rng.permutation(y)
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]
""",
    "each batch drawn without looking at the others": """
def minibatches(x, y, batch_size, rng):
    for start in range(0, len(x), batch_size):
        size = min(batch_size, len(x) - start)
        rows = rng.choice(len(x), size=size, replace=False)
        yield x[rows], y[rows]
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def minibatches(x, y, batch_size, rng):
    rows = np.arange(len(y))
    rng.shuffle(rows)
    return [(x[part], y[part]) for part in np.split(rows, range(batch_size, len(y), batch_size))]
""",
    "sorted by random keys": """
def minibatches(x, y, batch_size, rng):
    order = np.argsort(rng.random(len(x)))
    while len(order):
        yield x[order[:batch_size]], y[order[:batch_size]]
        order = order[batch_size:]
""",
    "copies in the new order first": """
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    x, y = x[order], y[order]
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]
""",
    "drawn from what is left": """
def minibatches(x, y, batch_size, rng):
    left = np.arange(len(x))
    while left.size > 0:
        places = rng.choice(left.size, size=min(batch_size, left.size), replace=False)
        rows = left[places]
        left = np.delete(left, places)
        yield np.take(x, rows, axis=0), np.take(y, rows, axis=0)
""",
}
