"""Read one exercise file by its syntax tree: nothing in it is run or imported."""

import ast
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, get_origin

from bootcamp import author
from bootcamp.course.lesson_file import read_text
from bootcamp.course.model import KINDS, ExerciseEntry, MistakeEntry, Target
from bootcamp.course.names import why_refused
from bootcamp.course.table import unknown_field
from bootcamp.errors import CourseError, SourceError
from bootcamp.splice import DEFINITION_TYPES, Definition, lines_of, parse

_IN_WORDS = {
    int: "a whole number",
    float: "a number",
    str: "a string",
    bool: "True or False",
    tuple: "a tuple of strings (one string needs a comma after it)",
}
_RANGES = {"minutes": (1, 600), "difficulty": (1, 5), "importance": (1, 5), "seeds": (1, 99)}
_LIBRARY_NAMES = ("implements", "of")
_NOT_IN_ENTRY = (*_LIBRARY_NAMES, "mistakes", "target")  # named otherwise there: see _entry


@dataclass(frozen=True)
class ExerciseFile:
    """An exercise file's text, its tree, and what its imports bring in."""

    path: Path
    where: str  # as it's named in sentences: "autograd/parents_first.py"
    text: str
    tree: ast.Module
    imports: Mapping[str, str]  # the local name -> the full dotted one
    functions: Mapping[str, Definition]

    def refuse(self, node: ast.AST, says: str) -> CourseError:
        """The error that names this file and that node's line."""
        line = getattr(node, "lineno", 1)
        return CourseError(
            f"{self.where}, line {line}: {says}", rule="format", exercise=self.path.stem
        )


def parse_exercise(path: Path, where: str) -> ExerciseFile:
    """The file at `path`, parsed."""
    text = read_text(path, where)
    try:
        tree = parse(text, where)
    except SourceError as error:
        raise CourseError(
            f"{error}. Correct the line.", rule="format", exercise=path.stem
        ) from error
    functions = {node.name: node for node in tree.body if isinstance(node, DEFINITION_TYPES)}
    return ExerciseFile(path, where, text, tree, _imports(tree), functions)


def read_exercise(path: Path, chapter: str, where: str, library_root: Path) -> ExerciseEntry:
    """The exercise that the file at `path` states. Its `lesson` is still ""."""
    if refused := why_refused(path.stem, "exercise"):
        raise CourseError(f"{where}: {refused}", rule="name", exercise=path.stem)
    file = parse_exercise(path, where)
    call = _exercise_call(file)
    kind = _kind(file, call)
    nodes = _field_nodes(file, call, kind)
    docstring = ast.get_docstring(file.tree) or ""
    summary, _, text = docstring.partition("\n")
    library = [nodes[name] for name in _LIBRARY_NAMES if name in nodes]
    target = _target(file, library[0], library_root) if library else None
    values = {name: _value(file, kind, name, node) for name, node in nodes.items()}
    if "target" in values:
        values["goal"] = values["target"]
    entry = {name: value for name, value in values.items() if name not in _NOT_IN_ENTRY}
    return ExerciseEntry(
        name=path.stem,
        kind=kind,
        path=path,
        chapter=chapter,
        lesson="",
        summary=summary.strip(),
        text=text.strip(),
        target=target,
        mistakes=_mistakes(file, nodes["mistakes"], target) if "mistakes" in nodes else (),
        **{**_defaults(kind), **entry},
    )


def _imports(tree: ast.Module) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    names[alias.asname] = alias.name
                else:
                    first = alias.name.partition(".")[0]
                    names[first] = first
    return names


def _exercise_call(file: ExerciseFile) -> ast.Call:
    for node in file.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id == "exercise" for target in targets):
            assert isinstance(node, ast.Assign)
            if isinstance(node.value, ast.Call):
                return node.value
            raise file.refuse(
                node, f"`exercise` isn't one of {', '.join(KINDS)}. Write `exercise = Exercise(…)`."
            )
    raise CourseError(
        f"{file.where}: the file doesn't define `exercise`. Add `exercise = Exercise(…)`, "
        "or begin the file's name with `_` if it isn't an exercise.",
        rule="format",
        exercise=file.path.stem,
    )


def _kind(file: ExerciseFile, call: ast.Call) -> str:
    name = ast.unparse(call.func)
    full = file.imports.get(name, "")
    kind = full.rpartition(".")[2] if full else name.rpartition(".")[2]
    if kind not in KINDS:
        raise file.refuse(call, f"`{name}` is no kind of exercise. Use one of {', '.join(KINDS)}.")
    if full != f"bootcamp.author.{kind}":
        raise file.refuse(
            call, f"`{name}` is not imported. Add `from bootcamp.author import {kind}`."
        )
    return kind


def _author_fields(kind: str) -> dict[str, Any]:
    return {field.name: field for field in fields(getattr(author, kind))}


def _defaults(kind: str) -> dict[str, Any]:
    return {
        name: field.default
        for name, field in _author_fields(kind).items()
        if field.default is not MISSING and name not in _NOT_IN_ENTRY
    }


def _field_nodes(file: ExerciseFile, call: ast.Call, kind: str) -> dict[str, ast.expr]:
    known = _author_fields(kind)
    if call.args or any(keyword.arg is None for keyword in call.keywords):
        raise file.refuse(call, f"Give each field of {kind} by its name: `minutes=20`.")
    nodes = {str(keyword.arg): keyword.value for keyword in call.keywords}
    for keyword in call.keywords:
        if keyword.arg not in known:
            raise file.refuse(keyword, f"{kind}: {unknown_field(str(keyword.arg), known)}")
    missing = [n for n, field in known.items() if field.default is MISSING and n not in nodes]
    if missing:
        raise file.refuse(call, f"`{missing[0]}` is missing. Add `{missing[0]}=` to {kind}(…).")
    return nodes


