"""Read Python text within bounds: whatever can't be read is one SourceError with a sentence.

Python's own parser and compiler end in RecursionError or MemoryError, or take gigabytes, on texts
that nobody writes by hand. The bounds here lie far above what people write and far below that.
"""

import ast
import io
import threading
from types import CodeType
from typing import Any

from bootcamp.errors import SourceError, SourceTooLarge

MOST_CHARACTERS = 200_000
MOST_NESTED = 200  # levels of the syntax tree; each term of a sum is one, and each `elif`
MOST_NODES = 300_000  # of the syntax tree, counted as often as they are compiled
REMEMBERED = 64  # texts

_PARSER = threading.RLock()  # Careful: two threads that parse at once raise SystemError on 3.11
_WITHIN_BOUNDS: set[str] = set()  # texts that were measured


def syntax(source: str, mode: str = "exec") -> Any:
    """The syntax tree, as `ast.parse` gives it, whatever other threads do."""
    with _PARSER:
        return ast.parse(source, mode=mode)


def parse(source: str, where: str) -> ast.Module:
    """The module's syntax tree. Raises SourceError with the line that can't be parsed."""
    expect_short(len(source), where)
    try:
        tree: ast.Module = syntax(source)
    except Exception as error:
        raise _unreadable(error, where) from error
    if source not in _WITHIN_BOUNDS:
        _expect_bounds(tree, where)
        if len(_WITHIN_BOUNDS) >= REMEMBERED:
            _WITHIN_BOUNDS.clear()
        _WITHIN_BOUNDS.add(source)
    return tree


def compiled(tree: ast.Module, path: str, where: str = "") -> CodeType:
    """The tree's code. Raises SourceError for what only the compiler refuses: a lone `return`."""
    try:
        with _PARSER:
            code: CodeType = compile(tree, path, "exec", dont_inherit=True)
            return code
    except Exception as error:
        raise _unreadable(error, where or path) from error


def expect_short(characters: int, where: str) -> None:
    """Raises SourceTooLarge for a text of more characters than are read."""
    if characters > MOST_CHARACTERS:
        raise SourceTooLarge(
            f"{where} is too long. Expected at most {MOST_CHARACTERS:,} characters, "
            f"got {characters:,}. Keep data in a file that is no Python."
        )


def text_lines(source: str) -> list[str]:
    """The text's lines as Python counts them, each with its newline.

    Only line feed and carriage return end one; `str.splitlines` also breaks at a form feed.
    """
    lines = io.StringIO(source, newline="").readlines()
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\n"
    return lines


def line_at(source: str, number: int) -> str:
    """The text of that line, counted from 1, stripped; "" where there is none."""
    lines = text_lines(source)
    return lines[number - 1].strip() if 1 <= number <= len(lines) else ""


def _unreadable(error: Exception, where: str) -> SourceError:
    if isinstance(error, SyntaxError):
        line = f", line {error.lineno}" if error.lineno else ""
        return SourceError(f"{where}{line}: {error.msg}")
    if isinstance(error, RecursionError | MemoryError):
        return _too_nested(where)
    return SourceError(f"{where} can't be parsed: {error or type(error).__name__}")


def _too_nested(where: str) -> SourceTooLarge:
    return SourceTooLarge(
        f"{where} is nested too deeply. Expected at most {MOST_NESTED} levels, got more. Each "
        "term of a sum counts, and each `elif`: use a loop, a list or a dictionary."
    )


def _expect_bounds(tree: ast.Module, where: str) -> None:
    """Raises SourceTooLarge for a tree that is too deep, or too large once it is compiled.

    Python compiles a `finally` once for each way out of its `try`, so nested ones multiply.
    """
    exits = 2 + sum(isinstance(n, ast.Return | ast.Break | ast.Continue) for n in ast.walk(tree))
    nodes = 0
    left: list[tuple[ast.AST, int, int]] = [(tree, 0, 1)]
    while left:
        node, depth, copies = left.pop()
        nodes += copies
        if depth > MOST_NESTED:
            line = getattr(node, "lineno", 0)
            raise _too_nested(f"{where}, line {line}," if line else where)
        if nodes > MOST_NODES:
            raise SourceTooLarge(
                f"{where} is too large. Expected at most {MOST_NODES:,} parts once it is compiled, "
                "got more. Keep data in a file that is no Python, and nest no `finally` in another."
            )
        final = {id(child) for child in getattr(node, "finalbody", ())}
        left.extend(
            (child, depth + 1, copies * exits if id(child) in final else copies)
            for child in ast.iter_child_nodes(node)
        )
