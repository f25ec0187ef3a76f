"""Answers to `linear_layer`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "nothing flows back to x": (
        "return x @",
        "return Value(x.data) @",
    ),
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
}
