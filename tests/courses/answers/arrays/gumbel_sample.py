"""Answers to `gumbel_sample`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "normal noise": """
def gumbel_sample(logits, generator):
    return (logits + torch.randn(logits.shape, generator=generator)).argmax(-1)
""",
    "logistic noise": """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    return (logits + torch.log(u) - torch.log1p(-u)).argmax(-1)
""",
    "clocks whose rates are exponentials of the logits": """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    return (-u.log() / logits.exp()).argmin(dim=-1)
""",
    "noise times the logits": """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    return (logits * -torch.log(-torch.log(u))).argmax(-1)
""",
    "the noise of the least value": """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    return (logits + torch.log(-torch.log1p(-u))).argmax(-1)
""",
    "noise that is cut off": """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype).clamp(0.05, 0.95)
    return (logits - torch.log(-torch.log(u))).argmax(-1)
""",
    "twice the noise": """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    return (logits - 2 * torch.log(-torch.log(u))).argmax(-1)
""",
    "the same noise in every batch": """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape[1:], generator=generator, dtype=logits.dtype)
    return (logits - torch.log(-torch.log(u))).argmax(-1)
""",
    "a copy of the generator": """
def gumbel_sample(logits, generator):
    mine = torch.Generator()
    mine.set_state(generator.get_state())
    u = torch.rand(logits.shape, generator=mine, dtype=logits.dtype)
    return (logits - torch.log(-torch.log(u))).argmax(-1)
""",
    "a large negative number in place of minus infinity": """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    noise = -torch.log(-torch.log(u))
    return (logits.masked_fill(logits == -torch.inf, -1e9) + noise).argmax(-1)
""",
    "logits in single precision": """
def gumbel_sample(logits, generator):
    logits = logits.float()
    u = torch.rand(logits.shape, generator=generator)
    return (logits - (-u.log()).log()).argmax(-1)
""",
}

RIGHT: dict[str, str] = {
    "by the cumulative sum": """
def gumbel_sample(logits, generator):
    probabilities = softmax_with_temperature(logits, 1.0)
    return sample_categorical(probabilities, generator)
""",
    "kept away from the logarithm of 0": """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    noise = -torch.log(-torch.log(u.clamp(min=1e-20)))
    return torch.max(logits + noise, dim=-1).indices
""",
    "exponential clocks on log-probabilities": """
def gumbel_sample(logits, generator):
    times = torch.empty(logits.shape, dtype=logits.dtype).exponential_(generator=generator)
    return torch.sort(times.log() - logits, dim=-1, stable=True).indices[..., 0]
""",
}
