"""A computation as a graph, an order to walk it in, and the walk backwards.

A node is anything with `parents`, the nodes it was computed from, and `pullback`, which turns its
gradient into theirs. A node that was given and not computed has no parents: it is a leaf.
"""

import numpy as np

from groundup.autograd.arrays import Array, Pullback
from groundup.autograd.broadcasting import unbroadcast


class Node:
    """A value in the graph: its data, the nodes it was computed from, and the way back to them."""

    data: Array
    parents: tuple["Node", ...]
    requires_grad: bool
    grad: Array | None
    pullback: Pullback  # one gradient for each parent, in the order of `parents`


def parents_first(root: Node) -> list[Node]:
    """Every node that `root` was computed from, and `root` last, each once, parents first.

    Each node stands after all of its parents. Of the many such orders, any will do. The graph may
    be a chain of 10,000 nodes, far deeper than Python lets functions call each other: walk it with
    a stack of your own, and leave the recursion limit as it is. The nodes stay as they were. The
    time grows with the nodes and their parents, not with the paths.
    """
    order: list[Node] = []
    seen: set[Node] = set()
    stack = [(root, False)]
    while stack:
        node, parents_are_in = stack.pop()
        if parents_are_in:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return order


def backpropagate(root: Node, gradient: Array) -> dict[Node, Array]:
    """The gradient of the loss with respect to every node that `root` was computed from.

    `gradient` is that with respect to `root`, of its shape. A node that is used several times gets
    the sum of what comes back along each use. Each gradient has the shape of its node's data: what
    was broadcast on the way forward is summed on the way back. Float32 stays float32. Apart from
    `root`, nodes with `requires_grad` False are left out, and nothing is passed on to them. The
    nodes stay as they were: the gradients are in the result alone.
    """
    gradients: dict[Node, Array] = {root: np.asarray(gradient)}
    for node in reversed(parents_first(root)):
        if not node.parents or node not in gradients:
            continue
        arriving = node.pullback(gradients[node])
        for parent, contribution in zip(node.parents, arriving, strict=True):
            if parent.requires_grad:
                share = unbroadcast(contribution, parent.data.shape)
                gradients[parent] = gradients[parent] + share if parent in gradients else share
    return gradients
