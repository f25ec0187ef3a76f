"""A workspace and a judge, to show that a right answer of another kind is accepted too."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bootcamp import splice
from bootcamp.check.client import Judge
from bootcamp.course.read import read_course
from bootcamp.verdict import Verdict
from bootcamp.workspace.folder import Workspace

COURSE = Path(__file__).parents[2] / "courses" / "alignment"


@pytest.fixture(scope="session")
def workspace(tmp_path_factory) -> Workspace:
    root = tmp_path_factory.mktemp("learner") / "work"
    return Workspace.create(root, read_course(COURSE, problems=[]))


@pytest.fixture(scope="session")
def judge(workspace) -> Iterator[Judge]:
    with Judge.start(COURSE, workspace.root) as judge:
        yield judge


@pytest.fixture
def verdict_on(workspace, judge) -> Iterator[Callable[[str, str], Verdict]]:
    """Write an exercise's definition into the workspace and have it checked there."""
    files: dict[Path, str] = {}

    def verdict_on(name: str, source: str) -> Verdict:
        file = workspace.file(name)
        text = files.setdefault(file, file.read_text())
        file.write_text(splice.replace(text, workspace.exercise(name).target.qualname, source))
        return judge.check(name)

    yield verdict_on
    for file, text in files.items():
        file.write_text(text)
