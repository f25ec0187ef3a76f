"""The learner's folder: theirs, and nothing in it is lost."""

import sqlite3
import subprocess
import sys

import pytest

from bootcamp.course.read import read_course
from bootcamp.errors import DefinitionNotFound, SourceError, WorkspaceError
from bootcamp.verdict import Verdict
from bootcamp.workspace.attempts import hash_of
from bootcamp.workspace.folder import Workspace, recorded
from bootcamp.workspace.versions import restore, versions


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


MINE = "def total(values):\n    return 'mine'\n"


def sums(workspace):
    return workspace.root / "tinylib/sums.py"


@pytest.mark.parametrize("change", ["reset", "borrow"])
def test_a_definition_that_is_gone_comes_back_and_all_else_stays(workspace, write, change):
    write("total", MINE)
    before = sums(workspace).read_text()
    sums(workspace).write_text(before.replace("def double(", "def doubled("))
    getattr(workspace, change)("double")
    assert workspace.source("total") == MINE
    text = sums(workspace).read_text()
    assert "def doubled(" in text
    assert text.index("def doubled(") < text.index("def scaled(") or "def double(" in text
    assert workspace.source("double").startswith("def double(x):")


@pytest.mark.parametrize("spoil", [b"def broken(:\n", b"# caf\xe9\n"])
@pytest.mark.parametrize("change", ["reset", "borrow"])
def test_a_file_past_reading_is_left_to_its_owner(workspace, write, change, spoil):
    write("total", MINE)
    spoiled = sums(workspace).read_bytes() + spoil
    sums(workspace).write_bytes(spoiled)
    with pytest.raises(SourceError, match="Nothing was changed"):
        getattr(workspace, change)("double")
    assert sums(workspace).read_bytes() == spoiled


def test_a_page_never_saves_over_a_file_that_it_cannot_read(workspace, write):
    spoiled = sums(workspace).read_bytes() + b"# caf\xe9\n"
    sums(workspace).write_bytes(spoiled)
    with pytest.raises(SourceError, match="UTF-8"):
        workspace.write_source("double", "def double(x):\n    return 1\n", hash_of(""))
    assert sums(workspace).read_bytes() == spoiled


@pytest.mark.parametrize("more", ["import os\n\n", "def helper():\n    return 2\n\n"])
def test_a_page_saves_one_definition_and_nothing_else(workspace, more):
    before = workspace.source("double")
    with pytest.raises(SourceError, match="nothing else"):
        workspace.write_source("double", f"{more}def double(x):\n    return 1\n", hash_of(before))
    assert workspace.source("double") == before


def test_lines_end_as_they_did(workspace, write):
    windows = sums(workspace).read_bytes().replace(b"\n", b"\r\n")
    sums(workspace).write_bytes(windows)
    workspace.reset("double")
    assert sums(workspace).read_bytes() == windows
    workspace.borrow("double")
    text = sums(workspace).read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") > 10


def test_what_was_replaced_is_kept_to_the_letter(workspace, write):
    write("double", "def double(x):\n    return 'years of work'\n")
    for change in (workspace.reset, workspace.borrow):
        before = sums(workspace).read_text()
        change("double")
        with sqlite3.connect(workspace.attempts.path) as database:
            kept = database.execute(
                "SELECT text FROM mark WHERE kind != 'lent' ORDER BY id DESC LIMIT 1"
            ).fetchone()
        assert kept == (before,)


def test_moved_workspace_opens(workspace, tmp_path):
    moved = tmp_path / "elsewhere"
    workspace.root.rename(moved)
    assert Workspace.open(moved).source("double")


def test_unknown_name_offers_the_nearest(workspace):
    with pytest.raises(Exception, match="Did you mean double"):
        workspace.exercise("duoble")


MINE_NOW = "def double(x):\n    return 'years of work'\n"


