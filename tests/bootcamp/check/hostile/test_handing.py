"""How arguments are handed over in another way, and what a check still sees of them."""

import numpy as np
import pytest
import torch

from bootcamp.check.hostile.handing import Handing
from bootcamp.check.hostile.layouts import WAYS


def handing_of(function, way):
    handing = Handing(function)
    handing.begin(WAYS[way])
    return handing.through


def weighted(w, x):
    return (w * x).sum()


def weighted_later(w):
    return lambda x: (w * x).sum()


@pytest.mark.parametrize("way", WAYS)
def test_a_gradient_that_the_check_itself_asks_for_arrives(way):
    w, x = torch.ones(3, requires_grad=True), torch.arange(3.0)
    handing_of(weighted, way)(w, x).backward()
    handing_of(weighted_later, way)(w)(x).backward()
    torch.testing.assert_close(w.grad, 2 * x)


def test_a_result_is_outside_of_a_graph_that_the_check_knows_nothing_of():
    x = torch.arange(3.0)
    assert not handing_of(weighted, "differentiable")(x, x).requires_grad
    assert not handing_of(weighted_later, "differentiable")(x)(x).requires_grad


@pytest.mark.parametrize("of", [np.array, torch.tensor])
def test_arguments_that_share_memory_still_share_it(of):
    x = of([1.0, 2.0, 3.0, 4.0])

    def fill(whole, part, other):
        part[...] = 7
        assert other is not y
        return whole + 0

    y = of([1.0, 2.0])
    assert handing_of(fill, "strided")(x, x[1:], y).tolist() == [1, 7, 7, 7]
    assert x.tolist() == [1, 7, 7, 7]


def test_columns_of_one_matrix_share_no_memory_and_are_handed_over_otherwise():
    x = np.arange(6.0).reshape(3, 2)
    seen = handing_of(lambda one, other: [one.strides, other.strides], "reversed")
    assert seen(x[:, 0], x[:, 1]) == [(-8,), (-8,)]
