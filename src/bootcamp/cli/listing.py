"""The list of exercises on the screen: as much as fits, around the one at hand."""

from rich.console import Console
from rich.segment import Segments
from rich.text import Text

from bootcamp.cli.fit import Lines, Sheet, lines_of
from bootcamp.cli.standing import LEGEND, list_rows
from bootcamp.session import Session

KEYS = "↑ ↓ or type a name   Enter go there   Esc back"


class Listing:
    """A list with a cursor."""

    def __init__(self, session: Session, name: str) -> None:
        self.rows = list_rows(session.workspace, session.statuses())
        self.lessons = session.course.lessons
        self.names = [name for name, _ in self.rows if name]
        self.name = name if name in self.names else self.names[0]
        self.typed = ""

    def press(self, key: str) -> None:
        """Move the cursor: by a line, by ten, or to what begins as was typed."""
        steps = {"up": -1, "down": 1, "page up": -10, "page down": 10}
        if key in steps:
            place = self.names.index(self.name) + steps[key]
            self.name = self.names[max(0, min(place, len(self.names) - 1))]
            self.typed = ""
            return
        self.typed = self.typed[:-1] if key == "backspace" else self.typed + key
        self.name = self._begins_with(self.typed.casefold()) if self.typed else self.name

    def _begins_with(self, typed: str) -> str:
        """The first exercise that is called so, or the first of a lesson that is; else as it was.

        Any word of a lesson's title will do.
        """
        for name in self.names:
            if name.startswith(typed):
                return name
        for lesson in self.lessons:
            title = lesson.title.casefold()
            if lesson.exercises and (lesson.name.startswith(typed) or f" {typed}" in f" {title}"):
                return lesson.exercises[0]
        return self.name

    def lines(self, terminal: Console) -> Segments:
        """The lines around the cursor, and how many are above and below them."""
        lines: Lines = []
        for name, row in self.rows:
            line = row.copy()
            if name == self.name:
                line.plain = ">" + line.plain[1:]
                line.stylize("bold reverse", 0, len(line.plain))
            lines += lines_of(terminal, line)
        keys = lines_of(terminal, Text(LEGEND, style="dim"), Text(KEYS, style="dim"))
        note = lines_of(terminal, Text(self.typed)) if self.typed else []
        room = Sheet(terminal, [[]], note, keys).room - 1
        place = [name for name, _ in self.rows].index(self.name)
        first = max(0, min(place - room // 2, len(lines) - room))
        after = max(0, len(lines) - first - room)
        top = lines_of(terminal, Text(f"↑ {first} more" if first else "Exercises", style="dim"))
        below = lines_of(terminal, Text(f"↓ {after} more", style="dim")) if after else []
        return Sheet(terminal, top, note, keys).with_body(lines[first : first + room] + below)
