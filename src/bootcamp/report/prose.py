"""An organiser's Markdown for a page that needs nothing from elsewhere.

Differs from a lesson's: a dollar is money and begins no formula, a picture is no picture (it would
be fetched from wherever it lies), and a heading stands below its figure's and has no anchor.
"""

import functools
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

FIGURE_LEVEL = 3  # a figure's title is an <h3>


def prose(text: str) -> str:
    """Paragraphs, lists, tables. Raw HTML in the text is shown, not obeyed."""
    return str(_markdown().render(text))


def line_of_prose(text: str) -> str:
    """One line, without a paragraph around it."""
    return str(_markdown().renderInline(text))


@functools.lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    made.add_render_rule("heading_open", _heading)
    made.add_render_rule("heading_close", _heading)
    made.add_render_rule("table_open", _table)
    made.add_render_rule("table_close", _table)
    return made


def _heading(self: Any, tokens: Sequence[Token], index: int, options: Any, unused: Any) -> str:
    level = min(int(tokens[index].tag[1:]) + FIGURE_LEVEL, 6)
    return f"<h{level}>" if tokens[index].nesting == 1 else f"</h{level}>\n"


def _table(self: Any, tokens: Sequence[Token], index: int, options: Any, unused: Any) -> str:
    """A table that scrolls by itself where the window is narrow."""
    opens = tokens[index].nesting == 1
    scrolled = '<div class="scroll" tabindex="0" role="group" aria-label="table">'
    return f"{scrolled}<table>" if opens else "</table></div>\n"
