"""Answers to `initial_weights`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "single precision": (
        "size=(inputs, outputs))",
        "size=(inputs, outputs)).astype(np.float32)",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def initial_weights(inputs, outputs, rng):
    return rng.standard_normal((inputs, outputs)) * (2 / inputs) ** 0.5
""",
}
