"""Take a value out of its graph.

Sometimes a number should count as given although it was computed: a target, a baseline, a reward.
One line, and one of the most frequent sources of silent errors when it's missing.
"""

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.autograd.value import Value


def whole_copy(self):
    from copy import copy

    other = copy(self)
    other.requires_grad = False
    return other


def switched_off(self):
    self.requires_grad = False
    return self


exercise = Exercise(
    implements=Value.detach,
    minutes=8,
    difficulty=1,
    importance=4,
    notice=(
        "One line is enough because a new `Value` has no parents: nothing has to be taken "
        "away from the old one."
    ),
    hints=(
        "What does a Value that is a constant have, and what doesn't it have?",
        "The value itself must stay as it is: others may still need its way back. So a new one is "
        "wanted, built from the data alone.",
    ),
    mistakes=(
        Mistake(
            "return Value(self.data)",
            "return self",
            says="This is the same value, graph and all, so gradients still pass through it.",
        ),
        Mistake(
            switched_off,
            says="The original was switched off. Whoever else uses it loses its gradient; what is "
            "wanted is a second value beside it.",
        ),
        Mistake(
            "Value(self.data)",
            "Value(self.data, requires_grad=self.requires_grad)",
            says="The new value is a leaf, but it still asks for a gradient, and what is computed "
            "from it is recorded.",
        ),
        Mistake(
            "Value(self.data)",
            "self.data",
            says="This is the bare array. A Value with the same data was asked for.",
        ),
        Mistake(
            whole_copy,
            says="The copy still holds what the original had collected: its parents, its pullback "
            "and its gradient. A new leaf starts with none of these.",
        ),
    ),
)


def test_the_data_is_the_same() -> None:
    x = Value([[2.0, 3.0, 5.0]], requires_grad=True)
    copy = (x * 7.0).detach()
    assert isinstance(copy, Value)
    np.testing.assert_array_equal(copy.data, [[14.0, 21.0, 35.0]])


def test_any_data_is_the_same(rng: np.random.Generator) -> None:
    for shape in ((2, 3), (1, 5), (0, 3), ()):
        numbers = rng.normal(size=shape)
        expected = numbers.tolist()
        assert Value(numbers, requires_grad=True).detach().data.tolist() == expected


def test_infinities_stay_what_they_are() -> None:
    numbers = [-np.inf, np.inf, np.nan]
    np.testing.assert_array_equal(Value(numbers).detach().data, numbers)


def test_zeros_keep_their_signs() -> None:
    copy = Value([-0.0, 0.0, -5.0], requires_grad=True).detach()
    assert np.signbit(copy.data).tolist() == [True, False, True]


def test_what_came_before_is_forgotten() -> None:
    x = Value([3.0], requires_grad=True)
    copy = (x * 7.0).detach()
    found = [len(copy.parents), getattr(copy, "pullback", None) is None, copy.data.tolist()]
    assert found == [0, True, [21.0]]


def test_a_gradient_stays_with_the_original_alone() -> None:
    x = Value([3.0], requires_grad=True)
    (x * 5.0).backward()
    copy = x.detach()
    assert [x.grad.tolist(), copy.grad, copy.data.tolist()] == [[5.0], None, [3.0]]


def test_a_detached_factor_counts_as_a_constant() -> None:
    x = Value([3.0, 5.0], requires_grad=True)
    (x * (x * x).detach()).sum().backward()
    np.testing.assert_allclose(x.grad, [9.0, 25.0])


def test_nothing_computed_from_it_alone_is_recorded() -> None:
    x = Value(3.0, requires_grad=True)
    copy = x.detach()
    result = copy * 2.0
    found = [bool(copy.requires_grad), len(copy.parents), bool(result.requires_grad)]
    assert found == [False, 0, False]


def test_the_original_keeps_its_gradient() -> None:
    x = Value([3.0], requires_grad=True)
    square = x * x
    square.detach()
    (square * 5.0).backward()
    assert (None if x.grad is None else x.grad.tolist()) == [30.0]


def test_single_precision_stays() -> None:
    copy = Value(np.array([2.0, 3.0], dtype=np.float32), requires_grad=True).detach()
    assert [copy.dtype.name, bool(copy.requires_grad)] == ["float32", False]
