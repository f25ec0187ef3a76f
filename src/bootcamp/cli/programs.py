"""Run the library's programs on the learner's functions or on the reference's."""

import os
import subprocess
import sys

from bootcamp import splice
from bootcamp.cli.clean import echo
from bootcamp.errors import BootcampError
from bootcamp.workspace.folder import Workspace
from bootcamp.workspace.status import Status


def run_program(workspace: Workspace, program: str, mine: bool, arguments: tuple[str, ...]) -> int:
    """Run `python -m LIBRARY.run.PROGRAM` and return its exit code."""
    course = workspace.course
    folder = course.library_root / course.library / "run"
    programs = sorted(path.stem for path in folder.glob("[!_]*.py"))
    if program not in programs:
        raise BootcampError(f"There is no program `{program}`. There are: {', '.join(programs)}.")
    written, total = count_written(workspace)
    if mine:
        rest = total - written
        echo(f"On {written} of your functions; {rest} still come from the reference.")
    else:
        echo("On the reference alone.")
    sys.stdout.flush()
    root = workspace.root if mine else course.library_root
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", f"{course.library}.run.{program}", *arguments]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, cwd=root).returncode


def count_written(workspace: Workspace) -> tuple[int, int]:
    """How many of the library's exercises the learner has written, and of how many.

    What is borrowed from the reference isn't theirs.
    """
    total = written = 0
    statuses = workspace.attempts.statuses()
    for exercise in workspace.course.exercises.values():
        if exercise.kind in ("Exercise", "Experiment") and exercise.target:
            total += 1
            source = workspace.source(exercise.name)
            name = exercise.target.qualname.rpartition(".")[2]
            marks = statuses.get(exercise.name, Status()).marks
            is_lent = "borrowed" in marks and source == workspace.reference(exercise.name)
            if source and not is_lent:
                written += not splice.is_blank(splice.find(splice.parse(source, name), name))
    return written, total
