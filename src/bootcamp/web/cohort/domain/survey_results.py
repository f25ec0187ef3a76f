"""Results of a wave: sums over everyone who answered, once it is closed and enough did.

What was answered, what was skipped and what doesn't apply are three different things. A whole
group's counts are shown from k respondents on. Texts, and what is about one section, come from a
part of them: they are shown if k answered, and if the rest is nobody or has k as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bootcamp.numerals import exact
from bootcamp.web.cohort.domain.survey_items import Item, Status, items_of
from bootcamp.web.cohort.domain.survey_spec import AGREEMENT, OF_OPTIONS, OF_TEXT, Kind
from bootcamp.web.cohort.domain.survey_wave import answered
from bootcamp.web.cohort.models import Answer, Form, Wave


@dataclass(frozen=True)
class Row:
    """One answer, without a word about whose it is unless the form is identified."""

    item: str
    status: str
    number: float | None = None
    text: str = ""
    choices: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Bar:
    """How many gave one answer."""

    label: str
    count: int
    percent: int  # of those who answered the question


@dataclass(frozen=True)
class Summary:
    """What came of one item. `withheld` says why there is nothing but the counts."""

    item: Item
    answered: int
    skipped: int
    not_applicable: int
    withheld: str = ""
    median: float | None = None
    bars: tuple[Bar, ...] = ()
    texts: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Results:
    """What a wave's page shows."""

    answered: int
    eligible: int
    invited: int
    withheld: str = ""
    summaries: tuple[Summary, ...] = field(default=())


def results(wave: Wave, *, with_names: bool = False) -> Results:
    """The results; names only of an identified wave, and only if the reader may see them."""
    came, invited, k = answered(wave), wave.receipts.count(), wave.cohort.k
    eligible = max(came, invited if wave.eligible is None else wave.eligible)
    if not wave.is_closed:
        return Results(came, eligible, invited, "Results are shown once the wave has closed.")
    with_names = with_names and wave.form.mode == Form.Mode.IDENTIFIED
    if came < k and not with_names:
        return Results(came, eligible, invited, _too_few(wave, came, k))
    rows = _rows(wave, with_names=with_names)
    found = summaries(items_of(wave), rows, came, 1 if with_names else k)
    return Results(came, eligible, invited, summaries=tuple(found))


def _too_few(wave: Wave, came: int, k: int) -> str:
    if wave.form.mode != Form.Mode.ANONYMOUS:
        return f"{came} answered. Results are shown from {k} on, so that none can be told apart."
    return (
        f"{came} answered. Anonymous answers are unsealed from {k} on: these stay sealed, and "
        "nobody has read them. You can extend the wave."
    )


def _rows(wave: Wave, *, with_names: bool) -> list[Row]:
    """The answers in the order of their random ids, which says nothing and doesn't change."""
    found = Answer.objects.filter(response__wave=wave).order_by("id")
    found = found.select_related("question", "section", "response__membership__person")
    return [
        Row(
            Item(row.question, row.section).name,
            row.status,
            row.number,
            row.text,
            tuple(row.choices),
            str(row.response.membership.person) if with_names and row.response.membership else "",
        )
        for row in found
    ]


def summaries(items: Iterable[Item], rows: Iterable[Row], came: int, k: int) -> Iterable[Summary]:
    """A summary of each item, from all rows of the `came` who answered the wave."""
    by_item: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_item[row.item].append(row)
    for item in items:
        yield _summary(item, by_item[item.name], came, k)


def may_show_part(group: int, whole: int, k: int) -> bool:
    """Whether a part of a whole may be shown: neither it nor the rest is of 1 to k - 1 people."""
    return group >= k and (whole - group == 0 or whole - group >= k)


def _summary(item: Item, rows: Sequence[Row], came: int, k: int) -> Summary:
    given = [row for row in rows if row.status == Status.ANSWERED]
    apart = sum(row.status == Status.NOT_APPLICABLE for row in rows)
    base = Summary(item, len(given), came - len(given) - apart, apart)
    is_part = item.section is not None or item.question.kind in OF_TEXT
    if not given:
        return base
    if is_part and not may_show_part(len(given), came, k):
        return _with(
            base,
            withheld=f"Shown if {k} or more answered this, and nobody or {k} or more left it out.",
        )
    if len(given) < k:
        return _with(base, withheld=f"Shown if {k} or more answered this.")
    named = tuple(sorted((row.name, said(item, row)) for row in given if row.name))
    if item.question.kind in OF_TEXT:
        return _with(base, texts=() if named else tuple(row.text for row in given), named=named)
    numbers = [row.number for row in given if row.number is not None]
    middle = float(median(numbers)) if numbers else None
    return _with(base, median=middle, bars=_bars(item, given), named=named)


def said(item: Item, row: Row) -> str:
    """One answer, in words."""
    if row.number is not None:
        label = AGREEMENT.get(int(row.number)) if item.question.kind == Kind.LIKERT5 else None
        return label or exact(row.number)
    return row.text or ", ".join(row.choices)


def _bars(item: Item, given: Sequence[Row]) -> tuple[Bar, ...]:
    """How many gave each answer, those that nobody gave among them; none for free numbers."""
    kind = item.question.kind
    if kind in OF_OPTIONS:
        counts = [(o, sum(o in row.choices for row in given)) for o in item.question.options]
    elif kind in (Kind.LIKERT5, Kind.SCALE10):
        scale = AGREEMENT if kind == Kind.LIKERT5 else {n: str(n) for n in range(1, 11)}
        counts = [(label, sum(row.number == n for row in given)) for n, label in scale.items()]
    elif kind == Kind.PROBABILITY:
        counts = [(f"{low}–{low + 20} %", _between(given, low)) for low in range(0, 100, 20)]
    else:
        return ()
    return tuple(Bar(label, count, round(100 * count / len(given))) for label, count in counts)


def _between(given: Sequence[Row], low: int) -> int:
    """How many said low or more, and less than 20 above; 100 belongs to the last."""
    numbers = [row.number for row in given if row.number is not None]
    return sum(low <= n < low + 20 or n == low + 20 == 100 for n in numbers)


def _with(base: Summary, **more: Any) -> Summary:
    return Summary(**{**base.__dict__, **more})
