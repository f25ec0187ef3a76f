"""What a definition promises: its signature and its docstring, read from the reference."""

import ast
import functools
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bootcamp import splice
from bootcamp.course.model import Course, ExerciseEntry
from bootcamp.text import read

FILLED = 70  # a docstring's line of so many characters goes on in the next
SPOKEN = {"torch": "PyTorch", "numpy": "NumPy"}  # the first that a definition needs
TOOLS = ("math", "numpy", "torch", "einops")  # what answers are written with
NO_TOOLS = ("Tensor", "npt")  # for annotations


@dataclass(frozen=True)
class Contract:
    """What the learner's definition, or what their test is of, must do."""

    name: str  # "Value.detach"
    signature: str  # as it is written; of a class, that of each of its functions too
    paragraphs: tuple[str, ...]  # prose on one line, what is laid out by hand line by line
    terms: str = ""  # "Write it with PyTorch, without `softmax`. Imported: `torch`."


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
    module = splice.syntax(text)
    terms = _terms(module, splice.find(module, name), without)
    return Contract(name, _signature(node, splice.text_lines(stub)), paragraphs, terms)


def _terms(module: ast.Module, definition: ast.AST, without: tuple[str, ...]) -> str:
    """Which library an answer is written with, what it may not use, and what is at hand."""
    imported = dict(_imported(module))
    used = {node.id for node in ast.walk(definition) if isinstance(node, ast.Name)}
    speaks = {imported[name] for name in used & imported.keys()}
    if "Array" in used:  # of the library's own: an array of numpy
        speaks.add("numpy")
    spoken = [f"with {says}" for library, says in SPOKEN.items() if library in speaks][:1]
    names = [f"`{name}`" for name in without]
    refused = [f"without {', '.join(names[:-1])} or {names[-1]}"] if names[1:] else []
    refused = refused or [f"without {name}" for name in names]
    said = ", ".join(spoken + refused)
    at_hand = ", ".join(f"`{name}`" for name in imported if name not in NO_TOOLS)
    terms = [f"Write it {said}." if said else "", f"Imported: {at_hand}." if at_hand else ""]
    return " ".join(filter(None, terms))


def _imported(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Each name that the file imports of others' packages, and the package."""
    for node in module.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for each in node.names:
                package = getattr(node, "module", None) or each.name
                if package.partition(".")[0] in TOOLS:
                    yield each.asname or each.name, package.partition(".")[0]


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
