"""The learner's code beside the reference's."""

import html
import re

import pytest

from bootcamp.web.study.code import LONGEST, _beside, coloured

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


@pytest.mark.parametrize(
    ("mine", "mine_marked", "reference_marked"),
    [
        (REFERENCE.replace("total", "s").replace("value ", "v ").replace("= value", "= v"), [], []),
        (
            REFERENCE.replace("total / len(values)", "total / max(len(values), 1)"),
            ["return total / max(len(values), 1)"],
            ["return total / len(values)"],
        ),
        (REFERENCE.replace("0.0\n", "0.0  # so far\n\n"), [""], []),
    ],
)
def test_lines_are_marked_that_do_something_else(mine, mine_marked, reference_marked):
    found = _beside(mine, REFERENCE)
    assert (marked(found.mine), marked(found.reference)) == (mine_marked, reference_marked)


def test_nothing_is_marked_where_little_is_shared():
    found = _beside("def mean(numbers):\n    return sum(numbers) / len(numbers)\n", REFERENCE)
    assert found.is_marked is True  # the head is half of it
    found = _beside("mean = lambda v: sum(v) / len(v)\n", REFERENCE)
    assert found.is_marked is False
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
    assert found.is_marked is False
    assert "<span" in found.reference
