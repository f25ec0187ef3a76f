"""What a definition promises: its signature and its docstring, read from the reference."""

import ast
import functools
import inspect
from dataclasses import dataclass
from pathlib import Path

from bootcamp import splice
from bootcamp.course.model import Course, ExerciseEntry
from bootcamp.text import read

FILLED = 70  # a docstring's line of so many characters goes on in the next
SPOKEN = {"torch": "PyTorch", "numpy": "NumPy"}  # the first that a module imports


@dataclass(frozen=True)
class Contract:
    """What the learner's definition, or what their test is of, must do."""

    name: str  # "Value.detach"
    signature: str  # as it is written; of a class, that of each of its functions too
    paragraphs: tuple[str, ...]  # prose on one line, what is laid out by hand line by line
    terms: str = ""  # "Write it with PyTorch, without `softmax`."


def contract_of(course: Course, exercise: ExerciseEntry) -> Contract | None:
    """The contract; None for a question."""
    if exercise.target is None:
        return None
    path = course.library_root / exercise.target.file
    return _read(path, path.stat().st_mtime_ns, exercise.target.qualname, exercise.without)


@functools.lru_cache(maxsize=2048)
def _read(path: Path, modified: int, name: str, without: tuple[str, ...]) -> Contract:
    text = read(path)
    stub = splice.stub(text, name)
    node = splice.find(splice.syntax(stub), name.rpartition(".")[2])
    docstring = inspect.cleandoc(ast.get_docstring(node) or "")
    paragraphs = tuple(map(_joined, filter(None, docstring.split("\n\n"))))
    terms = _terms(splice.syntax(text), without)
    return Contract(name, _signature(node, splice.text_lines(stub)), paragraphs, terms)


def _terms(module: ast.Module, without: tuple[str, ...]) -> str:
    """Which library an answer is written with, and what it may not use; "" where nothing is."""
    imported = {
        name.partition(".")[0]
        for node in module.body
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }
    spoken = [f"with {says}" for library, says in SPOKEN.items() if library in imported][:1]
    names = [f"`{name}`" for name in without]
    refused = [f"without {', '.join(names[:-1])} or {names[-1]}"] if names[1:] else []
    refused = refused or [f"without {name}" for name in names]
    said = ", ".join(spoken + refused)
    return f"Write it {said}." if said else ""


def _signature(node: splice.Definition, lines: list[str]) -> str:
    first, _ = splice.lines_of(node)
    head = "".join(lines[first - 1 : max(node.body[0].lineno - 1, node.lineno)])
    if isinstance(node, ast.ClassDef):
        inner = [each for each in node.body if isinstance(each, splice.DEFINITION_TYPES)]
        head = lines[node.lineno - 1] + "".join(_signature(each, lines) for each in inner)
    return head


def _joined(paragraph: str) -> str:
    """The paragraph on one line, if its lines are full."""
    lines = paragraph.split("\n")
    is_prose = all(len(line) >= FILLED and not line.startswith(" ") for line in lines[:-1])
    return " ".join(lines) if is_prose else paragraph
