"""Answers to `stable_log_sum`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "a shift only where a logit is large, for the whole batch at once": """
def stable_log_sum(logits):
    shift = logits.amax(-1, keepdim=True) if logits.max() > 80 else torch.zeros(())
    return (logits - shift).exp().sum(-1).log() + shift.expand(*logits.shape[:-1], 1)[..., 0]
""",
    "no row is shifted if one has nothing left": """
def stable_log_sum(logits):
    largest = logits.max(dim=-1, keepdim=True).values
    if (largest == -math.inf).any():
        return logits.exp().sum(-1).log()
    return largest[..., 0] + (logits - largest).exp().sum(-1).log()
""",
    "NaN is taken for a row with nothing left": """
def stable_log_sum(logits):
    largest = logits.max(dim=-1, keepdim=True).values
    total = (logits - largest).exp().sum(-1).log() + largest[..., 0]
    return torch.where(torch.isnan(total), -math.inf, total)
""",
    "the mean is subtracted": """
def stable_log_sum(logits):
    finite = logits.masked_fill(logits == -math.inf, 0.0)
    middle = finite.mean(dim=-1, keepdim=True)
    return middle[..., 0] + torch.log(torch.exp(logits - middle).sum(-1))
""",
    "the largest in size is subtracted": """
def stable_log_sum(logits):
    size = logits.masked_fill(logits == -math.inf, 0.0).abs().amax(-1, keepdim=True)
    return size.squeeze(-1) + (logits - size).exp().sum(-1).log()
""",
    "a very negative number stands for minus infinity": """
def stable_log_sum(logits):
    logits = logits.clamp(min=-1e9)
    largest = logits.amax(-1, keepdim=True)
    return largest[..., 0] + (logits - largest).exp().sum(-1).log()
""",
    "in float64, without a shift": """
def stable_log_sum(logits):
    return logits.double().exp().sum(-1).log().to(logits.dtype)
""",
    "a little is added before the logarithm": """
def stable_log_sum(logits):
    largest = logits.amax(-1, keepdim=True).clamp(min=-1e30)
    return largest[..., 0] + ((logits - largest).exp().sum(-1) + 1e-12).log()
""",
    "the logits are shifted where they lie": """
def stable_log_sum(logits):
    largest = logits.amax(-1, keepdim=True).clamp(min=-1e30)
    logits -= largest
    return largest[..., 0] + logits.exp().sum(-1).log()
""",
}

RIGHT: dict[str, str] = {
    "in lists": """
def stable_log_sum(logits):
    flat = logits.reshape(-1, logits.shape[-1])
    sums = []
    for row in flat.tolist():
        largest = max(row)
        if any(entry != entry for entry in row) or largest == -math.inf:
            sums.append(sum(row))
        else:
            sums.append(largest + math.log(sum(math.exp(entry - largest) for entry in row)))
    return torch.tensor(sums, dtype=logits.dtype).reshape(logits.shape[:-1])
""",
    "the largest counts as 1, the others by log1p": """
def stable_log_sum(logits):
    places = logits.argmax(-1, keepdim=True)
    largest = logits.gather(-1, places)
    floor = largest.clamp(min=torch.finfo(logits.dtype).min)
    others = (logits - floor).exp().scatter(-1, places, 0.0)
    return (largest + others.sum(-1, keepdim=True).log1p()).squeeze(-1)
""",
    "one option after the other": """
def stable_log_sum(logits):
    total = torch.full(logits.shape[:-1], -math.inf, dtype=logits.dtype)
    for option in range(logits.shape[-1]):
        entry = logits[..., option]
        high, low = torch.maximum(total, entry), torch.minimum(total, entry)
        gap = torch.where(low == -math.inf, -math.inf, low - high)
        total = torch.where(torch.isnan(entry), entry, high + torch.log1p(torch.exp(gap)))
    return total
""",
}
