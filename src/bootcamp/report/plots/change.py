"""Before and after: a line for each pair, and what tests say of a chapter."""

from collections import Counter
from collections.abc import Sequence

from bootcamp.report.figures import Gain, Paired
from bootcamp.report.plots import LINES, drawing, key_line, length, stroke
from bootcamp.report.wording import interval, named, percent, safe, said, signed

WAYS = {
    "up": (LINES[0], "higher after"),
    "same": ((LINES[3][0], ""), "the same"),
    "down": (LINES[1], "lower after"),
}
ENDS = '<p class="ends" aria-hidden="true"><span>before</span><span>after</span></p>'


def scale(item: Paired) -> tuple[float, float]:
    """The ends of the axis: of a percentage 0 to 100, of ratings 1 to 10, else what there is."""
    values = [value for pair in item.pairs for value in pair]
    if item.unit == "%":
        return 0, 100
    if all(1 <= value <= 10 for value in values):
        return 1, 10
    return min(values), max(values)


def slopes(item: Paired) -> str:
    """A line from each before to its after. Equal pairs lie on one line, which is thicker."""
    low, high = scale(item)
    span = (high - low) or 1

    def y(value: float) -> str:
        return f"{100 - 96 * (value - low) / span - 2:.2f}"

    most = max(Counter(item.pairs).values())
    lines = "".join(
        f'<line class="{way}" {stroke(WAYS[way][0])} x1="3" x2="97" '
        f'y1="{y(before)}" y2="{y(after)}" '
        f'stroke-width="{1 + 5 * (item.pairs.count((before, after)) - 1) / most:.1f}"/>'
        for before, after in sorted(set(item.pairs))
        for way in (_way(before, after),)
    )
    svg = f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">{lines}</svg>'
    ends = f"<span>{said(high)}{item.unit}</span><span>{said(low)}{item.unit}</span>"
    return drawing(in_words(item), f'<p class="axis">{ends}</p>{svg}', "slopes")


def _way(before: float, after: float) -> str:
    return "up" if after > before else "down" if after < before else "same"


def in_words(item: Paired) -> str:
    """All of an item's numbers."""
    pairs = ", ".join(
        f"{said(before)} to {said(after)} × {item.pairs.count((before, after))}"
        for before, after in sorted(set(item.pairs))
    )
    medians = f"median {said(item.median_before)} to {said(item.median_after)}{item.unit}"
    return f"{named(item.label)}: {pairs}; {medians}; {_moves(item)}"


def _moves(item: Paired) -> str:
    return f"{item.up} up, {item.same} the same, {item.down} down"


def paired(items: Sequence[Paired]) -> str:
    """The items, each with its medians and how many went which way."""
    cards = f"<div class='cards wide'>{''.join(map(_paired_card, items))}</div>"
    if not any(item.pairs for item in items):
        return cards
    key = "".join(key_line(name, way, line) for way, (line, name) in WAYS.items())
    return f'<ul class="key lines-key">{key}<li>thicker: several people</li></ul>{cards}'


def _paired_card(item: Paired) -> str:
    title = f"<p>{safe(named(item.label))}</p>"
    if not item.base.answered:
        return f'<div class="card">{title}<p class="quiet">not reported</p></div>'
    drawn = slopes(item) + ENDS if item.pairs else ""  # a public edition has no single pairs
    alone = ""
    if item.only_before or item.only_after:
        alone = f"; {item.only_before} answered only before, {item.only_after} only after"
    before, after = said(item.median_before), said(item.median_after)
    return (
        f'<div class="card">{title}{drawn}'
        f'<p class="says">median <strong>{before}{item.unit} → {after}{item.unit}</strong></p>'
        f'<p class="says">{_moves(item)}{alone}</p></div>'
    )


def gains(items: Sequence[Gain]) -> str:
    """A pair of bars for each chapter, and the gain that they make."""
    head = '<p class="quiet">The mean share of the points, of those who sat both tests.</p>'
    return head + "".join(map(_gain, items))


def _gain(item: Gain) -> str:
    title = f"<p><strong>{safe(named(item.label))}</strong></p>"
    if item.before is None or item.after is None:
        return f'<div class="item">{title}<p class="quiet">not reported</p></div>'
    bars = "".join(
        f'<p><span>{word}</span><i><b class="{word}" style="width:{length(value)}"></b></i>'
        f"{percent(value)}</p>"
        for word, value in (("before", item.before), ("after", item.after))
    )
    points = f"before {percent(item.before)}, after {percent(item.after)} of the points"
    gain, own = _gain_says(item), _own_rating(item)
    words = "; ".join(text for text in (f"{named(item.label)}: {points}", gain, own) if text)
    said_below = "".join(f'<p class="says">{safe(text)}</p>' for text in (gain, own) if text)
    return f'<div class="item">{title}{drawing(words, bars, "pairs")}{said_below}</div>'


def _gain_says(item: Gain) -> str:
    """The gain and how sure it is. Where people lost, it is below 0, and says so."""
    if item.gain is None:
        return "the gain can't be told from so few"
    found = interval(item.interval)
    return f"gain {signed(item.gain)} of what was left" + (f" ({found})" if found else "")


def _own_rating(item: Gain) -> str:
    if item.self_before is None or item.self_after is None:
        return ""
    return f"their own rating, median: {said(item.self_before)} → {said(item.self_after)}"
