"""What is said of errors is so: whose they are, and what they say."""

import pytest

from bootcamp.check.asserts import compile_check
from bootcamp.check.client import Judge
from bootcamp.check.raised import useful_lines, words_of
from bootcamp.check.run import run_tests


@pytest.fixture
def of_hosted(course, workspace):
    with Judge.start(course.root, workspace.root) as judge:
        yield lambda name: judge.check(name, hosted=True)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("raise NotImplementedError('double')", "`double` is not written yet."),
        ("raise NotImplementedError('todo')", "NotImplementedError: todo"),
        ("raise NotImplementedError", "NotImplementedError"),
        ("return five(x)", "NotImplementedError: double"),
        ("import logging; return logging.Handler().emit(1)",
         "NotImplementedError: emit must be implemented by Handler subclasses"),
        ("return object.__new__(type('A', (), {'f': five})).f()", "NotImplementedError: double"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_hosted", [False, True])
def test_only_the_stubs_own_statement_is_a_stub(judge, of_hosted, write, body, says, is_hosted):
    write("double", f"def double(x):\n    if x:\n        {body}\n    return 0.0\n\n\n"
          "def five(x):\n    raise NotImplementedError('double')\n")  # fmt: skip
    verdict = (of_hosted if is_hosted else judge.check)("double")
    assert verdict.failure.says == says


def test_learners_own_assertion_is_an_error_of_their_own(judge, write):
    write("double", "def double(x):\n    y = 7\n    assert x == y\n    return x + y\n")
    failure = judge.check("double").failure
    assert (failure.error, failure.expected, failure.got) == ("AssertionError", "", "")
    assert failure.where.code == "assert x == y"


def told_by(check):
    """What the first failing test of a check comes to."""
    code = compile_check(check, "check.py")
    failed = [result for result in run_tests(code, "check", "", 0) if not result["passed"]]
    return failed[0]


HEAD = """
import numpy as np
import torch
class Holder:
    grad = None
x = Holder()
def nothing(): pass
def part(): return None, 1.0
def pair(): return np.ones(2), np.ones(2)
"""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("np.testing.assert_allclose(x.grad, [1.0])", "Expected a numpy array, but `x.grad` is None."),
        ("assert x.grad == 3.0", "Expected float 3, but `x.grad` is None."),
        ("torch.testing.assert_close(x.grad, torch.ones(2))",
         "Expected a torch.Tensor, but `x.grad` is None."),
        ("torch.testing.assert_close(\n        getattr(x, 'grad'),\n        torch.ones(2),\n    )",
         "Expected a torch.Tensor, but `getattr(x, 'grad')` is None."),
        ("got, _ = part()\n    assert got == 3.0", "Expected float 3, but `got` is None."),
        ("assert nothing() == 3.0", "Expected float 3, got None: is a `return` missing?"),
        ("got = nothing()\n    np.testing.assert_allclose(got, np.ones(2))",
         "Expected a numpy array, got None: is a `return` missing?"),
        ("torch.testing.assert_close(pair(), torch.ones(2))",
         "Expected a torch.Tensor, got a tuple of 2."),
        ("torch.testing.assert_close(np.ones(2), torch.ones(2))",
         "Expected a torch.Tensor, got a numpy array."),
        ("torch.testing.assert_close([1.0, 1.0], torch.ones(2))",
         "Expected a torch.Tensor, got a list of 2."),
        ("np.testing.assert_allclose(torch.ones(2, requires_grad=True), np.ones(2))",
         "Expected a numpy array, got a torch.Tensor that requires a gradient."),
        ("np.testing.assert_allclose({'a': 1}, np.ones(2))",
         "Expected a numpy array, got a dict of 1."),
    ],
)  # fmt: skip
def test_what_came_instead_of_numbers_is_told_in_plain_words(body, says):
    result = told_by(f"{HEAD}\ndef test_it():\n    {body}\n")
    assert (result["says"], result["error"]) == (says, "")


@pytest.mark.parametrize("extreme", ["np.inf", "np.nan", "1e308", "-1e308"])
def test_what_the_judge_computes_of_odd_numbers_is_not_printed(judge, course, write, extreme):
    write("scaled", f"def scaled(x, factor=2.0):\n    return {extreme} * np.ones((2, 3))\n")
    verdict = judge.check("scaled")
    assert (verdict.outcome, verdict.output) == ("failed", "")


def test_of_a_long_message_the_first_line_and_the_last_ones_are_kept():
    einops = (
        ' Error while processing rearrange-reduction pattern "b c -> c d".\n'
        " Input tensor shape: torch.Size([2, 3]). Additional info: {}.\n"
        " Identifiers only on one side of expression (should be on both): {'b', 'd'}"
    )
    assert "(should be on both): {'b', 'd'}" in useful_lines(einops)
    long = useful_lines("\n".join(f"line {number}" for number in range(100)))
    assert long == "line 0 line 97 line 98 line 99"
    assert len(useful_lines("x" * 10_000)) <= 600


def test_messages_that_differ_in_numbers_or_order_read_alike():
    alike = ("shapes (5,7) and (3,) at 0x7f3a", "(11,2) and shapes (13,) at 0xffee")
    other = "shapes (5,) and (3,) at 0x7f3a"
    assert words_of(ValueError(alike[0])) == words_of(ValueError(alike[1]))
    assert words_of(ValueError(alike[0])) != words_of(ValueError(other))
