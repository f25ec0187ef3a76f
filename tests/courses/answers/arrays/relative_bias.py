"""Answers to `relative_bias`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "distances the other way round": """
def relative_bias(by_distance):
    seq = by_distance.shape[-1] // 2 + 1
    places = torch.arange(seq)
    return by_distance[..., places[:, None] - places + seq - 1]
""",
    "without a sign": """
def relative_bias(by_distance):
    seq = by_distance.shape[-1] // 2 + 1
    places = torch.arange(seq)
    return by_distance[..., (places - places[:, None]).abs() + seq - 1]
""",
    "negative places from the end": """
def relative_bias(by_distance):
    seq = by_distance.shape[-1] // 2 + 1
    places = torch.arange(seq)
    return by_distance[..., places - places[:, None]]
""",
    "for one row alone": """
def relative_bias(by_distance):
    seq = by_distance.shape[0] // 2 + 1
    places = torch.arange(seq)
    return by_distance[places - places[:, None] + seq - 1]
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def relative_bias(by_distance):
    seq = (by_distance.shape[-1] + 1) // 2
    return by_distance.unfold(-1, seq, 1).flip(-2)
""",
    "in a third style": """
def relative_bias(by_distance):
    seq = (by_distance.shape[-1] + 1) // 2
    rows = [by_distance[..., seq - 1 - i : 2 * seq - 1 - i] for i in range(seq)]
    return torch.stack(rows, dim=-2)
""",
    "windows in falling order": """
def relative_bias(by_distance):
    seq = by_distance.shape[-1] // 2 + 1
    rows = [by_distance[..., seq - 1 - i : 2 * seq - 1 - i] for i in range(seq)]
    return torch.stack(rows, dim=-2)
""",
}
