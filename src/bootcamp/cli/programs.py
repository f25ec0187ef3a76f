"""Run the library's programs on the learner's functions or on the reference's."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bootcamp import splice
from bootcamp.cli.clean import echo
from bootcamp.errors import BootcampError
from bootcamp.workspace.calls import NOTES, noted
from bootcamp.workspace.folder import Workspace
from bootcamp.workspace.overlay import is_inside
from bootcamp.workspace.status import Status


def run_program(workspace: Workspace, program: str, mine: bool, arguments: tuple[str, ...]) -> int:
    """Run `python -m LIBRARY.run.PROGRAM` and return its exit code."""
    course = workspace.course
    folder = course.library_root / course.library / "run"
    programs = sorted(path.stem for path in folder.glob("[!_]*.py"))
    if program not in programs:
        raise BootcampError(f"There is no program `{program}`. There are: {', '.join(programs)}.")
    if not mine:
        echo("On the reference alone.")
    sys.stdout.flush()
    root = workspace.root if mine else course.library_root
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", f"{course.library}.run.{program}", *arguments]
    with tempfile.TemporaryDirectory() as ours:
        notes = Path(ours, "calls.json")
        environment = {**os.environ, "PYTHONPATH": path, **({NOTES: str(notes)} if mine else {})}
        code = subprocess.run(command, env=environment, cwd=root).returncode
        if mine and (called := noted(notes)) is not None:
            echo(stood_on(workspace, called))
    return code


def stood_on(workspace: Workspace, called: set[tuple[str, str]]) -> str:
    """Of the functions that ran, how many are the learner's and how many they may yet write."""
    ran = {
        name: is_theirs
        for name, is_theirs in are_written(workspace).items()
        if (target := workspace.exercise(name).target)
        if any(m == target.module and is_inside(q, target.qualname) for m, q in called)
    }
    mine = sum(ran.values())
    return f"It ran {mine} of your functions; {len(ran) - mine} still came from the reference."


def are_written(workspace: Workspace) -> dict[str, bool]:
    """The exercises of the library, and whether the learner has written each.

    What is borrowed from the reference isn't theirs.
    """
    found = {}
    statuses = workspace.attempts.statuses()
    for exercise in workspace.course.exercises.values():
        if exercise.kind in ("Exercise", "Experiment") and exercise.target:
            source = workspace.source(exercise.name)
            name = exercise.target.qualname.rpartition(".")[2]
            marks = statuses.get(exercise.name, Status()).marks
            is_lent = "borrowed" in marks and source == workspace.reference(exercise.name)
            found[exercise.name] = (
                bool(source)
                and not is_lent
                and not splice.is_blank(splice.find(splice.parse(source, name), name))
            )
    return found
