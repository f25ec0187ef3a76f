"""The commands of authors: `verify` and `new`, each in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]


def test_verify_ends_with_one_object(run):
    report = json.loads(run("verify", "--json").stdout)
    assert report["refused"] == []
    assert (report["exercises"], report["passed"], report["lessons"]) == (4, 4, 1)


def test_verify_refuses_a_check_that_accepts_a_mistake(run, course):
    path = course.exercises["scaled"].path
    path.write_text(path.read_text().replace("reshape(2, 3), 3.0)", "reshape(2, 3), 2.0)"))
    report = json.loads(run("verify", "scaled", "--json").stdout)
    assert [refusal["rule"] for refusal in report["refused"]] == ["reference"]
    path.write_text(path.read_text().replace("[[0, 3, 6], [9, 12, 15]]", "[[0, 2, 4], [6, 8, 10]]"))
    report = json.loads(run("verify", "scaled", "--json").stdout)
    assert [refusal["rule"] for refusal in report["refused"]] == ["mistake"]


@pytest.mark.parametrize("kind", ["Exercise", "Answer", "Predict", "WriteTest", "Experiment"])
def test_a_new_exercise_can_be_read_and_verify_says_what_is_left(run, course, kind):
    said = run("new", "sums/halve", "--kind", kind, "--implements", "tinylib.sums:scaled")
    assert said.returncode == 0, said.stderr
    file = course.root / "sums/halve.py"
    style = ["--config", str(REPOSITORY / "pyproject.toml"), str(file)]
    for command in (["check", "--ignore", "D,ANN,I001"], ["format", "--check"]):
        ruff = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *style], capture_output=True, text=True
        )
        assert ruff.returncode == 0, ruff.stdout
    refused = json.loads(run("verify", "halve", "--json").stdout)["refused"]
    assert {"page", "text"} <= {refusal["rule"] for refusal in refused}
    assert not {"course", "format", "name"} & {refusal["rule"] for refusal in refused}
    again = run("new", "sums/halve", "--kind", kind, "--implements", "tinylib.sums:scaled")
    assert (again.returncode, "taken" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["halve"], "The chapters: sums"),
        (["sums/part3"], "place in an order"),
        (["sums/halve"], "--implements tinylib."),
        (["sums/halve", "--implements", "tinylib.sums:half"], "doesn't define `half`"),
        (["sums/halve", "--implements", "tinylib.halves:half"], "no module tinylib.halves"),
    ],
)
def test_a_new_exercise_that_cannot_be_is_refused(run, course, words, part):
    said = run("new", *words)
    assert said.returncode == 2
    assert part in said.stderr
    assert not (course.root / "sums/halve.py").exists()
