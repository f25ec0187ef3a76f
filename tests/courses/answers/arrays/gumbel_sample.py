"""Answers to `gumbel_sample`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def gumbel_sample(logits, generator):
    probabilities = softmax_with_temperature(logits, 1.0)
    return sample_categorical(probabilities, generator)
""",
}
