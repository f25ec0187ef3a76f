"""Answers to `entropy_of_logits`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "terms that aren't numbers count as 0, after the product": """
def entropy_of_logits(logits):
    log_p = logits - stable_log_sum(logits)[..., None]
    return -(log_p.exp() * log_p).nan_to_num(0.0).sum(dim=-1)
""",
    "what is less probable than a millionth is left out": """
def entropy_of_logits(logits):
    p = softmax_with_temperature(logits)
    return -torch.where(p > 1e-6, p * p.log(), 0.0).sum(-1)
""",
    "a little is added before the logarithm": """
def entropy_of_logits(logits):
    p = softmax_with_temperature(logits)
    return -(p * (p + 1e-9).log()).sum(-1)
""",
    "a very little is added before the logarithm": """
def entropy_of_logits(logits):
    p = softmax_with_temperature(logits)
    return -(p * (p + 1e-12).log()).sum(-1)
""",
    "the sums line up with the columns": """
def entropy_of_logits(logits):
    log_p = logits - stable_log_sum(logits)
    p = log_p.exp()
    return -(p * log_p.masked_fill(p == 0, 0.0)).sum(-1)
""",
    "all rows are added up": """
def entropy_of_logits(logits):
    log_p = logits - stable_log_sum(logits)[..., None]
    p = log_p.exp()
    return -(p * log_p.masked_fill(p == 0, 0.0)).sum()
""",
    "exponentials without a shift": """
def entropy_of_logits(logits):
    powers = logits.exp()
    p = powers / powers.sum(-1, keepdim=True)
    return -torch.where(p > 0, p * p.log(), 0.0).sum(-1)
""",
    "a shift only if a logit is large": """
def entropy_of_logits(logits):
    if logits.max() > 80:
        logits = logits - logits.amax(-1, keepdim=True)
    p = logits.exp() / logits.exp().sum(-1, keepdim=True)
    return -torch.where(p > 0, p * p.log(), 0.0).sum(-1)
""",
    "one minus the collision probability": """
def entropy_of_logits(logits):
    return 1 - softmax_with_temperature(logits).square().sum(-1)
""",
}

RIGHT: dict[str, str] = {
    "where": """
def entropy_of_logits(logits):
    p = torch.softmax(logits, -1)
    return torch.where(p == 0, torch.zeros_like(p), -p * torch.log(p)).sum(-1)
""",
    "the sum's logarithm minus the mean logit": """
def entropy_of_logits(logits):
    logits = logits - logits.amax(dim=-1, keepdim=True)
    total = stable_log_sum(logits)
    p = torch.exp(logits - total.unsqueeze(-1))
    return total - torch.einsum("...v,...v->...", p, torch.where(p == 0, 0.0, logits))
""",
    "x log y": """
def entropy_of_logits(logits):
    p = softmax_with_temperature(logits, 1.0)
    return torch.xlogy(p, p).sum(-1).neg()
""",
    "never below the smallest number": """
def entropy_of_logits(logits):
    p = softmax_with_temperature(logits)
    surprise = -p.clamp(min=torch.finfo(p.dtype).tiny).log()
    return (p * surprise).sum(dim=-1)
""",
}
