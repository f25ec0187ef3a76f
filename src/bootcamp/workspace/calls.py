"""Note which of the library's functions really run in a program that the learner starts."""

import atexit
import json
import os
import sys
import threading
from pathlib import Path
from types import CodeType, FrameType

NOTES = "BOOTCAMP_CALLS"  # the variable with the file to note them in
OF_A_FUNCTION = 0x1  # CO_OPTIMIZED: the body of a class or of a module has it not


def note_calls(library: str) -> None:
    """Until this process ends, where it was asked for: then they are in the file."""
    if not (file := os.environ.pop(NOTES, "")):
        return
    seen: dict[int, CodeType] = {}  # by identity: to hash a code object takes long
    called: set[tuple[str, str]] = set()

    def note(frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if id(code) in seen:
            return
        seen[id(code)] = code
        module = str(frame.f_globals.get("__name__"))
        if code.co_flags & OF_A_FUNCTION and module.partition(".")[0] == library:
            called.add((module, code.co_qualname))

    def tell() -> None:
        sys.settrace(None)
        Path(file).write_text(json.dumps(sorted(called)))

    atexit.register(tell)
    threading.settrace(note)
    sys.settrace(note)


def noted(file: Path) -> set[tuple[str, str]] | None:
    """The functions that ran, by module and qualified name; None where nobody noted them."""
    try:
        return {(module, name) for module, name in json.loads(file.read_text())}
    except (OSError, ValueError):
        return None