WINDOWS = [
    lambda data: b"\xef\xbb\xbf" + data,
    lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    lambda data: data.replace(b"\n", b"\r\n", 9),  # both ends in one file
    lambda data: data.replace(b"    ", b"\t"),
    lambda data: data.rstrip(b"\n"),
]
CHANGES = {
    "borrow": lambda workspace: workspace.borrow("double"),
    "reset": lambda workspace: workspace.reset("double"),
    "restore": lambda workspace: restore(workspace, "double", 1),
    "page": lambda workspace: workspace.write_source(
        "double", "def double(x):\n    return 2 * x\n", hash_of(workspace.source("double"))
    ),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("spoil", WINDOWS)
def test_a_change_of_one_definition_leaves_every_other_byte(workspace, write, change, spoil):
    workspace.attempts.record("double", Verdict("double", "failed", "no"), MINE_NOW)
    write("double", "def double(x):\n    if x:\n        return 0\n    return 1\n")
    before = spoil(sums(workspace).read_bytes())
    sums(workspace).write_bytes(before)
    assert workspace.source("double").startswith("def double(x):")
    CHANGES[change](workspace)
    after = sums(workspace).read_bytes()
    head, found, rest = before.partition(b"def double(x):")
    tail = rest[rest.index(b"def total") :]
    assert found
    assert after.startswith(head)
    assert after.endswith(tail)
    assert after != before
    text = after.decode("utf-8-sig")
    compile(text, "sums.py", "exec")
    assert ("\n\t" in text) == (b"\t" in before)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b"# caf\xe9\n",
        lambda data: data.decode().encode("utf-16"),
        lambda data: data + b"\0",
        lambda data: data + b"def broken(:\n",
        lambda data: data.replace(b"def double(", b"def doubled("),
        lambda data: None,
    ],
)
@pytest.mark.parametrize("expected", ["", "stub"])
def test_what_cannot_be_read_is_not_edited_and_never_saved_over(workspace, spoil, expected):
    known = hash_of(workspace.source("double") if expected else "")
    spoiled = spoil(sums(workspace).read_bytes())
    sums(workspace).unlink()
    if spoiled is not None:
        sums(workspace).write_bytes(spoiled)
    with pytest.raises((SourceError, DefinitionNotFound), match=r"sums\.py"):
        workspace.written("double")
    with pytest.raises((SourceError, DefinitionNotFound), match=r"sums\.py"):
        workspace.write_source("double", "def double(x):\n    return 1\n", known)
    assert (sums(workspace).read_bytes() if sums(workspace).exists() else None) == spoiled


def test_what_a_page_saves_over_is_kept(workspace, write):
    write("double", MINE_NOW)
    workspace.write_source("double", "def double(x):\n    return 1\n", hash_of(MINE_NOW))
    assert [version.text for version in versions(workspace, "double")] == [MINE_NOW]
    assert restore(workspace, "double", None) == 1
    assert workspace.source("double") == MINE_NOW


def test_a_stub_that_a_page_saves_over_is_not_a_version(workspace):
    before = workspace.source("double")
    workspace.write_source("double", "def double(x):\n    return 1\n", hash_of(before))
    assert versions(workspace, "double") == []


@pytest.mark.parametrize("name", ["🎓", "\x7f \\ '", 'a"b', "é\u2028"])
def test_a_course_folder_of_any_name_is_found_again(course, tmp_path, name):
    moved = course.root.rename(course.root.with_name(name))
    again = read_course(moved, problems=[])
    workspace = Workspace.create(tmp_path / "new", again)
    assert recorded(workspace.root) == (moved, workspace.seed)


def test_a_course_folder_whose_name_no_text_can_hold_is_refused(course, tmp_path):
    moved = course.root.rename(course.root.with_name("caf\udce9"))
    with pytest.raises(WorkspaceError, match="isn't UTF-8"):
        Workspace.create(tmp_path / "new", read_course(moved, problems=[]))
