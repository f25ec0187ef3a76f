"""The figure of the lesson on slopes that moves: one slope, measured in two ways."""

import math
from typing import Annotated

import numpy as np
from matplotlib.figure import Figure

from bootcamp.author import Dial
from groundup.autograd.numeric import central_difference

AT, SLOPE = 1.0, math.cos(1.0)  # of the sine


def measured_slope(
    figure: Figure, h: Annotated[float, Dial(0.01, 1.0, start=0.8, is_log=True, label="step h")]
) -> str:
    """The sine at 1, and the lines whose slopes the two differences measure."""
    central = central_difference(math.sin, AT, h)
    forward = (math.sin(AT + h) - math.sin(AT)) / h
    figure.subplots_adjust(left=0.1, right=0.97, top=0.97, bottom=0.14)
    axes = figure.subplots()
    x = np.linspace(-0.1, 2.1, 80)
    axes.plot(x, np.sin(x), color="#010203", linewidth=1, label="sin x")
    middle = (math.sin(AT + h) + math.sin(AT - h)) / 2
    axes.plot(x, middle + central * (x - AT), color="C0", label=f"central: {central:.4f}")
    height = math.sin(AT)
    axes.plot(x, height + forward * (x - AT), color="C1", label=f"forward: {forward:.4f}")
    axes.plot([AT - h, AT + h], [math.sin(AT - h), math.sin(AT + h)], "o", color="C0")
    axes.plot([AT], [height], "s", color="C1")
    axes.set(xlim=(-0.1, 2.1), ylim=(-0.1, 1.5), xticks=[0, 1, 2], yticks=[0, 1])
    axes.legend(loc="lower right")
    return (
        f"With the step {h:.2g} the central difference is {central:.4f} and the forward one "
        f"{forward:.4f}. The slope is {SLOPE:.4f}: they are wrong by {abs(central - SLOPE):.2g} "
        f"and {abs(forward - SLOPE):.2g}."
    )
