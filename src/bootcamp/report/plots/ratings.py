"""Ratings from 1 to 10: a small histogram for each section, with the median marked."""

from collections.abc import Sequence
from itertools import groupby

from bootcamp.report.figures import Rating
from bootcamp.report.plots import drawing, length
from bootcamp.report.wording import named, safe, said

VALUES = range(1, 11)
SCALE = (
    '<p class="scale" aria-hidden="true">'
    + "".join(f"<span>{value}</span>" for value in VALUES)
    + "</p>"
)


def histogram(item: Rating, most: int) -> str:
    """One section's ratings, an arrow below at the median. `most`: the figure's tallest column."""
    columns = "".join(
        f'<b style="height:{length(count / most)}"><span>{count or ""}</span></b>'
        for count in (item.counts.get(value, 0) for value in VALUES)
    )
    marker = ""
    if item.median is not None:
        marker = f'<i class="median" style="left:{length((item.median - 0.5) / 10)}"></i>'
    return drawing(in_words(item), columns + marker, "histogram")


def in_words(item: Rating) -> str:
    """All of an item's numbers."""
    given = [f"{item.counts[value]} × {value}" for value in VALUES if item.counts.get(value)]
    about = f"{item.section}, " if item.section else ""
    counts, n = ", ".join(given), item.base.answered
    middle = f", {_middle(item)}" if item.quartiles else ""
    return f"{about}{named(item.label)}: {counts}; median {said(item.median)}, n = {n}{middle}"


def ratings(items: Sequence[Rating]) -> str:
    """The histograms, by statement."""
    most = max([max(item.counts.values(), default=0) for item in items], default=0) or 1
    parts = []
    for label, group in groupby(items, key=lambda item: item.label):
        cards = "".join(_card(item, most) for item in group)
        parts.append(f"<h4>{safe(named(label))}</h4><div class='cards'>{cards}</div>")
    return "".join(parts)


def _card(item: Rating, most: int) -> str:
    title = safe(item.section or "All")
    if not item.base.answered:
        return f'<div class="card"><p>{title}</p><p class="quiet">not reported</p></div>'
    says = f"<span>median <strong>{said(item.median)}</strong>, n = {item.base.answered}</span>"
    if item.quartiles:
        says += f" <span>{_middle(item)}</span>"
    return (
        f'<div class="card"><p>{title}</p>{histogram(item, most)}{SCALE}'
        f'<p class="says">{says}</p></div>'
    )


def _middle(item: Rating) -> str:
    """Between which ratings the middle half of the answers lies."""
    if item.quartiles is None:
        return ""
    low, high = item.quartiles
    return f"middle half {said(low)} to {said(high)}"
