"""Answers to `standardise`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "torch's layer norm of the last two axes": """
def standardise(x, epsilon=1e-5):
    return torch.nn.functional.layer_norm(x, x.shape[-2:], eps=epsilon)
""",
    "torch's layer norm, whose epsilon isn't handed on": """
def standardise(x, epsilon=1e-5):
    return torch.nn.functional.layer_norm(x, x.shape[-1:])
""",
    "axis 1 is taken for the last": """
def standardise(x, epsilon=1e-5):
    mean = x.mean(dim=1, keepdim=True)
    variance = x.var(dim=1, keepdim=True, unbiased=False)
    return (x - mean) / torch.sqrt(variance + epsilon)
""",
    "a spread of less than epsilon is raised to it": """
def standardise(x, epsilon=1e-5):
    centred = x - x.mean(-1, keepdim=True)
    variance = centred.square().mean(-1, keepdim=True)
    return centred / variance.clamp(min=epsilon).sqrt()
""",
    "epsilon is added to the result's denominator, squared": """
def standardise(x, epsilon=1e-5):
    centred = x - x.mean(-1, keepdim=True)
    variance = centred.square().mean(-1, keepdim=True)
    return centred / (variance + epsilon**2).sqrt()
""",
    "computed in float64 and left there": """
def standardise(x, epsilon=1e-5):
    x = x.double()
    mean = x.mean(dim=-1, keepdim=True)
    return (x - mean) / torch.sqrt(((x - mean) ** 2).mean(dim=-1, keepdim=True) + epsilon)
""",
    "computed in float32 whatever comes": """
def standardise(x, epsilon=1e-5):
    precise = x.float()
    mean = precise.mean(dim=-1, keepdim=True)
    centred = precise - mean
    scale = torch.sqrt(centred.pow(2).mean(dim=-1, keepdim=True) + epsilon)
    return (centred / scale).to(x.dtype)
""",
    "the axis is put back in the wrong place": """
def standardise(x, epsilon=1e-5):
    mean = x.mean(dim=-1).unsqueeze(0)
    variance = ((x - mean) ** 2).mean(dim=-1).unsqueeze(0)
    return (x - mean) / (variance + epsilon).sqrt()
""",
    "mean and root, but the mean comes off after the division": """
def standardise(x, epsilon=1e-5):
    mean = x.mean(dim=-1, keepdim=True)
    size = (x.square().mean(dim=-1, keepdim=True) + epsilon).sqrt()
    return (x - mean) / size
""",
    "the mean absolute deviation": """
def standardise(x, epsilon=1e-5):
    centred = x - x.mean(dim=-1, keepdim=True)
    return centred / (centred.abs().mean(dim=-1, keepdim=True) + epsilon)
""",
    "shifted and scaled in place": """
def standardise(x, epsilon=1e-5):
    x -= x.mean(dim=-1, keepdim=True)
    x /= torch.sqrt(x.square().mean(dim=-1, keepdim=True) + epsilon)
    return x
""",
    "rows of no spread are left out of the division": """
def standardise(x, epsilon=1e-5):
    centred = x - x.mean(dim=-1, keepdim=True)
    std = x.std(dim=-1, keepdim=True, unbiased=False)
    return torch.where(std > epsilon, centred / std, torch.zeros_like(x))
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def standardise(x, epsilon=1e-5):
    variance, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(variance + epsilon)
""",
    "in a third style": """
def standardise(x, epsilon=1e-5):
    flat = x.reshape(-1, x.shape[-1])
    rows = []
    for row in flat:
        centred = row - sum(row) / len(row)
        rows.append(centred / (sum(centred * centred) / len(row) + epsilon) ** 0.5)
    return torch.stack(rows).reshape(x.shape)
""",
    "torch's layer norm": """
def standardise(x, epsilon=1e-5):
    return torch.nn.functional.layer_norm(x, x.shape[-1:], eps=epsilon)
""",
    "in place on a copy": """
def standardise(x, epsilon=1e-5):
    result = x.clone()
    result -= result.mean(dim=-1, keepdim=True)
    result /= torch.sqrt(result.pow(2).mean(dim=-1, keepdim=True) + epsilon)
    return result
""",
}
