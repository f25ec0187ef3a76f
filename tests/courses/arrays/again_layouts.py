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
    ),
    "window_layout": (
        """
def window_layout(shape, strides, size, step=1):
    begins = range(0, shape[-1] + 1 - size, step)
    return shape[:-1] + (len(begins), size), strides[:-1] + (step, 1)
""",
        """
def window_layout(shape, strides, size, step=1):
    begins = range(0, shape[-1] + 1 - size, step)
    return shape[:-1] + (len(begins), size), strides + strides[-1:]
""",
        """
def window_layout(shape, strides, size, step=1):
    last = shape[-1]
    count = (last - size) // step if last > size else 0
    along = strides[-1]
    return tuple(shape[:-1]) + (count, size), tuple(strides[:-1]) + (along * step, along)
""",
        """
def window_layout(shape, strides, size, step=1):
    begins = [place for place in range(shape[-1]) if place % step == 0]
    along = strides[-1]
    return shape[:-1] + (len(begins), size), strides[:-1] + (along * step, along)
""",
        """
def window_layout(shape, strides, size, step=1):
    begins = range(0, shape[-1] + 1 - size, step)
    along = strides[-1]
    return shape[:-1] + (size, len(begins)), strides[:-1] + (along, along * step)
""",
        """
def window_layout(shape, strides, size, step=1):
    free = shape[-1] - size
    count = 1 + free // step
    lengths, distances = list(shape[:-1]), list(strides[:-1])
    lengths += [count, size]
    distances += [step * strides[-1], strides[-1]]
    return tuple(lengths), tuple(distances)
""",
    ),
    "flat_stride": (
        """
def flat_stride(shape, strides):
    if not shape or 0 in shape:
        return 1
    for axis in range(len(shape) - 1):
        if strides[axis] != shape[axis + 1] * strides[axis + 1]:
            return None
    return strides[-1]
""",
        """
def flat_stride(shape, strides):
    if 0 in shape:
        return 1
    wanted = None
    for length, stride in list(zip(shape, strides))[::-1]:
        if length == 1:
            continue
        if wanted is not None and stride != wanted:
            return None
        wanted = stride * length
    return 1
""",
        """
def flat_stride(shape, strides):
    if 0 in shape:
        return 1
    kept = [stride for length, stride in zip(shape, strides) if length > 1]
    if kept != sorted(kept, reverse=True):
        return None
    return kept[-1] if kept else 1
""",
        """
def flat_stride(shape, strides):
    if 0 in shape:
        return 1
    lengths = [length for length in shape if length > 1]
    kept = [stride for length, stride in zip(shape, strides) if length > 1]
    fits = all(kept[i] == lengths[i] * kept[i + 1] for i in range(len(kept) - 1))
    if not kept:
        return 1
    return kept[-1] if fits else None
""",
        """
def flat_stride(shape, strides):
    if math.prod(shape) < 2:
        return 1
    kept = [(length, stride) for length, stride in zip(shape, strides) if length > 1]
    entries = math.prod(shape) // kept[0][0]
    return kept[-1][1] if kept[0][1] == kept[-1][1] * entries else None
""",
        """
def flat_stride(shape, strides):
    flat = reach = None
    for length, stride in reversed(list(zip(shape, strides))):
        if length != 1:
            if flat is None:
                flat = stride
            elif stride != reach:
                return None
            reach = stride * length
    return 1 if flat is None else flat
""",
    ),
}
