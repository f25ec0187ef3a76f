"""Answers to `linear_layer`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "nothing flows back to x": (
        "return x @",
        "return Value(x.data) @",
    ),
    "a pullback of its own, for two axes": """
def __call__(self, x):
    if x.shape[-1] != self.weight.shape[0]:
        raise ShapeError(f"expected {self.weight.shape[0]} inputs, got {x.shape[-1]}")
    w, b = self.weight.data, self.bias.data

    def pullback(gradient):
        rows, slopes = x.data.reshape(-1, w.shape[0]), gradient.reshape(-1, w.shape[1])
        return gradient @ w.T, rows.T @ slopes, gradient.sum(axis=0)

    return Value(x.data @ w + b, True, (x, self.weight, self.bias), pullback)
""",
    "recorded even where nothing should be": """
def __call__(self, x):
    if x.shape[-1] != self.weight.shape[0]:
        raise ShapeError(f"expected {self.weight.shape[0]} inputs, got {x.shape[-1]}")
    w, b = self.weight.data, self.bias.data

    def pullback(gradient):
        rows, slopes = x.data.reshape(-1, w.shape[0]), gradient.reshape(-1, w.shape[1])
        return gradient @ w.T, rows.T @ slopes, slopes.sum(axis=0)

    return Value(x.data @ w + b, True, (x, self.weight, self.bias), pullback)
""",
    "turned where it fits only so": """
def __call__(self, x):
    weight = self.weight
    if x.shape[-1] == weight.shape[1]:
        weight = weight.transpose()
    if x.shape[-1] != weight.shape[0]:
        raise ShapeError(f"expected {weight.shape[0]} inputs, got {x.shape[-1]}")
    return x @ weight + self.bias
""",
    "rows cut to fit": """
def __call__(self, x):
    inputs, outputs = self.weight.shape
    if x.data.size % inputs:
        raise ShapeError(f"expected {inputs} inputs, got {x.shape[-1]}")
    flat = x.reshape(-1, inputs) @ self.weight + self.bias
    return flat.reshape(*x.shape[:-1], flat.data.size // max(1, int(np.prod(x.shape[:-1]))))
""",
    "axes in front stay flat": """
def __call__(self, x):
    inputs = self.weight.shape[0]
    if x.shape[-1] != inputs:
        raise ShapeError(f"expected {inputs} inputs, got {x.shape[-1]}")
    return x.reshape(-1, inputs) @ self.weight + self.bias
""",
    "only too few inputs are refused": """
def __call__(self, x):
    inputs = self.weight.shape[0]
    if x.shape[-1] < inputs:
        raise ShapeError(f"expected {inputs} inputs, got {x.shape[-1]}")
    return x[..., :inputs] @ self.weight + self.bias
""",
    "only too many inputs are refused": """
def __call__(self, x):
    inputs = self.weight.shape[0]
    if x.shape[-1] > inputs:
        raise ShapeError(f"expected {inputs} inputs, got {x.shape[-1]}")
    return x @ self.weight[: x.shape[-1]] + self.bias
""",
    "the bias is added before": """
def __call__(self, x):
    inputs = self.weight.shape[0]
    if x.shape[-1] != inputs:
        raise ShapeError(f"expected {inputs} inputs, got {x.shape[-1]}")
    return (x + self.bias) @ self.weight
""",
    "a single output is squeezed": """
def __call__(self, x):
    inputs, outputs = self.weight.shape
    if x.shape[-1] != inputs:
        raise ShapeError(f"expected {inputs} inputs, got {x.shape[-1]}")
    result = x @ self.weight + self.bias
    return result[..., 0] if outputs == 1 else result
""",
    "the weight of the first call is kept": """
def __call__(self, x):
    if x.shape[-1] != self.weight.shape[0]:
        raise ShapeError(f"expected {self.weight.shape[0]} inputs, got {x.shape[-1]}")
    if not hasattr(self, "kept"):
        self.kept = (self.weight * 1.0, self.bias * 1.0)
    weight, bias = self.kept
    return x @ weight + bias
""",
    "the bias as float64 numbers": """
def __call__(self, x):
    if x.shape[-1] != self.weight.shape[0]:
        raise ShapeError(f"expected {self.weight.shape[0]} inputs, got {x.shape[-1]}")
    return x @ self.weight + self.bias * Value(np.ones(self.bias.shape))
""",
    "the whole batch must match": """
def __call__(self, x):
    rows, inputs = x.shape
    if inputs != self.weight.shape[0]:
        raise ShapeError(f"expected {self.weight.shape[0]} inputs, got {inputs}")
    return x @ self.weight + self.bias
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def __call__(self, x):
    inputs, _ = self.weight.shape
    *_, came = x.shape
    if came != inputs:
        raise ShapeError(f"expected {inputs} inputs, got {came}")
    return self.bias + (x @ self.weight)
""",
    "shape looked at from behind": """
def __call__(self, x):
    if self.weight.shape[0] != x.data.shape[-1]:
        raise ShapeError(f"{self.weight.shape} doesn't fit {x.data.shape}")
    return x.__matmul__(self.weight).__add__(self.bias)
""",
    "flattened and back": """
def __call__(self, x):
    inputs, outputs = self.weight.shape
    *batch, came = x.shape
    if inputs != came:
        raise ShapeError(f"A layer of {inputs} inputs was given {came}.")
    rows = int(np.prod(batch))
    flat = x.reshape(rows, inputs) @ self.weight + self.bias
    return flat.reshape(*batch, outputs)
""",
    "as a sum of products": """
def __call__(self, x):
    inputs, outputs = self.weight.shape
    if x.shape[-1] != inputs:
        raise ShapeError(f"A layer of {inputs} inputs was given {x.shape[-1]}.")
    products = x.reshape(*x.shape, 1) * self.weight
    return products.sum(axis=-2) + self.bias
""",
}
