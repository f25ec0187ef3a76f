"""What stands in a check where a keyboard would be: a sentence."""

import io
from typing import NoReturn


class NoKeyboardError(RuntimeError):
    """Code under test waits for somebody to type: `input()`, or a debugger."""


class NoKeyboard(io.TextIOBase):
    """A standard input that nobody types into. Reading from it raises NoKeyboardError."""

    def readable(self) -> bool:
        """It looks like any other standard input."""
        return True

    def _refuse(self, *unused: object) -> NoReturn:
        raise NoKeyboardError(
            "nobody can type during a check, so `input()` and a debugger can't work in it. Take "
            "that line out, or run the code yourself: in your folder, with `python`, it stops there"
        )

    read = readline = readlines = __next__ = _refuse
