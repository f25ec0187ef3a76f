"""What came after: outcomes, cost, reach, reuse."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from math import fsum

from bootcamp.errors import ReportError
from bootcamp.numerals import exact
from bootcamp.report.arithmetic import exact_interval, months_later
from bootcamp.report.draft import Candidate, Context, Draft, Group
from bootcamp.report.figures import Number, Row, Source
from bootcamp.report.people import base_of, participants
from bootcamp.report.rows import Cost, Outcome, Reach
from bootcamp.report.spec import FigureSpec

OUTCOMES = {  # all of them are printed, with 0 where there is none
    "kind": ("role", "process", "grant", "fellowship", "study", "publication", "none"),
    "track": (
        "technical_safety",
        "governance",
        "capabilities",
        "other_ml",
        "other",
        "unknown",
    ),
}
NOT_HEARD_OF = "not heard of"
REUSE_STATES = ("asked", "agreed", "used", "reported")


def outcomes(context: Context, spec: FigureSpec) -> Draft:
    """How many participants have each kind or track of outcome, so many months after the end.

    One can have several. Who has no row isn't heard of, which is neither success nor failure.
    """
    rows = _outcomes_at(context, spec.months)
    values = {row: getattr(row, spec.by) for row in rows}
    _refuse_unlisted(values.values(), spec.by)
    everyone, heard = participants(context), frozenset(row.person for row in rows)
    counts: dict[str, int] = {
        listed: len({row.person for row in rows if values[row] == listed})
        for listed in OUTCOMES[spec.by]
    }
    nothing = "none" if spec.by == "kind" else "unknown"  # who has something doesn't have that, too
    counts[nothing] = len(heard - {row.person for row in rows if values[row] != nothing})
    counts[NOT_HEARD_OF] = len(everyone - heard)
    is_due = bool(everyone) and context.cut_off >= months_later(
        context.rows.cohort.end, spec.months
    )
    known = set(counts) if rows else {NOT_HEARD_OF} if is_due else set()
    source = (Source("outcomes", {"months_after": str(spec.months)}, len(rows)),)
    groups = (Group(f"outcomes/{spec.by}/{spec.months}", heard),)
    candidates = tuple(
        Candidate(
            Row(
                (label.replace("_", " "), count if label in known else None, len(everyone) or None)
            ),
            label,
            source,
            groups,
        )
        for label, count in counts.items()
    )
    columns = ("Outcome" if spec.by == "kind" else "Track", "Participants", "Of")
    base = base_of(context, heard)
    return Draft(spec.key, "table", spec.title, candidates, columns, base=base)


def outcome_list(context: Context, spec: FigureSpec) -> Draft:
    """What outcomes are, in words. A public edition has those that may be published."""
    rows = _outcomes_at(context, spec.months)
    told = sorted((row.what, row.kind, row.track) for row in rows if row.what)
    source = (Source("outcomes", {"months_after": str(spec.months)}, len(rows)),)
    candidates = tuple(
        Candidate(Row(tuple(cell.replace("_", " ") for cell in cells)), "", source)
        for cells in told
    )
    return Draft(spec.key, "table", spec.title, candidates, ("Outcome", "Kind", "Track"))


def cost(context: Context, spec: FigureSpec) -> Draft:
    """What was spent and planned, in each currency by itself; what was given in kind apart."""
    completed = len(participants(context, "completed"))
    numbers = []
    for currency in sorted({row.currency for row in context.rows.costs}) or [""]:
        lines = [row for row in context.rows.costs if row.currency == currency]
        spent = _total(lines, is_actual=True, in_kind=False)
        each = spent / completed if spent is not None and completed else None
        note = f"{completed} completed"
        numbers += [
            Number("Spent per participant who completed", each, currency, note=note),
            Number("Spent", spent, currency),
            Number("Planned", _total(lines, is_actual=False, in_kind=False), currency),
            *_planned_in_kind(lines, currency),
            Number(
                "Given in kind, not spent", _total(lines, is_actual=True, in_kind=True), currency
            ),
        ]
    source = (Source("costs", {}, len(context.rows.costs)),)
    candidates = tuple(Candidate(number, number.label, source) for number in numbers)
    return Draft(spec.key, "numbers", spec.title, candidates)


def reach(context: Context, spec: FigureSpec) -> Draft:
    """Counts of the world outside: of each the latest reading by the cut-off."""
    latest: dict[str, Reach] = {}
    for row in sorted(context.rows.reach, key=lambda row: (row.on or date.min, repr(row))):
        if row.on is None or row.on <= context.cut_off:
            latest[row.what] = row
    candidates = []
    for what in spec.items or sorted(latest):
        found = latest.get(what)
        number = _reach_number(found) if found else Number(what, None)
        source = (Source("reach", {"what": what}, int(found is not None)),)
        candidates.append(Candidate(number, what, source))
    return Draft(spec.key, "numbers", spec.title, tuple(candidates))


def reuse(context: Context, spec: FigureSpec) -> Draft:
    """How many requests for the material there are, by how far they have come."""
    rows = context.rows.reuse
    counts, n = Counter(row.state for row in rows), len(rows) or None
    numbers = [Number("Requests by others", n)]
    numbers += [Number(s, counts[s] if n else None, out_of=n) for s in REUSE_STATES]
    source = (Source("reuse", {}, len(rows)),)
    candidates = tuple(Candidate(number, number.label, source) for number in numbers)
    return Draft(spec.key, "numbers", spec.title, candidates)


def reuse_list(context: Context, spec: FigureSpec) -> Draft:
    """Who uses the material. A public edition has those that may be published."""
    rows = context.rows.reuse
    named = sorted((row.organisation, row.material, row.state) for row in rows if row.organisation)
    source = (Source("reuse", {}, len(rows)),)
    candidates = tuple(Candidate(Row(cells), cells[0], source) for cells in named)
    rest = len(rows) - len(named)
    text = f"Not named: {rest}." if rest else ""
    columns = ("Organisation", "Material", "State")
    return Draft(spec.key, "table", spec.title, candidates, columns, text)


def _outcomes_at(context: Context, months: int) -> list[Outcome]:
    everyone = participants(context)
    return [
        row
        for row in context.rows.outcomes
        if row.months_after == months and row.person in everyone
    ]


def _refuse_unlisted(values: Iterable[str], by: str) -> None:
    for value in sorted(set(values)):
        if value not in OUTCOMES[by]:
            raise ReportError(
                f"An outcome's {by} should be one of {', '.join(OUTCOMES[by])}, and is "
                f"`{value}`. Correct it."
            )


def _planned_in_kind(lines: list[Cost], currency: str) -> list[Number]:
    found = _total(lines, is_actual=False, in_kind=True)
    return [] if found is None else [Number("Planned in kind", found, currency)]


def _total(lines: list[Cost], *, is_actual: bool, in_kind: bool) -> float | None:
    amounts = [
        line.amount for line in lines if (line.is_actual, line.in_kind) == (is_actual, in_kind)
    ]
    return fsum(amounts) if amounts else None


def _reach_number(row: Reach) -> Number:
    interval = None
    if row.out_of is not None and not row.is_lower_bound:
        is_count = float(row.value).is_integer() and float(row.out_of).is_integer()
        if not is_count or not 0 <= row.value <= row.out_of:
            raise ReportError(
                f"“{row.what}” should be a whole number of a whole number, and is "
                f"{exact(row.value)} of {exact(row.out_of)}. Correct it."
            )
        interval = exact_interval(int(row.value), int(row.out_of))
    read = f"read on {row.on.isoformat()}" if row.on else ""
    note = ", ".join(part for part in (row.source, read) if part)
    return Number(row.what, row.value, "", row.out_of, row.is_lower_bound, interval, note=note)
