"""What can be said of a learner's file without running it."""

import ast
import functools

from bootcamp import splice
from bootcamp.check.build import Library
from bootcamp.course.model import ExerciseEntry, Target
from bootcamp.errors import DefinitionNotFound, SourceError, SourceTooLarge
from bootcamp.verdict import Verdict


def inspect_source(library: Library, exercise: ExerciseEntry, target: Target) -> Verdict | None:
    """What can be said of the learner's file without running it; None where it can be run."""
    name, file = target.qualname, target.file
    again = f"`bootcamp reset {exercise.name}` puts the stub back."

    def says(outcome: str, text: str) -> Verdict:
        return Verdict(exercise.name, outcome, text)

    try:
        source = library.learners_source(target)
    except SourceError as error:
        return says("unreadable", f"{error} If it is gone, {again}")
    try:
        tree = splice.parse(source, file)
        node = splice.find(tree, name)
    except SourceError as error:
        return says("syntax", why_unreadable(error))
    except DefinitionNotFound:
        return says("missing", f"`{name}` is no longer defined in {file}: renamed? {again}")
    if wrong := _signature_differs(_reference(library.reference_source(target), name), node):
        return says("signature", f"{wrong} Other code calls it that way. {again}")
    blanks = [
        f"{name}.{inner.name}"
        for inner in getattr(node, "body", [])
        if isinstance(node, ast.ClassDef)
        and isinstance(inner, splice.DEFINITION_TYPES)
        and splice.is_blank(inner)
    ]
    if splice.is_blank(node) or blanks:
        what = blanks[0] if blanks else name
        line = node.lineno
        return says("blank", f"`{what}` is waiting to be written: {file}, line {line}.")
    if used := ready_made(tree, node, exercise.without):
        text = f"`{used}` avoids what this exercise is about. Write it without."
        return says("ready-made", text)
    return None


def why_unreadable(error: SourceError) -> str:
    """What is said of a learner's file that can't be parsed or compiled."""
    if isinstance(error, SourceTooLarge):
        return str(error)
    return f"Python can't read {error}. Finish that line and save again."


def ready_made(tree: ast.Module, node: ast.AST, without: tuple[str, ...]) -> str:
    """A name that the definition, or an import of its file, may not use; "" where there is none.

    It is found by its name alone. What this can't see, a name put together while running or a
    helper in another file, is said in docs/host/boundaries.md.
    """
    imports = [part for part in tree.body if isinstance(part, ast.Import | ast.ImportFrom)]
    for part in (inner for outer in (node, *imports) for inner in ast.walk(outer)):
        names = [getattr(part, "attr", ""), getattr(part, "id", "")]
        if isinstance(part, ast.alias):
            names.append(part.name.rpartition(".")[2])
        if found := [name for name in names if name in without]:
            return found[0]
    return ""


@functools.lru_cache(maxsize=32)
def _reference(source: str, name: str) -> ast.AST:
    """The definition as the reference has it."""
    return splice.find(ast.parse(source), name)


def _signature_differs(expected: ast.AST, node: ast.AST) -> str:
    if isinstance(expected, ast.ClassDef) != isinstance(node, ast.ClassDef):
        return (
            "A class was asked for."
            if isinstance(expected, ast.ClassDef)
            else ("A function was asked for, not a class.")
        )
    if isinstance(expected, ast.ClassDef):
        return ""
    if isinstance(node, ast.AsyncFunctionDef):
        return "A plain `def` was asked for, not `async def`."
    assert isinstance(expected, ast.FunctionDef)
    assert isinstance(node, ast.FunctionDef)
    wanted, came = _parameters(expected.args), _parameters(node.args)
    extra_required = [p for p in came[len(wanted) :] if "=" not in p and "*" not in p]
    if came[: len(wanted)] == wanted and not extra_required:
        return ""
    return f"Expected the parameters ({', '.join(wanted)}), got ({', '.join(came)})."


def _parameters(arguments: ast.arguments) -> list[str]:
    positional = [*arguments.posonlyargs, *arguments.args]
    first_default = len(positional) - len(arguments.defaults)
    names = [
        a.arg
        + (f"={ast.unparse(arguments.defaults[i - first_default])}" if i >= first_default else "")
        for i, a in enumerate(positional)
    ]
    if arguments.vararg:
        names.append(f"*{arguments.vararg.arg}")
    for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        names.append(a.arg + (f"={ast.unparse(default)}" if default else ""))
    if arguments.kwarg:
        names.append(f"**{arguments.kwarg.arg}")
    return names
