"""A learner's commands, each in a process of its own, and a program of the library."""

import os
import subprocess
import sys

import pytest

from bootcamp.workspace.folder import Workspace

BOOTCAMP = [sys.executable, "-m", "bootcamp"]
PROGRAM = """'A program.'
import sys
from tinylib.sums import double, total


def twice(x):
    return double(x)


print(total([float(word) for word in sys.argv[1:]]), twice(1.0))
"""


@pytest.fixture
def run(workspace):
    def call(*words, cwd=workspace.root):
        environment = {**os.environ, "BOOTCAMP_COURSE": str(workspace.course.root)}
        command = [*BOOTCAMP, *words]
        return subprocess.run(
            command,
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return call


@pytest.fixture
def with_program(course, tmp_path):
    folder = course.library_root / "tinylib" / "run"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "sum_up.py").write_text(PROGRAM)
    return Workspace.create(tmp_path / "work", course)
