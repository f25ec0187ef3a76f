"""The learner's folder: theirs, and nothing in it is lost."""

import subprocess
import sys

import pytest

from bootcamp.errors import SourceError, WorkspaceError
from bootcamp.workspace.attempts import hash_of
from bootcamp.workspace.folder import Workspace


def run_python(folder, code):
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return result.stdout.strip() + result.stderr.strip()


def test_exercises_are_blank_and_the_rest_is_verbatim(workspace):
    text = (workspace.root / "tinylib/sums.py").read_text()
    assert text.count("raise NotImplementedError") == 3
    assert '"""Twice x."""' in text
    assert "import numpy as np" in text


def test_python_in_the_workspace_gets_the_learners_functions_and_the_reference_for_blanks(
    workspace, write, monkeypatch
):
    monkeypatch.setenv("BOOTCAMP_COURSE", str(workspace.course.root))
    write("double", "def double(x):\n    return 100 * x\n")
    code = "from tinylib.sums import total; print(total([1.0, 2.0]))"
    assert run_python(workspace.root, code) == "300.0"


def test_opening_again_goes_on_where_it_was(workspace, write):
    write("double", "def double(x):\n    return 7\n")
    again = Workspace.create(workspace.root, workspace.course)
    assert again.seed == workspace.seed
    assert "return 7" in again.source("double")


def test_folder_with_other_things_in_it_is_left_alone(course, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(WorkspaceError, match="isn't empty"):
        Workspace.create(folder, course)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_saving_replaces_only_that_definition(workspace, write):
    write("total", "def total(values):\n    return 5\n")
    before = hash_of(workspace.source("double"))
    workspace.write_source("double", "def double(x):\n    return x + x\n", before)
    assert workspace.source("double") == "def double(x):\n    return x + x\n"
    assert workspace.source("total") == "def total(values):\n    return 5\n"


def test_change_made_elsewhere_is_not_overwritten(workspace, write):
    before = hash_of(workspace.source("double"))
    write("double", "def double(x):\n    return 'from my editor'\n")
    with pytest.raises(WorkspaceError, match="was changed"):
        workspace.write_source("double", "def double(x):\n    return 1\n", before)
    assert "from my editor" in workspace.source("double")


def test_text_that_cannot_be_parsed_is_not_saved(workspace):
    before = workspace.source("double")
    with pytest.raises(SourceError, match="line 1"):
        workspace.write_source("double", "def double(x:\n", hash_of(before))
    assert workspace.source("double") == before


def test_reset_brings_a_deleted_definition_back(workspace):
    (workspace.root / "tinylib/sums.py").unlink()
    workspace.reset("double")
    assert "raise NotImplementedError" in workspace.source("double")


def test_borrow_puts_the_reference_in_and_is_marked(workspace):
    workspace.borrow("double")
    assert workspace.source("double") == workspace.reference("double")
    assert workspace.attempts.status("double").marks == ["borrowed"]


def test_moved_workspace_opens(workspace, tmp_path):
    moved = tmp_path / "elsewhere"
    workspace.root.rename(moved)
    assert Workspace.open(moved).source("double")


def test_unknown_name_offers_the_nearest(workspace):
    with pytest.raises(Exception, match="Did you mean double"):
        workspace.exercise("duoble")
