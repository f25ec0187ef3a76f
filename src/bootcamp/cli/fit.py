"""A screen that is never taller than the terminal: what matters least is cut."""

from rich.console import Console, RenderableType
from rich.segment import Segment, Segments
from rich.text import Text

Lines = list[list[Segment]]
LOW = 12  # lines: on a lower screen there are no empty ones


def lines_of(console: Console, *things: RenderableType) -> Lines:
    """What these come to, line by line, at the console's width."""
    return [line for thing in things for line in console.render_lines(thing, pad=False)]


def cut(console: Console, lines: Lines, room: int) -> Lines:
    """The first lines, as many as there is room for; the last says how many are missing."""
    if len(lines) <= room:
        return lines
    if room < 2:
        return lines[: max(room, 0)]
    missing = len(lines) - room + 1
    said = Text(f"... {missing} more line{'s' if missing > 1 else ''}", style="dim")
    return lines[: room - 1] + lines_of(console, said)


class Sheet:
    """A top line, a note and the keys, with room for a body between the first two.

    A note may take a third of the height; the body gets what the others leave.
    """

    def __init__(self, console: Console, top: Lines, note: Lines, keys: Lines) -> None:
        self.console = console
        self.height = console.size.height - 1  # the cursor stands on the last line
        blank: Lines = [[]] if self.height > LOW else []
        note = cut(console, note, max(2, self.height // 3))
        self.above = [*top, *blank]
        self.below = [*([[]] if note else []), *note, *blank, *keys]
        self.room = max(self.height - len(self.above) - len(self.below), 0)

    def with_body(self, body: Lines) -> Segments:
        """All of it."""
        lines = [*self.above, *cut(self.console, body, self.room), *self.below]
        return Segments(part for line in lines[: self.height] for part in [*line, Segment.line()])