def _value(file: ExerciseFile, kind: str, name: str, node: ast.expr) -> Any:
    if name in _LIBRARY_NAMES or name == "mistakes":
        return None
    declared = _author_fields(kind)[name].type
    wanted = get_origin(declared) or declared
    value = _literal(file, node, f"`{name}`")
    if wanted is float and type(value) is int:
        value = float(value)
    is_right = type(value) is wanted
    if wanted is tuple:
        is_right = is_right and all(isinstance(item, str) for item in value)
    if not is_right:
        raise file.refuse(
            node, f"`{name}` should be {_IN_WORDS[wanted]}, and is {value!r}. Correct it."
        )
    if name == "excludes" and (unknown := [x for x in value if x not in author.EXCLUDABLE]):
        raise file.refuse(
            node,
            f"`excludes` names `{unknown[0]}`, which the judge never tries. Name some of: "
            f"{', '.join(author.EXCLUDABLE)}.",
        )
    low, high = _RANGES.get(name, (value, value))
    if not low <= value <= high:
        raise file.refuse(node, f"`{name}` is {value}. Give a number from {low} to {high}.")
    return value


def _literal(file: ExerciseFile, node: ast.expr, what: str) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError) as error:
        raise file.refuse(
            node,
            f"{what} is computed (`{ast.unparse(node)[:60]}`), and the file is read without being "
            "run. Write the value itself.",
        ) from error


def _target(file: ExerciseFile, node: ast.expr, library_root: Path) -> Target:
    written = ast.unparse(node)
    first, _, rest = written.partition(".")
    if not re.fullmatch(r"[\w.]+", written):
        raise file.refuse(
            node, f"`{written}` isn't a name of the library. Name the function itself."
        )
    if first not in file.imports:
        raise file.refuse(
            node, f"`{first}` is not imported. Add `from MODULE import {first}` at the top."
        )
    parts = f"{file.imports[first]}.{rest}".rstrip(".").split(".")
    for cut in range(len(parts) - 1, 0, -1):
        target = Target(".".join(parts[:cut]), ".".join(parts[cut:]))
        if (library_root / target.file).is_file():
            _expect_definition(file, node, target, library_root)
            return target
    raise file.refuse(
        node,
        f"No module of the library defines `{'.'.join(parts)}` (looked under {library_root}). "
        "Import it from the module that it's written in.",
    )


def _expect_definition(
    file: ExerciseFile, node: ast.expr, target: Target, library_root: Path
) -> None:
    """A quick look that spares the learner's tools a stale name; `verify` looks exactly."""
    text = read_text(library_root / target.file, target.file)
    for part in target.qualname.split("."):
        if not any(f"{word} {part}{end}" in text for word in ("def", "class") for end in "(:["):
            raise file.refuse(
                node,
                f"{target.file} doesn't define `{target.qualname}`. Name a function, method or "
                "class that is written there.",
            )


def _mistakes(
    file: ExerciseFile, node: ast.expr, target: Target | None
) -> tuple[MistakeEntry, ...]:
    if not isinstance(node, ast.Tuple):
        raise file.refuse(
            node, "`mistakes` should be a tuple. Write `mistakes=(Mistake(…), Mistake(…))`."
        )
    assert target is not None  # the kinds that have mistakes have a target
    return tuple(_mistake(file, item, target) for item in node.elts)


def _mistake(file: ExerciseFile, node: ast.expr, target: Target) -> MistakeEntry:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise file.refuse(node, "This isn't a mistake. Write `Mistake(find, instead, says=…)`.")
    if file.imports.get(node.func.id) != "bootcamp.author.Mistake":
        raise file.refuse(
            node, "`Mistake` is not imported. Add `from bootcamp.author import Mistake`."
        )
    given = dict(zip(("find", "instead"), node.args, strict=False))
    given |= {str(keyword.arg): keyword.value for keyword in node.keywords}
    unknown = set(given) - {"find", "instead", "says"}
    if unknown or len(node.args) > 2:
        raise file.refuse(node, "A mistake has `find`, `instead` and `says=`. Remove the rest.")
    for name in ("find", "says"):
        if name not in given:
            raise file.refuse(node, f"This mistake has no `{name}`. Add it.")
    says = _string(file, given["says"], "says")
    if not isinstance(given["find"], ast.Name):
        instead = _string(file, given["instead"], "instead") if "instead" in given else ""
        return MistakeEntry(_string(file, given["find"], "find"), instead, says)
    return MistakeEntry("", "", says, _stand_in(file, given["find"], target))


def _string(file: ExerciseFile, node: ast.expr, name: str) -> str:
    value = _literal(file, node, f"`{name}`")
    if not isinstance(value, str):
        raise file.refuse(node, f"`{name}` should be a string, and is {value!r}. Correct it.")
    return value


def _stand_in(file: ExerciseFile, node: ast.Name, target: Target) -> str:
    """The text of the function that stands in for the reference, under the reference's name."""
    if node.id not in file.functions:
        raise file.refuse(
            node, f"`{node.id}` is not a function of this file. Define it above, or quote the text."
        )
    definition = file.functions[node.id]
    first, last = lines_of(definition)
    text = "\n".join(file.text.split("\n")[first - 1 : last]) + "\n"
    word = "class" if isinstance(definition, ast.ClassDef) else "def"
    name = target.qualname.rpartition(".")[2]
    return text.replace(f"{word} {node.id}", f"{word} {name}", 1)
