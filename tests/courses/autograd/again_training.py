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
    ),
    "linear_layer": (
        """
def __call__(self, x):
    weight = self.weight
    if len(x.shape) == 0 or x.shape[-1] != weight.shape[0]:
        raise ShapeError(f"{weight.shape[0]} inputs, please, and not {x.shape}")
    return x.__matmul__(weight)
""",
        """
def __call__(self, x):
    expected = len(self.weight.data)
    if x.shape[len(x.shape) - 1] != expected:
        raise ShapeError(f"{expected} inputs, please, and not {x.shape}")
    product = x @ self.weight.detach()
    return self.bias + product
""",
        """
def __call__(self, x):
    expected = self.weight.shape[0]
    if x.shape[-1] != expected:
        raise ShapeError(f"{expected} inputs, please, and not {x.shape}")
    turned = self.weight.transpose(1, 0)
    return self.bias + x @ turned
""",
        """
def __call__(self, x):
    weighted = x @ self.weight
    return self.bias + weighted
""",
        """
def __call__(self, x):
    expected, _ = self.weight.shape
    got = x.shape[0]
    if got != expected:
        raise ShapeError(f"{expected} inputs, please, and not {got}")
    return self.bias + x @ self.weight
""",
    ),
    "parameters": (
        """
def parameters(self):
    seen = []

    def keep(value):
        if not any(value is other for other in seen):
            seen.append(value)

    for part in self.__dict__.values():
        if isinstance(part, Module):
            for value in part.parameters():
                keep(value)
        elif isinstance(part, Value) and part.requires_grad and len(part.parents) == 0:
            keep(part)
    return seen
""",
        """
def parameters(self):
    def is_parameter(part):
        return isinstance(part, Value) and part.requires_grad and len(part.parents) == 0

    seen = {}
    for attribute in self.__dict__.values():
        if isinstance(attribute, (list, tuple)):
            seen.update({id(part): part for part in attribute if is_parameter(part)})
        elif is_parameter(attribute):
            seen[id(attribute)] = attribute
    return [*seen.values()]
""",
        """
def parameters(self):
    seen = {}

    def visit(part):
        if isinstance(part, (list, tuple)):
            for inner in part:
                visit(inner)
        elif isinstance(part, Module):
            visit(part.parameters())
        elif isinstance(part, Value) and len(part.parents) == 0:
            seen.setdefault(id(part), part)

    visit(list(self.__dict__.values()))
    return [*seen.values()]
""",
        """
def parameters(self):
    seen = {}

    def visit(part):
        if type(part) is list:
            for inner in part:
                visit(inner)
        elif isinstance(part, Module):
            visit(part.parameters())
        elif isinstance(part, Value) and part.requires_grad and len(part.parents) == 0:
            seen.setdefault(id(part), part)

    visit(list(self.__dict__.values()))
    return [*seen.values()]
""",
        """
def parameters(self):
    def visit(part):
        if isinstance(part, (list, tuple)):
            return [value for inner in part for value in visit(inner)]
        if isinstance(part, Module):
            return part.parameters()
        if isinstance(part, Value) and part.requires_grad and len(part.parents) == 0:
            return [part]
        return []

    return visit(list(self.__dict__.values()))
""",
        """
def parameters(self):
    seen = {}

    def visit(part):
        if isinstance(part, (list, tuple)):
            for inner in part:
                visit(inner)
        elif isinstance(part, Module):
            visit(part.parameters())
        elif isinstance(part, Value) and part.requires_grad:
            seen.setdefault(id(part), part)

    for name in self.__dict__:
        visit(getattr(self, name))
    return [*seen.values()]
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
    ),
}
