"""Questions with numbers of one's own: over a thousand learners, no known mistake is right."""

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bootcamp.check.asserts import compile_check
from bootcamp.check.run import load_check

CHAPTER = Path(__file__).parents[2] / "courses" / "alignment" / "autograd"
SEEDS = range(1000)


def questions(name: str) -> list:
    path = CHAPTER / f"{name}.py"
    namespace, _ = load_check(compile_check(path.read_text(), str(path)), name)
    return [namespace["question"](np.random.default_rng(seed)) for seed in SEEDS]


def numbers_in(text: str, pattern: str) -> list[int]:
    found = re.search(pattern, text)
    assert found, text
    return [int(group) for group in found.groups()]


@pytest.mark.parametrize(("name", "wrong_answers"), [("chain_by_hand", 6), ("paths_by_hand", 7)])
def test_known_wrong_answers_differ_from_the_right_one_and_from_each_other(name, wrong_answers):
    asked = questions(name)
    assert {len(question.wrong) for question in asked} == {wrong_answers}
    for question in asked:
        numbers = sorted([question.answer, *question.wrong])
        nearest = min(b - a for a, b in pairwise(numbers))
        largest = max(map(abs, numbers))
        assert nearest > 2 * question.tolerance * largest, question.text
        assert question.answer != 0
    assert len({question.text for question in asked}) > 100


def test_the_slope_of_the_chain_that_is_read_is_the_answer():
    for question in questions("chain_by_hand"):
        pattern = r"u = (\d+)x - (\d+)\$, \$v = u\^3\$ and \$w = (\d+)v\$.* at \$x = (\d+)\$"
        a, b, c, x = numbers_in(question.text, pattern)
        measured = (c * (a * (x + 1e-20j) - b) ** 3).imag / 1e-20
        assert question.answer == pytest.approx(measured)


def test_the_slope_along_all_paths_that_are_read_is_the_answer():
    for question in questions("paths_by_hand"):
        slopes = numbers_in(
            question.text,
            r"a/\\partial x = (-?\d+)\$.*b/\\partial x = (-?\d+)\$.*L/\\partial a = (-?\d+)\$"
            r".*L/\\partial b = (-?\d+)\$.*the slope is \$(-?\d+)\$",
        )
        a, b, along_a, along_b, direct = slopes

        def loss(x, a=a, b=b, along_a=along_a, along_b=along_b, direct=direct):
            return along_a * np.tanh(a * x) + along_b * np.sin(b * x) + direct * x

        measured = loss(1e-20j).imag / 1e-20
        assert question.answer == pytest.approx(measured)
