"""A course of four exercises and a library of its own, small enough to read, and a workspace."""

import subprocess
import sys
from pathlib import Path

import pytest

from bootcamp.check.client import Judge
from bootcamp.course.model import Course
from bootcamp.course.read import read_course
from bootcamp.workspace.folder import Workspace

from .going_wrong import environment

LIBRARY = '''"""Sums."""

import numpy as np


def double(x):
    """Twice x."""
    return x + x


def total(values):
    """The sum of the doubled values."""
    result = 0.0
    for value in values:
        result = result + double(value)
    return result


def scaled(x, factor=2.0):
    """x times factor, as an array."""
    return np.asarray(x) * factor
'''

DOUBLE = '''"""Double a number."""

from bootcamp.author import Exercise, Mistake
from tinylib.sums import double

exercise = Exercise(
    implements=double,
    minutes=2,
    difficulty=1,
    importance=1,
    hints=("What is twice a number?", "Add it to itself."),
    mistakes=(
        Mistake("x + x", "x * x", says="That is the square."),
        Mistake("x + x", "x", says="That is x itself."),
    ),
)


def test_three_doubled_is_six():
    assert double(3.0) == 6.0


def test_zero_stays_zero():
    assert double(0.0) == 0.0
'''

TOTAL = '''"""Sum the doubles."""

from bootcamp.author import Exercise, Mistake
from tinylib.sums import total

exercise = Exercise(
    implements=total,
    minutes=3,
    difficulty=1,
    importance=1,
    seconds=3,
    hints=("Go through them one by one.", "Start from zero."),
    mistakes=(
        Mistake("result = 0.0", "result = 1.0", says="It starts from one."),
        Mistake("result + double(value)", "double(value)", says="Only the last one counts."),
    ),
)


def test_one_and_two_give_six():
    assert total([1.0, 2.0]) == 6.0


def test_nothing_gives_zero():
    assert total([]) == 0.0
'''

SCALED = '''"""Scale an array."""

import numpy as np
from bootcamp.author import Exercise, Mistake
from tinylib.sums import scaled

exercise = Exercise(
    implements=scaled,
    minutes=3,
    difficulty=1,
    importance=1,
    hints=("Which operation scales?", "numpy does it for all entries."),
    mistakes=(
        Mistake("* factor", "+ factor", says="It adds."),
        Mistake("* factor", "* 2.0", says="The factor is always two."),
    ),
)


def test_every_entry_is_scaled():
    np.testing.assert_allclose(scaled(np.arange(6.0).reshape(2, 3), 3.0), [[0, 3, 6], [9, 12, 15]])
'''

QUESTION = '''"""Add two numbers by hand."""

from bootcamp.author import Answer, Question

exercise = Answer(
    minutes=1, difficulty=1, importance=1, hints=("Count on your fingers.", "Start from a.")
)


def question(rng):
    a = int(rng.integers(3, 9))
    return Question(
        text=f"What is ${a} + 1$?",
        answer=a + 1,
        because="One more.",
        wrong={a - 1: "That is one less."},
    )
'''

PAGE = """+++
title = "Sums"
summary = "All about sums."
minutes = 9
needs = ["counting"]
teaches = ["sums"]
reading = ["Euclid (c. 300 BC). *Elements*."]
+++

## Doubling

Twice $x$ is $x + x$:

$$ \\\\frac{2x}{1} = x + x $$

[double](exercise:double)

[total](exercise:total)

[scaled](exercise:scaled)

[by_hand](exercise:by_hand)
"""

TOML = """title = "Tiny"
library = "tinylib"

[[chapters]]
folder = "sums"
title = "Sums"
summary = "Sums."
lessons = ["sums"]
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    root = tmp_path / "course"
    chapter = root / "sums"
    chapter.mkdir(parents=True)
    files = {"double": DOUBLE, "total": TOTAL, "scaled": SCALED, "by_hand": QUESTION}
    for name, text in files.items():
        (chapter / f"{name}.py").write_text(text)
    (chapter / "sums.md").write_text(PAGE.replace("\\\\", "\\"))
    (root / "course.toml").write_text(TOML)
    package = tmp_path / "src" / "tinylib"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""A tiny library."""\n')
    (package / "sums.py").write_text(LIBRARY)
    return read_course(root)


@pytest.fixture
def workspace(course: Course, tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "work", course)


@pytest.fixture
def judge(workspace: Workspace):
    with Judge.start(workspace.course.root, workspace.root) as judge:
        yield judge


@pytest.fixture
def write(workspace: Workspace):
    """Put a definition into the learner's file, as an editor would."""
    from bootcamp import splice

    def put(name: str, text: str) -> None:
        file = workspace.root / "tinylib" / "sums.py"
        file.write_text(splice.replace(file.read_text(), name, text))

    return put


@pytest.fixture
def run(course):
    """Run a command of the tool; with `inside`, in a namespace where that shell line came first."""

    def call(*words, cwd, inside="", **more):
        command = [sys.executable, "-m", "bootcamp", *map(str, words)]
        if inside:
            command = ["unshare", "-rm", "sh", "-ec", f'{inside}\nexec "$@"', "sh", *command]
        return subprocess.run(
            command,
            cwd=cwd,
            env=environment(course, **more),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return call
