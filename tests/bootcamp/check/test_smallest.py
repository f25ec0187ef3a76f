"""A failure that is no known mistake comes with the smallest input found on which it is wrong."""

import pytest

from bootcamp.verdict import Example


def test_unknown_failure_shows_the_smallest_input_found(judge, write):
    write("scaled", "def scaled(x, factor=2.0):\n    return np.asarray(x) * factor + 1.0\n")
    verdict = judge.check("scaled")
    assert (verdict.outcome, verdict.mistake) == ("failed", "")
    expected, got = "np.array([[6.0]])", "np.array([[7.0]])"
    assert verdict.smallest == Example("scaled(np.array([[2.0]]), 3.0)", expected, got)


def test_helper_of_the_learners_own_is_seen(judge, write):
    write("double", "def double(x):\n    return five(x)\n\n\ndef five(x):\n    return 5 * x\n")
    verdict = judge.check("double")
    assert verdict.smallest == Example("double(3.0)", "6.0", "15.0")


def test_known_mistake_is_told_its_sentence_alone(judge, write):
    write("double", "def double(x):\n    return x * x\n")
    verdict = judge.check("double")
    assert (verdict.mistake, verdict.smallest) == ("That is the square.", None)


def test_right_answer_and_error_of_typing_get_no_example(judge, write):
    write("double", "def double(x):\n    return 2 * x\n")
    assert judge.check("double").smallest is None
    write("double", "def double(x):\n    return 2 * y\n")
    verdict = judge.check("double")
    assert (verdict.failure.error, verdict.smallest) == ("NameError", None)


@pytest.mark.parametrize("body", ["return 5.0 if x == 3.0 else 1.0 * exit()", "return x.y.z"])
def test_odd_code_gets_its_verdict(judge, write, body):
    write("double", f"def double(x):\n    {body}\n")
    assert judge.check("double").outcome == "failed"
