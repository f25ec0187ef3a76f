"""What was expected beside what came, ready to be drawn: cells in rows, rows in blocks."""

import itertools
import math
from dataclasses import dataclass

from bootcamp.verdict import Grid, Picture

MOST_NAMED = 8  # differing places in the words
WIDE = 1e8  # a whole number below takes no more room than one with an exponent


@dataclass(frozen=True)
class Cell:
    """One entry. `strength` goes from 0 to 1: its size beside the largest."""

    text: str
    strength: float
    is_negative: bool
    differs: bool


@dataclass(frozen=True)
class Block:
    """The rows of a matrix. An array of three axes has several, each labelled "[0]"."""

    label: str
    rows: tuple[tuple[Cell, ...], ...]


def drawn(picture: Picture) -> tuple[list[Block], list[Block]]:
    """The blocks of what was expected, and of what came."""
    largest = max(map(_size, picture.expected.cells + picture.got.cells), default=0.0)
    return (
        _blocks(picture.expected, picture.differs, largest),
        _blocks(picture.got, picture.differs, largest),
    )


def _blocks(grid: Grid, differs: tuple[bool, ...], largest: float) -> list[Block]:
    depth, height, width = (1, 1, 1, *grid.shape)[-3:]
    marks = differs or (False,) * len(grid.cells)
    cells = iter(
        Cell(_text(cell), _size(cell) / (largest or 1.0), _text(cell).startswith("-"), mark)
        for cell, mark in zip(grid.cells, marks, strict=True)
    )
    return [
        Block(
            f"[{place}]" if len(grid.shape) == 3 else "",
            tuple(tuple(itertools.islice(cells, width)) for _ in range(height)),
        )
        for place in range(depth)
    ]


def _text(cell: float | str) -> str:
    if not isinstance(cell, float):
        return str(cell)
    if cell.is_integer() and abs(cell) < WIDE:
        return str(int(cell))
    return f"{cell:.4g}"


def _size(cell: float | str) -> float:
    return abs(float(cell)) if not isinstance(cell, str) else 0.0


def in_words(picture: Picture) -> str:
    """What the picture shows, for someone who doesn't see it."""
    shapes = f"expected {list(picture.expected.shape)}, got {list(picture.got.shape)}"
    if not picture.differs:
        return f"Two arrays of different shapes: {shapes}."
    shape, wrong = picture.got.shape, [i for i, is_wrong in enumerate(picture.differs) if is_wrong]
    named = [
        f"at {_place(i, shape)} expected {_text(picture.expected.cells[i])}, "
        f"got {_text(picture.got.cells[i])}"
        for i in wrong[:MOST_NAMED]
    ]
    more = "; and so on" if len(wrong) > MOST_NAMED else ""
    count = f"{len(wrong)} of {math.prod(shape)} cells differ"
    return f"Two arrays of shape {list(shape)}; {count}: {'; '.join(named)}{more}."


def _place(index: int, shape: tuple[int, ...]) -> list[int]:
    place = []
    for length in reversed(shape):
        index, within = divmod(index, length)
        place.append(within)
    return place[::-1]
