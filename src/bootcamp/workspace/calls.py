"""Note which of the library's functions really run in a program that the learner starts.

Each function says so in a line of its own. A trace would say it too, and slows down all that runs.
"""

import ast
import atexit
import builtins
import json
import os
from collections.abc import Callable
from pathlib import Path

from bootcamp import splice

NOTES = "BOOTCAMP_CALLS"  # the variable with the file to note them in
RAN = "__bootcamp_ran__"  # what a function calls when it runs


def note_calls() -> Callable[[ast.Module, str], None]:
    """What makes a module's functions say that they run, where that was asked for.

    When this process ends, those that ran are in the file.
    """
    if not (file := os.environ.pop(NOTES, "")):
        return lambda tree, module: None
    called: set[tuple[str, str]] = set()
    setattr(builtins, RAN, called.add)
    atexit.register(lambda: Path(file).write_text(json.dumps(sorted(called))))
    return _let_functions_say


def _let_functions_say(tree: ast.Module, module: str) -> None:
    for name, node in splice.definitions(tree):
        if not isinstance(node, ast.ClassDef):
            (call,) = splice.syntax(f"{RAN}({(module, name)!r})").body
            first = node.body[0]
            for part in ast.walk(call):
                if "lineno" in part._attributes:
                    ast.copy_location(part, first)
            node.body.insert(0 if ast.get_docstring(node) is None else 1, call)


def noted(file: Path) -> set[tuple[str, str]] | None:
    """The functions that ran, by module and qualified name; None where nobody noted them."""
    try:
        return {(module, name) for module, name in json.loads(file.read_text())}
    except (OSError, ValueError):
        return None
