"""The learner's code beside the reference's."""

import html
import re

import pytest

from bootcamp.web.study.code import (
    LONGEST,
    MARKED,
    SAME,
    TOO_DIFFERENT,
    TOO_LONG,
    _beside,
    coloured,
)

REFERENCE = '''def mean(values):
    """The mean."""
    total = 0.0
    for value in values:
        total += value
    return total / len(values)
'''


def marked(html: str) -> list[str]:
    lines = re.findall(r'<span class="hll">(.*?)\n</span>', html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", line).strip() for line in lines]


def test_the_same_text_is_not_shown_twice():
    assert _beside(REFERENCE, REFERENCE.replace("The mean.", "Mean.")) is None


RENAMED = REFERENCE.replace("total", "s").replace("value ", "v ").replace("= value", "= v")


@pytest.mark.parametrize(
    "mine",
    [
        RENAMED,
        REFERENCE.replace("0.0\n", "0.0  # so far\n\n"),
        REFERENCE.replace("    ", "  "),
        REFERENCE.replace("total", "value_")
        .replace("value ", "total ")
        .replace("= value", "= total"),
    ],
)
def test_it_is_said_that_both_do_the_same(mine):
    found = _beside(mine, REFERENCE)
    assert found.says == SAME
    assert marked(found.mine) == marked(found.reference) == []


WEIGHED = """def weighed(a, b):
    c = a - b
    print(f"{a} {b}")
    return c
"""


@pytest.mark.parametrize(
    ("mine", "reference", "mine_marked", "reference_marked"),
    [
        (
            REFERENCE.replace("total / len(values)", "total / max(len(values), 1)"),
            REFERENCE,
            ["return total / max(len(values), 1)"],
            ["return total / len(values)"],
        ),
        (  # one more line shifts none of those below it
            RENAMED.replace("    s = 0.0", "    extra = 1\n    s = 0.0"),
            REFERENCE,
            ["extra = 1"],
            [],
        ),
        (  # in the loop, or after it
            REFERENCE.replace("    return", "        return"),
            REFERENCE,
            ["return total / len(values)"],
            ["return total / len(values)"],
        ),
        (WEIGHED.replace("a - b", "b - a"), WEIGHED, ["c = b - a"], ["c = a - b"]),
        (
            WEIGHED.replace("{a} {b}", "{b} {a}"),
            WEIGHED,
            ['print(f"{b} {a}")'],
            ['print(f"{a} {b}")'],
        ),
        (WEIGHED.replace("return c", "return None"), WEIGHED, ["return None"], ["return c"]),
    ],
)
def test_lines_are_marked_that_do_something_else(mine, reference, mine_marked, reference_marked):
    found = _beside(mine, reference)
    assert (marked(found.mine), marked(found.reference)) == (mine_marked, reference_marked)
    assert found.says == MARKED


def test_each_method_has_names_of_its_own():
    other = "class A:\n    def f(self, x):\n        return x\n\n    def g(self, y):\n        return -y\n"
    mine = other.replace("x", "p").replace("y", "p")
    assert _beside(mine, other).says == SAME


CHOSEN = "def chosen(a, b):\n    low = a\n    low = b\n    return low\n"


@pytest.mark.parametrize(
    ("mine", "reference"),
    [
        (CHOSEN.replace("low = b", "high = b"), CHOSEN),  # two variables are never one
        (CHOSEN.replace("return low", "more = 1; return more"), CHOSEN),
        (CHOSEN, CHOSEN.replace("return low", "return None")),
        (
            CHOSEN.replace("a", "x").replace("b", "a").replace("x", "b") + '    print(f"{a}")\n',
            CHOSEN + '    print(f"{a}")\n',
        ),
        (
            "def f(p, q):\n    print(p)\n    print(2)\n    return q\n",
            "def f(p):\n    print(p)\n    print(2)\n    return None\n",
        ),
    ],
)
def test_what_differs_is_never_called_the_same(mine, reference):
    assert _beside(mine, reference).says == MARKED


def test_nothing_is_marked_where_little_is_shared():
    found = _beside("def mean(numbers):\n    return sum(numbers) / len(numbers)\n", REFERENCE)
    assert found.says == MARKED  # the head is half of it
    found = _beside("mean = lambda v: sum(v) / len(v)\n", REFERENCE)
    assert found.says == TOO_DIFFERENT
    assert marked(found.mine) == marked(found.reference) == []


LONG = {
    "blank lines": "def mean(values):\n" + "\n" * LONGEST + "    return 1 < 2\n",
    "lines in brackets": "def mean(values):\n    return (1 < 2,\n" + "\n" * LONGEST + ")\n",
    "statements": "def mean(values):\n    " + "1 < 2;" * LONGEST + "\n",
}


@pytest.mark.parametrize("name", LONG)
def test_a_text_longer_than_anyone_writes_is_shown_plain(name):
    """Each such box took seconds of every page that it was on."""
    found = _beside.__wrapped__(LONG[name], REFERENCE)
    assert found.mine == coloured(LONG[name]) == html.escape(LONG[name])
    assert found.says == TOO_LONG
    assert "<span" in found.reference


@pytest.mark.parametrize("mine", ["", "def mean(values:\n"])
def test_what_cannot_be_read_is_not_compared(mine):
    assert _beside(mine, REFERENCE) is None
