"""Shares over the days, as lines."""

from collections.abc import Sequence
from datetime import date

from bootcamp.report.figures import Series
from bootcamp.report.plots import LINES, Line, drawing, key_line, stroke
from bootcamp.report.wording import named, percent


def series(items: Sequence[Series]) -> str:
    """Lines from 0 to 100%, the days from left to right."""
    days = sorted({day for item in items for day, _ in item.points})
    if not days:
        return '<p class="quiet">not reported</p>'
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    span = max((last - first).days, 1)
    places = {day: 1000 * (date.fromisoformat(day) - first).days / span for day in days}
    lines = "".join(
        f'<polyline class="{look}" {stroke(line)} stroke-width="2" fill="none" '
        'points="'
        + " ".join(f"{places[day]:.1f},{100 - 100 * value:.2f}" for day, value in item.points)
        + '"/>'
        for item, look, line in _looks(items)
    )
    grid = "".join(
        f'<line class="grid" stroke="#ccc" x1="0" x2="1000" y1="{y}" y2="{y}"/>'
        for y in (0, 50, 100)
    )
    view = 'viewBox="0 -2 1000 104" preserveAspectRatio="none" aria-hidden="true"'
    svg = f"<svg {view}>{grid}{lines}</svg>"
    axis = '<p class="axis"><span>100%</span><span>50%</span><span>0</span></p>'
    ends = f'<p class="ends" aria-hidden="true"><span>{days[0]}</span><span>{days[-1]}</span></p>'
    words = "; ".join(in_words(item) for item in items) + "; each day is in the table below"
    return drawing(words, axis + svg, "lines") + ends + _key(items)


def in_words(item: Series) -> str:
    """Where a line begins and ends."""
    if not item.points:
        return f"{named(item.label)}: not reported"
    (first, before), (last, after) = item.points[0], item.points[-1]
    return f"{named(item.label)}: {percent(before)} on {first}, {percent(after)} on {last}"


def _key(items: Sequence[Series]) -> str:
    rows = "".join(key_line(in_words(item), look, line) for item, look, line in _looks(items))
    return f'<ul class="key lines-key">{rows}</ul>'


def _looks(items: Sequence[Series]) -> list[tuple[Series, str, Line]]:
    """Each line with its class and its look; where there are more than looks, these come again."""
    places = [number % len(LINES) for number in range(len(items))]
    return [(item, f"s{place}", LINES[place]) for item, place in zip(items, places, strict=True)]
