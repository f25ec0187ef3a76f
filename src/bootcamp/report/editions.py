"""A public edition beside the one that was published before: what may change in between.

Two editions that differ by one person tell that person's answers, however many stand behind each.
So an item that isn't what it was is shown again only if its n moved by k or more. If one row of a
table may not be shown, none is: the others would say by standing still which one has moved.
"""

from dataclasses import replace
from typing import Any

from bootcamp.report.arithmetic import in_hundredths, interval_in_hundredths
from bootcamp.report.figures import (
    Base,
    Figure,
    Gain,
    Item,
    Report,
    Row,
    Series,
    Withheld,
)
from bootcamp.report.suppression import reason_beside


def held_against(new: Report, published: Report) -> Report:
    """The new public edition, without what changed by fewer than k people's answers.

    What is new altogether stays, and so does what was withheld before. Facts without respondents
    (dates, costs, reach) may change as they will. An item under another name isn't new, where one
    that was shown has gone.
    """
    before = {figure.key: figure for part in published.parts for figure in part.figures}
    k = int(new.about["k"])
    parts = tuple(
        replace(
            part, figures=tuple(_held(figure, before.get(figure.key), k) for figure in part.figures)
        )
        for part in new.parts
    )
    return replace(new, parts=parts)


def _held(new: Figure, old: Figure | None, k: int) -> Figure:
    if old is None or new == old:
        return new
    shown = {_name(item): item for item in old.items}
    names = {_name(item) for item in new.items}
    gone = [item for name, item in shown.items() if name not in names]
    told = [
        item
        for item in new.items
        for before in ([shown[_name(item)]] if _name(item) in shown else gone)
        if _changed_by_few(item, before, (new.base, old.base), k)
    ]
    if not told:
        return new
    items = tuple(
        Withheld(reason_beside(k), getattr(item, "label", "") or _name(item))
        if item in told
        else item
        for item in new.items
    )
    are_of_all = any(_base(item) is None for item in told)  # rows of a table are about all
    if are_of_all or all(isinstance(item, Withheld) for item in items):
        items = (Withheld(reason_beside(k), new.title),)
    return replace(new, items=items, sources=(), base=None)


def _changed_by_few(
    item: Item, old: Item | None, bases: tuple[Base | None, Base | None], k: int
) -> bool:
    """It was shown, isn't the same, and about as many people are behind it.

    A line over days grows as days pass: as long as the old days are the same, it hasn't changed.
    """
    if old is None or isinstance(old, Withheld) or isinstance(item, Withheld):
        return False
    if _is_as_before(item, old):
        return False
    if isinstance(item, Series) and isinstance(old, Series):
        return item.points[: len(old.points)] != old.points
    now, then = _base(item) or bases[0], _base(old) or bases[1]
    if now is None or then is None:
        return False
    return abs(now.answered - then.answered) < k


def _is_as_before(item: Item, old: Item) -> bool:
    """The same, also where an edition of before kept more digits than are kept now."""
    if isinstance(item, Gain) and isinstance(old, Gain):
        return item == replace(
            old,
            before=in_hundredths(old.before),
            after=in_hundredths(old.after),
            gain=in_hundredths(old.gain),
            interval=interval_in_hundredths(old.interval),
        )
    if isinstance(item, Row) and isinstance(old, Row) and len(item.cells) == len(old.cells):
        pairs = zip(item.cells, old.cells, strict=True)
        return all(new in (was, _whole(was) if isinstance(new, int) else was) for new, was in pairs)
    return item == old


def _whole(value: Any) -> Any:
    return round(value) if isinstance(value, float) else value


def _base(item: Item) -> Base | None:
    base: Base | None = getattr(item, "base", None)
    return base


def _name(item: Item) -> str:
    """What an item is called in either edition: its label and section; of a row its first cell."""
    cells = getattr(item, "cells", None)
    if cells:
        return str(cells[0])
    return f"{getattr(item, 'label', '')}/{getattr(item, 'section', '')}"
