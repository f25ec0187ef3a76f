"""A course of its own for the attacks: what is asked is easy, and every attack answers it wrong."""

from pathlib import Path

import pytest

from bootcamp.author import EXCLUDABLE
from bootcamp.check.client import Judge
from bootcamp.course.read import read_course
from bootcamp.workspace.folder import Workspace

from . import plain

LIBRARY = '''"""What is asked."""

import numpy as np
import torch


class RangeError(ValueError):
    """A number is out of range."""


def scaled(x, factor=2.0):
    """The array times the factor."""
    return np.asarray(x) * factor


def counted(values):
    """How many values are positive."""
    return sum(value > 0 for value in values)


def softened(scores):
    """The softmax of a tensor of scores."""
    return torch.softmax(scores, dim=-1)


def checked_root(x):
    """The square root; RangeError below zero."""
    if x < 0:
        raise RangeError(f"expected a number from 0 on, got {x}")
    return x**0.5


def flipped(x):
    """The transposed array, a new one."""
    return np.array(x.T)


def standardised(values):
    """The values less their mean, by their standard deviation: a list."""
    return ((np.array(values) - np.mean(values)) / np.std(values)).tolist()


def mapped(function, values):
    """What the function gives for each value."""
    return [function(value) for value in values]


class Tally:
    """Adds up what it's given."""

    def __init__(self):
        self.total = 0.0

    def add(self, amount):
        """Add an amount; the total so far."""
        self.total = self.total + amount
        return self.total
'''
LIBRARY += plain.LIBRARY

CHECKS = {
    "scaled": """
def test_by_hand():
    np.testing.assert_allclose(scaled(np.array([1.0, 2.0, 3.0]), 3.0), [3.0, 6.0, 9.0])

def test_random_entries(rng):
    x = rng.normal(size=(2, 3))
    expected = np.array([[5.0 * entry for entry in row] for row in x.tolist()])
    result = scaled(x, 5.0)
    assert np.allclose(result, expected)
    np.testing.assert_allclose(result, expected)
""",
    "counted": """
def test_by_hand():
    assert counted([1.0, -2.0, 3.0]) == 2

def test_random_values(rng):
    values = rng.normal(size=17).tolist()
    expected = len([value for value in values if value > 0])
    assert counted(values) == expected
""",
    "softened": """
def test_random_scores(rng):
    scores = rng.normal(size=(2, 3))
    powers = [[math.exp(score) for score in row] for row in scores.tolist()]
    expected = torch.tensor([[power / sum(row) for power in row] for row in powers])
    torch.testing.assert_close(softened(torch.tensor(scores)).to(expected.dtype), expected)
""",
    "checked_root": """
def test_the_root_of_random_numbers(rng):
    for x in rng.uniform(1, 9, size=5).tolist():
        expected = math.sqrt(x)
        assert checked_root(x) == pytest.approx(expected)

def test_below_zero_is_refused():
    with pytest.raises(RangeError):
        checked_root(-4.0)
""",
    "flipped": """
def test_random_entries(rng):
    x = rng.normal(size=(2, 2))
    expected = x.T  # a view: what is done to x is done to it
    np.testing.assert_allclose(flipped(x), expected)

def test_a_new_array_of_a_transposed_one(rng):
    x = rng.normal(size=(2, 2)).T
    expected = x.T
    got = flipped(x)
    np.testing.assert_allclose(got, expected)
    assert not np.shares_memory(got, x)
""",
    "mapped": """
def test_random_values(rng):
    a, values = float(rng.normal()), rng.normal(size=7).tolist()

    def line(x):
        return a * x + 1

    expected = [a * value + 1 for value in values]
    np.testing.assert_allclose(mapped(line, values), expected)
""",
    "standardised": """
def test_mean_and_deviation(rng):
    scores = np.asarray(standardised(rng.normal(3.0, 2.0, size=11).tolist()))
    assert len(scores) == 11
    assert abs(scores.mean()) < 1e-9
    assert abs(scores.std() - 1) < 1e-9

def test_a_distance(rng):
    values = rng.normal(size=5).tolist()
    expected = (np.array(values) - np.mean(values)) / np.std(values)
    assert max(abs(got - right) for got, right in zip(standardised(values), expected)) < 1e-9
""",
    "tally": """
def test_random_amounts(rng):
    amounts = rng.normal(size=5).tolist()
    expected = math.fsum(amounts)
    tally = Tally()
    for amount in amounts:
        said = tally.add(amount)
    assert said == pytest.approx(expected)
    assert tally.total == pytest.approx(expected)
""",
    **plain.CHECKS,
}

