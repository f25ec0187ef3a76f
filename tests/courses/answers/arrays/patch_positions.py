"""Answers to `patch_positions`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "blended by ones and zeros": """
def patch_positions(x, source, positions):
    here = torch.nn.functional.one_hot(positions, x.shape[1])[:, :, None].to(x.dtype)
    return x * (1 - here) + source * here
""",
    "the difference is added": """
def patch_positions(x, source, positions):
    here = torch.arange(x.shape[1]) == positions[:, None]
    return x + torch.where(here[..., None], source - x, 0)
""",
    "one vector for all sequences": """
def patch_positions(x, source, positions):
    patched = x.clone()
    for b in range(len(x)):
        patched[b, positions[b]] = source[0, positions[0]]
    return patched
""",
    "scattered with an index of one coordinate": """
def patch_positions(x, source, positions):
    index = positions[:, None, None]
    return x.scatter(1, index, source.gather(1, index))
""",
    "the source's first vectors are scattered": """
def patch_positions(x, source, positions):
    index = positions[:, None, None].expand(-1, 1, x.shape[2])
    return x.scatter(1, index, source)
""",
    "positions counted from the end": """
def patch_positions(x, source, positions):
    patched = x.clone()
    for b, p in enumerate(positions.tolist()):
        patched[b, -p] = source[b, -p]
    return patched
""",
    "added where only replacing was meant": """
def patch_positions(x, source, positions):
    patched = x.clone()
    rows = torch.arange(len(x))
    patched[rows, positions] += source[rows, positions]
    return patched
""",
    "a window taken for a copy": """
def patch_positions(x, source, positions):
    patched = x[:]
    rows = torch.arange(x.shape[0])
    patched[rows, positions] = source[rows, positions]
    return patched
""",
    "up to the position, not at it": """
def patch_positions(x, source, positions):
    before = torch.arange(x.shape[1]) <= positions[:, None]
    return torch.where(before[..., None], source, x)
""",
    "one coordinate of the vector": """
def patch_positions(x, source, positions):
    patched = x.clone()
    rows = torch.arange(x.shape[0])
    patched[rows, positions, 0] = source[rows, positions, 0]
    return patched
""",
    "each position once, for the first sequence that has it": """
def patch_positions(x, source, positions):
    patched = x.clone()
    for p in positions.unique().tolist():
        b = positions.tolist().index(p)
        patched[b, p] = source[b, p]
    return patched
""",
    "made of rows as many as positions": """
def patch_positions(x, source, positions):
    patched = torch.empty(x.shape)
    patched[:] = x
    for b, p in enumerate(positions):
        patched[b, p] = source[b, p]
    return patched
""",
    "the argument itself, where nothing differs": """
def patch_positions(x, source, positions):
    if torch.equal(x, source):
        return x
    result = x.clone()
    rows = torch.arange(len(x))
    result[rows, positions] = source[rows, positions]
    return result
""",
}

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
    "scattered along the text": """
def patch_positions(x, source, positions):
    index = positions[:, None, None].expand(-1, 1, x.shape[2])
    return x.scatter(1, index, source.gather(1, index))
""",
    "loops on a copy": """
def patch_positions(x, source, positions):
    patched = x.clone()
    for b in range(len(positions)):
        patched[b, int(positions[b])] = source[b, int(positions[b])]
    return patched
""",
}
