"""A newer course meets a workspace with a learner's work in it."""

import json
import os
import subprocess
import sys
import time

import pytest

from bootcamp.course.read import read_course
from bootcamp.errors import WorkspaceError
from bootcamp.workspace.folder import Workspace
from bootcamp.workspace.update import is_behind, update

MINE = "def double(x):\n    return 7 * x  # mine\n"


@pytest.fixture
def library(course):
    return course.library_root / "tinylib" / "sums.py"


def newer(workspace):
    """The workspace, opened with the course as it is now."""
    return Workspace(workspace.root, read_course(workspace.course.root), workspace.seed)


def change(path, old, new):
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def test_same_course_changes_nothing(workspace):
    assert not is_behind(workspace)
    done = update(workspace)
    assert (done.changed, done.added, done.removed, done.conflicts, done.backup) == (
        [],
        [],
        [],
        {},
        "",
    )


def test_news_come_in_and_the_learners_code_stays(workspace, write, library):
    write("double", MINE)
    change(library, '"""The sum of the doubled values."""', '"""The sum of each value, doubled."""')
    (library.parent / "extra.py").write_text("THREE = 3\n")
    workspace = newer(workspace)
    assert is_behind(workspace)
    done = update(workspace)
    assert (done.changed, done.added, done.conflicts) == (
        ["tinylib/sums.py"],
        ["tinylib/extra.py"],
        {},
    )
    assert workspace.source("double") == MINE
    assert "each value, doubled" in workspace.source("total")
    assert (workspace.root / "tinylib/extra.py").read_text() == "THREE = 3\n"
    kept = workspace.root / done.backup / "tinylib/sums.py"
    assert "sum of the doubled values" in kept.read_text()
    assert not is_behind(workspace)
    assert update(workspace).backup == ""


def test_what_both_changed_stays_the_learners_and_the_courses_lies_beside_it(
    workspace, write, library
):
    write("double", MINE)
    change(library, '"""Twice x."""', '"""Two times x."""')
    done = update(newer(workspace))
    assert done.conflicts == {"tinylib/sums.py": ["double"]}
    assert workspace.source("double") == MINE
    assert "Two times x." in (workspace.root / "tinylib/sums.py.new").read_text()


def test_a_file_that_the_learner_removed_is_not_forced_on_them(workspace, library):
    (workspace.root / "tinylib/sums.py").unlink()
    change(library, '"""Twice x."""', '"""Two times x."""')
    done = update(newer(workspace))
    assert list(done.conflicts) == ["tinylib/sums.py"]
    assert not (workspace.root / "tinylib/sums.py").exists()


def test_a_file_that_is_not_utf8_stops_it_before_anything_is_written(workspace, library):
    file = workspace.root / "tinylib/sums.py"
    file.write_bytes(file.read_bytes() + b"# caf\xe9\n")
    before = file.read_bytes()
    change(library, '"""Twice x."""', '"""Two times x."""')
    with pytest.raises(WorkspaceError, match="isn't UTF-8"):
        update(newer(workspace))
    assert file.read_bytes() == before
    assert not (workspace.root / ".bootcamp/backups").exists()


def test_killed_at_any_instant_and_begun_again_it_comes_to_the_same(workspace, write, library):
    write("double", MINE)
    for number in range(40):
        (library.parent / f"extra_{number}.py").write_text(f"VALUE = {number}\n")
    change(library, '"""The sum of the doubled values."""', '"""The sum of each value, doubled."""')
    environment = {**os.environ, "BOOTCAMP_COURSE": str(workspace.course.root)}
    command = [sys.executable, "-m", "bootcamp", "update", "--json"]
    interrupted = 0
    for _ in range(30):
        process = subprocess.Popen(
            command, cwd=workspace.root, env=environment, stdout=subprocess.PIPE
        )
        backups = workspace.root / ".bootcamp/backups"
        before = len(list(backups.glob("*"))) if backups.exists() else 0
        while process.poll() is None and len(list(backups.glob("*"))) == before:
            time.sleep(0.001)
        interrupted += process.poll() is None
        process.kill()
        process.communicate()
        assert workspace.source("double") == MINE
        if not is_behind(newer(workspace)):
            break
    done = subprocess.run(command, cwd=workspace.root, env=environment, capture_output=True)
    assert interrupted  # else nothing was cut short
    assert json.loads(done.stdout)["conflicts"] == {}
    assert workspace.source("double") == MINE
    assert "each value, doubled" in workspace.source("total")
    assert len(list((workspace.root / "tinylib").glob("extra_*.py"))) == 40
