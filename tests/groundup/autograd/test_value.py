"""Graphs: depth, accumulation, no_grad, locked data, and the sentences for what can't be."""

import threading

import numpy as np
import pytest

from groundup.autograd.optim import SGD
from groundup.autograd.value import Value, no_grad
from groundup.errors import DtypeError, GraphError, ShapeError


def test_chain_of_100_000_nodes_is_walked_and_freed():
    x = value = Value(1.0, requires_grad=True)
    for _ in range(100_000):
        value = value + 1.0
    value.backward()
    assert x.grad == 1.0
    del value


def test_gradients_of_two_backward_calls_add_up():
    x = Value([1.0, 2.0], requires_grad=True)
    (x * 3.0).sum().backward()
    (x * x).sum().backward()
    np.testing.assert_allclose(x.grad, [5.0, 7.0])


def test_each_leaf_owns_its_gradient_so_that_it_may_be_clipped_in_place():
    x, y = Value([2.0, 3.0], requires_grad=True), Value([5.0, 7.0], requires_grad=True)
    given = np.array([11.0, 13.0])
    (x + y).backward(given)
    x.grad *= 0.5
    given[:] = 0.0
    np.testing.assert_array_equal(y.grad, [11.0, 13.0])
    np.testing.assert_array_equal(x.grad, [5.5, 6.5])
    given = np.array([11.0, 13.0])
    leaf = Value([2.0, 3.0], requires_grad=True)
    leaf.backward(given)
    given[:] = 0.0
    np.testing.assert_array_equal(leaf.grad, [11.0, 13.0])


def test_no_grad_nests_and_stays_in_its_thread():
    x = Value(2.0, requires_grad=True)
    seen = []
    with no_grad():
        with no_grad():
            assert not (x * x).requires_grad
        assert not (x * x).requires_grad
        thread = threading.Thread(target=lambda: seen.append((x * x).requires_grad))
        thread.start()
        thread.join()
    assert (x * x).requires_grad
    assert seen == [True]


def test_no_grad_ends_with_an_error_inside_it():
    x = Value(2.0, requires_grad=True)
    with pytest.raises(ZeroDivisionError), no_grad():
        raise ZeroDivisionError
    assert (x * x).requires_grad


def test_data_of_a_graph_cannot_be_overwritten():
    x = Value([1.0, 2.0], requires_grad=True)
    y = x * x
    with pytest.raises(ValueError, match="read-only"):
        x.data[0] = 9.0
    with pytest.raises(GraphError, match="can't be written"):
        y[0] = 9.0


def test_new_data_for_a_leaf_leaves_old_graphs_right():
    x = Value([3.0], requires_grad=True)
    y = (x * x).sum()
    y.backward()
    SGD([x], learning_rate=0.5).step()
    np.testing.assert_allclose(x.data, [0.0])
    x.grad = None
    y.backward()
    np.testing.assert_allclose(x.grad, [6.0])


def test_array_that_was_passed_in_is_copied():
    array = np.ones(2)
    x = Value(array)
    array[0] = 5.0
    np.testing.assert_allclose(x.data, [1.0, 1.0])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_numbers_and_reductions_keep_the_dtype(dtype):
    x = Value(np.ones((2, 3), dtype=dtype), requires_grad=True)
    y = ((2.0 * x - 1.0) / 3.0).mean(axis=0).max() + x.exp().sum() + x[0].tanh().sum()
    y.backward()
    assert (y.dtype, x.grad.dtype) == (dtype, dtype)


def test_tied_maxima_share_the_gradient():
    x = Value([[1.0, 4.0, 4.0], [2.0, 2.0, 2.0]], requires_grad=True)
    x.max(axis=1).backward(np.array([6.0, 9.0]))
    np.testing.assert_allclose(x.grad, [[0, 3, 3], [3, 3, 3]])


@pytest.mark.parametrize(
    ("action", "error", "part"),
    [
        (lambda: Value([1.0, 2.0], requires_grad=True).backward(), ShapeError, r"\(2,\)"),
        (lambda: Value(1.0).backward(np.ones(3)), ShapeError, r"\(\), got \(3,\)"),
        (lambda: Value([1j]), DtypeError, "complex128"),
        (lambda: Value([1.0]) @ Value([1.0]), ShapeError, "reshape"),
    ],
)
def test_what_cannot_be_gets_a_sentence(action, error, part):
    with pytest.raises(error, match=part):
        action()