HEAD = '''"""{name}."""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise
from asked.things import RangeError, {first}

exercise = Exercise(
    implements={target}, minutes=1, difficulty=1, importance=1, hints=(), mistakes=(), seconds=4,
    excludes={excluded},  # what the judge tries besides refuses most of these attacks, too
)
'''
WRITTEN_TEST = """
from bootcamp.author import Mistake, WriteTest
from asked.things import scaled

exercise = WriteTest(
    of=scaled, minutes=1, difficulty=1, importance=1, hints=(), seconds=4,
    mistakes=(
        Mistake("* factor", "+ factor", says="It adds."),
        Mistake("* factor", "* 2.0", says="It always doubles."),
        Mistake("* factor", "/ factor", says="It divides."),
    ),
)

def test_times():
    assert scaled([1.0, 2.0], 3.0).tolist() == [3.0, 6.0]
"""
TARGETS = {"tally": "Tally.add", **plain.TARGETS}
TOML = """title = "Attacked"
library = "asked"
warm_up = "warm_up.py"
hidden = ["sklearn/datasets/data"]

[[chapters]]
folder = "things"
title = "Things"
summary = "Things."
lessons = []
"""
WARM_UP = """import pytest, torch

torch.set_num_threads(1)
torch.testing.assert_close(torch.softmax(torch.zeros(4), dim=0), torch.full((4,), 0.25))
"""


@pytest.fixture(scope="session")
def attacked(tmp_path_factory):
    """A workspace on that course, and its judge."""
    top = tmp_path_factory.mktemp("attacked")
    chapter = top / "course" / "things"
    chapter.mkdir(parents=True)
    (top / "course" / "course.toml").write_text(TOML)
    (top / "course" / "warm_up.py").write_text(WARM_UP)
    for name, check in CHECKS.items():
        target = TARGETS.get(name, name)
        first = target.partition(".")[0]
        head = HEAD.format(name=name, target=target, first=first, excluded=EXCLUDABLE)
        (chapter / f"{name}.py").write_text(head + check)
    (chapter / "guard_scaled.py").write_text(f'"""A test."""\n{WRITTEN_TEST}')
    package = top / "src" / "asked"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""What is asked."""\n')
    (package / "things.py").write_text(LIBRARY)
    workspace = Workspace.create(top / "work", read_course(top / "course"))
    with Judge.start(top / "course", workspace.root, isolated=True) as judge:
        yield workspace, judge


@pytest.fixture
def verdict_on(attacked):
    """The verdict on a whole module of a learner's: across the boundary, or check and code together."""
    workspace, judge = attacked
    file: Path = workspace.root / "asked" / "things.py"

    def verdict_on(name: str, module: str, hosted: bool):
        file.write_text(LIBRARY + "\n\n" + module)
        return judge.check(name, hosted=hosted)

    return verdict_on


@pytest.fixture
def verdict_on_test(attacked):
    """The verdict, across the boundary, on a file of tests of a learner's."""
    workspace, judge = attacked

    def verdict_on_test(text: str):
        file: Path = workspace.root / "tests" / "test_guard_scaled.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        (workspace.root / "asked" / "things.py").write_text(LIBRARY)
        return judge.check("guard_scaled", hosted=True)

    return verdict_on_test
