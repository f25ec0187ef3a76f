"""Answers to `initial_weights`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "single precision": (
        "size=(inputs, outputs))",
        "size=(inputs, outputs)).astype(np.float32)",
    ),
    "uniform with the same variance": """
def initial_weights(inputs, outputs, rng):
    bound = np.sqrt(6 / inputs)
    return rng.uniform(-bound, bound, size=(inputs, outputs))
""",
    "Glorot's variance, of inputs and outputs": """
def initial_weights(inputs, outputs, rng):
    return rng.normal(0.0, np.sqrt(2 / (inputs + outputs)), size=(inputs, outputs))
""",
    "the larger side decides": """
def initial_weights(inputs, outputs, rng):
    return rng.normal(0.0, np.sqrt(2 / max(inputs, outputs)), size=(inputs, outputs))
""",
    "orthogonal columns": """
def initial_weights(inputs, outputs, rng):
    longer, shorter = max(inputs, outputs), min(inputs, outputs)
    columns, _ = np.linalg.qr(rng.normal(size=(longer, shorter)))
    square = columns if inputs >= outputs else columns.T
    return square * np.sqrt(2 * longer / inputs)
""",
    "scaled until the variance is exact": """
def initial_weights(inputs, outputs, rng):
    draws = rng.normal(size=(inputs, outputs))
    return (draws - draws.mean()) / draws.std() * np.sqrt(2 / inputs)
""",
    "each column scaled to the same length": """
def initial_weights(inputs, outputs, rng):
    draws = rng.normal(size=(inputs, outputs))
    return draws * np.sqrt(2 / (draws**2).sum(axis=0))
""",
    "one row for all inputs": """
def initial_weights(inputs, outputs, rng):
    return np.tile(rng.normal(0.0, np.sqrt(2 / inputs), size=outputs), (inputs, 1))
""",
    "one column for all outputs": """
def initial_weights(inputs, outputs, rng):
    column = rng.normal(0.0, np.sqrt(2 / inputs), size=(inputs, 1))
    return np.repeat(column, outputs, axis=1)
""",
    "a copy of the generator is used": """
def initial_weights(inputs, outputs, rng):
    from copy import deepcopy
    return deepcopy(rng).normal(0.0, np.sqrt(2 / inputs), size=(inputs, outputs))
""",
    "cut off at three deviations": """
def initial_weights(inputs, outputs, rng):
    deviation = np.sqrt(2 / inputs)
    draws = rng.normal(0.0, deviation, size=(inputs, outputs))
    return np.clip(draws, -3 * deviation, 3 * deviation)
""",
    "only positive weights": """
def initial_weights(inputs, outputs, rng):
    return np.abs(rng.normal(0.0, np.sqrt(2 / inputs), size=(inputs, outputs)))
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def initial_weights(inputs, outputs, rng):
    return rng.standard_normal((inputs, outputs)) * (2 / inputs) ** 0.5
""",
    "entry by entry": """
def initial_weights(inputs, outputs, rng):
    weights = np.empty((inputs, outputs))
    for place in np.ndindex(inputs, outputs):
        weights[place] = rng.normal(0.0, (2 / inputs) ** 0.5)
    return weights
""",
    "a unit at a time, and transposed": """
def initial_weights(inputs, outputs, rng):
    scale = np.sqrt(2.0) / np.sqrt(inputs)
    return np.array([rng.normal(scale=scale, size=inputs) for _ in range(outputs)]).T
""",
    "from two uniform draws": """
def initial_weights(inputs, outputs, rng):
    size = (inputs, outputs)
    radius = np.sqrt(-2 * np.log1p(-rng.random(size)))
    return np.sqrt(2 / inputs) * radius * np.cos(2 * np.pi * rng.random(size))
""",
}
