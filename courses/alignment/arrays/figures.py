"""Figures of the chapter, drawn with the learner's own functions."""

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from groundup.arrays.indexing import hide_future, squared_distances

TEXT = "#010203"  # becomes the page's own text colour
ORANGE = "#d9730d"  # reads on light and on dark


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
    figure.set_size_inches(5.4, 1.8)
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
    figure.set_size_inches(5.4, 2.9)
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
