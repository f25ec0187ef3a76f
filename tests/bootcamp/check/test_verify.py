"""Every refusal of `bootcamp verify`: a course that holds is broken in one way, and is refused."""

import pytest

from bootcamp.check.verify import RULES, verify
from bootcamp.course.read import read_course

DOUBLE, TOTAL, SCALED = "double.py", "total.py", "scaled.py"
CATCHES = """try:
        got = double(0.0)
    except NotImplementedError:
        got = 1.0
    assert got == 0.0"""
COUNTS = "factor + (scaled.__code__.co_firstlineno != 19)"  # what is above it is shorter when blank
DEFINED = 'import numpy as np\n\n\ndef double(x):\n    """Twice x."""\n    return x + x\n'
STATED = 'says="That is the square."'

BREAKS = {  # what it is: (file, text there, text instead, rule, words of the refusal)
    "no title": ("sums.md", 'title = "Sums"', "", "format", "`title` is missing"),
    "unknown field": (DOUBLE, "minutes=2", "minuets=2", "format", "Write `minutes`"),
    "syntax": (DOUBLE, "exercise = Exercise(", "exercise = Exercise((", "format", "double.py"),
    "dead link": ("sums.md", "exercise:double", "exercise:treble", "link", "leads to nothing"),
    "twice": ("sums.md", "[total]", "[double](exercise:double)\n\n[total]", "page", "already"),
    "on no page": ("sums.md", "[total](exercise:total)", "", "page", "No page links to it"),
    "formula": ("sums.md", "$x + x$", "$\\frac{$", "text", "can't be shown"),
    "docstring": (DOUBLE, '"""Double', '"""Double.\n\n$\\frac{$\n"""\n"""', "text", "can't be shown"),
    "figure": ("sums.md", "## Doubling", "![Two](figure:two)\n", "text", "doesn't define"),
    "todo": (DOUBLE, STATED, 'says="TODO"', "text", "still says TODO"),
    "one hint": (DOUBLE, '"Add it to itself."', "", "hints", "fewer than two hints"),
    "hint tells": (TOTAL, "Start from zero.", "result = result + double(value)", "hints", "a line of the answer"),
    "one mistake": (DOUBLE, 'Mistake("x + x", "x * x", says="That is the square."),', "", "mistakes", "fewer"),
    "no sentence": (DOUBLE, STATED, 'says=" "', "mistakes", "no sentence"),
    "reference": (DOUBLE, "double(3.0) == 6.0", "double(3.0) == 7.0", "reference", "rejects"),
    "stub passes": (DOUBLE, "assert double(0.0) == 0.0", "assert True", "stub", "passes on the stub"),
    "stub caught": (DOUBLE, "assert double(0.0) == 0.0", CATCHES, "stub", "not by the target"),
    "stub at import": (DOUBLE, "def test_three", "SIX = double(3.0)\n\n\ndef test_three", "stub", "first test"),
    "not there": (DOUBLE, '"x + x", "x"', '"x - x", "x"', "mistake", "x - x"),
    "accepted": (DOUBLE, '"x + x", "x"', '"x + x", "2 * x"', "mistake", "accepts"),
    "numbered": ("../course.toml", 'lessons = ["sums"]', 'lessons = ["part2"]', "name", "carries a number"),
    "alike": (DOUBLE, '"x + x", "x"', '"x + x", "x ** 2"', "alike", "fail alike"),
    "near": ("by_hand.py", "wrong={a - 1:", "wrong={a + 1.00001:", "question", "too near"),
    "near another": ("by_hand.py", "wrong={a - 1: ", 'wrong={a: "That is a.", a - 0.0001: ', "question", "the wrong answer"),
    "right for some": ("by_hand.py", "wrong={a - 1: ", 'wrong={6: "Six is always wrong.", a - 1: ', "question", "counts as the right answer 6"),
    "fewer for some": ("by_hand.py", "wrong={a - 1: ", 'wrong={2: "That is two.", a - 1: ', "question", "others 1"),
    "no choice": ("by_hand.py", 'because="One more.",', 'because="", choices=("3", "4"),', "question", "among the choices"),
    "looks inside": (DOUBLE, "double(0.0) == 0.0", "double(0.0) == 0.0 and double.__code__", "boundary", "across the boundary"),
    "needless": (DOUBLE, "minutes=2,", 'minutes=2, excludes=("gradients",),', "excludes", "changes nothing"),
    "import": ("../../src/tinylib/sums.py", DEFINED, DEFINED.replace("import numpy", "from math import prod\n\nimport numpy").replace("x + x", "prod([1, x + x])"), "imports", "Put the import inside"),
    "lines": ("../../src/tinylib/sums.py", "* factor", f"* {COUNTS}", "alone", "line numbers"),
}  # fmt: skip


@pytest.fixture
def verified(course):
    def go():
        problems = []
        return verify(read_course(course.root, problems), problems=problems)

    return go


def test_a_course_that_holds_is_not_refused(verified):
    report = verified()
    assert report.refused == []
    assert (report.exercises, report.lessons, report.passed) == (4, 1, 4)


@pytest.mark.parametrize("what", BREAKS)
def test_a_course_broken_in_one_way_is_refused_for_that(verified, course, what):
    where, text, instead, rule, words = BREAKS[what]
    file = course.root / "sums" / where
    source = file.read_text()
    assert source.count(text) >= 1
    file.write_text(source.replace(text, instead, 1))
    report = verified()
    found = {(refusal.rule, refusal.says) for refusal in report.refused}
    assert any(r == rule and words in says for r, says in found), found
    assert {r for r, _ in found} <= RULES.keys()


def test_every_rule_is_shown_to_refuse():
    assert {rule for *_, rule, _ in BREAKS.values()} == RULES.keys()
