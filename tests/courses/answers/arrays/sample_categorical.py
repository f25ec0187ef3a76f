"""Answers to `sample_categorical`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "a grid of a hundred numbers": """
def sample_categorical(probabilities, generator):
    numbers = torch.randint(0, 100, probabilities.shape[:-1], generator=generator) / 100
    return invert_cumulative(probabilities, numbers.to(probabilities.dtype))
""",
    "the same numbers again": """
def sample_categorical(probabilities, generator):
    generator.manual_seed(generator.initial_seed())
    numbers = torch.rand(probabilities.shape[:-1], generator=generator, dtype=probabilities.dtype)
    return invert_cumulative(probabilities, numbers)
""",
    "a copy of the generator": """
def sample_categorical(probabilities, generator):
    mine = torch.Generator()
    mine.set_state(generator.get_state())
    numbers = torch.rand(probabilities.shape[:-1], generator=mine, dtype=probabilities.dtype)
    return invert_cumulative(probabilities, numbers)
""",
    "a number for each option": """
def sample_categorical(probabilities, generator):
    numbers = torch.rand(probabilities.shape, generator=generator, dtype=probabilities.dtype)
    return (numbers < probabilities).int().argmax(dim=-1)
""",
    "the largest product": """
def sample_categorical(probabilities, generator):
    numbers = torch.rand(probabilities.shape, generator=generator, dtype=probabilities.dtype)
    return (probabilities * numbers).argmax(dim=-1)
""",
    "a number for each column": """
def sample_categorical(probabilities, generator):
    numbers = torch.rand(probabilities.shape[-2:-1], generator=generator)
    return invert_cumulative(probabilities, numbers.expand(probabilities.shape[:-1]))
""",
    "numbers of the whole process": """
def sample_categorical(probabilities, generator):
    torch.manual_seed(generator.initial_seed())
    return invert_cumulative(probabilities, torch.rand(probabilities.shape[:-1]))
""",
    "evenly spread numbers": """
def sample_categorical(probabilities, generator):
    rows = probabilities.shape[:-1]
    n = math.prod(rows)
    offset = torch.rand((), generator=generator, dtype=probabilities.dtype)
    numbers = (torch.arange(n, dtype=probabilities.dtype) + offset) / max(n, 1)
    return invert_cumulative(probabilities, numbers.reshape(rows))
""",
}

RIGHT: dict[str, str] = {
    "alarm clocks": """
def sample_categorical(probabilities, generator):
    clocks = -torch.log1p(-torch.rand(probabilities.shape, generator=generator).double())
    return torch.where(probabilities > 0, clocks / probabilities, math.inf).argmin(-1)
""",
    "numbers one by one": """
def sample_categorical(probabilities, generator):
    rows = probabilities.shape[:-1]
    numbers = torch.zeros(math.prod(rows), dtype=probabilities.dtype)
    for place in range(len(numbers)):
        numbers[place] = torch.rand((), generator=generator, dtype=probabilities.dtype)
    ends = probabilities.cumsum(-1)
    return (ends > numbers.reshape(rows)[..., None] * ends[..., -1:]).int().argmax(-1)
""",
    "numbers filled in": """
def sample_categorical(probabilities, generator):
    numbers = torch.empty(probabilities.shape[:-1], dtype=torch.float64)
    numbers.uniform_(generator=generator)
    ends = probabilities.double().cumsum(-1)
    return torch.searchsorted(
        ends.contiguous(), (numbers * ends[..., -1])[..., None], right=True
    )[..., 0]
""",
}
