"""Where a learner stands with an exercise, and how that is put into words.

What was passed stays passed. What is the case now may differ, and is said beside it: the code fails
today, was reset, or is the reference's own, borrowed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from bootcamp.errors import BootcampError
from bootcamp.verdict import Verdict

HONEST_TRIES_FOR_SOLUTION = 3
LABELS = {
    "untouched": "To do",
    "trying": "Not yet",
    "borrowed": "Borrowed",
    "passed": "Passed",
}


@dataclass
class Status:
    """Where a learner stands with one exercise."""

    state: str = "untouched"  # a key of LABELS
    tries: int = 0  # of code of their own
    hint_level: int = 0
    marks: list[str] = field(default_factory=list)
    last: Verdict | None = None
    last_at: float | None = None  # seconds since 1970
    passed_at: float | None = None
    now: str = ""  # what is in the file: the last outcome, "blank", "borrowed"; "" is not known
    _lent: list[str] = field(default_factory=list)  # hashes of what the reference lent
    _failed: list[str] = field(default_factory=list)  # hashes of the honest tries that failed

    @property
    def honest_tries(self) -> int:
        """How many different tries ran and failed."""
        return len(self._failed)

    @property
    def is_done(self) -> bool:
        """Whether the learner may go on: it was passed, or is borrowed."""
        return self.state in ("passed", "borrowed")

    @property
    def has_lapsed(self) -> bool:
        """Whether it was passed, and what is written now is not."""
        return self.state == "passed" and self.now not in ("", "passed", "borrowed")

    @property
    def saw_solution(self) -> bool:
        """Whether they looked at the solution before they passed."""
        return "solution" in self.marks

    @property
    def label(self) -> str:
        """Where they stand, in a few words."""
        if self.state == "passed" and self.now not in ("", "passed"):
            now = self.now if self.now in ("blank", "borrowed") else "fails"
            return f"Passed before, {now} now"
        return LABELS[self.state]

    def take_attempt(self, at: float, outcome: str, is_honest: bool, code_hash: str) -> None:
        """Count one attempt; they come in the order of time."""
        self.last_at, self.now = at, outcome
        if outcome == "passed" and code_hash in self._lent:
            self._borrow()
            return
        if outcome == "passed":
            self.state, self.passed_at = "passed", self.passed_at or at
        if outcome != "blank":
            self.tries += 1
        if outcome != "passed":
            self._go_back()
            if is_honest and code_hash not in self._failed:
                self._failed.append(code_hash)

    def take_mark(self, kind: str, code_hash: str = "") -> None:
        """Count that a hint or the solution was seen, or that code was put in the file."""
        if kind == "hint":
            self.hint_level += 1
        elif kind == "lent":
            self._lent.append(code_hash)
            self._borrow()
        elif kind not in self.marks:
            self.marks.append(kind)
        if kind in ("reset", "restored"):
            self.now = "blank" if kind == "reset" else ""
            self._go_back()

    def _borrow(self) -> None:
        self.now = "borrowed"
        if self.state != "passed":
            self.state = "borrowed"

    def _go_back(self) -> None:
        """What was not passed is as far as it has been tried."""
        if self.state != "passed":
            self.state = "trying" if self.tries else "untouched"


def may_see_solution(status: Status) -> bool:
    """The policy: after a pass, after three honest tries, and for whoever has seen it."""
    is_ripe = status.honest_tries >= HONEST_TRIES_FOR_SOLUTION
    return status.is_done or is_ripe or status.saw_solution


def expect_open(name: str, status: Status) -> None:
    """Raise where the policy keeps the solution closed."""
    if not may_see_solution(status):
        raise BootcampError(
            f"The solution opens after a pass or {HONEST_TRIES_FOR_SOLUTION} different tries "
            f"(so far {status.honest_tries}). `bootcamp hint {name}` helps on; "
            f"`bootcamp solution {name} --now` shows it and marks that you looked."
        )


def count_up(statuses: Iterable[Status], noun: str = "") -> str:
    """Where the learner stands with these: "2 of 4 passed, 1 of them fails now, 1 borrowed"."""
    known = list(statuses)
    passed = sum(status.state == "passed" for status in known)
    lapsed = sum(status.has_lapsed for status in known)
    borrowed = sum(status.state == "borrowed" for status in known)
    parts = [" ".join(filter(None, [f"{passed} of {len(known)}", noun, "passed"]))]
    if lapsed:
        parts.append(f"{lapsed} of them {'fails' if lapsed == 1 else 'fail'} now")
    if borrowed:
        parts.append(f"{borrowed} borrowed")
    return ", ".join(parts)


def moment(at: float | None, zone: tzinfo | None = None) -> str:
    """A time of day, with the day before it where that isn't today; by default of this machine."""
    if at is None:
        return ""
    when, today = datetime.fromtimestamp(at, zone), datetime.now(zone)
    return when.strftime("%H:%M:%S" if when.date() == today.date() else "%Y-%m-%d, %H:%M")
