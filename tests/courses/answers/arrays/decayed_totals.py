"""Answers to `decayed_totals`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

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
}
