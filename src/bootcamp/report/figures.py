"""What a report consists of: figures as plain data, each with how many answered, of how many.

A figure is computed once; the page, the PDF and the CSV are three ways of writing it down. `None`
is "not reported": there are no rows for it. What would say too much about too few is `Withheld`.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Base:
    """Who stands behind a figure: answered of eligible of invited, and who skipped."""

    answered: int
    eligible: int
    invited: int
    skipped: int = 0
    not_applicable: int = 0


@dataclass(frozen=True)
class Source:
    """Where a figure's rows are: enough to find them again, by those who may."""

    table: str  # a field of Rows: "answers", "exercises", ...
    where: dict[str, str] = field(default_factory=dict)  # {"form": "exit"}
    rows: int = 0


@dataclass(frozen=True)
class Interval:
    """A confidence interval."""

    low: float
    high: float
    level: float  # 0.95
    method: str  # "Clopper-Pearson"


@dataclass(frozen=True)
class Withheld:
    """Why a figure isn't shown, in a sentence that gives nothing away."""

    reason: str
    label: str = ""  # of the item that would stand here; "" where the whole figure is withheld


@dataclass(frozen=True)
class Agreement:
    """Answers on a five-point scale, from 1 strongly disagree to 5 strongly agree."""

    label: str
    counts: dict[int, int]  # of 1 to 5, all of them
    median: float | None  # keeps its .5
    top_two: Interval | None  # of the share that agreed or strongly agreed
    base: Base


@dataclass(frozen=True)
class Rating:
    """Ratings on a scale of 1 to 10."""

    label: str
    section: str
    counts: dict[int, int]
    median: float | None
    quartiles: tuple[float, float] | None
    base: Base


@dataclass(frozen=True)
class Paired:
    """The same item before and after, of those who answered both."""

    label: str
    pairs: tuple[tuple[float, float], ...]  # sorted; no order of persons
    median_before: float | None
    median_after: float | None
    up: int
    same: int
    down: int
    only_before: int
    only_after: int
    base: Base
    unit: str = ""  # "%" of a probability


@dataclass(frozen=True)
class Gain:
    """What a chapter's tests say: (after - before) / (1 - before) of the averages."""

    label: str
    before: float | None  # mean share of points, of those who sat both
    after: float | None
    gain: float | None
    interval: Interval | None
    self_before: float | None  # median self-rating of the same topic
    self_after: float | None
    base: Base


@dataclass(frozen=True)
class Number:
    """One number: a count, a median, an amount."""

    label: str
    value: float | None
    unit: str = ""
    out_of: float | None = None  # a share is never printed without it
    is_lower_bound: bool = False
    interval: Interval | None = None
    base: Base | None = None
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table: texts and numbers; None prints as "not reported"."""

    cells: tuple[str | float | None, ...]


@dataclass(frozen=True)
class Series:
    """A line over days."""

    label: str
    points: tuple[tuple[str, float], ...]  # (ISO day, value)


@dataclass(frozen=True)
class Quote:
    """Someone's words, with their consent."""

    text: str


Item = Agreement | Rating | Paired | Gain | Number | Row | Series | Quote | Withheld


@dataclass(frozen=True)
class Figure:
    """Items of one kind under a caption. `key` names its CSV and its place on the page."""

    key: str
    kind: str  # agreement, ratings, paired, gain, numbers, table, series, quotes, text
    title: str
    items: tuple[Item, ...] = ()
    sources: tuple[Source, ...] = ()
    columns: tuple[str, ...] = ()  # of a table
    text: str = ""  # Markdown, of kind "text", or a remark under the figure
    base: Base | None = None


@dataclass(frozen=True)
class Part:
    """A section of the report."""

    key: str
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Report:
    """The whole, before it is written down."""

    title: str
    edition: str  # internal, public
    cut_off: str  # ISO day
    parts: tuple[Part, ...]
    about: dict[str, Any] = field(default_factory=dict)  # cohort, spec version, hashes
