"""Answers to `invert_cumulative`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "measured on another sum": """
def invert_cumulative(probabilities, uniform):
    threshold = (uniform * probabilities.sum(dim=-1))[..., None]
    return (probabilities.cumsum(dim=-1) <= threshold).sum(dim=-1)
""",
    "shares first, and then their sums": """
def invert_cumulative(probabilities, uniform):
    shares = probabilities / probabilities.sum(dim=-1, keepdim=True)
    return (shares.cumsum(dim=-1) <= uniform[..., None]).sum(dim=-1)
""",
    "shares first, and never past the last": """
def invert_cumulative(probabilities, uniform):
    shares = probabilities / probabilities.sum(dim=-1, keepdim=True)
    passed = (shares.cumsum(dim=-1) <= uniform[..., None]).sum(dim=-1)
    return passed.clamp(max=probabilities.shape[-1] - 1)
""",
    "the last end is set to 1": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(dim=-1)
    ends[..., -1] = 1.0
    return (ends <= uniform[..., None]).sum(dim=-1)
""",
    "the numbers line up with the options": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(dim=-1)
    return (ends <= uniform * ends[..., -1]).sum(dim=-1)
""",
    "axes of length 1 go": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(-1).contiguous()
    numbers = (uniform * ends[..., -1])[..., None].contiguous()
    return torch.searchsorted(ends, numbers, right=True).squeeze()
""",
    "left ends are counted": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(dim=-1)
    return (ends - probabilities < uniform[..., None] * ends[..., -1:]).sum(dim=-1) - 1
""",
    "in float32": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.float().cumsum(dim=-1)
    return (ends <= uniform.float()[..., None] * ends[..., -1:]).sum(dim=-1)
""",
    "the nearest end": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(dim=-1)
    return (ends - uniform[..., None] * ends[..., -1:]).abs().argmin(dim=-1)
""",
    "32-bit numbers of options": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(dim=-1).contiguous()
    numbers = (uniform * ends[..., -1])[..., None].contiguous()
    return torch.searchsorted(ends, numbers, right=True, out_int32=True)[..., 0]
""",
}

RIGHT: dict[str, str] = {
    "left ends are counted": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(dim=-1)
    begins = ends - probabilities
    return (begins <= uniform[..., None] * ends[..., -1:]).sum(dim=-1) - 1
""",
    "a binary search": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(-1)
    ends = (ends / ends[..., -1:]).contiguous()
    found = torch.searchsorted(ends, uniform.unsqueeze(-1).contiguous(), right=True)
    return found.squeeze(-1)
""",
    "the first end to the right": """
def invert_cumulative(probabilities, uniform):
    ends = torch.cumsum(probabilities, -1)
    is_right = ends > uniform.unsqueeze(-1) * ends[..., -1:]
    return is_right.to(torch.uint8).argmax(-1)
""",
    "walking along the pieces": """
def invert_cumulative(probabilities, uniform):
    rows = probabilities.reshape(-1, probabilities.shape[-1]).tolist()
    found = []
    for row, number in zip(rows, uniform.reshape(-1).tolist()):
        ends, end = [], 0.0
        for length in row:
            end = torch.tensor(end + length, dtype=probabilities.dtype).item()
            ends.append(end)
        found.append(sum(1 for place in ends if place <= number * end))
    return torch.tensor(found, dtype=torch.int64).reshape(uniform.shape)
""",
}
