"""Drawings: HTML and SVG written as text, without a script, the same bytes for the same figure.

Each says all of its numbers in words, too, for whoever doesn't see it. Colours are variables of the
page, so that light, dark and paper each have their own; none is told apart by red and green.
"""

from bootcamp.report.wording import safe

# A line's colour and dashes where the page's CSS isn't heard, in a PDF; two differ in both.
LINES = (
    ("#23527c", ""),
    ("#b35806", "7 3"),
    ("#0b6355", "2 3"),
    ("#57605f", "9 3 2 3"),
    ("#f1b97a", ""),
)
Line = tuple[str, str]


def stroke(line: Line) -> str:
    """A line's look as SVG's attributes."""
    colour, dashes = line
    return f'stroke="{colour}"' + (f' stroke-dasharray="{dashes}"' if dashes else "")


def key_line(name: str, look: str, line: Line) -> str:
    """A line of a key: a piece of a line, and what it stands for."""
    piece = f'<line class="{look}" {stroke(line)} stroke-width="2" x1="0" x2="30" y1="2" y2="2"/>'
    return f'<li><svg viewBox="0 0 30 4" aria-hidden="true">{piece}</svg>{safe(name)}</li>'


def drawing(words: str, inside: str, look: str) -> str:
    """Something that is looked at, with the same in words."""
    return f'<div class="{look}" role="img" aria-label="{safe(words)}">{inside}</div>'


def length(value: float) -> str:
    """A length as CSS writes it."""
    return f"{100 * value:.2f}%"
