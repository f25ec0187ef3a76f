"""Answers to exercises of the course, in one process and behind the boundary."""

import pytest

from bootcamp import splice
from bootcamp.check.client import Judge
from bootcamp.course.read import find_course, read_course
from bootcamp.workspace.folder import Workspace


@pytest.fixture(scope="session")
def learner(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile") / "work"
    return Workspace.create(root, read_course(find_course(), problems=[]))


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
