"""The keyboard of a terminal: a key at a time, or for a moment a whole line."""

import contextlib
import os
import re
import select
import sys
import termios
import tty
from collections.abc import Iterator

NAMES = {
    b"\r": "enter", b"\n": "enter", b"\x7f": "backspace", b"\x08": "backspace",
    b"\x1b": "escape", b"\x03": "interrupt", b"\x04": "end", b"": "end",
    b"[A": "up", b"OA": "up", b"[B": "down", b"OB": "down", b"[5~": "page up", b"[6~": "page down",
}  # fmt: skip
ESCAPE_SECONDS = 0.05  # within which the rest of a key's sequence comes


@contextlib.contextmanager
def one_key_at_a_time() -> Iterator[None]:
    """Keys arrive as they are pressed, and aren't echoed. Ctrl-C stays what it is."""
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


@contextlib.contextmanager
def whole_lines() -> Iterator[None]:
    """For a moment, keys are echoed and arrive when Enter is pressed."""
    before = termios.tcgetattr(sys.stdin)
    cooked = termios.tcgetattr(sys.stdin)
    cooked[3] |= termios.ICANON | termios.ECHO
    try:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, cooked)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def read_key() -> str:
    """The next key: what it types, or its name: "up", "enter", "escape"; "" for another."""
    key = os.read(sys.stdin.fileno(), 1)
    if key == b"\x1b":
        sequence = b""
        while select.select([sys.stdin], [], [], ESCAPE_SECONDS)[0]:
            sequence += os.read(sys.stdin.fileno(), 1)
            if re.fullmatch(rb"(\[[0-9;]*|O)[A-Za-z~]", sequence):
                break
        return NAMES.get(sequence, "") if sequence else "escape"
    return NAMES.get(key) or key.decode("ascii", "replace")
