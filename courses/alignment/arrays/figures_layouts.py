"""Figures of the lesson on layouts: features that become heads, and strides that are turned."""

from typing import Annotated

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bootcamp.author import Dial
from groundup.arrays.layouts import flat_stride, split_heads

TEXT = "#010203"  # becomes the page's own text colour
COLOURS = "C0", "C1", "C2"
SIDE, CELLS = 3, 17  # a view of 3 rows and 3 columns, on a memory of 17 numbers


def cell(axes: Axes, across: float, down: float, text: str, colour: str = "") -> None:
    """A square of side 1 around a place, with its number; coloured, or only outlined."""
    spot, alpha = (across - 0.5, down - 0.5), 0.4 if colour else 1.0
    axes.add_patch(Rectangle(spot, 1, 1, lw=0.6, fc=colour or "none", ec=TEXT, alpha=alpha))
    axes.text(across, down, text, ha="center", va="center", fontsize=9.5)


def strides_turned(
    figure: Figure,
    rows: Annotated[int, Dial(0, 4, start=3)],
    columns: Annotated[int, Dial(0, 4, start=1)],
) -> str:
    """A memory, what each row of a view reads of it, and the view, for any two strides."""
    offsets = torch.arange(CELLS).as_strided((SIDE, SIDE), (rows, columns)).tolist()
    figure.set_size_inches(4.8, 3.2)
    figure.subplots_adjust(left=0.0, right=1.0, bottom=0.0, top=1.0)
    axes = figure.subplots()
    axes.text(-0.5, -1.0, "memory", va="center")
    for offset in range(CELLS):
        cell(axes, offset, 0, str(offset))
    for row, entries in enumerate(offsets):
        lane = 1.4 + 1.15 * row
        for entry in set(entries):
            cell(axes, entry, lane, str(entry), COLOURS[row])
        draw_view_row(axes, row, entries, (rows, columns))
    axes.text(-0.5, 5.5, "the view", va="center")
    axes.set_xlim(-0.7, CELLS - 0.3)
    axes.set_ylim(9.6, -1.5)
    axes.set_axis_off()
    return sentence((rows, columns), offsets)


def draw_view_row(axes: Axes, row: int, entries: list[int], strides: tuple[int, int]) -> None:
    """A row of the view, and how its offsets are computed."""
    down = 6.7 + 1.05 * row
    for column, entry in enumerate(entries):
        cell(axes, column * 1.05, down, str(entry), COLOURS[row])
    begin = f"row {row} begins at {row} · {strides[0]} = {row * strides[0]}"
    axes.text(4.0, down, f"{begin}, then steps of {strides[1]}", va="center")


def sentence(strides: tuple[int, int], offsets: list[list[int]]) -> str:
    """What the two strides read, and whether it can be laid flat."""
    seen = {offset for row in offsets for offset in row}
    step = flat_stride((SIDE, SIDE), strides)
    places = "1 place" if len(seen) == 1 else f"{len(seen)} places"
    flat = "as one row it has no stride" if step is None else f"as one row it has the stride {step}"
    return (
        f"Strides ({strides[0]}, {strides[1]}): entry [i, j] lies at {strides[0]}·i + "
        f"{strides[1]}·j. The nine entries show {places} of the memory; {flat}."
    )


def features_to_heads(figure: Figure) -> None:
    """Two positions of six features each, and the three heads that they become."""
    x = torch.arange(12.0).view(1, 2, 6)
    heads = split_heads(x, 3)[0].tolist()
    figure.set_size_inches(4.8, 1.6)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.text(2.5, -1.1, "x: two positions, six features", ha="center", va="center")
    for position, features in enumerate(x[0].tolist()):
        for place, feature in enumerate(features):
            cell(axes, place, position, f"{feature:g}", COLOURS[place // 2])
    for head, rows in enumerate(heads):
        across = 7.6 + 2.7 * head
        axes.text(across + 0.5, -1.1, f"head {head}", ha="center", va="center")
        for position, features in enumerate(rows):
            for place, feature in enumerate(features):
                colour = COLOURS[int(feature) % 6 // 2]
                cell(axes, across + place, position, f"{feature:g}", colour)
    axes.set_xlim(-0.9, 14.8)
    axes.set_ylim(1.7, -1.6)
    axes.set_axis_off()
