"""What the pages need to know of a learner, whether their code is in a folder or in a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bootcamp.course.model import Course, ExerciseEntry
from bootcamp.session import Place
from bootcamp.workspace.status import Status


@dataclass(frozen=True)
class Pending:
    """A verdict or a question that is awaited, or the reason why it doesn't come."""

    says: str  # "Checking …"
    is_over: bool = False  # nothing comes any more, and `says` is why
    answer: str = ""  # what was answered to a question


class Desk(Protocol):
    """Where the learner writes."""

    def exercise(self, name: str) -> ExerciseEntry:
        """The exercise of that name. Raises BootcampError where there is none."""

    def source(self, name: str) -> str:
        """What the learner has written for this exercise."""

    def written(self, name: str) -> str:
        """The same; raises BootcampError where that can't be told."""

    def write_source(self, name: str, text: str, expected_hash: str) -> None:
        """Put new text in its place, if it is still what `expected_hash` says; it is checked."""

    def reference(self, name: str) -> str:
        """The reference's definition."""


class Learner(Protocol):
    """Someone who learns: `session.Session` on their own machine, a `Student` on a host."""

    @property
    def is_local(self) -> bool:
        """Whether figures are drawn with the learner's code; a server draws them with its own."""

    @property
    def course(self) -> Course:
        """The course."""

    @property
    def workspace(self) -> Desk:
        """Where they write."""

    def statuses(self) -> Mapping[str, Status]:
        """Where they stand, for every exercise of the course."""

    def current(self) -> ExerciseEntry | None:
        """The exercise to do; None when all are done."""

    def question(self, name: str) -> dict[str, Any] | None:
        """The question as they get it; None while it is being made."""

    def pending(self, name: str) -> Pending | None:
        """What is awaited; None where nothing is."""

    def place(self, name: str) -> Place | None:
        """Where their code stands, if an editor of theirs can open it."""

    def hint(self, name: str, by: str = "") -> str | None:
        """One hint more; None when there are no more."""

    def solution(self, name: str, now: bool = False) -> str:
        """The reference, as far as the policy allows it."""

    def check(self, name: str, answer: str | None = None, *, by: str = "") -> object:
        """Have what is written judged, or the answer."""
