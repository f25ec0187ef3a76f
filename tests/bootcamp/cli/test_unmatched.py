"""`bootcamp unmatched` in a process of its own."""

import json
import os
import subprocess
import sys


def run(workspace, *words, cwd=None):
    environment = {**os.environ, "BOOTCAMP_COURSE": str(workspace.course.root)}
    command = [sys.executable, "-m", "bootcamp", "unmatched", *words]
    options = {"cwd": cwd or workspace.root, "env": environment, "check": False}
    return subprocess.run(command, capture_output=True, text=True, **options)


def test_tries_that_no_mistake_names_are_counted(workspace, judge, write):
    assert run(workspace).stdout == "No try has failed yet.\n"
    for body in ("x + 3", "x + 4", "x * x"):
        write("double", f"def double(x):\n    return {body}\n")
        workspace.attempts.record("double", judge.check("double"), body)
    told = json.loads(run(workspace, str(workspace.root), "--json", cwd="/").stdout)
    row = {"exercise": "double", "failing": 3, "unmatched": 2, "codes": 2}
    assert told == {"workspaces": 1, "exercises": [{**row, "test": "test_zero_stays_zero"}]}
    lines = [line.split() for line in run(workspace).stdout.splitlines()]
    assert lines[1] == ["double", "3", "2", "2", "Zero", "stays", "zero"]


def test_folder_that_is_no_workspace_is_said_in_a_sentence(workspace, tmp_path):
    said = run(workspace, str(tmp_path))
    assert (said.returncode, said.stdout) == (2, "")
    assert "isn't a workspace" in said.stderr
