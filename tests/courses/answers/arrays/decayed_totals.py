"""Answers to `decayed_totals`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "fades towards the future": """
def decayed_totals(x, decay):
    places = torch.arange(x.shape[-1], dtype=x.dtype)
    age = places[:, None] - places
    return x @ (decay**age.clamp(min=0)).tril()
""",
    "the newest entry fades, too": """
def decayed_totals(x, decay):
    places = torch.arange(x.shape[-1], dtype=x.dtype)
    age = places - places[:, None]
    return x @ (decay ** (age + 1)).triu()
""",
    "divided back and added up": """
def decayed_totals(x, decay):
    powers = decay ** torch.arange(x.shape[-1], dtype=x.dtype)
    running = torch.stack([(x / powers)[..., : t + 1].sum(-1) for t in range(x.shape[-1])], dim=-1)
    return running * powers
""",
    "a moving average": """
def decayed_totals(x, decay):
    out, y = [], torch.zeros_like(x[..., 0])
    for t in range(x.shape[-1]):
        y = decay * y + (1 - decay) * x[..., t]
        out.append(y)
    return torch.stack(out, dim=-1)
""",
    "single precision": """
def decayed_totals(x, decay):
    places = torch.arange(x.shape[-1], dtype=torch.float32)
    age = places - places[:, None]
    return x.float() @ (decay**age).triu()
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def decayed_totals(x, decay):
    y = x.clone()
    for t in range(1, x.shape[-1]):
        y[..., t] += decay * y[..., t - 1]
    return y
""",
    "in a third style": """
def decayed_totals(x, decay):
    n = x.shape[-1]
    t = torch.arange(n)
    age = t[:, None] - t
    weights = torch.where(age >= 0, float(decay) ** age.clamp(min=0).to(x.dtype), 0.0)
    return einsum(weights, x, "t s, ... s -> ... t")
""",
    "the recurrence itself": """
def decayed_totals(x, decay):
    result = x.clone()
    for t in range(1, x.shape[-1]):
        result[..., t] = result[..., t] + decay * result[..., t - 1]
    return result
""",
}
