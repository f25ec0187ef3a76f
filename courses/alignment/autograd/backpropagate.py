"""Walk the graph backwards and collect every gradient.

Order, local pullbacks, and a sum wherever paths meet: put together, they are backpropagation.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.graph import backpropagate
from groundup.autograd.modules import ReLU, Sequential
from groundup.autograd.value import Value


def path_by_path(root, gradient):
    gradients = {}

    def walk(node, arriving):
        gradients[node] = gradients[node] + arriving if node in gradients else np.asarray(arriving)
        if node.parents:
            for parent, contribution in zip(node.parents, node.pullback(arriving), strict=True):
                if parent.requires_grad:
                    walk(parent, unbroadcast(contribution, parent.data.shape))  # noqa: F821

    walk(root, gradient)
    return gradients


def totals_passed_on_again(root, gradient):
    gradients = {root: np.asarray(gradient)}

    def walk(node):
        if node.parents:
            arriving = node.pullback(gradients[node])
            for parent, contribution in zip(node.parents, arriving, strict=True):
                if parent.requires_grad:
                    share = unbroadcast(contribution, parent.data.shape)  # noqa: F821
                    gradients[parent] = gradients[parent] + share if parent in gradients else share
                    walk(parent)

    walk(root)
    return gradients


exercise = Exercise(
    implements=backpropagate,
    minutes=30,
    difficulty=4,
    importance=5,
    notice=(
        "The walk itself knows no calculus: all derivatives are in the pullbacks, and what "
        "is left is an order and a sum."
    ),
    hints=(
        "Keep a dictionary from node to gradient. What is known of it before the walk begins?",
        "`parents_first` gives an order; you need it from its end. A leaf has nothing to ask.",
        "Ask each node's pullback with the node's gradient. It returns one contribution for each "
        "parent, in order, possibly in the shape of the result: `unbroadcast` brings it to the "
        "parent's.",
        "A parent may already have a gradient from another path. Then add, into a new array: two "
        "nodes may have been handed the same one.",
    ),
    mistakes=(
        Mistake(
            "gradients[parent] + share if parent in gradients else share",
            "share",
            says="The last path to arrive overwrote the others. A node used in two places gets the "
            "sum of what comes back along both.",
        ),
        Mistake(
            "gradients[parent] = gradients[parent] + share if parent in gradients else share",
            "if parent in gradients:\n"
            "                    gradients[parent] += share\n"
            "                else:\n"
            "                    gradients[parent] = share",
            says="The sum was written into the array that was there: `+=` changes it in place. "
            "Another node may have been handed the same array, so make a new one.",
        ),
        Mistake(
            "unbroadcast(contribution, parent.data.shape)",
            "contribution",
            says="A gradient came in the shape of the result, not of its node. What was broadcast "
            "on the way forward is summed on the way back: `unbroadcast` does it.",
        ),
        Mistake(
            "if parent.requires_grad:",
            "if True:",
            says="A node that needs no gradient was given one.",
        ),
        Mistake(
            "np.asarray(gradient)}",
            "np.ones_like(root.data)}",
            says="The walk began with ones. It begins with the gradient that was passed in.",
        ),
        Mistake(
            path_by_path,
            says="Each path is walked by itself, so a node is asked once per path, and paths "
            "double with every branch. Let a node's gradient be complete before you pass it on: "
            "`parents_first` says when.",
        ),
        Mistake(
            "if not node.parents or node not in gradients:",
            "if False:",
            says="A leaf was asked for its pullback. It was given, not computed, so it has none: "
            "the walk passes it by.",
        ),
        Mistake(
            "reversed(parents_first(root))",
            "parents_first(root)",
            says="The walk went forwards, from the leaves, which have no gradient yet. It starts "
            "at the root.",
        ),
        Mistake(
            totals_passed_on_again,
            says="Whenever something arrived at a node, its whole total so far was passed on, so "
            "what had come before was counted again. Pass on once, when the total is complete.",
        ),
    ),
)


def leaf(numbers) -> Value:
    return Value(numbers, requires_grad=True)


def test_along_a_chain_the_slopes_multiply() -> None:
    x = leaf([2.0, -3.0])
    root = (x * 5.0) ** 3
    gradients = backpropagate(root, np.array([1.0, 10.0]))
    np.testing.assert_allclose(gradients[x], [1500.0, 33750.0])


def test_a_value_used_twice_gets_the_sum_of_both_paths() -> None:
    x = leaf([3.0])
    root = x * x * x + x * 7.0
    gradients = backpropagate(root, np.array([1.0]))
    np.testing.assert_allclose(gradients[x], [34.0])


def test_the_gradients_of_a_tangled_expression_agree_with_measured_slopes(rng) -> None:
    numbers, nudge = rng.normal(size=2), 1e-20
    slopes = [tangled(*(numbers + 1j * nudge * unit)).imag / nudge for unit in np.eye(2)]
    x, y = leaf(numbers[0]), leaf(numbers[1])
    u = x * y + x
    v = u * (y - x) + u
    root = v * u + v**2 * x
    gradients = backpropagate(root, np.array(1.0))
    np.testing.assert_allclose([gradients[x], gradients[y]], slopes, rtol=1e-10)


def tangled(x, y):
    """The same expression, multiplied out in powers of x and y."""
    u = x * (1 + y)
    v = x * (1 + y) * (1 + y - x)
    return u * v + x * v * v


def test_each_node_is_asked_for_its_way_back_once() -> None:
    calls = []

    def doubled(gradient):
        calls.append(gradient.item())
        return gradient, gradient

    value = start = leaf([3.0])
    for _ in range(6):
        value = Value(value.data * 2, requires_grad=True, parents=(value, value), pullback=doubled)
    gradients = backpropagate(value, np.array([1.0]))
    assert [len(calls), gradients[start].item()] == [6, 64.0]


def test_adding_up_leaves_other_gradients_alone() -> None:
    # d = c + b, c = a + b: the pullback of d may hand the same array to c and to b
    a, b = leaf([2.0]), leaf([3.0])
    c = a + b
    gradients = backpropagate(c + b, np.array([1.0]))
    found = [gradients[a].item(), gradients[b].item(), gradients[c].item()]
    assert found == [1.0, 2.0, 1.0]


def test_every_gradient_has_the_shape_of_its_node() -> None:
    x, bias = leaf(np.ones((2, 3))), leaf(np.zeros(3))
    gradient = np.array([[1.0, 2.0, 4.0], [10.0, 20.0, 40.0]])
    gradients = backpropagate(x + bias, gradient)
    np.testing.assert_allclose(gradients[bias], [11.0, 22.0, 44.0])
    np.testing.assert_allclose(gradients[x], gradient)


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 1), (1, 3), (1, 1), (2, 3)])
def test_whatever_was_stretched_is_summed_back(shape) -> None:
    factor = leaf(np.full(shape, 7.0))
    gradient = np.array([[1.0, 2.0, 4.0], [10.0, 20.0, 40.0]])
    expected = np.zeros(shape)
    for place in np.ndindex(2, 3):
        own = zip(place[2 - len(shape) :], shape, strict=True)
        expected[tuple(min(k, length - 1) for k, length in own)] += 5.0 * gradient[place]
    gradients = backpropagate(factor * Value(np.full((2, 3), 5.0)), gradient)
    np.testing.assert_allclose(gradients[factor], expected)


def test_shares_of_different_shapes_add_up() -> None:
    # the bias is used once stretched to (2, 3), and once doubled as it is
    x, bias = leaf(np.ones((2, 3))), leaf(np.zeros(3))
    gradient = np.array([[1.0, 2.0, 4.0], [10.0, 20.0, 40.0]])
    gradients = backpropagate((x + bias) + bias * 2.0, gradient)
    np.testing.assert_allclose(gradients[bias], [33.0, 66.0, 132.0])


def test_a_gradient_of_zero_is_passed_on_too() -> None:
    x, y = leaf([2.0, 3.0]), leaf([0.0, 0.0])
    middle = x * x
    gradients = backpropagate(middle * y, np.array([1.0, 10.0]))
    np.testing.assert_allclose(gradients[y], [4.0, 90.0])
    assert len(gradients) == 4
    np.testing.assert_array_equal(gradients[x], [0.0, 0.0])


def test_values_that_need_no_gradient_are_left_out() -> None:
    x, constant = leaf([2.0]), Value([5.0])
    root = x * constant
    gradients = backpropagate(root, np.array([1.0]))
    assert len(gradients) == 2
    np.testing.assert_allclose(gradients[x], [5.0])


def test_nothing_is_passed_on_through_a_value_that_needs_no_gradient() -> None:
    x = leaf([2.0])
    frozen = Value([5.0], parents=(x,), pullback=lambda gradient: (gradient,))
    gradients = backpropagate(frozen * x, np.array([1.0]))
    assert len(gradients) == 2
    np.testing.assert_allclose(gradients[x], [5.0])


def test_it_doesnt_matter_on_which_side_a_leaf_stands(rng) -> None:
    numbers = rng.normal(size=2).tolist()
    expected = [numbers[1] ** 2, 2 * numbers[0] * numbers[1]]
    for turned in (False, True):
        x, y = leaf(numbers[0]), leaf(numbers[1])
        root = (y * y) * x if turned else x * (y * y)
        gradients = backpropagate(root, np.array(1.0))
        np.testing.assert_allclose([gradients[x], gradients[y]], expected, rtol=1e-12)


def test_values_on_the_way_and_the_root_have_gradients_too() -> None:
    x = leaf([2.0])
    middle = x * x
    root = middle * 3.0
    gradients = backpropagate(root, np.array([10.0]))
    found = [gradients[each].item() for each in (root, middle, x)]
    assert found == [10.0, 30.0, 120.0]


def test_a_second_walk_finds_the_same_and_none_is_kept_in_the_nodes() -> None:
    x = leaf([2.0])
    root = x * x * 3.0
    found = [backpropagate(root, np.array([10.0]))[x].item() for _ in range(2)]
    assert [*found, x.grad] == [120.0, 120.0, None]


def test_a_chain_deeper_than_pythons_stack_is_walked_back() -> None:
    depth = 1200  # Python's own stack holds 1,000 calls
    x = leaf([7.0])
    root = Sequential(*[ReLU()] * depth)(x)
    gradients = backpropagate(root, np.array([3.0]))
    assert [len(gradients), gradients[x].item()] == [depth + 1, 3.0]


def test_the_gradient_passed_in_is_left_as_it_was() -> None:
    x, start = leaf([2.0, 3.0]), np.array([1.0, 10.0])
    backpropagate(x + x, start)
    np.testing.assert_array_equal(start, [1.0, 10.0])


def test_single_precision_stays_single_on_the_way_back() -> None:
    x, y = (leaf(np.array([number], dtype=np.float32)) for number in (2.0, 3.0))
    gradients = backpropagate(x * y + x, np.array([10.0], dtype=np.float32))
    assert gradients[x].item() == 40.0
    assert [gradients[each].dtype.name for each in (x, y)] == ["float32", "float32"]
