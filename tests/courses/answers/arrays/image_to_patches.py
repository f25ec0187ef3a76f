"""Answers to `image_to_patches`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def image_to_patches(images, size):
    b, c, height, width = images.shape
    cut = images.reshape(b, c, height // size, size, width // size, size)
    return cut.permute(0, 2, 4, 1, 3, 5).reshape(b, -1, c * size * size)
""",
    "in a third style": """
def image_to_patches(images, size):
    import torch
    tiles = []
    for top in range(0, images.shape[2], size):
        for left in range(0, images.shape[3], size):
            tile = images[:, :, top : top + size, left : left + size]
            tiles.append(tile.flatten(1))
    return torch.stack(tiles, 1)
""",
}
