"""Capstones and what reviewers gave them."""

from collections.abc import Iterable, Sequence, Set

from bootcamp.errors import ReportError
from bootcamp.numerals import exact
from bootcamp.report.alpha import alpha_interval, ordinal_alpha
from bootcamp.report.arithmetic import mean, median
from bootcamp.report.draft import Candidate, Context, Draft, Group
from bootcamp.report.figures import Base, Number, Row, Source
from bootcamp.report.people import BEGAN, participants
from bootcamp.report.rows import Capstone, Score
from bootcamp.report.spec import FigureSpec

CRITERION_COLUMNS = (
    "Criterion",
    "Median",
    "Of",
    "Capstones",
    "Scores",
    "Agreement (alpha)",
    "from",
    "to",
)
UNDEFINED = "undefined"  # of alpha: all scores are equal, or nothing was scored twice
ABOUT_ALPHA = (
    "Agreement is Krippendorff's alpha for ordinal scores, with its jackknife 95% interval: 1 is "
    "perfect, 0 is chance. It is undefined where all scores are equal or none can be compared. "
    "The base counts members of the teams."
)


def capstones(context: Context, spec: FigureSpec) -> Draft:
    """How many, and how many of them have a mentor, a write-up, something to do with alignment."""
    rows = context.rows.capstones
    counts = {
        "About alignment": sum(row.is_alignment_related for row in rows),
        "With a write-up": sum(row.has_write_up for row in rows),
        "With a mentor": sum(row.mentors > 0 for row in rows),
        "Without a mentor": sum(row.mentors == 0 for row in rows),
    }
    n = len(rows) or None
    numbers = [Number("Capstones", n)]
    numbers += [Number(label, count if n else None, out_of=n) for label, count in counts.items()]
    groups = (Group("capstones", members_of(rows)),)
    source = (Source("capstones", {}, len(rows)),)
    candidates = tuple(Candidate(number, number.label, source, groups) for number in numbers)
    base = _base(context, {row.key for row in rows})
    return Draft(spec.key, "numbers", spec.title, candidates, base=base)


def capstone_list(context: Context, spec: FigureSpec) -> Draft:
    """Each with its team's size and mentors. A public edition has those that may be printed."""
    rows = context.rows.capstones
    listed = sorted((row for row in rows if row.title), key=lambda row: (row.title, row.key))
    source = (Source("capstones", {}, len(rows)),)
    candidates = tuple(
        Candidate(
            Row((row.title, row.team, row.mentors, "yes" if row.has_write_up else "no")),
            row.title,
            source,
        )
        for row in listed
    )
    columns = ("Capstone", "Team", "Mentors", "Write-up")
    rest = len(rows) - len(listed)
    text = f"Not listed: {rest}." if rest else ""
    return Draft(spec.key, "table", spec.title, candidates, columns, text)


def scores(context: Context, spec: FigureSpec) -> Draft:
    """The reviewers' scores, by criterion with agreement; or for organisers, by reviewer or raw."""
    return {"reviewer": _by_reviewer, "capstone": _raw}.get(spec.by, _by_criterion)(context, spec)


def members_of(rows: Iterable[Capstone]) -> frozenset[str]:
    """A name for each member of the teams. Of a team that isn't known there is nobody."""
    return frozenset(f"{row.key}/{i}" for row in rows for i in range(row.team))


def _base(context: Context, keys: Set[str]) -> Base:
    """The members of these teams, of all teams, of all who began."""
    rows = context.rows.capstones
    counted, all_teams = members_of(row for row in rows if row.key in keys), members_of(rows)
    return Base(len(counted), len(all_teams), len(participants(context, *BEGAN)))


def _by_criterion(context: Context, spec: FigureSpec) -> Draft:
    criteria = spec.items or tuple(sorted({score.criterion for score in context.rows.scores}))
    candidates = tuple(_criterion(context, criterion) for criterion in criteria)
    base = _base(context, {score.capstone for score in context.rows.scores})
    columns, text = CRITERION_COLUMNS, ABOUT_ALPHA
    return Draft(spec.key, "table", spec.title, candidates, columns, text, base)


def _criterion(context: Context, criterion: str) -> Candidate:
    rows = [score for score in context.rows.scores if score.criterion == criterion]
    source = (Source("scores", {"criterion": criterion}, len(rows)),)
    if not rows:
        return Candidate(Row((criterion, *(None,) * 7)), criterion, source)
    scored = {row.capstone for row in rows}
    units = [[row.value for row in rows if row.capstone == key] for key in sorted(scored)]
    alpha, interval = ordinal_alpha(units), alpha_interval(units)
    row = Row(
        (
            criterion,
            median([row.value for row in rows]),
            _out_of(rows, criterion),
            len(scored),
            len(rows),
            UNDEFINED if alpha is None else alpha,
            interval.low if interval else UNDEFINED,
            interval.high if interval else UNDEFINED,
        )
    )
    people = members_of(row for row in context.rows.capstones if row.key in scored)
    reviewers = frozenset(score.reviewer for score in rows)
    groups = (Group(f"scores/{criterion}", people), Group(f"reviewers/{criterion}", reviewers))
    return Candidate(row, criterion, source, groups)


def _by_reviewer(context: Context, spec: FigureSpec) -> Draft:
    """Each reviewer's mean share of points: numbered from the strictest, without names."""
    by_reviewer: dict[str, list[Score]] = {}
    for score in context.rows.scores:
        by_reviewer.setdefault(score.reviewer, []).append(score)
    means = sorted(
        (mean([row.value / row.out_of for row in rows]) or 0.0, len(rows), reviewer)
        for reviewer, rows in by_reviewer.items()
    )
    candidates = tuple(
        Candidate(
            Row((f"Reviewer {i}", n, share)),
            f"Reviewer {i}",
            (Source("scores", {}, len(context.rows.scores)),),
            (Group(f"reviewer/{reviewer}", frozenset({reviewer})),),
        )
        for i, (share, n, reviewer) in enumerate(means, start=1)
    )
    columns = ("Reviewer", "Scores", "Mean share of points")
    return Draft(spec.key, "table", spec.title, candidates, columns)


def _raw(context: Context, spec: FigureSpec) -> Draft:
    """Every score of every capstone. A team counts as one: no public edition has this."""
    by_pair: dict[tuple[str, str], list[Score]] = {}
    for score in context.rows.scores:
        by_pair.setdefault((score.capstone, score.criterion), []).append(score)
    titles = {row.key: row.title for row in context.rows.capstones}
    candidates = []
    for (key, criterion), rows in sorted(by_pair.items()):
        values = ", ".join(exact(value) for value in sorted(row.value for row in rows))
        cells = (titles.get(key, ""), criterion, values, _out_of(rows, criterion))
        source = (Source("scores", {"criterion": criterion}, len(rows)),)
        groups = (Group(f"raw/{key}/{criterion}", frozenset({key})),)
        candidates.append(Candidate(Row(cells), criterion, source, groups))
    columns = ("Capstone", "Criterion", "Scores", "Of")
    return Draft(spec.key, "table", spec.title, tuple(candidates), columns)


def _out_of(rows: Sequence[Score], criterion: str) -> float:
    found = {row.out_of for row in rows}
    if len(found) > 1:
        raise ReportError(
            f"All scores of `{criterion}` should be out of the same number, and are out of "
            f"{', '.join(exact(number) for number in sorted(found))}. Make them one scale."
        )
    return found.pop()
