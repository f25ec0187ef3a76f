"""A course of five functions of the library, each with a check that tries one plain case."""

import pytest

from bootcamp import splice
from bootcamp.check.client import Judge
from bootcamp.course.read import find_course, read_course
from bootcamp.workspace.folder import Workspace

MODULE = "from __future__ import annotations\n\nimport numpy as np\nimport torch\n\n\n"
EXERCISE = '''"""Write {name}."""

import numpy as np
import torch

from bootcamp.author import Exercise, Mistake
from tinylib.arrays import {name}

exercise = Exercise(
    implements={name},
    minutes=5,
    difficulty=1,
    importance=1,
    hints=("Read the docstring.", "Read it again."),
    mistakes=(Mistake("return", "return 2 *", says="Twice."),),
)


def test_a_plain_case(rng):
{test}
'''
TESTS = {  # by name: the body of the one test
    "tanh": """
    x = rng.normal(size=(2, 3))
    result, pullback = tanh(x)
    np.testing.assert_allclose(result, [[(np.exp(v) - np.exp(-v)) / (np.exp(v) + np.exp(-v))
                                         for v in row] for row in x])
    np.testing.assert_allclose(pullback(np.ones((2, 3)))[0], 1 - result**2)
""",
    "numerical_gradient": """
    x = rng.normal(size=(2, 3))
    np.testing.assert_allclose(numerical_gradient(lambda v: (v**2).sum(), x), 2 * x, rtol=1e-6)
""",
    "hide_future": """
    x = torch.tensor(rng.normal(size=(2, 2, 3, 3)))
    hidden = hide_future(x)
    for i in range(3):
        for j in range(3):
            assert (hidden[..., i, j] == (x[..., i, j] if j <= i else -torch.inf)).all()
""",
    "keep_top_k": """
    for k in (2, 3):
        expected = torch.tensor([[0.0, 7.0, 5.0], [9.0, 4.0, 0.0]] if k == 2 else
                                [[1.0, 7.0, 5.0], [9.0, 4.0, 3.0]])
        x = torch.tensor([[1.0, 7.0, 5.0], [9.0, 4.0, 3.0]])
        torch.testing.assert_close(keep_top_k(x, k), expected)
""",
    "squared_distances": """
    x, y = torch.tensor(rng.normal(size=(2, 3))), torch.tensor(rng.normal(size=(5, 3)))
    expected = torch.tensor([[float(((a - b) ** 2).sum()) for b in y] for a in x]).double()
    torch.testing.assert_close(squared_distances(x, y), expected, rtol=1e-5, atol=1e-6)
""",
}
TOML = """title = "Five"
library = "tinylib"
warm_up = "warm_up.py"

[[chapters]]
folder = "arrays"
title = "Arrays"
summary = "Arrays."
lessons = ["arrays"]
"""
WARM_UP = """import numpy as np
import torch

np.testing.assert_allclose(np.ones(1), np.ones(1))
torch.testing.assert_close(torch.ones(1), torch.ones(1))
"""
PAGE = """+++
title = "Arrays"
summary = "Arrays."
minutes = 30
needs = ["arrays"]
teaches = ["arrays"]
reading = []
+++

"""


def reference_of(name):
    """The library's own text of a function."""
    course = read_course(find_course(), problems=[])
    target = course.exercises[name].target
    return splice.extract((course.library_root / target.file).read_text(), target.qualname)


@pytest.fixture(scope="session")
def learner(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile")
    chapter, package = root / "course" / "arrays", root / "src" / "tinylib"
    chapter.mkdir(parents=True)
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""A tiny library."""\n')
    (package / "arrays.py").write_text(MODULE + "\n\n".join(map(reference_of, TESTS)))
    (chapter.parent / "course.toml").write_text(TOML)
    (chapter.parent / "warm_up.py").write_text(WARM_UP)
    links = "\n\n".join(f"[{name}](exercise:{name})" for name in TESTS)
    (chapter / "arrays.md").write_text(f"{PAGE}{links}\n")
    for name, test in TESTS.items():
        (chapter / f"{name}.py").write_text(EXERCISE.format(name=name, test=test.strip("\n")))
    return Workspace.create(root / "work", read_course(chapter.parent))


@pytest.fixture(scope="session")
def courses_judge(learner):
    with Judge.start(learner.course.root, learner.root) as judge:
        yield judge


@pytest.fixture
def verdict_on(learner, courses_judge):
    """The verdict on a definition that is written into the learner's file."""
    files = {}

    def verdict_on(name, source, hosted=False):
        file = learner.file(name)
        text = files.setdefault(file, file.read_text())
        file.write_text(splice.replace(text, learner.exercise(name).target.qualname, source))
        return courses_judge.check(name, hosted=hosted)

    yield verdict_on
    for file, text in files.items():
        file.write_text(text)
