"""Agreement as a bar on both sides of a middle: disagreement left, agreement right."""

from collections.abc import Sequence

from bootcamp.report.figures import Agreement
from bootcamp.report.plots import drawing, length
from bootcamp.report.wording import interval, named, safe, said, share

SCALE = {
    1: "strongly disagree",
    2: "disagree",
    3: "neutral",
    4: "agree",
    5: "strongly agree",
}
ROOM = 0.03  # of the bar's length, for each digit, so that it isn't cut on a telephone


def sides(item: Agreement) -> tuple[float, float]:
    """What share of the answers lies left and right of the middle; the neutral ones on both."""
    counts, n = item.counts, item.base.answered or 1
    neutral = counts.get(3, 0) / 2
    left = (counts.get(1, 0) + counts.get(2, 0) + neutral) / n
    return left, (counts.get(4, 0) + counts.get(5, 0) + neutral) / n


def bar(item: Agreement, left: float, right: float) -> str:
    """One item's bar. `left` and `right`: the farthest that any bar of the figure reaches."""
    n = item.base.answered
    at = left - sides(item)[0]
    parts = [f'<i class="middle" style="left:{length(left / (left + right))}"></i>']
    for value in SCALE:
        count = item.counts.get(value, 0)
        if not count:
            continue
        width = count / n / (left + right)
        place = f"left:{length(at / (left + right))};width:{length(width)}"
        inside = count if width >= ROOM * len(str(count)) else ""
        parts.append(f'<b class="a{value}" style="{place}">{inside}</b>')
        at += count / n
    return drawing(in_words(item), "".join(parts), "bar")


def in_words(item: Agreement) -> str:
    """All of an item's numbers."""
    counts = ", ".join(f"{item.counts.get(value, 0)} {name}" for value, name in SCALE.items())
    return f"{named(item.label)}: {counts}; median {said(item.median)}, n = {item.base.answered}"


def summary(item: Agreement, reach: float) -> str:
    """What stands below a bar: the median, how many agreed, of how many, and how sure that is.

    `reach`: how far the bars of the figure go, left and right together. A count that has no room
    in its bar stands here.
    """
    n = item.base.answered
    agreed = item.counts.get(4, 0) + item.counts.get(5, 0)
    says = f"<span>median <strong>{said(item.median)}</strong></span>"
    says += f" <span>{share(agreed, n)} agreed</span>"
    if item.top_two:
        says += f' <span class="soft">{safe(interval(item.top_two, as_percent=True))}</span>'
    counts = [(item.counts.get(value, 0), name) for value, name in SCALE.items()]
    thin = [f"{c} {name}" for c, name in counts if 0 < c / n / reach < ROOM * len(str(c))]
    if thin:
        says += f' <span class="soft">too thin for a number: {", ".join(thin)}</span>'
    return says


def agreement(items: Sequence[Agreement]) -> str:
    """A figure of bars that share one middle, with the key to their colours."""
    answered = [item for item in items if item.base.answered]
    left = max([sides(item)[0] for item in answered], default=0.0)
    right = max([sides(item)[1] for item in answered], default=0.0)
    rows = []
    for item in items:
        head = f"<p><strong>{safe(named(item.label))}</strong></p>"
        if not item.base.answered:
            rows.append(f'<div class="item">{head}<p class="quiet">not reported</p></div>')
            continue
        says = f'<p class="says">{summary(item, left + right)}</p>'
        rows.append(f'<div class="item">{head}{bar(item, left, right)}{says}</div>')
    keys = "".join(f'<li><i class="a{value}"></i>{name}</li>' for value, name in SCALE.items())
    key = f'<ul class="key" aria-hidden="true">{keys}</ul>' if answered else ""
    return key + "".join(rows)
