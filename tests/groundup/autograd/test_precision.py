"""Float32 stays float32, whatever it meets, and a gradient has its node's dtype and shape."""

import numpy as np
import pytest

from groundup.autograd.losses import cross_entropy
from groundup.autograd.modules import Linear
from groundup.autograd.optim import SGD, Adam
from groundup.autograd.value import Value

SINGLE = np.float32


def leaf(numbers, dtype=SINGLE) -> Value:
    return Value(np.array(numbers, dtype=dtype), requires_grad=True)


def test_each_leaf_of_a_mixed_product_gets_a_gradient_of_its_own_dtype():
    x, y = leaf([2.0, 3.0]), leaf([5.0, 7.0], np.float64)
    (x * y).sum().backward()
    assert (x.grad.dtype, y.grad.dtype) == (np.float32, np.float64)
    np.testing.assert_array_equal(x.grad, [5.0, 7.0])
    np.testing.assert_array_equal(y.grad, [2.0, 3.0])


@pytest.mark.parametrize("start", [np.ones(3), np.ones(3, dtype=int), [1, 1, 1]])
def test_gradient_passed_in_takes_the_dtype_of_the_leaf(start):
    x, y = leaf([1.0, 2.0, 3.0]), leaf([1.0, 2.0, 3.0], np.float64)
    for each in (x, y):
        (each * 2.0).backward(start)
        each.backward(start)
        assert each.grad.dtype == each.dtype
        np.testing.assert_array_equal(each.grad, [3.0, 3.0, 3.0])


def test_gradient_of_one_number_is_an_array_too():
    x = leaf(3.0)
    (x * x).backward()
    assert isinstance(x.grad, np.ndarray)
    (x * x).backward()
    assert isinstance(x.grad, np.ndarray)
    assert (x.grad.shape, x.grad.dtype, x.grad.item()) == ((), np.float32, 12.0)


@pytest.mark.parametrize("exponent", [0.5, np.float64(0.5), np.array(0.5)])
def test_exponent_is_a_plain_number_and_leaves_the_dtype(exponent):
    x = leaf([4.0, 9.0])
    y = x**exponent
    y.sum().backward()
    assert (y.dtype, x.grad.dtype) == (np.float32, np.float32)
    np.testing.assert_allclose(x.grad, [0.25, 1 / 6], rtol=1e-6)


@pytest.mark.parametrize(
    "make",
    [
        lambda x, half: SGD([x], half, momentum=half),
        lambda x, half: Adam([x], half, betas=(half, half), epsilon=half),
    ],
)
def test_a_step_keeps_the_dtype_whatever_kind_of_number_its_options_are(make):
    x = leaf([1.0])
    optimizer = make(x, np.float64(0.5))
    for _ in range(2):
        x.grad = np.array([2.0])
        optimizer.step()
    assert x.dtype == np.float32
    assert x.data.item() < 0.5


def test_a_linear_layer_has_the_dtype_asked_for():
    layer = Linear(3, 2, np.random.default_rng(0), dtype=np.float32)
    assert (layer.weight.dtype, layer.bias.dtype) == (np.float32, np.float32)
    assert layer(leaf([[1.0, 2.0, 3.0]])).dtype == np.float32
    double = Linear(3, 2, np.random.default_rng(0))
    assert (double.weight.dtype, double.bias.dtype) == (np.float64, np.float64)


def test_cross_entropy_keeps_the_dtype():
    logits = leaf([[1.0, 2.0], [3.0, 5.0]])
    loss = logits.cross_entropy([0, 1])
    loss.backward()
    assert (loss.dtype, logits.grad.dtype) == (np.float32, np.float32)
    result, pullback = cross_entropy(logits.data, np.array([0, 1]))
    assert (result.dtype, pullback(np.float32(1.0))[0].dtype) == (np.float32, np.float32)
