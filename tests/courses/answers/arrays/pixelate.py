"""Answers to `pixelate`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

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
}
