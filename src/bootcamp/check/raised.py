"""What is said of an error that a test ended by, and what two runs that raise it must share."""

import re
from dis import opmap
from typing import Any

from bootcamp.workspace.overlay import Overlay

MOST_LINES = 4  # of a message: the first, and those at its end
LONGEST = 600  # characters of a message
NAME_KEPT = 100  # characters of a name that code under test gives
TOLD_OWN_WORDS = "_own_words"  # and whether it worded the message, by a `raise`
TOLD_PLACE = "_raised_in"  # of an error beyond a boundary: the function that raised, as it says
NUMBER = re.compile(r"0x[0-9a-f]+|\d+(\.\d+)?(e[-+]?\d+)?")


def is_mismatch(error: BaseException, inner: list[Any]) -> bool:
    """Whether the check found something wrong; `inner` are the frames below the check's own.

    An assertion that fails in the code under test is an error of that code, like any other.
    """
    if type(error).__name__ == "Failed":
        return True
    is_theirs = TOLD_PLACE in vars(error) or any(map(_is_under_test, inner))
    return isinstance(error, AssertionError) and not is_theirs


def _is_under_test(frame: Any) -> bool:
    return isinstance(frame.f_globals.get("__loader__"), Overlay)


def raised_in(error: BaseException, frames: list[Any]) -> str:
    """The qualified name of the function that raised, on this side of a boundary or beyond it."""
    told = vars(error).get(TOLD_PLACE, "")
    return str(told or (frames[-1].f_code.co_qualname if frames else ""))[:NAME_KEPT]


def words_of(error: BaseException) -> str:
    """The message without its numbers, in a fixed order of words: `a * b` reads like `b * a`.

    "" where a `raise` of the code under test worded it: then everyone's words are others.
    """
    is_own = vars(error).get(TOLD_OWN_WORDS, has_own_words(error))
    return "" if is_own else " ".join(sorted(NUMBER.sub("#", str(error)[:LONGEST]).split()))


def has_own_words(error: BaseException) -> bool:
    """Whether a `raise` statement of the code under test raised it."""
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    if last is None or not _is_under_test(last.tb_frame):
        return False
    return last.tb_frame.f_code.co_code[last.tb_lasti] == opmap["RAISE_VARARGS"]


def sentence(error: BaseException, claim: str, place: str) -> str:
    """What a learner is told of an error that was raised in the function of that name."""
    kind = type(error).__name__
    text = useful_lines(str(error))
    if isinstance(error, NotImplementedError) and text and place == text:  # the stub's statement
        return f"`{text}` is not written yet."
    if kind == "Failed":  # pytest.raises, when nothing was raised
        expected = re.sub(r".*?<class '(?:.*\.)?(\w+)'>.*", r"\1", text)
        return f"Expected the error {expected}, but none was raised."
    if isinstance(error, AssertionError):
        return text or f"This should hold, and doesn't: {claim.removeprefix('assert ')}"
    if isinstance(error, RecursionError):
        return "RecursionError: functions called each other too deeply."
    return f"{kind}: {text}" if text else kind


def useful_lines(message: str) -> str:
    """A message in one line: its first line and its last ones, where others say the most."""
    lines = [" ".join(line.split()) for line in message.split("\n") if line.strip()]
    if len(lines) > MOST_LINES:
        lines = [lines[0], *lines[1 - MOST_LINES :]]
    return " ".join(lines)[:LONGEST]


def compares(module: str) -> bool:
    """Whether a module compares arrays for checks, as numpy.testing and torch.testing do."""
    package, *parts = module.split(".")
    return package in ("numpy", "torch") and "testing" in parts
