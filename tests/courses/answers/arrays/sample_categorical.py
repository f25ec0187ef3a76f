"""Answers to `sample_categorical`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def sample_categorical(probabilities, generator):
    clocks = -torch.log1p(-torch.rand(probabilities.shape, generator=generator).double())
    return torch.where(probabilities > 0, clocks / probabilities, math.inf).argmin(-1)
""",
}
