"""Figures of the lesson on gradients of arrays, drawn with the learner's own functions."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bootcamp.author import Dial
from groundup.autograd.broadcasting import unbroadcast
from groundup.autograd.losses import cross_entropy, log_softmax, log_sum_exp
from groundup.autograd.reductions import max_over

TEXT = "#010203"  # becomes the page's own text colour
BLUE, ORANGE, GREEN = "C0", "C1", "C2"


def written(number: float, form: str = ".4g") -> str:
    """A number in a given form, with a true minus sign."""
    return f"{number:{form}}".replace("-", "−")


def cells(axes: Axes, array: np.ndarray, left: float, top: float, marked: set[int]) -> None:
    """The entries of a table in boxes; those of the marked columns are in orange."""
    for (i, j), entry in np.ndenumerate(array):
        box = {
            "boxstyle": "square,pad=0.55",
            "facecolor": ORANGE if j in marked else BLUE,
            "alpha": 0.3,
            "edgecolor": TEXT,
        }
        said = written(entry, "2g")
        where = (left + j, top - i)
        axes.text(*where, "00", ha="center", va="center", alpha=0.0, family="monospace", bbox=box)
        axes.text(*where, said, ha="center", va="center", family="monospace")


def stretched_gradient(figure: Figure) -> None:
    """A gradient in the shape of the result, and what it is for a row and a column."""
    gradient = np.array([[1.0, 2.0, 4.0], [0.0, 3.0, -1.0], [5.0, -2.0, 0.0], [2.0, 1.0, 1.0]])
    row, column = unbroadcast(gradient, (1, 3)), unbroadcast(gradient, (4, 1))
    figure.set_size_inches(4.8, 4.0)
    axes = figure.subplots()
    cells(axes, gradient, 0.0, 5.0, {0})
    cells(axes, np.asarray(row), 0.0, 0.4, {0})
    cells(axes, np.asarray(column), 4.1, 5.0, set())
    axes.text(1.0, 6.0, "of the result, (4, 3)", ha="center", va="center")
    axes.text(4.1, 6.0, "of a column, (4, 1)", ha="center", va="center")
    axes.text(2.8, 0.4, "of a row, (1, 3):\neach column added", va="center")
    axes.text(4.1, 1.4, "each row added", ha="center", va="center")
    arrow = {"arrowstyle": "-|>", "color": TEXT}
    for j in range(3):
        axes.annotate("", (j, 0.95), (j, 1.5), arrowprops=arrow)
    for i in range(4):
        axes.annotate("", (3.6, 5.0 - i), (2.6, 5.0 - i), arrowprops=arrow)
    axes.set_xlim(-0.7, 5.6)
    axes.set_ylim(-0.3, 6.5)
    axes.set_axis_off()


def tied_maximum(
    figure: Figure, second: Annotated[float, Dial(2.0, 4.0, start=2.5, label="second entry")]
) -> str:
    """Three entries, and their gradients from the maximum, as the second passes the first."""
    x = np.array([[3.0, second, 1.0]])
    largest, pullback = max_over(x, axis=1)
    (gradient,) = pullback(np.array([6.0]))
    axes = figure.subplots()
    gets = [f"gets {float(entry):g}" for entry in gradient[0]]
    axes.bar(range(3), x[0], color=[ORANGE if entry else BLUE for entry in gradient[0]])
    for place, said in enumerate(gets):
        axes.text(place, x[0, place] + 0.1, said, ha="center")
    axes.set_xticks(range(3), [f"{entry:.2f}" for entry in x[0]])
    axes.set_ylim(0, 4.8)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_title(f"the maximum is {float(largest[0]):.2f}, its gradient is 6")
    return (
        f"The entries are 3, {second:.2f} and 1, and a gradient of 6 arrives at their maximum. "
        f"The first {gets[0]}, the second {gets[1]}, the third {gets[2]}."
    )


def shifted_exponentials(
    figure: Figure, largest: Annotated[float, Dial(-1000.0, 1000.0, start=2.0, positions=41)]
) -> str:
    """Three scores, their exponentials as they are and shifted, and the logarithms of both sums."""
    scores = largest - np.array([0.0, 1.0, 3.0])
    with np.errstate(all="ignore"):
        powers = np.exp(scores)
        naive = float(np.log(powers.sum()))
    stable = float(np.asarray(log_sum_exp(scores[None, :], axis=1)[0])[0])
    shifted = np.exp(scores - largest)
    rows = [
        ("score $x$", "$e^x$", "$e^{x - c}$"),
        *zip(*[map(written, each) for each in (scores, powers, shifted)], strict=True),
        (
            "log of sum",
            written(naive),
            f"{written(stable - largest)} + c = {written(stable, '.2f')}",
        ),
    ]
    axes = figure.subplots()
    for height, row in enumerate(reversed(rows)):
        for across, said in zip((0.0, 0.36, 0.64), row, strict=True):
            is_lost = across == 0.36 and height < 4 and not np.isfinite(naive)
            axes.text(across, height, said, va="center", color=ORANGE if is_lost else TEXT)
    axes.axhline(0.5, color=TEXT, linewidth=1)
    axes.axhline(3.5, color=TEXT, linewidth=1)
    axes.set_xlim(-0.02, 1.05)
    axes.set_ylim(-0.5, 4.5)
    axes.set_axis_off()
    return (
        f"With scores {written(scores[0])}, {written(scores[1])} and {written(scores[2])}, the "
        f"exponentials as they are add up to {written(powers.sum())}, whose logarithm is "
        f"{written(naive)}. Shifted by the largest they add up to {written(shifted.sum())}, and the "
        f"result is {written(stable, '.2f')}."
    )


def bars(axes: Axes, heights: Sequence[float], limits: tuple[float, float], title: str) -> None:
    """Bars with their numbers, the right class in orange."""
    axes.bar(range(len(heights)), heights, color=[ORANGE, BLUE, BLUE])
    for place, height in enumerate(heights):
        above = max(height, 0.0) + 0.05
        axes.text(place, above, written(height, ".2f"), ha="center")
    axes.axhline(0, color=TEXT, linewidth=1)
    axes.set_ylim(*limits)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_title(title)


def surprise(
    figure: Figure, score: Annotated[float, Dial(-6.0, 6.0, start=0.0, label="right class's score")]
) -> str:
    """Three classes' probabilities, and the loss's gradient, as the right one's score moves."""
    logits = np.array([[score, 0.0, 1.0]])
    loss, pullback = cross_entropy(logits, np.array([0]))
    (gradient,) = pullback(np.array(1.0))
    p = np.exp(np.asarray(log_softmax(logits, axis=1)[0])[0])
    figure.set_size_inches(4.8, 4.4)
    figure.subplots_adjust(hspace=0.4, left=0.04, right=0.96, top=0.91, bottom=0.08)
    above, below = figure.subplots(2, 1)
    bars(above, p.tolist(), (0, 1.25), f"said (loss {float(loss):.2f})")
    bars(below, gradient[0].tolist(), (-1.1, 1.25), "said − should have said: the gradient")
    below.set_xticks(range(3), [f"right: {written(score, '.1f')}", "wrong: 0", "wrong: 1"])
    below.tick_params(axis="x", length=0)
    slopes = [written(entry, ".2f") for entry in gradient[0]]
    return (
        f"The right class has the score {written(score, '.1f')} and the probability {p[0]:.2f}; the "
        f"loss is {float(loss):.2f}. Its gradient is {slopes[0]} for the right class, {slopes[1]} "
        f"and {slopes[2]} for the wrong ones."
    )
