"""Something that someone can do now, and what finds such things."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bootcamp.web.cohort.models import Cohort, Person


@dataclass(frozen=True)
class Todo:
    """Something to do, and where."""

    title: str
    url: str
    why: str = ""
    is_main: bool = False  # the first of these is the page's one button


Finder = Callable[[Person, Cohort, frozenset[str]], Iterable[Todo]]
