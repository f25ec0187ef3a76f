"""Code on a page: coloured, and the learner's beside the reference's."""

import ast
import difflib
import functools
import html
import tokenize
from dataclasses import dataclass

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

from bootcamp import splice
from bootcamp.errors import SourceError
from bootcamp.web.study.learner import Learner

LEAST_SHARED = 0.4  # of the shorter one's lines: below that the marks would say nothing
LONGEST = 10_000  # characters: nobody writes more, and to colour and compare it takes seconds
REMEMBERED = 4000  # characters: of a longer text the memory is worth more than the time


@dataclass(frozen=True)
class Beside:
    """Two texts as HTML. Where they share enough, the lines that do something else are marked."""

    mine: str
    reference: str
    is_marked: bool


def coloured(code: str, marked: tuple[int, ...] = ()) -> str:
    """Python as HTML for inside a <pre>; lines are counted from 1."""
    if len(code) > LONGEST:
        return html.escape(code)
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
    if len(source) > LONGEST:
        return Beside(coloured(source), coloured(solution), is_marked=False)
    mine, reference = splice.without_docstrings(source), splice.without_docstrings(solution)
    if splice.text_lines(mine) == splice.text_lines(reference):
        return None
    try:
        lines = _compared(mine), _compared(reference)
    except SourceError:
        return Beside(coloured(mine), coloured(reference), is_marked=False)
    blocks = difflib.SequenceMatcher(None, *lines, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    if same < LEAST_SHARED * min(map(len, lines)):
        return Beside(coloured(mine), coloured(reference), is_marked=False)
    in_mine = {block.a + n for block in blocks for n in range(1, block.size + 1)}
    in_reference = {block.b + n for block in blocks for n in range(1, block.size + 1)}
    return Beside(
        coloured(mine, _besides(in_mine, len(lines[0]))),
        coloured(reference, _besides(in_reference, len(lines[1]))),
        is_marked=same < max(map(len, lines)),
    )


def _besides(shared: set[int], count: int) -> tuple[int, ...]:
    return tuple(number for number in range(1, count + 1) if number not in shared)


def _compared(code: str) -> list[str]:
    """The code's lines without comments and spaces, its own names counted in order of appearance.

    So a line differs by what it does, not by how a variable is called.
    """
    bound = {
        node.arg if isinstance(node, ast.arg) else node.id
        for node in ast.walk(splice.parse(code, "the code"))
        if isinstance(node, ast.arg)
        or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    }
    numbers: dict[str, str] = {}
    lines = [""] * len(splice.text_lines(code))
    for token in tokenize.generate_tokens(iter(splice.text_lines(code)).__next__):
        text = token.string
        if token.type == tokenize.NAME and text in bound:
            text = numbers.setdefault(text, f"name {len(numbers)}")
        if token.type != tokenize.COMMENT and text.strip():
            lines[token.start[0] - 1] += f"{text} "
    return lines
