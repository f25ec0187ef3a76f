"""Code on a page: coloured, and the learner's beside the reference's."""

import difflib
import functools
from dataclasses import dataclass

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

from bootcamp import splice
from bootcamp.web.study.learner import Learner


@dataclass(frozen=True)
class Beside:
    """Two texts as HTML, in which the lines that differ are marked."""

    mine: str
    reference: str


@functools.lru_cache(maxsize=1024)
def coloured(code: str, marked: tuple[int, ...] = ()) -> str:
    """Python as HTML for inside a <pre>; lines are counted from 1."""
    formatter = HtmlFormatter(nowrap=True, hl_lines=marked)
    return str(highlight(code, PythonLexer(stripnl=False), formatter))


def beside(here: Learner, name: str) -> Beside | None:
    """The learner's code and the reference's, without docstrings; None where they are the same."""
    return _beside(here.workspace.source(name), here.workspace.reference(name))


@functools.lru_cache(maxsize=1024)
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
