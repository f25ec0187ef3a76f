"""The figure of the lesson on picks that moves: a model's table, read at the token that came next."""

from typing import Annotated

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bootcamp.author import Dial
from groundup.arrays.indexing import next_token_log_probs

TEXT = "#010203"  # becomes the page's own text colour
BLUE, ORANGE = "C0", "C1"
WORDS = "the", "cat", "sat", "on", "mat"
TOKENS = 0, 1, 2, 3, 0, 4  # the cat sat on the mat
LOGITS = (
    (-3.0, 2.0, 0.0, -2.0, 1.5),
    (-1.0, -2.0, 2.5, 1.0, -3.0),
    (0.5, -2.0, -3.0, 2.0, -1.0),
    (3.0, -1.0, -3.0, -2.0, 0.0),
    (-3.0, 2.5, 0.0, -1.0, 1.5),
    (0.0, -1.0, 0.5, 1.0, -3.0),
)


def picked_one_by_one(figure: Figure, position: Annotated[int, Dial(0, 5, start=2)]) -> str:
    """A text's table of log-probabilities, and the entry that each position is asked for."""
    tokens = torch.tensor([TOKENS])
    table = torch.tensor([LOGITS]).log_softmax(dim=-1)
    picked = next_token_log_probs(table, tokens)[0].tolist()
    figure.set_size_inches(4.8, 3.6)
    figure.subplots_adjust(left=0.0, right=1.0, bottom=0.0, top=1.0)
    axes = figure.subplots()
    for place, name in enumerate(WORDS):
        axes.text(place, -1.0, f"{name}\n{place}", ha="center", va="center")
    axes.text(-1.2, -1.0, "position\nhas read", ha="center", va="center")
    axes.text(5.35, -1.0, "result", ha="center", va="center")
    axes.plot([-1.9, 5.9], [-0.55, -0.55], color=TEXT, linewidth=0.8)
    for row, scores in enumerate(table[0].tolist()):
        draw_row(axes, row, scores, position)
        if row <= position and row < len(picked):
            mark(axes, 5.35, row)
            axes.text(5.35, row, signed(picked[row]), ha="center", va="center")
    axes.set_xlim(-1.95, 5.95)
    axes.set_ylim(5.6, -1.5)
    axes.set_axis_off()
    return sentence(position, picked)


def draw_row(axes: Axes, row: int, scores: list[float], position: int) -> None:
    """One position: its token, its scores, and a mark on the one that is picked, once it is."""
    if row == position:
        axes.add_patch(Rectangle((-1.9, row - 0.45), 6.35, 0.9, color=BLUE, alpha=0.2, lw=0))
    axes.text(-1.2, row, f"{row}: {WORDS[TOKENS[row]]}", ha="center", va="center")
    for column, score in enumerate(scores):
        is_asked = row + 1 < len(TOKENS) and column == TOKENS[row + 1]
        if is_asked and row <= position:
            mark(axes, column, row)
        axes.text(column, row, signed(score), ha="center", va="center")


def mark(axes: Axes, across: float, down: float) -> None:
    """A coloured cell around a place."""
    spot = (across - 0.42, down - 0.38)
    axes.add_patch(Rectangle(spot, 0.84, 0.76, color=ORANGE, alpha=0.4, lw=0))


def signed(number: float) -> str:
    """One digit behind the point, with a minus as long as a plus."""
    return f"{number:.1f}".replace("-", "−")


def sentence(position: int, picked: list[float]) -> str:
    """What this position has read, what it is asked for, and where that stands."""
    if position + 1 == len(TOKENS):
        return f"Position {position} is the last: nothing is known of what comes after it."
    read = " ".join(WORDS[token] for token in TOKENS[: position + 1])
    token = TOKENS[position + 1]
    return (
        f"Position {position} has read “{read}”. Then came “{WORDS[token]}”, token {token}: entry "
        f"[{position}, {token}], {signed(picked[position])}."
    )
