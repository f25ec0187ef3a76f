"""What a graph must not take, and what it keeps of arrays that are changed behind its back."""

import numpy as np
import pytest

from groundup.autograd.modules import Linear, Module
from groundup.autograd.value import Value
from groundup.errors import DtypeError, ShapeError, TargetError


@pytest.mark.parametrize(
    ("key", "later", "expected"),
    [
        (np.array([0, 1]), 3, [1, 1, 0, 0]),
        (np.array([True, True, False, False]), True, [1, 1, 0, 0]),
        ((np.array([0, 0]),), None, [2, 0, 0, 0]),
        ([0, 2], None, [1, 0, 1, 0]),
        (slice(1, 3), None, [0, 1, 1, 0]),
        (2, None, [0, 0, 1, 0]),
        ((..., 1), None, [0, 1, 0, 0]),
        ((None, 3), None, [0, 0, 0, 1]),
    ],
)
def test_a_key_that_is_changed_after_indexing_changes_no_gradient(key, later, expected):
    x = Value([10.0, 20.0, 30.0, 40.0], requires_grad=True)
    y = x[key].sum()
    if isinstance(key, tuple) and isinstance(key[0], np.ndarray):
        key[0][:] = 3
    elif isinstance(key, list):
        key[:] = [3, 3]
    elif later is not None:
        key[:] = later
    y.backward()
    np.testing.assert_array_equal(x.grad, expected)


def test_targets_that_are_changed_after_the_loss_change_no_gradient():
    logits, targets = Value(np.zeros((2, 2)), requires_grad=True), np.array([0, 1])
    loss = logits.cross_entropy(targets)
    targets[:] = 0
    loss.backward()
    np.testing.assert_allclose(logits.grad, [[-0.25, 0.25], [0.25, -0.25]])


@pytest.mark.parametrize(
    ("targets", "error", "part"),
    [
        ([0, -1, 1], TargetError, "0 to 1, got -1"),
        ([0, 2, 1], TargetError, "0 to 1, got 2"),
        ([0], ShapeError, r"shape \(3,\), got \(1,\)"),
        (0, ShapeError, r"shape \(3,\), got \(\)"),
        ([[0], [1], [1]], ShapeError, r"shape \(3,\), got \(3, 1\)"),
        ([0.0, 1.0, 1.0], DtypeError, "whole numbers, got float64"),
        ([True, False, True], DtypeError, "whole numbers, got bool"),
    ],
)
def test_targets_that_name_no_class_of_each_row_are_refused(targets, error, part):
    with pytest.raises(error, match=part):
        Value(np.zeros((3, 2))).cross_entropy(np.array(targets))


def test_scores_without_a_batch_are_refused():
    with pytest.raises(ShapeError, match=r"\[batch, classes\], got shape \(3,\)"):
        Value([1.0, 2.0, 3.0]).cross_entropy(np.array([1]))


@pytest.mark.parametrize("operand", [None, "3", 1j, [None], {}])
def test_an_operand_that_is_no_number_is_refused(operand):
    x = Value([1.0, 2.0])
    for action in (lambda: x + operand, lambda: operand * x):
        with pytest.raises(DtypeError, match="a number or an array of numbers, got"):
            action()


def test_an_array_may_stand_on_the_left_of_a_matrix_product():
    x = Value([[5.0], [7.0]], requires_grad=True)
    for left in (np.array([[1.0, 10.0]]), [[1.0, 10.0]]):
        x.grad = None
        result = left @ x
        np.testing.assert_array_equal(result.data, [[75.0]])
        result.backward()
        np.testing.assert_array_equal(x.grad, [[1.0], [10.0]])


@pytest.mark.parametrize("shape", [(), (2,), (4, 2)])
def test_a_layer_names_the_shape_that_it_cant_take(shape):
    with pytest.raises(ShapeError, match=r"takes 3 inputs") as refused:
        Linear(3, 1, np.random.default_rng(0))(Value(np.zeros(shape)))
    assert f"{shape}" in str(refused.value)


def test_what_a_module_computed_is_no_parameter_of_it():
    module = Module()
    module.weight = Value([2.0], requires_grad=True)
    module.seen = module.weight * 3.0
    assert module.parameters() == [module.weight]
