"""Figures are drawn for every answer that is accepted, however its pullback was made."""

import pytest

MULTIPLY = {
    "a part of another function": """
def multiply(x, y):
    from functools import partial

    def back(x, y, gradient):
        return gradient * y, gradient * x

    return x * y, partial(back, x, y)
""",
    "an object that can be called": """
def multiply(x, y):
    class Back:
        def __call__(self, gradient):
            return gradient * y, gradient * x

    return x * y, Back()
""",
    "a part of an object that can be called": """
def multiply(x, y):
    from functools import partial

    class Back:
        def __call__(self, other, gradient):
            return gradient * other, gradient * x

    return x * y, partial(Back(), y)
""",
}


@pytest.mark.parametrize("how", MULTIPLY)
def test_the_graph_of_an_expression_names_each_operation(how, verdict_on, judge):
    assert verdict_on("multiply", MULTIPLY[how]).outcome == "passed"
    drawn = judge.figure("autograd", "backward_walk").svg
    for name in ("multiply", "add", "tanh"):
        assert f">{name}</text>" in drawn
