"""Right answers to the exercises of `layouts`, written in other ways than the library's.

A check that rejects one of these is at fault: it tests how an answer is written.
"""

import re
import runpy

import numpy as np
import pytest
import torch

from ..conftest import COURSE

RIGHT = {
    "split_heads": (
        """
def split_heads(x, heads):
    batch, seq, d_model = x.shape
    return x.view(batch, seq, heads, d_model // heads).transpose(1, 2)
""",
        """
def split_heads(x, heads):
    import torch
    return torch.stack(x.split(x.size(-1) // heads, dim=-1), dim=1)
""",
    ),
    "image_to_patches": (
        """
def image_to_patches(images, size):
    b, c, height, width = images.shape
    cut = images.reshape(b, c, height // size, size, width // size, size)
    return cut.permute(0, 2, 4, 1, 3, 5).reshape(b, -1, c * size * size)
""",
        """
def image_to_patches(images, size):
    import torch
    tiles = []
    for top in range(0, images.shape[2], size):
        for left in range(0, images.shape[3], size):
            tile = images[:, :, top : top + size, left : left + size]
            tiles.append(tile.flatten(1))
    return torch.stack(tiles, 1)
""",
    ),
    "pixelate": (
        """
def pixelate(images, size):
    *front, height, width = images.shape
    tiles = images.reshape(*front, height // size, size, width // size, size)
    return tiles.mean((-3, -1), keepdim=True).expand_as(tiles).reshape(images.shape)
""",
        """
def pixelate(images, size):
    coarse = images.clone()
    for top in range(0, images.shape[-2], size):
        for left in range(0, images.shape[-1], size):
            place = (..., slice(top, top + size), slice(left, left + size))
            coarse[place] = images[place].mean(dim=(-2, -1), keepdim=True)
    return coarse
""",
    ),
    "attention_scores": (
        """
def attention_scores(q, k):
    return (q * q.size(3) ** -0.5) @ k.mT
""",
        """
def attention_scores(q, k):
    products = (q[:, :, :, None, :] * k[:, :, None, :, :]).sum(-1)
    return products.div(math.sqrt(k.shape[-1]))
""",
    ),
    "window_layout": (
        """
def window_layout(shape, strides, size, step=1):
    fits = 0
    while fits * step + size <= shape[-1]:
        fits += 1
    return shape[:-1] + (fits, size), strides[:-1] + (strides[-1] * step, strides[-1])
""",
        """
def window_layout(shape, strides, size, step=1):
    begins = range(0, shape[-1] + 1 - size, step)
    lengths, distances = list(shape), list(strides)
    lengths[-1:] = [len(begins), size]
    distances.insert(-1, step * distances[-1])
    return tuple(lengths), tuple(distances)
""",
    ),
    "flat_stride": (
        """
def flat_stride(shape, strides):
    offsets = [0]
    for length, stride in zip(shape, strides):
        offsets = [o + i * stride for o in offsets for i in range(length)]
    steps = [b - a for a, b in zip(offsets, offsets[1:])] or [1]
    return steps[0] if len(set(steps)) == 1 else None
""",
        """
def flat_stride(shape, strides):
    if math.prod(shape) < 2:
        return 1
    flat = reach = None
    for length, stride in reversed(list(zip(shape, strides))):
        if length == 1:
            continue
        if flat is None:
            flat, reach = stride, stride
        if stride != reach:
            return None
        reach = reach * length
    return flat
""",
    ),
    "decayed_totals": (
        """
def decayed_totals(x, decay):
    y = x.clone()
    for t in range(1, x.shape[-1]):
        y[..., t] += decay * y[..., t - 1]
    return y
""",
        """
def decayed_totals(x, decay):
    n = x.shape[-1]
    t = torch.arange(n)
    age = t[:, None] - t
    weights = torch.where(age >= 0, float(decay) ** age.clamp(min=0), 0.0).to(x.dtype)
    return einsum(weights, x, "t s, ... s -> ... t")
""",
    ),
    "relative_bias": (
        """
def relative_bias(by_distance):
    seq = (by_distance.shape[-1] + 1) // 2
    return by_distance.unfold(-1, seq, 1).flip(-2)
""",
        """
def relative_bias(by_distance):
    seq = (by_distance.shape[-1] + 1) // 2
    rows = [by_distance[..., seq - 1 - i : 2 * seq - 1 - i] for i in range(seq)]
    return torch.stack(rows, dim=-2)
""",
    ),
    "restart_positions": (
        """
def restart_positions(documents):
    seq = documents.shape[-1]
    rows = documents.reshape(-1, seq).tolist() if seq else []
    places = torch.zeros(documents.shape, dtype=torch.int64)
    flat = places.view(-1, seq) if seq else places
    for b, row in enumerate(rows):
        for t in range(1, seq):
            flat[b, t] = flat[b, t - 1] + 1 if row[t] == row[t - 1] else 0
    return places
""",
        """
def restart_positions(documents):
    begins = torch.ones(documents.shape, dtype=torch.int64)
    begins[..., 1:] = (documents.diff(dim=-1) != 0).long()
    number = begins.cumsum(-1)
    same = number[..., :, None] == number[..., None, :]
    return same.sum(-1).new_zeros(documents.shape) + same.tril(-1).sum(-1)
""",
    ),
    "bigram_counts": (
        """
def bigram_counts(tokens, vocab):
    counts = torch.zeros(vocab, vocab, dtype=torch.int64)
    for row in tokens.tolist():
        for a, b in zip(row, row[1:]):
            counts[a, b] += 1
    return counts
""",
        """
def bigram_counts(tokens, vocab):
    values = torch.arange(vocab)
    first = tokens[:, :-1].reshape(-1, 1) == values
    second = tokens[:, 1:].reshape(-1, 1) == values
    return (first.double().T @ second.double()).round().long()
""",
    ),
}
CASES = [(name, source) for name, sources in RIGHT.items() for source in sources]


@pytest.mark.parametrize(("name", "source"), CASES)
def test_a_right_answer_of_another_kind_is_accepted(name, source, verdict_on) -> None:
    verdict = verdict_on(name, source)
    assert (verdict.outcome, verdict.failure) == ("passed", None)


@pytest.mark.parametrize("name", ["offset_by_hand", "shared_entries"])
def test_a_question_asks_for_what_pytorch_says(name) -> None:
    question = runpy.run_path(str(COURSE / "arrays" / f"{name}.py"))["question"]
    for seed in range(300):
        asked = question(np.random.default_rng(seed))
        *code, last = re.findall(r"```python\n(.*)\n```", asked.text, re.DOTALL)[0].split("\n")
        names = {"torch": torch}
        exec("\n".join(code), names)
        assert eval(last, names) == float(asked.answer)
        assert len(asked.wrong) == (4 if name == "offset_by_hand" else 3)
        assert asked.answer not in asked.wrong
