"""A disk that is full or read-only, and what is then said: a sentence, and nothing lost."""

import shutil
import subprocess
import sys

import pytest

from .going_wrong import is_a_sentence

RIGHT = "def double(x):\n    return x + x\n"
WRONG = "def double(x):\n    return x * x\n"


def files_of(folder):
    files = {path for path in folder.rglob("*") if path.is_file()}
    return {path: path.read_bytes() for path in files if "sqlite3" not in path.name}


@pytest.mark.namespaces
@pytest.mark.parametrize("words", [("check", "double"), ("reset", "double"), ("start", ".")])
def test_workspace_that_is_read_only_is_named_and_stays_as_it_is(run, workspace, write, words):
    write("double", WRONG)
    root = workspace.root.with_name("closed")  # no one else has this one open
    shutil.copytree(workspace.root, root, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    before = files_of(root)
    here = f"mount --bind {root} {root}; mount -o remount,ro,bind {root}; cd {root}"
    said = run(*words, cwd=workspace.root.parent, inside=here)
    assert said.returncode == 2
    assert str(root) in is_a_sentence(said)
    assert "make the folder writable" in said.stderr
    assert files_of(root) == before


@pytest.mark.namespaces
def test_workspace_begun_on_a_full_disk_is_gone_on_with_when_there_is_room(run, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    shell = f"mount -t tmpfs -o size=16k tmpfs {disk}"
    full = run("start", disk / "work", "--no-browser", cwd=tmp_path, inside=shell)
    assert full.returncode == 2
    assert "No space left on device" in is_a_sentence(full)
    assert "Make room" in full.stderr
    again = (
        f"{shell}; {sys.executable} -m bootcamp start {disk}/work --no-browser 2>/dev/null || true; "
        f"mount -o remount,size=4m {disk}; timeout -s INT 4 {sys.executable} -m bootcamp start "
        f"{disk}/work --no-browser || true; cd {disk}/work"
    )
    said = run("progress", cwd=tmp_path, inside=again)
    assert "0 of 4 exercises passed" in said.stdout, said.stderr


SESSION_ON_A_FULL_DISK = """
import os, sys
from pathlib import Path
from bootcamp.check.client import Judge
from bootcamp.cli.show import show_verdict
from bootcamp.course.read import read_course
from bootcamp.session import Session
from bootcamp.workspace.folder import Workspace

course = read_course(Path(sys.argv[1]))
workspace = Workspace.create(Path(sys.argv[2]) / "work", course)
file = workspace.root / "tinylib" / "sums.py"
file.write_text(file.read_text().replace('raise NotImplementedError("double")', "return x + x"))
with Judge.start(course.root, workspace.root) as judge:
    session = Session(workspace, judge)
    filler = Path(sys.argv[2]) / "filler"
    with filler.open("wb", buffering=0) as rest:
        try:
            while True:
                rest.write(b"x" * 512)
        except OSError:
            print("FULL")
    verdict = session.check("double")
    show_verdict(verdict)
    print("NOW", session.statuses()["double"].state, session.current().name)
    filler.unlink()
    session.check("double")
    print("KEPT", workspace.attempts.status("double").state, workspace.attempts.count())
"""


@pytest.mark.namespaces
def test_disk_that_fills_up_during_a_session_keeps_no_verdict_from_the_learner(course, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    shell = f'mount -t tmpfs -o size=1m tmpfs {disk}\nexec "$@"'
    command = [sys.executable, "-c", SESSION_ON_A_FULL_DISK, str(course.root), str(disk)]
    said = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", shell, "sh", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in said.stderr, said.stderr
    words = " ".join(said.stdout.split())
    assert "FULL PASS double" in words
    assert "Your attempts can't be kept" in words
    assert "NOW passed total" in words
    assert "KEPT passed 1" in words


@pytest.mark.namespaces
def test_temporary_folder_that_is_full_is_said(run, workspace, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mount = f"mount -t tmpfs -o nr_inodes=2 tmpfs {small}"  # a folder, and no socket in it
    said = run("check", "double", cwd=workspace.root, inside=mount, TMPDIR=str(small))
    assert said.returncode == 2
    assert "No space left on device" in is_a_sentence(said)
