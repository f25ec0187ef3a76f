"""What the screen shows: an exercise or its verdict, and below it hints and what was just said."""

from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.segment import Segments
from rich.text import Text

from bootcamp.cli.fit import Sheet, lines_of
from bootcamp.cli.show import (
    exercise_lines,
    figure_of,
    prose,
    question_lines,
    verdict_lines,
)
from bootcamp.session import Session
from bootcamp.verdict import Verdict
from bootcamp.workspace.status import Status, count_up, moment
from bootcamp.workspace.versions import versions

KEYS = "h hint   c check   n next   l list   o open page   q quit"
QUESTION_KEYS = "a answer   h hint   n next   l list   o open page   q quit"


@dataclass
class Shown:
    """The exercise at hand, "" where all are done, and what is to be said of it."""

    name: str
    verdict: Verdict | None = None
    note: str = ""
    shows_hints: bool = False

    def go_to(self, name: str, verdict: Verdict | None = None) -> None:
        """Show this exercise, or its verdict if there is one."""
        self.shows_hints = self.shows_hints and name == self.name
        self.name, self.verdict, self.note = name, verdict, ""

    def is_question(self, session: Session) -> bool:
        """Whether it is answered rather than written."""
        kinds = ("Answer", "Predict")
        return bool(self.name) and session.workspace.exercise(self.name).kind in kinds

    def lines(self, terminal: Console, session: Session, url: str) -> Segments:
        """All of it, cut to the terminal's height."""
        statuses = session.statuses()
        counted = f"Groundup   {count_up(statuses.values())}   {url}"
        top = lines_of(terminal, Text(counted, style="dim", no_wrap=True, overflow="ellipsis"))
        keys = QUESTION_KEYS if self.is_question(session) else KEYS
        if not self.name:
            body: RenderableType = Text("Everything is done. What would you build next?")
        elif self.verdict:
            body = self._verdict(session, self.verdict, statuses[self.name], url)
        else:
            body = exercise_lines(session, self.name)
        note = lines_of(terminal, *self._notes(session))
        sheet = Sheet(terminal, top, note, lines_of(terminal, Text(keys, style="dim")))
        return sheet.with_body(lines_of(terminal, body))

    def _verdict(
        self, session: Session, verdict: Verdict, status: Status, url: str
    ) -> RenderableType:
        when = f"checked {moment(status.last_at)}" if status.last_at else ""
        known = versions(session.workspace, verdict.exercise)
        if known and known[-1].at == status.last_at:
            when += f", version {len(known)}"  # as `bootcamp attempts` numbers it
        lines = verdict_lines(verdict, when, figure_of(session, verdict.exercise, url))
        if verdict.passed or not self.is_question(session):
            return lines
        return Group(lines, question_lines(session, self.name))  # it is asked until it is answered

    def _notes(self, session: Session) -> list[RenderableType]:
        notes: list[RenderableType] = []
        if self.verdict and self.verdict.passed:
            notes.append(Text("Press n for the next one.", style="bold"))
        if self.note:
            notes.append(prose(self.note, "yellow"))
        if self.shows_hints and self.name:
            total = len(session.workspace.exercise(self.name).hints)
            seen = list(enumerate(session.hints_seen(self.name), 1))
            for number, hint in reversed(seen):  # the newest first: a low terminal cuts the others
                notes.append(prose(f"Hint {number} of {total}: {hint}", "yellow"))
        return notes
