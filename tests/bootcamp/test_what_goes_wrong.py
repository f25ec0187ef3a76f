"""What can go wrong around a learner's code, and what is then said: a sentence, and nothing lost.

What goes wrong inside the code (loops, memory, exits, bad files) is in check/test_judge.py.
"""

import ast
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .going_wrong import environment, is_a_sentence

REPOSITORY = Path(__file__).parents[2]
MAIN = "from bootcamp.cli import main\nprint('up', flush=True)\nmain()"
SAYS_WHERE = "import faulthandler, signal\nfaulthandler.register(signal.SIGUSR1)\n"
RIGHT = "def double(x):\n    return x + x\n"
WRONG = "def double(x):\n    return x * x\n"


# ---------------------------------------------------------------------- the workspace's whereabouts


def test_copied_workspace_is_checked_by_itself_while_the_first_one_runs(run, workspace, write):
    write("double", RIGHT)
    command = [sys.executable, "-m", "bootcamp", "start", str(workspace.root), "--no-browser"]
    first = subprocess.Popen(
        command, env=environment(workspace.course), stdout=subprocess.PIPE, text=True
    )
    try:
        for line in first.stdout:
            if "Watching" in line:
                break
        copy = workspace.root.parent / "copy"
        shutil.copytree(workspace.root, copy)
        assert (copy / ".bootcamp" / "judge.json").is_file()  # else there was nothing to mix up
        file = copy / "tinylib" / "sums.py"
        file.write_text(file.read_text().replace("x + x", "x * x"))
        assert run("check", "double", cwd=workspace.root).returncode == 0
        assert "That is the square." in run("check", "double", cwd=copy).stdout
    finally:
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=10)
        assert first.returncode == 130


def test_moved_workspace_whose_course_has_moved_too_finds_it(run, workspace, write, tmp_path):
    write("double", RIGHT)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = shutil.move(workspace.root, elsewhere / "mine")
    course = shutil.move(workspace.course.root, elsewhere / "course")
    shutil.move(tmp_path / "src", elsewhere / "src")
    said = run("check", "double", cwd=moved, BOOTCAMP_COURSE=str(course))
    assert said.returncode == 0, said.stdout + said.stderr


# ------------------------------------------------------------------------------------------- Ctrl-C


def left(process):
    """What a process said until it ended, at most 10 s from now; else where its threads stand."""
    try:
        return process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGUSR1)
        time.sleep(1)
        process.kill()
        return "", "Traceback of a process that didn't end:\n" + "\n".join(process.communicate())


