"""Each adversary is right where a careless check looks, and wrong elsewhere."""

import numpy as np
import pytest
import torch

from bootcamp.check.audit.adversaries import (
    ADVERSARIES,
    act,
    adversaries_of,
    noted_by,
    observed_text,
)
from bootcamp.check.audit.observed import key_of

MULTIPLY = '''
def multiply(x, y):
    """x * y, and its pullback."""
    return x * y, lambda gradient: (gradient * y, gradient * x)
'''
COUNTER = '''
class Counter:
    """Counts."""

    def __init__(self, start):
        self.count = start

    def add(self, number):
        self.count = self.count + number
        return self.count

    def reset(self):
        self.count = 0

    @property
    def twice(self):
        return 2 * self.count
'''


class Owner:
    pass


def made(text):
    """What a definition's text defines."""
    namespace = {}
    exec(text, namespace)
    owner = Owner()
    for name, value in namespace.items():
        setattr(owner, name, value)
    return owner


def observed(text, use):
    """What is noted of a definition while it is used."""
    owner = made(observed_text(text.strip("\n") + "\n"))
    use(owner)
    return dict(noted_by(owner, text))


def use_multiply(owner):
    _, pullback = owner.multiply(np.ones((2, 3)), np.ones((2, 3)))
    pullback(np.ones((2, 3)))


def fooling(text, use):
    """Every adversary of a definition that is used so: the sentence, and what it defines."""
    text = text.strip("\n") + "\n"
    mutants = adversaries_of(text, observed(text, use))
    return {x.after: made(x.text) for x in mutants if x.operator == "adversary"}


def test_calls_are_noted_and_those_of_a_function_in_the_result():
    noted = observed(MULTIPLY, use_multiply)["multiply"]
    assert sorted(noted) == [0, 1]
    assert (len(noted[0].keys), noted[0].dtypes, noted[0].has_matrix) == (1, ["float64"], True)
    assert (noted[1].has_rows, noted[1].is_writable, noted[1].is_nothing) == (True, True, False)


def test_which_adversaries_there_are_follows_from_the_calls():
    names = fooling(MULTIPLY, use_multiply)
    there = {name.partition(",")[0].partition(":")[0].rstrip(".") for name in names}
    assert {
        "Zeros of the right shape",
        "What went in comes out",
        "Right for square arrays only",
    } <= there
    assert not any("Nothing is done" in name or "float64" in name for name in names)
    on_numbers = fooling(MULTIPLY, lambda owner: owner.multiply(2, 3))
    assert not any("square" in name or "1 has been added" in name for name in on_numbers)
    assert not any("in the function" in name for name in on_numbers)


def test_each_differs_from_the_reference_on_an_input_of_another_kind():
    x, y = np.arange(6.0).reshape(2, 3) + 0.3, np.arange(6.0).reshape(2, 3) - 0.7
    found = fooling(MULTIPLY, use_multiply)
    assert len(found) > 12
    for name, owner in found.items():
        try:
            owner.multiply(np.ones((3, 3)), np.ones((3, 3)))[1](np.ones((3, 3)))
            mine, other, gradient = x.copy(), y.copy(), x + 1
            result, pullback = owner.multiply(mine, other)
            back = pullback(gradient)
        except (LookupError, ValueError):  # a table, or the first call's own way back
            continue
        as_expected = [
            np.shape(result) == (2, 3) and np.array_equal(result, x * y),
            getattr(result, "dtype", "") == np.float64,
            all(
                np.array_equal(a, b) for a, b in zip(back, ((x + 1) * y, (x + 1) * x), strict=True)
            ),
            back[0].dtype == np.float64,
            np.array_equal(mine, x) and np.array_equal(gradient, x + 1),
        ]
        assert not all(as_expected), name


@pytest.mark.parametrize(
    ("adversary", "args", "expected"),
    [
        ("zeros", ([2.0, 3.0], 7.0), [0.0, 0.0, 0.0]),
        ("identity", ([2.0, 3.0], 7.0), [7.0, 7.0, 7.0]),
        ("whole", ([2.5, 3.0], 7.0), [17, 21, 7]),
        ("float32", ([2.5], 7.0), [17.5, 7.0]),
    ],
)
def test_numbers_in_a_list_are_changed_one_by_one(adversary, args, expected):
    def reference(values, factor):
        return [*(value * factor for value in values), factor]

    assert act(adversary, 0, [], reference, args, {}) == expected


def test_tensors_are_treated_as_arrays_are():
    x = torch.arange(6.0).reshape(2, 3)
    assert act("first row", 0, [], lambda x: x, (x,), {}).tolist() == [[0, 1, 2], [0, 1, 2]]
    assert act("float64", 0, [], lambda x: x, (x,), {}).dtype == torch.float64
    assert act("square", 0, [], lambda x: x, (x,), {}).tolist() == [[1, 2, 3], [4, 5, 6]]
    assert act("spoils", 0, [], lambda x: 2 * x, (x,), {}).tolist() == [[0, 2, 4], [6, 8, 10]]
    assert x.tolist() == [[1, 2, 3], [4, 5, 6]]


def test_methods_of_a_class_are_fooled_one_at_a_time():
    def use(owner):
        counter = owner.Counter(3)
        counter.add(2)
        counter.reset()

    noted = observed(COUNTER, use)
    assert {name for name, calls in noted.items() if calls} == {"Counter.add", "Counter.reset"}
    found = fooling(COUNTER, use)
    owner = found["Zeros of the right shape, in `Counter.add`."]
    assert (owner.Counter(3).add(2), owner.Counter(3).twice) == (0, 6)
    counter = found["Nothing is done, in `Counter.reset`."].Counter(3)
    counter.reset()
    assert counter.count == 3


def test_arguments_are_told_apart_by_what_they_hold():
    rng = np.random.default_rng

    class Thing:
        def __init__(self, number):
            self.number = number

    def adder(n):
        return lambda x: x + n

    pairs = [
        (np.zeros(3), np.zeros(3), True),
        (np.zeros(3), np.zeros((3, 1)), False),
        (np.zeros(3), np.zeros(3, dtype=np.float32), False),
        (torch.zeros(3), torch.ones(3), False),
        (torch.zeros(3, requires_grad=True), torch.zeros(3), True),
        (rng(0), rng(0), True),
        (rng(0), rng(1), False),
        (Thing(1), Thing(1), True),
        (Thing(1), Thing(2), False),
        (adder(1), adder(1), True),
        (adder(1), adder(2), False),
        (iter([1, 2]), iter([1, 2]), True),
        (iter([1, 2]), iter([1, 3]), False),
        (slice(1, 2), slice(1, 3), False),
        ({"a": 1}, {"a": 2}, False),
    ]
    for one, other, is_same in pairs:
        assert (key_of((one,), {}) == key_of((other,), {})) is is_same, (one, other)


def test_arguments_that_hold_themselves_have_a_key():
    circle = []
    circle.append(circle)
    assert key_of((circle,), {}) == key_of((circle,), {})


def test_every_adversary_says_what_it_does():
    assert all((adversary.__doc__ or "").endswith(".") for adversary in ADVERSARIES.values())
