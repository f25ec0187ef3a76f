"""Code on a page: coloured, and the learner's beside the reference's."""

import difflib
import functools
from dataclasses import dataclass

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

from bootcamp import splice
from bootcamp.web.study.learner import Learner

REMEMBERED = 4000  # characters: of a longer text the memory is worth more than the time


@dataclass(frozen=True)
class Beside:
    """Two texts as HTML, in which the lines that differ are marked."""

    mine: str
    reference: str


def coloured(code: str, marked: tuple[int, ...] = ()) -> str:
    """Python as HTML for inside a <pre>; lines are counted from 1."""
    colour = _coloured if len(code) <= REMEMBERED else _coloured.__wrapped__
    return colour(code, marked)


def beside(here: Learner, name: str) -> Beside | None:
    """The learner's code and the reference's, without docstrings; None where they are the same."""
    mine = here.workspace.source(name)
    compare = _beside if len(mine) <= REMEMBERED else _beside.__wrapped__
    return compare(mine, here.workspace.reference(name))


@functools.lru_cache(maxsize=512)
def _coloured(code: str, marked: tuple[int, ...]) -> str:
    formatter = HtmlFormatter(nowrap=True, hl_lines=marked)
    return str(highlight(code, PythonLexer(stripnl=False), formatter))


@functools.lru_cache(maxsize=512)
def _beside(source: str, solution: str) -> Beside | None:
    mine, reference = splice.without_docstrings(source), splice.without_docstrings(solution)
    lines = mine.splitlines(), reference.splitlines()
    if lines[0] == lines[1]:
        return None
    matcher = difflib.SequenceMatcher(None, *lines, autojunk=False)
    in_mine: set[int] = set()
    in_reference: set[int] = set()
    for kind, first, last, other_first, other_last in matcher.get_opcodes():
        if kind != "equal":
            in_mine.update(range(first + 1, last + 1))
            in_reference.update(range(other_first + 1, other_last + 1))
    marked = tuple(sorted(in_mine)), tuple(sorted(in_reference))
    return Beside(coloured(mine, marked[0]), coloured(reference, marked[1]))
