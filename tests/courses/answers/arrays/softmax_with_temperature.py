"""Answers to `softmax_with_temperature`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "divided by the temperature first": """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        winners = (logits == logits.max(dim=-1, keepdim=True).values).type_as(logits)
        return winners / winners.sum(-1, keepdim=True)
    scaled = logits / temperature
    powers = torch.exp(scaled - scaled.amax(-1, keepdim=True))
    return powers / powers.sum(-1, keepdim=True)
""",
    "a shift only if a logit is large": """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        winners = (logits == logits.amax(-1, keepdim=True)).to(logits.dtype)
        return winners / winners.sum(-1, keepdim=True)
    if logits.max() / temperature > 80:
        logits = logits - logits.amax(-1, keepdim=True)
    powers = (logits / temperature).exp()
    return powers / powers.sum(-1, keepdim=True)
""",
    "a low temperature is taken for 0": """
def softmax_with_temperature(logits, temperature=1.0):
    gaps = logits - logits.amax(-1, keepdim=True)
    powers = (gaps == 0).to(logits.dtype) if temperature < 1e-4 else (gaps / temperature).exp()
    return powers / powers.sum(-1, keepdim=True)
""",
    "0 divided by 0 is mended by replacing NaN": """
def softmax_with_temperature(logits, temperature=1.0):
    gaps = (logits - logits.amax(-1, keepdim=True)) / temperature
    powers = torch.nan_to_num(gaps, nan=0.0, neginf=-math.inf).exp()
    return powers / powers.sum(-1, keepdim=True)
""",
    "equal largest logits get 1 each": """
def softmax_with_temperature(logits, temperature=1.0):
    largest = logits.amax(-1, keepdim=True)
    if temperature == 0:
        return (logits == largest).to(logits.dtype)
    powers = ((logits - largest) / temperature).exp()
    return powers / powers.sum(-1, keepdim=True)
""",
    "logits that are close count as equal": """
def softmax_with_temperature(logits, temperature=1.0):
    largest = logits.amax(-1, keepdim=True)
    if temperature == 0:
        powers = torch.isclose(logits, largest.expand_as(logits)).to(logits.dtype)
    else:
        powers = ((logits - largest) / temperature).exp()
    return powers / powers.sum(-1, keepdim=True)
""",
    "a very negative number stands for minus infinity": """
def softmax_with_temperature(logits, temperature=1.0):
    logits = logits.masked_fill(logits == -math.inf, -1e9)
    gaps = logits - logits.amax(-1, keepdim=True)
    powers = (gaps == 0).to(logits.dtype) if temperature == 0 else (gaps / temperature).exp()
    return powers / powers.sum(-1, keepdim=True)
""",
    "no probability is smaller than 1e-12": """
def softmax_with_temperature(logits, temperature=1.0):
    gaps = logits - logits.amax(-1, keepdim=True)
    powers = (gaps == 0).to(logits.dtype) if temperature == 0 else (gaps / temperature).exp()
    return (powers / powers.sum(-1, keepdim=True)).clamp(min=1e-12)
""",
    "columns add up to 1": """
def softmax_with_temperature(logits, temperature=1.0):
    gaps = logits - logits.amax(0, keepdim=True)
    powers = (gaps == 0).to(logits.dtype) if temperature == 0 else (gaps / temperature).exp()
    return powers / powers.sum(0, keepdim=True)
""",
}

RIGHT: dict[str, str] = {
    "by log-probabilities": """
def softmax_with_temperature(logits, temperature=1.0):
    largest = logits.max(dim=-1, keepdim=True).values
    if temperature == 0:
        winners = (logits == largest).type_as(logits)
        return winners / winners.sum(-1, keepdim=True)
    scaled = (logits - largest) / temperature
    return torch.exp(scaled - scaled.logsumexp(-1, keepdim=True))
""",
    "row by row, in lists": """
def softmax_with_temperature(logits, temperature=1.0):
    rows = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        gaps = [entry - max(row) for entry in row]
        if any(gap != gap for gap in gaps):
            powers = [math.nan for _ in row]
        elif temperature == 0:
            powers = [float(gap == 0) for gap in gaps]
        else:
            powers = [math.exp(gap / temperature) for gap in gaps]
        rows.append([power / sum(powers) for power in powers])
    return torch.tensor(rows, dtype=logits.dtype).reshape(logits.shape)
""",
    "in place, on memory of its own": """
def softmax_with_temperature(logits, temperature=1.0):
    powers = logits.clone().sub_(logits.amax(-1, keepdim=True))
    if temperature:
        powers.mul_(1 / temperature).exp_()
    else:
        powers = torch.where(powers == 0, torch.ones_like(powers), 0 * powers.clamp(min=-1))
    return powers.div_(powers.sum(-1, keepdim=True))
""",
}
