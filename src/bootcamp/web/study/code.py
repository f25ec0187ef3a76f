"""Code on a page: coloured, and the learner's beside the reference's."""

import difflib
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


def coloured(code: str, marked: set[int] | None = None) -> str:
    """Python as HTML for inside a <pre>; lines are counted from 1."""
    formatter = HtmlFormatter(nowrap=True, hl_lines=sorted(marked or ()))
    return str(highlight(code, PythonLexer(stripnl=False), formatter))


def beside(here: Learner, name: str) -> Beside | None:
    """The learner's code and the reference's, without docstrings; None where they are the same."""
    mine = splice.without_docstrings(here.workspace.source(name))
    reference = splice.without_docstrings(here.workspace.reference(name))
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
    return Beside(coloured(mine, in_mine), coloured(reference, in_reference))
