"""What a new workspace holds: the library with blanks, and the texts around it."""

from bootcamp import splice
from bootcamp.course.lesson_file import read_text
from bootcamp.course.model import Course, ExerciseEntry

ACTIVATION = """
try:  # What you haven't written yet comes from the reference, so that the rest can run.
    from bootcamp.workspace.overlay import install as _install

    _install(__file__)
except ImportError:  # Without the bootcamp installed, blanks raise NotImplementedError.
    pass
"""

README = """# Your workspace

`{library}/` is your own copy of the library that this course builds. Functions that say
`raise NotImplementedError` are yours to write; until then the reference stands in for them.
Everything here is yours: read it, change it, put a `breakpoint()` in it. What you run yourself
stops there; a check passes over it.

    bootcamp start       go on where you were: a page in the browser, and checks on every save
    bootcamp check       check the exercise that you are at
    bootcamp hint        one hint more
    bootcamp --help      everything else

`python`, a debugger, a notebook or `pytest` started in this folder use your functions.
Your attempts are kept in `{state}/`. To start over, move this folder away.
"""

CONFTEST = '''"""Tests in this folder run on your own functions, written or still filled in."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from bootcamp.check.pytest_fixtures import rng, seed  # noqa: E402, F401
'''


def pristine(course: Course) -> dict[str, str]:
    """The learner's files as they are handed out, by their path in the workspace."""
    files = {}
    package = course.library_root / course.library
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(course.library_root).as_posix()
        text = read_text(path, str(path))
        splice.parse(text, str(path))
        for exercise in course.exercises.values():
            if exercise.learner_file == relative and exercise.target:
                text = splice.blank(text, exercise.target.qualname)
        files[relative] = text
    init = f"{course.library}/__init__.py"
    files[init] = files.get(init, "") + ACTIVATION
    for exercise in course.exercises.values():
        if exercise.kind == "WriteTest":
            files[exercise.learner_file] = test_stub(exercise)
    return files


def test_stub(exercise: ExerciseEntry) -> str:
    """The file in which a learner writes a test."""
    assert exercise.target is not None
    name = exercise.target.qualname.partition(".")[0]
    return (
        f'"""{exercise.summary}"""\n\n'
        f"import numpy as np\n"
        f"from {exercise.target.module} import {name}\n\n\n"
        f"def test_{exercise.target.qualname.replace('.', '_').lower()}() -> None:\n"
        f'    raise NotImplementedError("{exercise.name}")\n'
    )
