"""Figures of the chapter, drawn with the learner's own functions."""

from collections.abc import Sequence

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from groundup.arrays.indexing import hide_future, squared_distances
from groundup.arrays.layouts import image_to_patches, window_layout
from groundup.arrays.puzzles import bigram_counts

TEXT = "#010203"  # becomes the page's own text colour
ON_COLOUR = "#111111"  # text on a coloured cell
BLUE, ORANGE, GREEN, PINK = "#2f7fc1", "#d9730d", "#2f9e62", "#c94f8c"  # read on light and on dark


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
    figure.set_size_inches(4.8, 4.5)
    axes = figure.subplots()
    shares = counts / counts.sum(dim=1, keepdim=True).clamp(min=1)
    blue = torch.tensor([0x2F, 0x7F, 0xC1]).expand(*shares.shape, 3)
    axes.imshow(blue, alpha=shares.numpy() ** 0.5)  # the root lets rare pairs be seen
    names = ["␣", *alphabet[1:]]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(range(len(names)), names)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel("this letter next")
    axes.set_ylabel("after this one")


def draw_table(
    axes: Axes, table: np.ndarray, title: str, is_faint: np.ndarray, digits: int = 0
) -> None:
    """A table of numbers, each on a colour of its size; those that are faint have no colour."""
    shown = np.ma.masked_array(table, is_faint)
    reach = 2.5 * float(np.abs(shown).max())  # pale enough for dark text
    axes.imshow(shown, cmap="PuOr", vmin=-reach, vmax=reach)
    for (i, j), entry in np.ndenumerate(table):
        text = f"{entry:.{digits}f}" if np.isfinite(entry) else "−∞"
        colour, alpha = (TEXT, 0.45) if is_faint[i, j] else ("#111111", 1.0)
        axes.text(j, i, text, ha="center", va="center", color=colour, alpha=alpha, fontsize=10)
    axes.set_title(title, color=TEXT, fontsize=10)
    axes.set_axis_off()


def stretched_to_a_table(figure: Figure) -> None:
    """A column and a row, each stretched to [3, 4], and their sum."""
    figure.set_size_inches(4.8, 1.7)
    figure.set_layout_engine("tight")
    figure.patch.set_alpha(0.0)
    column, row = np.array([[10.0], [20.0], [30.0]]), np.array([1.0, 2.0, 3.0, 4.0])
    copies = np.ones((3, 4), dtype=bool)
    first, second = copies.copy(), copies.copy()
    first[:, 0], second[0] = False, False  # what is there; the rest is only imagined
    tables = (column + 0 * row, row + 0 * column, column + row)
    titles = ("a, [3, 1], stretched", "b, [4], stretched", "a + b, [3, 4]")
    for axes, table, faint, title in zip(
        figure.subplots(1, 3), tables, (first, second, ~copies), titles, strict=True
    ):
        draw_table(axes, table, title, faint)


def accidental_pairs(figure: Figure) -> None:
    """The table whose mean is taken when a column of predictions meets a row of targets."""
    figure.set_layout_engine("tight")
    figure.patch.set_alpha(0.0)
    targets = torch.linspace(-1.7, 1.7, 64)[:, None]
    table = squared_distances(targets, targets)
    axes = figure.add_subplot()
    drawn = axes.imshow(table, cmap="viridis")
    axes.plot([0, 63], [0, 63], color=ORANGE, linewidth=1.5, linestyle="--")
    axes.set_xlabel("target", color=TEXT)
    axes.set_ylabel("prediction", color=TEXT)
    axes.tick_params(colors=TEXT)
    bar = figure.colorbar(drawn)
    bar.ax.tick_params(colors=TEXT)
    bar.set_label("squared difference", color=TEXT)
    variance = float(((targets - targets.mean()) ** 2).mean())
    diagonal, mean = float(table.diagonal().mean()), float(table.mean())
    axes.set_title(
        f"mean of the diagonal {diagonal:.2f}, of the table {mean:.2f};\n"
        f"variance of the targets {variance:.2f}",
        color=TEXT,
        fontsize=10,
    )


def hidden_future(figure: Figure) -> None:
    """Scores without those of the future, and the attention weights that follow."""
    figure.set_size_inches(4.8, 2.7)
    figure.set_layout_engine("tight")
    figure.patch.set_alpha(0.0)
    generator = torch.Generator().manual_seed(1)
    scores = (torch.randn(5, 5, generator=generator) * 2).round(decimals=1)
    hidden = hide_future(scores)
    weights = torch.softmax(hidden, dim=-1)
    left, right = figure.subplots(1, 2)
    draw_table(
        left, hidden.numpy(), "scores, after hide_future", ~torch.isfinite(hidden).numpy(), 1
    )
    draw_table(right, weights.numpy(), "weights: softmax of each row", (weights == 0).numpy(), 2)
