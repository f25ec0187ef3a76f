"""Figures as rows of plain cells: what the tables on the page, the CSV and the JSON say."""

from collections.abc import Iterator
from typing import Any

from bootcamp.report.figures import (
    Agreement,
    Base,
    Figure,
    Gain,
    Interval,
    Item,
    Number,
    Paired,
    Quote,
    Rating,
    Row,
    Series,
    Withheld,
)

Cell = str | float | None
BASE = ("answered", "eligible", "invited", "skipped", "not_applicable")
HEADS: dict[str, tuple[str, ...]] = {
    "agreement": ("item", "1", "2", "3", "4", "5", "median", "low", "high", "method", *BASE),
    "ratings": (
        "item", "section", *(str(n) for n in range(1, 11)), "median", "quartile_1", "quartile_3",
        *BASE,
    ),
    "paired": (
        "item", "before", "after", "pairs", "median_before", "median_after", "up", "same", "down",
        "only_before", "only_after", "unit", *BASE,
    ),
    "gain": (
        "item", "before", "after", "gain", "low", "high", "method", "self_before", "self_after",
        *BASE,
    ),
    "numbers": (
        "item", "value", "unit", "out_of", "is_lower_bound", "low", "high", "method", "note", *BASE,
    ),
    "series": ("line", "day", "value"),
    "quotes": ("quote",),
    "text": ("text",),
}  # fmt: skip


def table_of(figure: Figure) -> list[list[Cell]]:
    """The head, and a row for each item (of pairs and lines, one for each pair and point)."""
    head = figure.columns if figure.kind == "table" else HEADS[figure.kind]
    rows = [row for item in figure.items for row in _rows(item, len(head))]
    if figure.kind == "text":
        rows.append([figure.text])
    return [list(head), *rows]


def _rows(item: Item, width: int) -> Iterator[list[Cell]]:
    found: Any = item
    if isinstance(item, Withheld):
        said: list[Cell] = [item.label, f"withheld: {item.reason}"]
        yield said[:width]
    elif isinstance(item, Row):
        yield list(item.cells)
    elif isinstance(item, Quote):
        yield [item.text]
    elif isinstance(item, Series):
        for day, value in item.points:
            yield [item.label, day, value]
    elif isinstance(item, Paired):
        yield from _pairs(item)
    else:
        yield [*_cells(found), *_base(found.base)]


def _cells(item: Agreement | Rating | Gain | Number) -> list[Cell]:
    if isinstance(item, Agreement):
        counts = [_count(item.counts, value) for value in range(1, 6)]
        return [item.label, *counts, item.median, *_interval(item.top_two)]
    if isinstance(item, Rating):
        counts = [_count(item.counts, value) for value in range(1, 11)]
        return [item.label, item.section, *counts, item.median, *(item.quartiles or (None, None))]
    if isinstance(item, Gain):
        found = [item.before, item.after, item.gain, *_interval(item.interval)]
        return [item.label, *found, item.self_before, item.self_after]
    said = [item.value, item.unit, item.out_of, "yes" if item.is_lower_bound else "no"]
    return [item.label, *said, *_interval(item.interval), item.note]


def _count(counts: dict[int, int], value: int) -> int | None:
    """Nobody, or, where there are no answers at all, not reported."""
    return counts.get(value, 0) if counts else None


def _pairs(item: Paired) -> Iterator[list[Cell]]:
    medians = [item.median_before, item.median_after]
    ways = [item.up, item.same, item.down, item.only_before, item.only_after]
    rest = [*medians, *ways, item.unit, *_base(item.base)]
    for before, after in sorted(set(item.pairs)):
        yield [item.label, before, after, item.pairs.count((before, after)), *rest]
    if not item.pairs:
        yield [item.label, None, None, 0, *rest]


def _interval(found: Interval | None) -> list[Cell]:
    return [found.low, found.high, found.method] if found else [None, None, ""]


def _base(found: Base | None) -> list[Cell]:
    return [getattr(found, name) for name in BASE] if found else [None] * len(BASE)
