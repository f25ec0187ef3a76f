"""Turn the walk into a method: `loss.backward()`.

The call at the centre of every training loop. It starts the walk, and leaves each leaf's gradient
where an optimiser will look for it.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.value import Value, no_grad
from groundup.errors import ShapeError

exercise = Exercise(
    implements=Value.backward,
    minutes=20,
    difficulty=3,
    importance=5,
    notice=(
        "`backpropagate` finds a gradient for every node; `backward` only decides which of "
        "them are kept, and adds them to what is there."
    ),
    hints=(
        "First settle where the walk starts: what is the gradient of a loss with respect to "
        "itself? And of what may it be taken for granted?",
        "`backpropagate` returns the gradients of all nodes. Which of these nodes are leaves that "
        "asked for one?",
        "`grad` may be None, or hold the gradient of an earlier call. Then the sum of both is wanted, "
        "in a new array: two leaves may have been handed the same one.",
        "Both errors are ShapeErrors, checked before the walk begins; name the shapes in them.",
    ),
    mistakes=(
        Mistake(
            "arriving.copy() if node.grad is None else node.grad + arriving",
            "arriving.copy()",
            says="The gradient of an earlier call was overwritten. What is in `grad` stays and is "
            "added to, until someone clears it.",
        ),
        Mistake(
            "node.requires_grad and not node.parents",
            "node.requires_grad",
            says="Values on the way have collected gradients too. Only leaves keep theirs; for the "
            "others it would cost memory for nothing.",
        ),
        Mistake(
            "if self.data.size != 1:",
            "if False:",
            says="A value of several numbers was taken for a loss. Without a gradient there must "
            "be exactly one number to start from.",
        ),
        Mistake(
            "if gradient.shape != self.shape:",
            "if False:",
            says="A gradient of the wrong shape was accepted. It would be broadcast, and the "
            "result quietly wrong.",
        ),
        Mistake(
            "backpropagate(self, gradient)",
            "backpropagate(self, np.ones_like(self.data))",
            says="The walk began with ones even though a gradient was given.",
        ),
        Mistake(
            "node.grad = arriving.copy() if node.grad is None else node.grad + arriving",
            "if node.grad is None:\n"
            "                node.grad = arriving\n"
            "            else:\n"
            "                node.grad += arriving",
            says="The sum was written into the array that was there: `+=` changes it in place. "
            "Another leaf may have been handed the same array, so make a new one.",
        ),
    ),
)


def leaf(numbers) -> Value:
    return Value(numbers, requires_grad=True)


def test_the_gradient_of_a_loss_lands_in_its_leaves() -> None:
    x, y = leaf([2.0, 3.0]), leaf([5.0, 7.0])
    (x * x * y).sum().backward()
    np.testing.assert_allclose(np.array([x.grad, y.grad]), [[20.0, 42.0], [4.0, 9.0]])


def test_gradients_follow_the_data(rng: np.random.Generator) -> None:
    numbers, gradient = rng.normal(size=(2, 5))
    expected = [3 * g * n * n for g, n in zip(gradient, numbers, strict=True)]
    x = leaf(numbers)
    (x * x * x).backward(gradient)
    np.testing.assert_allclose(x.grad, expected, rtol=1e-12)


def test_the_gradient_passed_in_is_left_as_it_was() -> None:
    x, gradient = leaf([2.0, 3.0]), np.array([1.0, 10.0])
    (x * x).backward(gradient)
    x.backward(gradient)
    np.testing.assert_allclose(x.grad, [5.0, 70.0])
    np.testing.assert_array_equal(gradient, [1.0, 10.0])


def test_what_a_leaf_collects_is_an_array_of_its_own() -> None:
    x, y, gradient = leaf([2.0, 3.0]), leaf([5.0, 7.0]), np.array([1.0, 10.0])
    (x + y).backward(gradient)  # a sum hands the same array to both
    gradient[0] = 99.0
    np.testing.assert_array_equal(np.array([x.grad, y.grad]), [[1.0, 10.0], [1.0, 10.0]])


def test_a_second_loss_adds_to_what_is_there() -> None:
    x = leaf([2.0, 3.0])
    (x * 10.0).sum().backward()
    (x * x).sum().backward()
    np.testing.assert_allclose(x.grad, [14.0, 16.0])


def test_a_second_call_on_the_same_loss_adds_once_more() -> None:
    x = leaf([2.0, 3.0])
    loss = (x * x).sum()
    found = []
    for _ in range(2):
        loss.backward()
        found.append(x.grad.tolist())
    assert found == [[4.0, 6.0], [8.0, 12.0]]


def test_a_given_gradient_is_where_the_walk_starts() -> None:
    x = leaf([2.0, 3.0, 5.0])
    (x * x).backward(np.array([1.0, 10.0, 100.0]))
    np.testing.assert_allclose(x.grad, [4.0, 60.0, 1000.0])


def test_only_leaves_collect() -> None:
    x = leaf([3.0])
    middle = x * x
    loss = middle * 5.0
    loss.backward()
    collected = [None if each.grad is None else each.grad.item() for each in (x, middle, loss)]
    assert collected == [30.0, None, None]


def test_constants_collect_nothing() -> None:
    x, constant = leaf([3.0]), Value([7.0])
    (x * constant).backward()
    assert [x.grad.item(), constant.grad] == [7.0, None]


def test_a_constant_that_is_its_own_loss_collects_nothing() -> None:
    constant = Value(4.0)
    constant.backward()
    assert constant.grad is None


def test_a_leaf_is_its_own_loss() -> None:
    x = leaf(4.0)
    x.backward()
    np.testing.assert_array_equal(x.grad, np.array(1.0))


@pytest.mark.parametrize("shape", [(1,), (1, 1), (1, 1, 1)])
def test_one_number_is_a_loss_whatever_its_axes(shape) -> None:
    x = leaf(np.full(shape, 3.0))
    (x * x).backward()
    np.testing.assert_array_equal(x.grad, np.full(shape, 6.0))


def test_several_numbers_are_no_loss() -> None:
    x = leaf([2.0, 3.0])
    with pytest.raises(ShapeError):
        (x * x).backward()
    assert x.grad is None


def test_no_number_is_no_loss() -> None:
    x = leaf(np.zeros((0, 3)))
    with pytest.raises(ShapeError):
        (x * x).backward()
    (x * x).backward(np.zeros((0, 3)))
    assert x.grad.shape == (0, 3)


@pytest.mark.parametrize("shape", [(3,), (1, 1), (2, 3)])
def test_a_gradient_of_another_shape_is_refused(shape) -> None:
    x = leaf([[2.0, 3.0, 5.0]])
    with pytest.raises(ShapeError):
        (x * x).backward(np.ones(shape))
    assert x.grad is None


def test_a_gradient_given_for_one_number_is_used() -> None:
    x = leaf([2.0, 3.0])
    (x * x).sum().backward(np.array(10.0))
    np.testing.assert_allclose(x.grad, [40.0, 60.0])


def test_a_gradient_of_zero_is_a_gradient() -> None:
    x = leaf(3.0)
    (x * x).backward(np.array(0.0))
    np.testing.assert_array_equal(x.grad, np.array(0.0))


def test_what_was_recorded_can_be_walked_inside_no_grad() -> None:
    x = leaf([3.0])
    loss = x * x
    with no_grad():
        loss.backward()
    np.testing.assert_allclose(x.grad, [6.0])


def test_single_precision_gets_single_precision_gradients() -> None:
    x = leaf(np.array([2.0, 3.0], dtype=np.float32))
    (x * x).sum().backward()
    np.testing.assert_allclose(x.grad, np.array([4.0, 6.0], dtype=np.float32))
    assert x.grad.dtype.name == "float32"


def test_what_one_leaf_collects_later_does_not_reach_another() -> None:
    a, b, start = leaf([2.0, 3.0]), leaf([5.0, 7.0]), np.array([1.0, 4.0])
    (a + b).backward(start)  # a sum hands the same array to both
    (a * 10.0).sum().backward()
    np.testing.assert_allclose(np.array([a.grad, b.grad]), [[11.0, 14.0], [1.0, 4.0]])
    np.testing.assert_array_equal(start, [1.0, 4.0])
