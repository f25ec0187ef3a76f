"""Peers that grade the same function: their environments, and one submission for each.

The function is `multiply` of the chapter on backpropagation, its right answer; the tests are three
assertions on its values and its pullback, as an instructor would write them.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ENVIRONMENTS = Path(__file__).parent / ".peers"
ANSWER = """import numpy as np

def multiply(x, y):
    def pullback(gradient):
        return gradient * y, gradient * x
    return x * y, pullback
"""
TESTS = """x, y, gradient = np.array([2.0, -3.0]), np.array([5.0, 7.0]), np.array([11.0, 13.0])
result, pullback = multiply(x, y)
np.testing.assert_allclose(result, [10.0, -21.0])
np.testing.assert_allclose(pullback(gradient)[0], [55.0, 91.0])
np.testing.assert_allclose(pullback(gradient)[1], [22.0, -39.0])
"""
Prepared = tuple[list[str], dict[str, Any]]


def environment(name: str, *packages: str) -> Path:
    """The folder of commands of an environment with these packages, made the first time."""
    folder = ENVIRONMENTS / name
    if not (folder / "ready").exists():
        print(f"Making an environment for {name} ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *packages], check=True)
        (folder / "ready").touch()
    return folder / "bin"


def cell(source: str, identity: str, **metadata: Any) -> dict[str, Any]:
    """A code cell of a notebook."""
    lines = source.splitlines(keepends=True)
    about = {"cell_type": "code", "execution_count": None, "id": identity, "outputs": []}
    return {**about, "metadata": metadata, "source": lines}


def notebook(*cells: dict[str, Any]) -> str:
    """A notebook's text."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps({"cells": list(cells), **about})


def otter(folder: Path) -> Prepared:
    """otter-grader, one notebook, on this machine and without a container."""
    bin_folder = environment("otter", "otter-grader", "numpy", "ipykernel")
    (folder / "submission.ipynb").write_text(notebook(cell(ANSWER, "answer")))
    (folder / "tests").mkdir()
    code = "".join(f">>> {line}\n" for line in TESTS.splitlines())
    case = {"code": code, "hidden": False, "locked": False}
    suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    test = {"name": "q1", "points": 1, "suites": [suite]}
    (folder / "tests" / "q1.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    path = {"PATH": f"{bin_folder}:/usr/bin:/bin", "HOME": str(folder)}
    generate = [str(bin_folder / "otter"), "generate", "-t", "tests", "-o", "autograder.zip"]
    subprocess.run(
        [*generate, "--no-environment"], cwd=folder, env=path, check=True, capture_output=True
    )
    run = [str(bin_folder / "otter"), "run", "-a", "autograder.zip", "submission.ipynb"]
    return run, {"cwd": folder, "env": path}


def nbgrader(folder: Path) -> Prepared:
    """Nbgrader autograde, one notebook, one student."""
    bin_folder = environment("nbgrader", "nbgrader", "numpy", "ipykernel")
    graded = {"grade": True, "grade_id": "test", "locked": True, "points": 1}
    graded |= {"schema_version": 3, "solution": False, "task": False, "cell_type": "code"}
    answer = {"grade": False, "grade_id": "answer", "locked": False, "schema_version": 3}
    answer |= {"solution": True, "task": False, "cell_type": "code"}
    cells = (cell(ANSWER, "answer", nbgrader=answer), cell(TESTS, "test", nbgrader=graded))
    for place in ("source/ps1", "submitted/student/ps1"):
        (folder / place).mkdir(parents=True)
        (folder / place / "problem.ipynb").write_text(notebook(*cells))
    path = {"PATH": f"{bin_folder}:/usr/bin:/bin", "HOME": str(folder)}
    options: dict[str, Any] = {"cwd": folder, "env": path}
    command = str(bin_folder / "nbgrader")
    subprocess.run(
        [command, "generate_assignment", "ps1", "--force"],
        check=True,
        capture_output=True,
        **options,
    )
    return [command, "autograde", "ps1", "--force"], options


PEERS: dict[str, Callable[[Path], Prepared]] = {"otter": otter, "nbgrader": nbgrader}
