"""Figures of the chapter."""

from matplotlib.figure import Figure
from tiny.area import rectangle


def sides(figure: Figure) -> None:
    """Areas of growing rectangles."""
    axes = figure.add_subplot()
    axes.plot([rectangle(side, 2) for side in range(5)])
