"""Imports that tell on an answer: a learner's file has them from the start, as the reference does.

`from itertools import pairwise` above a stub says how the reference goes about it. Such an import
stands in the definition that needs it: there it comes with the solution, and not before.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from bootcamp import splice
from bootcamp.check.pages import Refusal
from bootcamp.course.lesson_file import read_text
from bootcamp.course.model import Course, ExerciseEntry
from bootcamp.errors import BootcampError

Import = ast.Import | ast.ImportFrom


def refusals_of_imports(course: Course, names: Iterable[str]) -> Iterator[Refusal]:
    """Each import that only these exercises' answers need, and that nothing else speaks of.

    The library's own names are no secret, nor are whole packages such as numpy, nor what several
    files import. A library that can't be read is refused by other rules.
    """
    try:
        texts = {
            path.relative_to(course.library_root).as_posix(): read_text(path, path.name)
            for path in (course.library_root / course.library).rglob("*.py")
        }
        trees = {file: splice.parse(text, file) for file, text in texts.items()}
        shared = Counter(key for tree in trees.values() for *_, key in _imported(tree))
        for exercise in (course.exercises[name] for name in names):
            if exercise.kind not in ("Exercise", "Experiment") or not exercise.target:
                continue
            file = exercise.learner_file
            wanted = splice.find(trees[file], exercise.target.qualname)
            needs = {node.id for node in ast.walk(wanted) if isinstance(node, ast.Name)}
            rest = _given(course, file, texts[file])
            for part, name, key in _imported(trees[file]):
                is_told = shared[key] > 1 or re.search(rf"\b{re.escape(name)}\b", rest)
                if name in needs and not is_told and _is_choice(part, course.library):
                    yield _refusal(exercise, part, name, file)
    except (BootcampError, KeyError):
        return


def _refusal(exercise: ExerciseEntry, part: Import, name: str, file: str) -> Refusal:
    says = (
        f"`{ast.unparse(part)}` in {file} tells on the answer: the learner's file has it too, and "
        f"nothing they are given speaks of `{name}`. Put the import inside the definition."
    )
    return Refusal(exercise.name, "imports", says)


def _imported(tree: ast.Module) -> Iterator[tuple[Import, str, str]]:
    """Each name that the module imports: where, as what, and a key that other files' share."""
    for part in tree.body:
        if isinstance(part, Import):
            for alias in part.names:
                name = alias.asname or alias.name.partition(".")[0]
                yield part, name, f"{getattr(part, 'module', '')}.{alias.name}"


def _is_choice(part: Import, library: str) -> bool:
    """Whether it is a way to go about it, and not the library itself or a whole package."""
    if isinstance(part, ast.ImportFrom):
        return not part.level and (part.module or "").partition(".")[0] != library
    return any("." in alias.name or alias.name in sys.stdlib_module_names for alias in part.names)


def _given(course: Course, file: str, text: str) -> str:
    """All that a learner is given of that file's exercises, without the file's imports."""
    own = [each for each in course.exercises.values() if each.learner_file == file]
    for each in own:
        if each.target:
            text = splice.blank(text, each.target.qualname)
    lines = splice.text_lines(text)
    for part, *_ in _imported(splice.parse(text, file)):
        for number in range(part.lineno, (part.end_lineno or part.lineno) + 1):
            lines[number - 1] = ""
    pages = [
        lesson.body for lesson in course.lessons if {e.name for e in own} & {*lesson.exercises}
    ]
    return "\n".join([*lines, *(f"{each.summary}\n{each.text}" for each in own), *pages])