@pytest.mark.parametrize("words", [("start", "work", "--no-browser"), ("check", "double")])
def test_control_c_at_any_moment_leaves_quietly_and_loses_nothing(course, run, tmp_path, words):
    chance = random.Random(f"{words}")
    if words[0] == "check":
        run("start", "work", "--port", "x", cwd=tmp_path)
        from bootcamp.workspace.folder import Workspace

        Workspace.create(tmp_path / "work", course)
    codes = []
    for attempt in range(13):
        process = subprocess.Popen(
            [sys.executable, "-c", f"{SAYS_WHERE}{MAIN}", *words],
            cwd=tmp_path,
            env=environment(course),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout.readline() == "up\n"
        time.sleep(0.002 + chance.random() * 1.2)
        while attempt == 12 and not (tmp_path / "work/.bootcamp/state.sqlite3").exists():
            assert process.poll() is None, process.communicate()  # the last one gets so far
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        output, errors = left(process)
        assert "Traceback" not in output + errors, errors
        assert errors.strip() == ""
        codes.append(process.returncode)
    assert set(codes) <= {130, 1}  # 1: the check was done, and wrong, before the key came
    assert 130 in codes
    said = run("check", "double", cwd=tmp_path)
    assert "double" in said.stdout, said.stderr


INTERRUPTED_WHILE_A_CLASS_IS_BUILT = """import os, signal, time

class Part:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)

class Whole:
    part = Part()

def watch(*folders, **options):
    return iter(())

print("IMPORTED", flush=True)
"""


def test_control_c_in_the_midst_of_an_import_waits_until_it_is_done(course, tmp_path):
    (tmp_path / "watchfiles.py").write_text(INTERRUPTED_WHILE_A_CLASS_IS_BUILT)
    said = subprocess.run(
        [sys.executable, "-m", "bootcamp", "start", "work", "--no-browser"],
        cwd=tmp_path,
        env=environment(course, PYTHONPATH=str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert "IMPORTED" in said.stdout
    assert (said.stderr.strip(), said.returncode) == ("", 130)


# --------------------------------------------------------------------- an author's file, mid-session


def test_broken_exercise_file_stops_nothing_else(run, workspace, write):
    (workspace.course.root / "sums" / "double.py").write_text('"""Half a file."""\nexercise = (\n')
    write("total", "def total(values):\n    return float(sum(2 * v for v in values))\n")
    said = run("check", "total", cwd=workspace.root)
    assert said.returncode == 0, said.stdout + said.stderr
    said = run("check", "double", cwd=workspace.root)
    assert said.returncode == 2
    assert "double" in is_a_sentence(said)


def test_broken_library_of_the_author_is_a_sentence_for_every_command(run, workspace, write):
    write("double", RIGHT)
    mine = (workspace.root / "tinylib" / "sums.py").read_text()
    library = workspace.course.library_root / "tinylib" / "sums.py"
    library.write_text(library.read_text() + "def broken(:\n")
    for words in (
        ["check", "double"],
        ["update"],
        ["reset", "double"],
        ["borrow", "double"],
        ["start", "."],
        ["doctor"],
        ["solution", "double", "--now"],
    ):
        said = run(*words, cwd=workspace.root)
        assert "Traceback" not in said.stdout + said.stderr, words
        assert "SyntaxError" not in said.stdout + said.stderr, words
        assert said.returncode in (1, 2), words
    assert (workspace.root / "tinylib" / "sums.py").read_text() == mine


# ------------------------------------------------------------------------------- the installation


def test_python_too_old_is_told_which_one_is_needed():
    """The code before the sentence must be understood by old Pythons: it is parsed as theirs."""
    for name in ("__init__.py", "__main__.py", "cli/__init__.py"):
        source = (REPOSITORY / "src" / "bootcamp" / name).read_text()
        ast.parse(source, feature_version=(3, 7))
    code = f"import sys\nsys.version_info = (3, 9, 7, 'final', 0)\n{MAIN}"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert "needs Python 3.11 or newer, this is 3.9.7" in said.stderr
    for old in filter(None, map(shutil.which, ("python3.8", "python3.9", "python3.10"))):
        source = {"PYTHONPATH": str(REPOSITORY / "src")}
        said = subprocess.run(
            [old, "-m", "bootcamp", "start"],
            env={**os.environ, **source},
            capture_output=True,
            text=True,
            check=False,
        )
        if "pyenv" not in said.stderr:  # a stand-in for a Python that isn't there
            assert "needs Python 3.11 or newer" in said.stderr


def test_make_start_with_a_python_too_old_says_how_to_name_another(tmp_path):
    old = tmp_path / "python"
    pretend = "import sys; sys.version_info = (3, 9, 7); sys.version = '3.9.7 (old)'; "
    old.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{pretend}exec(sys.argv[1])" "$2"\n')
    old.chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(REPOSITORY / name, tmp_path)
    said = subprocess.run(
        ["make", "start", f"PYTHON={old}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode != 0
    assert "needs Python 3.11 or newer, this is 3.9.7" in said.stderr
    assert "make start PYTHON=python3.12" in said.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    "missing", ["click", "rich", "django", "watchfiles", "latex2mathml", "mdit_py_plugins"]
)
def test_missing_package_is_named_with_the_way_to_get_it(course, tmp_path, missing):
    code = f"import sys\nsys.modules[{missing!r}] = None\n{MAIN}"
    said = subprocess.run(
        [sys.executable, "-c", code, "start", "work", "--no-browser"],
        cwd=tmp_path,
        env=environment(course),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert said.returncode == 1
    assert missing in is_a_sentence(said)
    assert "pip install" in said.stderr
