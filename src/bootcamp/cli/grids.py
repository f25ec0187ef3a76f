"""Two small arrays side by side in the terminal, with a star at each cell that differs."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from bootcamp.picture import Block, drawn
from bootcamp.verdict import Failure

MOST_COLUMNS = MOST_ROWS = 12
GAP = "   "


class Grids:
    """What was expected beside what came: as two grids where they fit, else as text."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        """The renderables for this width."""
        assert self.failure.picture
        expected, got = drawn(self.failure.picture)
        rows = max(len(block.rows) + bool(block.label) for block in (*expected, *got))
        columns = max(len(row) for block in (*expected, *got) for row in block.rows)
        lines = [_lines(blocks, style) for blocks, style in ((expected, ""), (got, "bold red"))]
        width = sum(max(line.cell_len for line in each) for each in lines) + len(GAP)
        heights = sum(len(block.rows) + bool(block.label) for block in got)
        if max(columns, rows, heights) > MOST_COLUMNS or width > options.max_width:
            yield side_by_side(self.failure)
            return
        table = Table.grid(padding=(0, len(GAP), 0, 0))
        table.add_row(Text("expected", style="green"), Text("got", style="red"))
        table.add_row(Text("\n").join(lines[0]), Text("\n").join(lines[1]))
        yield table
        if any(self.failure.picture.differs):
            yield Text("* differs", style="dim")


def _lines(blocks: list[Block], style: str) -> list[Text]:
    """The rows of a grid, numbers below each other; `style` is that of a cell which differs."""
    cells = [cell for block in blocks for row in block.rows for cell in row]
    width = max((len(cell.text) for cell in cells), default=0)
    marks = bool(style) and any(cell.differs for cell in cells)
    lines = []
    for block in blocks:
        if block.label:
            lines.append(Text(block.label, style="dim"))
        for row in block.rows:
            line = Text()
            for place, cell in enumerate(row):
                star = "*" if cell.differs else " "
                text = f"{(star if marks else '') + cell.text:>{width + marks}}"
                line.append("  " if place else "")
                line.append(text, style=style if cell.differs else "")
            lines.append(line)
    return lines or [Text("")]


def side_by_side(failure: Failure) -> RenderableType:
    """What was expected and what came, as text."""
    table = Table.grid(padding=(0, 2))
    table.add_row(Text("expected", style="green"), Text(failure.expected))
    table.add_row(Text("got", style="red"), Text(failure.got))
    return table
