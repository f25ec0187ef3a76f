"""The backward walk through a graph, step by step, as the learner's own functions take it."""

from collections.abc import Iterator
from functools import partial
from typing import Annotated, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bootcamp.author import Dial
from groundup.autograd.arrays import Array, Pullback
from groundup.autograd.graph import backpropagate, parents_first
from groundup.autograd.value import Value

TEXT = "#010203"  # becomes the page's own text colour
BLUE, ORANGE, GREEN = "C0", "C1", "C2"
Gradients = dict[Value, float]


class Arrow(NamedTuple):
    """What runs back along one arrow: the local derivative times the gradient that arrives."""

    node: Value
    parent: Value
    local: float
    arriving: float


class Moment(NamedTuple):
    """One step of the walk: whose turn it is, what is known, and what runs along the arrows."""

    at: Value
    says: str
    valued: list[Value]
    gradients: Gradients
    arrows: list[Arrow]


def backward_walk(figure: Figure, step: Annotated[int, Dial(1, 9)]) -> str:
    """The graph of tanh(x·y + x): its values, then the gradients, one node at a time."""
    x, y = Value(0.5, requires_grad=True), Value(3.0, requires_grad=True)
    root = (x * y + x).tanh()
    names = {x: "x", y: "y"}
    order = parents_first(root)
    names |= {node: operation_name(node) for node in order if node.parents}
    moments = [*forward(order, names), *backward(root, names)]
    moment = moments[min(step, len(moments)) - 1]
    figure.set_size_inches(4.8, 4.6)
    figure.subplots_adjust(left=0.0, right=1.0, bottom=0.0, top=0.93)
    draw_walk(figure.subplots(), moment, names, layout(order))
    return moment.says


def forward(order: list[Value], names: dict[Value, str]) -> Iterator[Moment]:
    """The values, in the order of `parents_first`."""
    for count, node in enumerate(order, 1):
        verb = "is computed" if node.parents else "is given"
        says = f"Forward: {names[node]} {verb}, {node.item():.3g}."
        yield Moment(node, says, order[:count], {}, [])


def backward(root: Value, names: dict[Value, str]) -> Iterator[Moment]:
    """The gradients, as `backpropagate` asks one pullback after another."""
    nodes = parents_first(root)
    asked: list[tuple[Value, float]] = []
    pullbacks = {node: node.pullback for node in nodes if node.parents}
    for node in pullbacks:
        node.pullback = partial(noted, node, pullbacks[node], asked)
    totals = backpropagate(root, np.array(1.0))
    gradients: Gradients = {root: 1.0}
    arrows: list[Arrow] = []
    start = f"Backward: the gradient of {names[root]} with respect to itself is 1."
    yield Moment(root, start, nodes, dict(gradients), [])
    for node, arriving in asked:
        local = [float(part) for part in pullbacks[node](np.array(1.0))]
        shares = [Arrow(node, *pair, arriving) for pair in zip(node.parents, local, strict=True)]
        for share in shares:
            gradients[share.parent] = gradients.get(share.parent, 0.0) + share.local * arriving
        arrows += shares
        if len(arrows) == sum(len(each.parents) for each, _ in asked):
            gradients |= {each: float(total) for each, total in totals.items()}
        says = "; ".join(in_words(share, names, gradients) for share in shares)
        says = f"Backward: {names[node]} passes on {says}."
        yield Moment(node, says, nodes, dict(gradients), list(arrows))


def noted(
    node: Value, pullback: Pullback, asked: list[tuple[Value, float]], gradient: Array
) -> tuple[Array, ...]:
    """What the node's pullback returns, after a note that it was asked."""
    asked.append((node, float(gradient)))
    return pullback(gradient)


def in_words(arrow: Arrow, names: dict[Value, str], gradients: Gradients) -> str:
    """`3 × 0.0707 = 0.212 to x, which now has 0.283`."""
    share = arrow.local * arrow.arriving
    return (
        f"{arrow.local:.3g} × {arrow.arriving:.3g} = {share:.3g} to {names[arrow.parent]}, which "
        f"now has {gradients[arrow.parent]:.3g}"
    )


def layout(order: list[Value]) -> dict[Value, tuple[float, float]]:
    """A place for each node: below its parents, in the middle between them."""
    leaves = [node for node in order if not node.parents]
    places: dict[Value, tuple[float, float]] = {}
    for node in order:
        above = [places[parent] for parent in node.parents]
        if above:
            across = sum(place for place, _ in above) / len(above)
            places[node] = across, min(height for _, height in above) - 1
        else:
            places[node] = 0.2 + 0.6 * leaves.index(node) / (len(leaves) - 1), 0.0
    return places


