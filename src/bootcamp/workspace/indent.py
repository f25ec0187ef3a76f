"""How a text is indented, and a definition indented like it."""

import io
import tokenize

from bootcamp import splice
from bootcamp.errors import BootcampError

BLANKS = "    "  # one level where nothing says otherwise, and what a tab is worth


def unit_in(text: str, name: str) -> str:
    """What one level is made of where that definition stands, or would stand, in a text."""
    owner = name.rpartition(".")[0]
    for part in filter(None, (name, owner)):
        try:
            if unit := _unit_of(splice.extract(text, part)):
                return unit
        except BootcampError:
            continue
    return _unit_of(text) or BLANKS


def with_unit(definition: str, unit: str) -> str:
    """A definition at the left margin, with each level of its indentation made of `unit`."""
    lines = splice.text_lines(definition)
    fixed = splice.inside_strings(lines)
    indents = {n: splice.indent_of(line) for n, line in enumerate(lines, 1) if n not in fixed}
    if not any("\t" in indent for indent in indents.values()):
        own = _unit_of(definition)
    else:
        if unit == "\t" and all(indent == "\t" * len(indent) for indent in indents.values()):
            return definition
        spread = [_spread(line) if n in indents else line for n, line in enumerate(lines, 1)]
        lines, own = spread, _unit_of("".join(spread)) or BLANKS
    if own in ("", unit) and "".join(lines) == definition:
        return definition
    opened = _open_blocks(lines)
    return "".join(
        _in_units(line, opened[n - 1], len(own) or len(BLANKS), unit) if n in indents else line
        for n, line in enumerate(lines, 1)
    )


def _open_blocks(lines: list[str]) -> list[tuple[int, ...]]:
    """For each line, how far the blocks are indented that it stands in: (0, 4, 6)."""
    opened: list[tuple[int, ...]] = [(0,)] * len(lines)
    blocks: tuple[int, ...] = (0,)
    try:
        for token in tokenize.generate_tokens(iter(lines).__next__):
            first, last = token.start[0] - 1, min(token.end[0], len(lines))
            if token.type == tokenize.INDENT:
                blocks = (*blocks, len(splice.indent_of(lines[first])))
            elif token.type == tokenize.DEDENT:
                blocks = blocks[:-1]
            opened[first:last] = [blocks] * (last - first)
    except (tokenize.TokenError, SyntaxError):  # half-typed: what was read so far
        pass
    return opened


def _spread(line: str) -> str:
    """The line with blanks in place of the tabs that it begins with."""
    indent = splice.indent_of(line)
    start = line.index(indent)
    return line[:start] + indent.expandtabs(len(BLANKS)) + line[start + len(indent) :]


def _in_units(line: str, blocks: tuple[int, ...], own: int, unit: str) -> str:
    """The line with a unit for each block that it stands in; what is further in is measured."""
    indent = splice.indent_of(line)
    block = max(place for place, width in enumerate(blocks) if width <= len(indent))
    levels, more = divmod(len(indent) - blocks[block], own)
    start = line.index(indent)
    return line[:start] + unit * (block + levels) + " " * more + line[start + len(indent) :]


def _unit_of(text: str) -> str:
    """The first level of a text's indentation; "" where it has none."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.INDENT:
                return token.string
    except (tokenize.TokenError, SyntaxError):  # half-typed: what was read so far has none
        pass
    return ""
