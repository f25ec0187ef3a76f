"""More right answers, in styles that a strict check might refuse: each must be accepted."""

import pytest

RIGHT = {
    "numerical_gradient": {
        "measures the middle too": """
def numerical_gradient(f, x, step=1e-5):
    x = np.array(x, dtype=float)
    middle = f(x.copy())
    result = np.full(x.shape, middle)
    for k in range(x.size):
        sides = []
        for sign in (-1, 1):
            moved = x.flatten()
            moved[k] += sign * step
            sides.append(f(moved.reshape(x.shape)))
        result.flat[k] = (sides[1] - sides[0]) / (2 * step)
    return result
""",
    },
    "gradient_error": {
        "three scales stacked": """
def gradient_error(computed, expected):
    sizes = np.stack([np.ones_like(computed), np.abs(computed), np.abs(expected)])
    errors = np.abs(computed - expected) / sizes.max(axis=0)
    errors[np.isnan(errors)] = np.inf
    return max(errors.ravel().tolist(), default=0.0)
""",
    },
    "power": {
        "exponents 0 and 1 by themselves": """
def power(x, exponent):
    def pullback(gradient):
        if exponent == 0:
            return (gradient * 0,)
        if exponent == 1:
            return (gradient,)
        return (gradient * (exponent * np.power(x, exponent - 1)),)

    return np.power(x, exponent), pullback
""",
    },
    "record": {
        "no way back, said aloud": """
def apply(operation, *values, **options):
    arrays = [value.data for value in values]
    result, pullback = operation(*arrays, **options)
    if not is_recording.get() or not any([value.requires_grad for value in values]):
        constant = Value(result, False, (), None)
        constant.pullback = None
        return constant
    return Value(result, True, tuple(values), pullback)
""",
    },
    "parents_first": {
        "a stack of iterators": """
def parents_first(root):
    done, open_ = {}, {root: iter(root.parents[::-1])}
    while open_:
        node = next(reversed(open_))
        for parent in open_[node]:
            if parent not in done and parent not in open_:
                open_[parent] = iter(parent.parents)
                break
        else:
            done[node] = None
            del open_[node]
    return list(done)
""",
        "looks at a node's parents again until they are in": """
def parents_first(root):
    order, listed, stack = [], set(), [root]
    while stack:
        node = stack[-1]
        missing = [parent for parent in node.parents if parent not in listed]
        if missing:
            stack.extend(missing)
            continue
        stack.pop()
        if node not in listed:
            listed.add(node)
            order.append(node)
    return order
""",
    },
    "backpropagate": {
        "zeros of the right kind first": """
def backpropagate(root, gradient):
    order = parents_first(root)
    gradients = {root: np.array(gradient)}
    for node in order[::-1]:
        if node in gradients and len(node.parents) > 0:
            for parent, part in zip(node.parents, node.pullback(gradients[node])):
                if parent.requires_grad:
                    if parent not in gradients:
                        gradients[parent] = np.zeros_like(parent.data)
                    gradients[parent] = gradients[parent] + unbroadcast(part, parent.data.shape)
    return gradients
""",
    },
    "backward": {
        "the first gradient is kept, the next makes a new array": """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size != 1:
            raise ShapeError(f"one number, not {self.shape}")
        gradient = np.ones(self.shape, dtype=self.dtype)
    if np.shape(gradient) != self.shape:
        raise ShapeError(f"{np.shape(gradient)} is not {self.shape}")
    for node, share in backpropagate(self, np.asarray(gradient)).items():
        if not node.parents and node.requires_grad:
            node.grad = share if node.grad is None else node.grad + share
""",
    },
    "matmul": {
        "batches in a loop": """
def matmul(x, y):
    batch = np.broadcast_shapes(x.shape[:-2], y.shape[:-2])
    xs = np.broadcast_to(x, (*batch, *x.shape[-2:]))
    ys = np.broadcast_to(y, (*batch, *y.shape[-2:]))
    result = np.zeros((*batch, x.shape[-2], y.shape[-1]), dtype=np.result_type(x, y))
    for place in np.ndindex(*batch):
        result[place] = xs[place].dot(ys[place])

    def pullback(gradient):
        for_x, for_y = np.zeros_like(xs), np.zeros_like(ys)
        for place in np.ndindex(*batch):
            for_x[place] = gradient[place].dot(ys[place].T)
            for_y[place] = xs[place].T.dot(gradient[place])
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return result, pullback
""",
    },
    "log_sum_exp": {
        "the axis moved to the end": """
def log_sum_exp(x, axis=-1):
    moved = np.moveaxis(x, axis, -1)
    top = moved.max(-1)
    powers = np.exp(moved - top[..., None])
    total = powers.sum(-1)

    def pullback(gradient):
        shares = powers * (gradient / total)[..., None]
        return (np.moveaxis(shares, -1, axis),)

    return np.log(total) + top, pullback
""",
    },
    "cross_entropy": {
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
    },
    "linear_layer": {
        "shape looked at from behind": """
def __call__(self, x):
    if self.weight.shape[0] != x.data.shape[-1]:
        raise ShapeError(f"{self.weight.shape} doesn't fit {x.data.shape}")
    return x.__matmul__(self.weight).__add__(self.bias)
""",
    },
    "parameters": {
        "one part after another": """
def parameters(self):
    def parts(thing):
        if isinstance(thing, (list, tuple)):
            return [leaf for each in thing for leaf in parts(each)]
        if isinstance(thing, Module):
            return thing.parameters()
        is_parameter = isinstance(thing, Value) and not thing.parents and thing.requires_grad
        return [thing] if is_parameter else []

    return list(dict.fromkeys(parts(list(self.__dict__.values()))))
""",
    },
    "sgd_step": {
        "those with a gradient first": """
def step(self):
    chosen = [i for i, p in enumerate(self.parameters) if p.grad is not None]
    for i in chosen:
        self.velocities[i] = np.multiply(self.velocities[i], self.momentum)
        self.velocities[i] += self.parameters[i].grad
    for i in chosen:
        self.parameters[i].data = self.parameters[i].data - self.learning_rate * self.velocities[i]
""",
    },
    "adam_step": {
        "the running means in place": """
def step(self):
    t = self.steps_taken = 1 + self.steps_taken
    for p, m, s in zip(self.parameters, self.means, self.squares):
        if p.grad is None:
            continue
        m *= self.betas[0]
        m += (1 - self.betas[0]) * p.grad
        s *= self.betas[1]
        s += (1 - self.betas[1]) * p.grad * p.grad
        size = np.sqrt(s / (1 - self.betas[1] ** t)) + self.epsilon
        p.data = p.data - self.learning_rate * (m / (1 - self.betas[0] ** t)) / size
""",
    },
}

CASES = [(name, how) for name, answers in RIGHT.items() for how in answers]


@pytest.mark.parametrize(("name", "how"), CASES)
def test_a_right_answer_in_another_style_is_accepted(name, how, verdict_on) -> None:
    verdict = verdict_on(name, RIGHT[name][how])
    assert (verdict.outcome, verdict.failure) == ("passed", None)
