"""Figures of the chapter, drawn with the learner's own functions."""

from collections.abc import Sequence

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from groundup.arrays.layouts import image_to_patches, window_layout
from groundup.arrays.puzzles import bigram_counts

TEXT = "#010203"  # becomes the page's own text colour
ON_COLOUR = "#111111"  # text on a coloured cell


def number_table(axes: Axes, numbers: Tensor, shades: Tensor, title: str) -> None:
    """Draw a matrix as a table: a number in each cell, and a shade from 0 to 1 behind it."""
    axes.imshow(shades, cmap="Pastel1", vmin=0.0, vmax=1.0, aspect="equal")
    for i, row in enumerate(numbers.tolist()):
        for j, number in enumerate(row):
            axes.text(j, i, f"{number:g}", ha="center", va="center", color=ON_COLOUR, fontsize=11)
    axes.set_title(title, color=TEXT, fontsize=10)
    axes.set_axis_off()


def one_memory(figure: Figure) -> None:
    """A strip of twelve numbers, and three views of it."""
    memory = torch.arange(12)
    layouts: Sequence[tuple[tuple[int, ...], tuple[int, ...]]] = (
        ((3, 4), (4, 1)),
        ((4, 3), (1, 4)),
        ((3, 2), (4, 2)),
    )
    names = "x", "x.T", "x[:, ::2]"
    above, *below = figure.subplot_mosaic("AAA;BCD", height_ratios=[1, 3]).values()
    number_table(above, memory[None], memory[None] // 4 / 8, "memory")
    for axes, name, (shape, strides) in zip(below, names, layouts, strict=True):
        view = memory.as_strided(shape, strides)
        number_table(axes, view, view // 4 / 8, f"{name}: shape {shape},\nstrides {strides}")


def tiles_in_order(figure: Figure) -> None:
    """A small image, coloured by tile, beside the patches that the learner's function makes."""
    image = torch.arange(24.0).view(4, 6)
    rows, columns = torch.arange(4)[:, None], torch.arange(6)
    tiles = (rows // 2 * 3 + columns // 2) / 8  # which tile a pixel lies in
    left, right = figure.subplots(1, 2)
    number_table(left, image, tiles, "the image")
    patches = image_to_patches(image[None, None], 2)[0]
    number_table(right, patches, tiles.flatten()[patches.long()], "its patches")


def shared_windows(figure: Figure) -> None:
    """The memory and its windows, after a write to one entry of one window."""
    memory = torch.zeros(7)
    layout = window_layout((7,), (1,), 3)
    memory.as_strided(*layout)[2, 1] = 1.0
    offsets = torch.arange(7)
    left, right = figure.subplots(1, 2, width_ratios=[7, 3])
    number_table(left, offsets[None], memory[None] / 8, "memory, x")
    windows = memory.as_strided(*layout)
    number_table(right, offsets.as_strided(*layout), windows / 8, "windows")


def letter_pairs(figure: Figure) -> None:
    """How often each letter follows each other one in the texts that explain torch's functions."""
    alphabet = " abcdefghijklmnopqrstuvwxyz"
    functions = [getattr(torch.nn.functional, name) for name in dir(torch.nn.functional)]
    text = " ".join(function.__doc__ or "" for function in functions).lower()
    letters = "".join(letter if letter in alphabet else " " for letter in text)
    plain = " ".join(letters.split())[:40_000]
    tokens = torch.tensor([[alphabet.index(letter) for letter in plain]])
    counts = bigram_counts(tokens, len(alphabet))
    figure.set_size_inches(6.4, 4.8)
    axes = figure.subplots()
    shares = counts / counts.sum(dim=1, keepdim=True).clamp(min=1)
    blue = torch.tensor([0x2F, 0x7F, 0xC1]).expand(*shares.shape, 3)
    axes.imshow(blue, alpha=shares.numpy() ** 0.5)  # the root lets rare pairs be seen
    names = ["␣", *alphabet[1:]]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(range(len(names)), names, fontsize=7)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel("this letter next")
    axes.set_ylabel("after this one")
