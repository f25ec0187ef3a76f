"""Code on a page: coloured, and the learner's beside the reference's."""

import functools
import html
from dataclasses import dataclass

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

from bootcamp import splice
from bootcamp.errors import SourceError
from bootcamp.web.study.learner import Learner
from bootcamp.web.study.same_lines import read_lines, same_lines

LEAST_SHARED = 0.4  # of the shorter one's lines: below that the marks would say nothing
LONGEST = 10_000  # characters: nobody writes more, and to colour and compare it takes seconds
SAME = "Both do the same, line by line: only names, blanks or comments differ."
MARKED = "Marked lines do something else; other names alone aren't marked."
TOO_DIFFERENT = "The two go about it in different ways, so no line is marked."
TOO_LONG = "Yours is too long to be compared, so no line is marked."
REMEMBERED = 4000  # characters: of a longer text the memory is worth more than the time


@dataclass(frozen=True)
class Beside:
    """Two texts as HTML. Where they share enough, the lines that do something else are marked."""

    mine: str
    reference: str
    says: str  # what the marks mean, or why there are none


def coloured(code: str, marked: tuple[int, ...] = ()) -> str:
    """Python as HTML for inside a <pre>; lines are counted from 1."""
    if len(code) > LONGEST:
        return html.escape(code)
    colour = _coloured if len(code) <= REMEMBERED else _coloured.__wrapped__
    return colour(code, marked)


def beside(here: Learner, name: str) -> Beside | None:
    """The learner's code and the reference's, without docstrings.

    None where they are the same text, or where the learner's can't be read.
    """
    mine = here.workspace.source(name)
    compare = _beside if len(mine) <= REMEMBERED else _beside.__wrapped__
    return compare(mine, here.workspace.reference(name))


@functools.lru_cache(maxsize=512)
def _coloured(code: str, marked: tuple[int, ...]) -> str:
    formatter = HtmlFormatter(nowrap=True, hl_lines=marked)
    return str(highlight(code, PythonLexer(stripnl=False), formatter))


@functools.lru_cache(maxsize=512)
def _beside(source: str, solution: str) -> Beside | None:
    if len(source) > LONGEST:
        return Beside(coloured(source), coloured(solution), TOO_LONG)
    mine, reference = splice.without_docstrings(source), splice.without_docstrings(solution)
    if not mine or splice.text_lines(mine) == splice.text_lines(reference):
        return None
    try:
        lines = read_lines(mine), read_lines(reference)
    except SourceError:
        return None
    pairs = same_lines(*lines)
    if len(pairs) < LEAST_SHARED * min(map(len, lines)):
        return Beside(coloured(mine), coloured(reference), TOO_DIFFERENT)
    paired = {a for a, _ in pairs}, {b for _, b in pairs}
    marked = [
        tuple(line.number for line in text if line.number not in found)
        for text, found in zip(lines, paired, strict=True)
    ]
    says = MARKED if any(marked) else SAME
    return Beside(coloured(mine, marked[0]), coloured(reference, marked[1]), says)