def draw_walk(
    axes: Axes, moment: Moment, names: dict[Value, str], places: dict[Value, tuple[float, float]]
) -> None:
    """The graph as it is known at this moment, with the numbers on its arrows."""
    passed = {(arrow.node, arrow.parent): arrow for arrow in moment.arrows}
    for node, (across, height) in places.items():
        is_here = node is moment.at
        colour = BLUE if node.parents else GREEN
        axes.plot(across, height, "o", markersize=46, color=colour, alpha=0.5 if is_here else 0.2)
        if is_here:
            axes.plot(across, height, "o", markersize=50, mfc="none", mec=TEXT, mew=2)
        value = f"{node.item():.3g}" if node in moment.valued else ""
        axes.text(across, height, f"{names[node]}\n{value}", ha="center", va="center")
        if node in moment.gradients:
            slope = f"grad\n{moment.gradients[node]:.3g}"
            axes.text(across + 0.09, height, slope, va="center", color=ORANGE, weight="bold")
        for parent in node.parents:
            draw_arrow(axes, places[node], places[parent], passed.get((node, parent)))
    axes.set_xlim(0, 1)
    axes.set_ylim(min(height for _, height in places.values()) - 0.4, 0.4)
    axes.set_axis_off()
    axes.set_title(moment.says.partition(":")[0])


def draw_arrow(
    axes: Axes, node: tuple[float, float], parent: tuple[float, float], passed: Arrow | None
) -> None:
    """Forward to the node; once its gradient was passed on, back to the parent, with its share."""
    ends = (parent, node) if passed else (node, parent)
    style = {"arrowstyle": "-|>", "shrinkA": 27, "shrinkB": 27, "alpha": 0.5, "color": TEXT}
    if passed:
        style |= {"color": ORANGE, "linewidth": 2, "alpha": 1.0}
        middle = (node[0] + parent[0]) / 2, (node[1] + parent[1]) / 2
        share = (
            f"{passed.local:.3g} × {passed.arriving:.3g}\n= {passed.local * passed.arriving:.3g}"
        )
        is_long = parent[1] - node[1] > 1  # past another node: its other side is free
        across, side = (-0.03, "right") if is_long else (0.035, "left")
        axes.text(middle[0] + across, middle[1], share, ha=side, va="center")
    axes.annotate("", *ends, arrowprops=style)


def operation_name(node: Value) -> str:
    """`multiply`, from the name of the pullback that was defined inside it, whatever it is."""
    pullback = node.pullback
    while isinstance(pullback, partial):
        pullback = pullback.func
    name: str = getattr(pullback, "__qualname__", type(pullback).__qualname__)
    return name.partition(".")[0]


def two_paths(figure: Figure, x: Annotated[int, Dial(1, 5, start=3)]) -> str:
    """The graph of 2x · x², with the slope on each arrow and the product along each path."""
    given = Value(float(x), requires_grad=True)
    a, b = given * 2.0, given**2
    loss = a * b
    gradients = backpropagate(loss, np.array(1.0))
    to_a, to_b, total = 2.0, 2.0 * x, gradients[given].item()
    along_a, along_b = gradients[a].item() * to_a, gradients[b].item() * to_b
    figure.set_size_inches(4.8, 3.4)
    figure.subplots_adjust(left=0.0, right=1.0, bottom=0.0, top=1.0)
    axes = figure.subplots()
    nodes = {
        f"x\n{x}": (0.12, 0.5, GREEN),
        f"a = 2x\n{a.item():g}": (0.5, 0.8, BLUE),
        f"b = x²\n{b.item():g}": (0.5, 0.2, ORANGE),
        f"L = a·b\n{loss.item():g}": (0.88, 0.5, GREEN),
    }
    for name, (across, height, colour) in nodes.items():
        axes.plot(across, height, "o", markersize=50, color=colour, alpha=0.45)
        axes.text(across, height, name, ha="center", va="center")
    start, by_a, by_b, end = (place[:2] for place in nodes.values())
    slopes = [(start, by_a, to_a), (by_a, end, gradients[a].item())]
    slopes += [(start, by_b, to_b), (by_b, end, gradients[b].item())]
    style = {"arrowstyle": "-|>", "shrinkA": 28, "shrinkB": 28, "linewidth": 2}
    for tail, head, slope in slopes:
        colour = BLUE if by_a in (tail, head) else ORANGE
        axes.annotate("", head, tail, arrowprops=style | {"color": colour})
        height = (tail[1] + head[1]) / 2 + (0.08 if max(tail[1], head[1]) > 0.5 else -0.08)
        axes.text((tail[0] + head[0]) / 2, height, f"× {slope:g}", ha="center", va="center")
    axes.text(0.5, 0.97, f"along a: {along_a:g}", ha="center", va="center")
    axes.text(0.5, 0.03, f"along b: {along_b:g}", ha="center", va="center")
    axes.text(0.5, 0.5, f"dL/dx = {total:g}", ha="center", va="center", weight="bold")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_axis_off()
    return (
        f"At x = {x}: along a {to_a:g} × {gradients[a].item():g} = {along_a:g}, along b {to_b:g} × "
        f"{gradients[b].item():g} = {along_b:g}. Together {total:g}, the slope of 2x³."
    )
