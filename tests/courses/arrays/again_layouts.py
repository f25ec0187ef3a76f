"""Every known mistake in the first exercises of `layouts`, made a second time in another style.

In the order of each exercise's `mistakes`. A learner who writes one of these should be told that
mistake's sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "split_heads": (
        """
def split_heads(x, heads):
    import torch
    return torch.stack([x[:, :, h::heads] for h in range(heads)], dim=1)
""",
        """
def split_heads(x, heads):
    sequences = []
    for sequence in x:
        numbers = sequence.flatten()
        sequences.append(numbers.view(heads, len(sequence), -1)[None])
    import torch
    return torch.cat(sequences)
""",
        """
def split_heads(x, heads):
    return x.unflatten(-1, (heads, -1))
""",
        """
def split_heads(x, heads):
    d_head = heads
    how_many = x.shape[2] // d_head
    cut = x.reshape(x.shape[0], x.shape[1], how_many, d_head)
    return cut.permute(0, 2, 1, 3)
""",
        """
def split_heads(x, heads):
    b, s, d = x.shape
    return x.reshape(b, s, heads, d // heads).permute(0, 2, 3, 1)
""",
        """
def split_heads(x, heads):
    return rearrange(x, 'b s (h d) -> (b h) s d', h=heads)
""",
    ),
    "image_to_patches": (
        """
def image_to_patches(images, size):
    import torch
    tiles = []
    for left in range(0, images.shape[3], size):
        for top in range(0, images.shape[2], size):
            tiles.append(images[:, :, top : top + size, left : left + size].flatten(1))
    return torch.stack(tiles, dim=1)
""",
        """
def image_to_patches(images, size):
    b, c, h, w = images.shape
    cut = images.reshape(b, c, h // size, size, w // size, size)
    return cut.permute(0, 2, 4, 3, 5, 1).reshape(b, -1, size * size * c)
""",
        """
def image_to_patches(images, size):
    import torch
    down, across = images.shape[2] // size, images.shape[3] // size
    tiles = [images[:, :, i::down, j::across] for i in range(down) for j in range(across)]
    return torch.stack([tile.flatten(1) for tile in tiles], dim=1)
""",
        """
def image_to_patches(images, size):
    import torch
    tiles = []
    for band in images.split(size, dim=2):
        for tile in band.split(size, dim=3):
            tiles.append(tile.transpose(2, 3).flatten(1))
    return torch.stack(tiles, dim=1)
""",
        """
def image_to_patches(images, size):
    length = images.shape[1] * size * size
    return images.flatten(1).unflatten(1, (-1, length))
""",
        """
def image_to_patches(images, size):
    b, c, h, w = images.shape
    tiles = images.reshape(b, c, h // size, size, w // size, size).transpose(3, 4)
    return tiles.reshape(b, -1, size * size)
""",
        """
def image_to_patches(images, size):
    return rearrange(images, 'b c (h i) (w j) -> b (h w) (c i j)', h=size, w=size)
""",
        """
def image_to_patches(images, size):
    b, c, h, w = images.shape
    tiles = images.reshape(b, c, h // size, size, w // size, size)
    return tiles.permute(0, 2, 4, 1, 3, 5).flatten(1, 2)
""",
        """
def image_to_patches(images, size):
    b, c, h, w = images.shape
    tiles = images.reshape(b, c, h // size, size, w // size, size)
    return tiles.permute(0, 2, 4, 1, 3, 5).flatten(3)
""",
    ),
    "pixelate": (
        """
def pixelate(images, size):
    coarse = images.clone()
    for top in range(0, images.shape[-2], size):
        for left in range(0, images.shape[-1], size):
            tile = images[..., top : top + size, left : left + size]
            coarse[..., top : top + size, left : left + size] = tile.amax((-2, -1), keepdim=True)
    return coarse
""",
        """
def pixelate(images, size):
    *front, height, width = images.shape
    tiles = images.reshape(*front, height // size, size, width // size, size)
    return tiles.sum((-3, -1), keepdim=True).expand_as(tiles).reshape(images.shape)
""",
        """
def pixelate(images, size):
    *front, height, width = images.shape
    tiles = images.reshape(*front, height // size, size, width // size, size)
    means = tiles.mean((-3, -1))
    return means.repeat(*[1] * len(front), size, size)
""",
        """
def pixelate(images, size):
    down, across = images.shape[-2] // size, images.shape[-1] // size
    coarse = images.clone()
    for i in range(down):
        for j in range(across):
            mean = images[..., i::down, j::across].mean((-2, -1), keepdim=True)
            coarse[..., i * size : (i + 1) * size, j * size : (j + 1) * size] = mean
    return coarse
""",
        """
def pixelate(images, size):
    *front, height, width = images.shape
    return images.reshape(*front, height // size, size, width // size, size).mean((-3, -1))
""",
        """
def pixelate(images, size):
    m = reduce(images, '... (h i) (w j) -> ... h w', 'mean', h=size, w=size)
    i, j = images.shape[-2] // size, images.shape[-1] // size
    return repeat(m, '... h w -> ... (h i) (w j)', i=i, j=j)
""",
        """
def pixelate(images, size):
    first = images[..., ::size, ::size]
    return first.repeat_interleave(size, -1).repeat_interleave(size, -2)
""",
        """
def pixelate(images, size):
    mean = reduce(images, '... rows columns -> ...', 'mean')
    return repeat(mean, '... -> ... h w', h=images.shape[-2], w=images.shape[-1])
""",
    ),
    "attention_scores": (
        """
def attention_scores(q, k):
    return q @ k.transpose(-2, -1)
""",
        """
def attention_scores(q, k):
    features = q.shape[3]
    return (q / features) @ k.mT
""",
        """
def attention_scores(q, k):
    batch, heads, n, d = q.shape
    return q @ k.mT / n**0.5
""",
        """
def attention_scores(q, k):
    return k @ q.mT / math.sqrt(k.shape[-1])
""",
        """
def attention_scores(q, k):
    scores = (q / math.sqrt(q.shape[-1])) @ k.mT
    weights = (scores - scores.amax(-1, keepdim=True)).exp()
    return weights / weights.sum(-1, keepdim=True)
""",
        """
def attention_scores(q, k):
    return einsum(q, k, 'b h i d, b h j d -> b i j') / math.sqrt(q.shape[-1])
""",
        """
def attention_scores(q, k):
    return einsum(q, k, 'b h i d, b h j d -> b h i j') * math.sqrt(q.shape[-1])
""",
        """
def attention_scores(q, k):
    return einsum(q, k, 'b h i d, b h j d -> b h i j') / math.sqrt(q.shape[1] * q.shape[-1])
""",
        """
def attention_scores(q, k):
    return einsum(q, k, 'b h i d, b h j d -> b h i j') / math.sqrt(k.shape[-2])
""",
        """
def attention_scores(q, k):
    return q[:, :, :, None] * k[:, :, None] / math.sqrt(q.shape[-1])
""",
    ),
}
