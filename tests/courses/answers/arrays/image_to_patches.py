"""Answers to `image_to_patches`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "channels vary fastest": """
def image_to_patches(images, size):
    return rearrange(images, 'b c (r i) (s j) -> b (r s) (i j c)', i=size, j=size)
""",
    "tiles down before across": """
def image_to_patches(images, size):
    return rearrange(images, 'b c (r i) (s j) -> b (s r) (c i j)', i=size, j=size)
""",
    "cut by reshape alone": """
def image_to_patches(images, size):
    b, c, h, w = images.shape
    n = (h // size) * (w // size)
    return images.reshape(b, n, c * size * size)
""",
    "pixels of a tile far apart": """
def image_to_patches(images, size):
    return rearrange(images, 'b c (i r) (j s) -> b (r s) (c i j)', i=size, j=size)
""",
    "tiles turned": """
def image_to_patches(images, size):
    return rearrange(images, 'b c (r i) (s j) -> b (r s) (c j i)', i=size, j=size)
""",
}

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
    "a list of tiles": """
def image_to_patches(images, size):
    import torch
    b, c, h, w = images.shape
    result = images.new_empty(b, (h // size) * (w // size), c * size * size)
    for n in range(result.shape[1]):
        r, s = divmod(n, w // size)
        tile = images[:, :, r * size : (r + 1) * size, s * size : (s + 1) * size]
        result[:, n] = tile.reshape(b, c * size * size)
    return result
""",
}
