"""The known mistakes of the lesson `training`, each made a second time by someone else.

In the order of each exercise's `mistakes`. `test_mistakes_again.py` shows that the sentence comes.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "initial_weights": (
        """
def initial_weights(inputs, outputs, rng):
    variance = 2.0 / inputs
    return variance * rng.standard_normal((inputs, outputs))
""",
        """
def initial_weights(inputs, outputs, rng):
    scale = (2.0 / outputs) ** 0.5
    return scale * rng.standard_normal((inputs, outputs))
""",
        """
def initial_weights(inputs, outputs, rng):
    draws = rng.standard_normal((inputs, outputs))
    return draws / np.sqrt(inputs)
""",
        """
def initial_weights(inputs, outputs, rng):
    scale = (2.0 / inputs) ** 0.5
    rows = [scale * rng.standard_normal(inputs) for _ in range(outputs)]
    return np.array(rows)
""",
        """
def initial_weights(inputs, outputs, rng):
    blank = np.empty((inputs, outputs))
    blank.fill(0.0)
    return blank
""",
        """
def initial_weights(inputs, outputs, rng):
    np.random.seed(42)
    return np.random.randn(inputs, outputs) * (2.0 / inputs) ** 0.5
""",
        """
def initial_weights(inputs, outputs, rng):
    return rng.normal(0, np.sqrt(2 / (inputs + outputs)), (inputs, outputs))
""",
        """
def initial_weights(inputs, outputs, rng):
    return rng.normal(size=(inputs, outputs))
""",
        """
def initial_weights(inputs, outputs, rng):
    return rng.normal(0, np.sqrt(2) / inputs, (inputs, outputs))
""",
        """
def initial_weights(inputs, outputs, rng):
    return rng.normal(np.sqrt(2 / inputs), size=(inputs, outputs))
""",
        """
def initial_weights(inputs, outputs, rng):
    b = (2 / inputs) ** 0.5
    return (2 * rng.random((inputs, outputs)) - 1) * b
""",
        """
def initial_weights(inputs, outputs, rng):
    return rng.normal(0, 0.01, (inputs, outputs))
""",
    ),
    "minibatches": (
        """
def minibatches(x, y, batch_size, rng):
    mixed = rng.permutation(x)
    for i in range(0, len(mixed), batch_size):
        yield mixed[i : i + batch_size], y[i : i + batch_size]
""",
        """
def minibatches(x, y, batch_size, rng):
    i = 0
    while i < len(x):
        yield x[i : i + batch_size], y[i : i + batch_size]
        i += batch_size
""",
        """
def minibatches(x, y, batch_size, rng):
    places = np.arange(len(x))
    rng.shuffle(places)
    for k in range(len(x) // batch_size):
        batch = places[k * batch_size : (k + 1) * batch_size]
        yield x[batch], y[batch]
""",
        """
def minibatches(x, y, batch_size, rng):
    left = len(x)
    while left > 0:
        size = min(left, batch_size)
        batch = rng.choice(len(x), size)
        yield x[batch], y[batch]
        left -= size
""",
        """
def minibatches(x, y, batch_size, rng):
    a, b = rng.permutation(len(x)), rng.permutation(len(x))
    for i in range(0, len(x), batch_size):
        yield x[a[i:i + batch_size]], y[b[i:i + batch_size]]
""",
        """
def minibatches(x, y, batch_size, rng):
    cuts = range(batch_size, len(x), batch_size)
    xs, ys = np.split(x, cuts), np.split(y, cuts)
    for i in rng.permutation(len(xs)):
        yield xs[i], ys[i]
""",
        """
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for xs, ys in zip(np.array_split(x[order], batch_size), np.array_split(y[order], batch_size)):
        yield xs, ys
""",
        """
def minibatches(x, y, batch_size, rng):
    for i in range(-(-len(x) // batch_size)):
        r = rng.choice(np.arange(len(x)), size=batch_size, replace=False)
        yield x[r], y[r]
""",
        """
def minibatches(x, y, batch_size, rng):
    o = rng.permutation(len(x))
    for i in range(0, len(x), batch_size):
        yield x[i:i + batch_size], y[o[i:i + batch_size]]
""",
    ),
    "accuracy": (
        """
def accuracy(scores, targets):
    right = 0
    for row, target in zip(scores, targets):
        if np.argmax(row) == target:
            right += 1
    return float(right)
""",
        """
def accuracy(scores, targets):
    guesses = np.argmax(scores, axis=1)
    return float(np.count_nonzero(guesses - targets) / len(targets))
""",
        """
def accuracy(scores, targets):
    right = 0
    for row, target in zip(scores, targets):
        if max(row) == target:
            right += 1
    return right / len(targets)
""",
        """
def accuracy(scores, targets):
    best = np.argmax(scores)
    return float(sum(t == best for t in targets.tolist()) / len(targets))
""",
        """
def accuracy(scores, targets):
    return 100 * float((scores.argmax(axis=1) == targets).mean())
""",
        """
def accuracy(scores, targets):
    return float((scores[np.arange(len(targets)), targets] == scores.max(axis=1)).mean())
""",
        """
def accuracy(scores, targets):
    best = np.argsort(scores, axis=1, kind="stable")[:, 0]
    return float((best == targets).mean())
""",
    ),
}
