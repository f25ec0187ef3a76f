"""Answers to `patch_positions`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def patch_positions(x, source, positions):
    is_there = torch.arange(x.shape[1]) == positions[:, None]
    return torch.where(is_there[..., None], source, x)
""",
    "in a third style": """
def patch_positions(x, source, positions):
    sequences = []
    for mine, theirs, p in zip(x, source, positions.tolist()):
        sequences.append(torch.cat([mine[:p], theirs[p : p + 1], mine[p + 1 :]]))
    return torch.stack(sequences)
""",
}
