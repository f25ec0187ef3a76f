"""Figures of the chapter, drawn with the learner's own functions."""

import numpy as np
from groundup.autograd.graph import backpropagate, parents_first
from groundup.autograd.numeric import central_difference
from groundup.autograd.value import Value
from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
        axes.text(best * 1.2, 3e-15, rf"$\epsilon^{{1/3}}$ = {best:.0e}", color=colour, fontsize=9)
    steps = np.logspace(-4, 0, 2)
    axes.loglog(steps, np.cos(1.0) / 6 * steps**2, color=TEXT, linewidth=1, label=r"$h^2 |f'''|/6$")
    axes.set_ylim(1e-15, 10)
    axes.set_xlabel("step h", color=TEXT)
    axes.set_ylabel("error of the slope", color=TEXT)
    axes.legend(frameon=False, labelcolor=TEXT)


def expression_graph(figure: Figure) -> None:
    """The graph of tanh(x·y + x), with each node's value and gradient."""
    x, y = Value(0.5, requires_grad=True), Value(3.0, requires_grad=True)
    root = (x * y + x).tanh()
    order = parents_first(root)
    gradients = backpropagate(root, np.array(1.0))
    places = layout(order)
    axes = plain_axes(figure)
    axes.set_axis_off()
    for node in order:
        for parent in node.parents:
            arrow = {"arrowstyle": "-|>", "color": TEXT, "shrinkA": 26, "shrinkB": 26, "alpha": 0.6}
            if places[node][0] - places[parent][0] > 1:  # past what stands between
                arrow["connectionstyle"] = "arc3,rad=-0.3"
            axes.annotate("", places[node], places[parent], arrowprops=arrow)
        label = {x: "x", y: "y"}.get(node) or operation_name(node)
        colour = BLUE if node.parents else GREEN
        axes.plot(*places[node], "o", markersize=44, color=colour, alpha=0.25)
        numbers = f"{node.item():.3g}"
        across, up = places[node]
        axes.text(across, up, f"{label}\n{numbers}", color=TEXT, ha="center", va="center")
        slope = f"grad {gradients[node].item():.3g}"
        axes.text(across, up - 0.42, slope, color=ORANGE, ha="center", va="center", fontsize=9)
    axes.set_xlim(-0.5, max(across for across, _ in places.values()) + 0.5)
    axes.set_ylim(-0.8, 1.6)


def layout(order: list[Value]) -> dict[Value, tuple[float, float]]:
    """A place for each node: to the right of its parents, those of a column one above another."""
    columns: dict[Value, int] = {}
    for node in order:
        columns[node] = 1 + max((columns[parent] for parent in node.parents), default=-1)
    places = {}
    for node in order:
        column = [other for other in order if columns[other] == columns[node]]
        height = 0.5 if len(column) == 1 else column.index(node) / (len(column) - 1)
        places[node] = (float(columns[node]), 1.0 - height)
    return places


def operation_name(node: Value) -> str:
    """`multiply`, from the name of the pullback that was defined inside it."""
    return node.pullback.__qualname__.partition(".")[0]
