"""Answers to `pixelate`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "the tile's first pixel": """
def pixelate(images, size):
    first = images[..., ::size, ::size]
    return repeat(first, '... r s -> ... (r i) (s j)', i=size, j=size)
""",
    "sums in place of means": """
def pixelate(images, size):
    sums = reduce(images, '... (r i) (s j) -> ... r s', 'sum', i=size, j=size)
    return repeat(sums, '... r s -> ... (r i) (s j)', i=size, j=size)
""",
    "tiles laid side by side": """
def pixelate(images, size):
    means = reduce(images, '... (r i) (s j) -> ... r s', 'mean', i=size, j=size)
    return repeat(means, '... r s -> ... (i r) (j s)', i=size, j=size)
""",
    "not spread out again": """
def pixelate(images, size):
    return reduce(images, '... (r i) (s j) -> ... r s', 'mean', i=size, j=size)
""",
    "means over channels, too": """
def pixelate(images, size):
    means = reduce(images, '... (r i) (s j) -> ... r s', 'mean', i=size, j=size)
    means = means.mean(dim=0, keepdim=True).expand(means.shape) if means.ndim > 2 else means
    return repeat(means, '... r s -> ... (r i) (s j)', i=size, j=size)
""",
    "differences of running sums": """
def pixelate(images, size):
    table = images.cumsum(-1).cumsum(-2)[..., size - 1 :: size, size - 1 :: size]
    sums = table.clone()
    sums[..., 1:] -= table[..., :-1]
    down = sums.clone()
    down[..., 1:, :] -= sums[..., :-1, :]
    means = down / size**2
    return means.repeat_interleave(size, -1).repeat_interleave(size, -2)
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def pixelate(images, size):
    *front, height, width = images.shape
    tiles = images.reshape(*front, height // size, size, width // size, size)
    return tiles.mean((-3, -1), keepdim=True).expand_as(tiles).reshape(images.shape)
""",
    "in a third style": """
def pixelate(images, size):
    coarse = images.clone()
    for top in range(0, images.shape[-2], size):
        for left in range(0, images.shape[-1], size):
            place = (..., slice(top, top + size), slice(left, left + size))
            coarse[place] = images[place].mean(dim=(-2, -1), keepdim=True)
    return coarse
""",
    "by two reshapes": """
def pixelate(images, size):
    *lead, h, w = images.shape
    tiles = images.reshape(*lead, h // size, size, w // size, size)
    means = tiles.mean(dim=-1, keepdim=True).mean(dim=-3, keepdim=True)
    return means.expand(tiles.shape).reshape(images.shape).clone()
""",
}
