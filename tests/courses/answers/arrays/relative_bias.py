"""Answers to `relative_bias`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

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
}
