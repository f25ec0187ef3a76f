"""A figure before it is decided what of it may be shown: each item with the people it tells of."""

from dataclasses import dataclass
from datetime import date

from bootcamp.report.figures import Base, Item, Source
from bootcamp.report.rows import Rows


@dataclass(frozen=True)
class Context:
    """What every kind of figure is made from."""

    rows: Rows
    cut_off: date
    is_public: bool

    @property
    def k(self) -> int:
        """No group of fewer respondents is shown."""
        return self.rows.cohort.k


@dataclass(frozen=True)
class Group:
    """Whose data an item tells, and of what.

    Two items about the same `variable` can be subtracted from each other, and must not leave few.
    `people` are pseudonyms or the ids of responses; they never reach a report.
    """

    variable: str
    people: frozenset[str]
    within: frozenset[str] | None = None  # of a part of a group: the whole that it was taken from


@dataclass(frozen=True)
class Candidate:
    """An item that a report may show."""

    item: Item
    label: str  # what stands in its place if it is withheld; "" where that would say too much
    sources: tuple[Source, ...] = ()
    groups: tuple[Group, ...] = ()  # those who answered: n is the size of each
    cells: tuple[Group, ...] = ()  # parts of them that it singles out: a theme, a category of a few
    is_identified: bool = True  # False: of answers that organisers see as sums only
    is_unanimously_negative: bool = False
    plain: Item | None = None  # what a public edition shows in its place


@dataclass(frozen=True)
class Draft:
    """A figure with its candidates."""

    key: str
    kind: str  # of figures.Figure
    title: str
    candidates: tuple[Candidate, ...] = ()
    columns: tuple[str, ...] = ()
    text: str = ""
    base: Base | None = None
    sources: tuple[Source, ...] = ()  # beside the candidates'
