"""The figure of the lesson on training that moves: what is left of a signal after many layers."""

from typing import Annotated

import numpy as np
from matplotlib.figure import Figure

from bootcamp.author import Dial

UNITS, LAYERS, ROWS = 60, 20, 50


def signal_through_layers(
    figure: Figure, c: Annotated[float, Dial(0.5, 4.0, start=1.0, is_log=True, label="c")]
) -> str:
    """The mean square of a signal behind each of 20 layers, for weights of variance c / n."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(ROWS, UNITS))
    squares = [float((x**2).mean())]
    for _ in range(LAYERS):
        weights = rng.normal(size=(UNITS, UNITS)) * np.sqrt(c / UNITS)
        x = np.maximum(x @ weights, 0)
        squares.append(float((x**2).mean()))
    layers = np.arange(LAYERS + 1)
    figure.subplots_adjust(left=0.16, right=0.97, top=0.97, bottom=0.16)
    axes = figure.subplots()
    axes.semilogy(
        layers, (c / 2) ** layers, color="#010203", linewidth=1, label="(c / 2) per layer"
    )
    axes.semilogy(layers, squares, "o", color="C0", markersize=4, label="measured")
    axes.set(xlabel="layers", ylabel="mean square", ylim=(1e-13, 1e7), xticks=[0, 5, 10, 15, 20])
    axes.legend(loc="lower left" if c >= 1.5 else "upper right")
    return (
        f"With weights of variance {c:.2g} / n, the mean square of a signal behind {LAYERS} layers "
        f"of {UNITS} units with a ReLU is {squares[-1]:.2g}. The formula says {(c / 2) ** LAYERS:.2g}."
    )
