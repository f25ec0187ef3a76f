"""Figures of the chapter, drawn with the learner's own functions."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from groundup.autograd.modules import Linear, ReLU, Sequential
from groundup.autograd.numeric import central_difference
from groundup.autograd.optim import Adam
from groundup.autograd.training import minibatches, train_epoch
from groundup.autograd.value import Value
from groundup.run.digits_mlp import digits, train_digits

TEXT = "#010203"  # becomes the page's own text colour
BLUE, ORANGE, GREEN, PINK = "#2f7fc1", "#d9730d", "#2f9e62", "#c94f8c"  # read on light and on dark


def plain_axes(figure: Figure) -> Axes:
    """One pair of axes without a box around them."""
    figure.set_layout_engine("tight")
    figure.patch.set_alpha(0.0)
    axes = figure.add_subplot()
    axes.patch.set_alpha(0.0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(TEXT)
    axes.tick_params(which="both", colors=TEXT)
    return axes


def gradient_check_error(figure: Figure) -> None:
    """The error of `central_difference` for sin at 1, against the step, in two precisions."""
    axes = plain_axes(figure)
    for dtype, colour, smallest in ((np.float64, BLUE, -15), (np.float32, ORANGE, -7)):
        steps = np.logspace(smallest, 0, 12 * -smallest + 1)
        x = dtype(1.0)
        slopes = [float(central_difference(np.sin, x, dtype(step))) for step in steps]
        errors = np.maximum(np.abs(np.array(slopes) - np.cos(1.0)), 1e-17)
        name = np.dtype(dtype).name
        axes.loglog(steps, errors, ".", color=colour, markersize=4, label=name)
        best = float(np.finfo(dtype).eps) ** (1 / 3)
        axes.axvline(best, color=colour, linewidth=1, linestyle=":")
        low = 3e-15 if dtype is np.float64 else 3e-14
        said = rf"$\epsilon^{{1/3}}$ = {best:.0e} "
        axes.text(best, low, said, color=colour, ha="right")
    steps = np.logspace(-4, 0, 2)
    axes.loglog(
        steps, np.cos(1.0) / 6 * steps**2, color=TEXT, linewidth=1, label=r"$h^2 \cos(1)/6$"
    )
    axes.set_ylim(1e-15, 10)
    axes.set_xlabel("step h", color=TEXT)
    axes.set_ylabel("error of the slope", color=TEXT)
    axes.legend(frameon=False, labelcolor=TEXT)


def loss_curve(figure: Figure) -> None:
    """The loss of each batch over two epochs on the digits."""
    axes = plain_axes(figure)
    images, labels, _, _ = digits(0)
    rng = np.random.default_rng(0)
    model = Sequential(Linear(64, 64, rng), ReLU(), Linear(64, 10, rng))
    optimizer = Adam(model.parameters(), learning_rate=3e-3)
    losses = []
    for _ in range(2):
        losses += train_epoch(model, optimizer, minibatches(images, labels, 32, rng))
    axes.plot(losses, color=BLUE, linewidth=1.5)
    axes.axhline(np.log(10), color=ORANGE, linestyle=":")
    axes.text(len(losses), np.log(10) + 0.05, "ln 10", color=ORANGE, ha="right")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("step", color=TEXT)
    axes.set_ylabel("loss of the batch", color=TEXT)


def misread_digits(figure: Figure) -> None:
    """Held-out digits that the network gets wrong."""
    figure.set_size_inches(4.8, 4.2)
    figure.set_layout_engine("tight")
    figure.patch.set_alpha(0.0)
    images, labels, new_images, new_labels = digits(0)
    read = train_digits(images, labels, 0)(Value(new_images)).data.argmax(axis=1)
    wrong = np.flatnonzero(read != new_labels)[:12]
    for axes, place in zip(figure.subplots(3, 4).flat, [*wrong, *[None] * 12], strict=False):
        axes.set_axis_off()
        if place is not None:
            axes.imshow(new_images[place].reshape(8, 8), cmap="gray")
            title = f"{new_labels[place]}, read as {read[place]}"
            axes.set_title(title)
