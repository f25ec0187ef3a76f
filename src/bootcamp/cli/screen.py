"""One screen with one thing to do."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import termios
import threading
import tty
import webbrowser
from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from bootcamp.cli.show import console, exercise_lines, prose, verdict_lines
from bootcamp.cli.standing import list_rows
from bootcamp.errors import BootcampError
from bootcamp.session import Event, Session
from bootcamp.verdict import Verdict
from bootcamp.workspace.status import count_up

KEYS = "h hint   c check   n next   l list   o open page   q quit"
QUESTION_KEYS = "a answer   h hint   n next   l list   o open page   q quit"


class Screen:
    """Shows the exercise at hand, the last verdict and the keys; redraws when something changes."""

    def __init__(self, session: Session, url: str, note: str = "") -> None:
        self.session = session
        self.url = url
        self.name = self._current()
        self.verdict: Verdict | None = None
        self.note = note
        self._read, self._write = os.pipe()

    def _current(self) -> str:
        current = self.session.current()
        return current.name if current else ""

    def run(self) -> None:
        """Stay until q or Ctrl-C."""
        subscription = self.session.subscribe()
        threading.Thread(target=self._listen, args=[subscription], daemon=True).start()
        before = signal.signal(signal.SIGWINCH, lambda *unused: self._wake())
        try:
            with one_key_at_a_time():
                self.draw()
                while self._step():
                    self.draw()
        finally:
            signal.signal(signal.SIGWINCH, before)
            subscription.close()

    def _wake(self) -> None:
        os.write(self._write, b".")

    def _listen(self, subscription: Any) -> None:
        while True:
            event = subscription.get(timeout=3600)
            if event:
                self._take(event)
                self._wake()

    def _take(self, event: Event) -> None:
        if event.verdict:
            self.name, self.verdict = event.exercise, event.verdict
            self.note = event.text
        elif event.kind == "checking":
            self.note = f"Checking {event.exercise} ..."
        elif event.kind in ("progress", "hint"):
            self.note = event.text
        elif event.kind == "selected":
            self.name, self.verdict, self.note = event.exercise, None, ""

    def _step(self) -> bool:
        """Wait for a key or an event; False to leave."""
        ready, _, _ = select.select([sys.stdin, self._read], [], [])
        if self._read in ready:
            os.read(self._read, 1024)
        if sys.stdin in ready:
            key = os.read(sys.stdin.fileno(), 1)
            if key in (b"", b"q", b"\x03", b"\x04"):
                return False
            try:
                self._press(key.decode("ascii", "replace"))
            except BootcampError as error:
                self.note = str(error)
        return True

    def _press(self, key: str) -> None:
        if key == "h" and self.name:
            hint = self.session.hint(self.name)
            seen = self.session.hints_seen(self.name)
            self.note = f"Hint {len(seen)}: {hint or seen[-1]}"
            self.note += "" if hint else "  (That was the last one.)"
        elif key == "c" and self.name:
            threading.Thread(target=self._check, args=[self.name], daemon=True).start()
        elif key == "n":
            self.name, self.verdict, self.note = self._next(), None, ""
        elif key == "l":
            self._show_list()
        elif key == "o" and self.url:
            webbrowser.open(self.url)
        elif key == "a" and self._is_question():
            value = self._ask("Your answer: ")
            if value.strip():
                self.session.check(self.name, answer=value)

    def _check(self, name: str) -> None:
        try:
            self.session.check(name)
        except BootcampError as error:
            self.note = str(error)
            self._wake()

    def _next(self) -> str:
        """The next exercise that isn't passed, after the one at hand."""
        statuses = self.session.statuses()
        names = list(statuses)
        start = names.index(self.name) + 1 if self.name in names else 0
        for name in names[start:] + names[:start]:
            if not statuses[name].is_done:
                self.session.select(name)
                return name
        return ""

    def _is_question(self) -> bool:
        kinds = ("Answer", "Predict")
        return bool(self.name) and self.session.workspace.exercise(self.name).kind in kinds

    def draw(self) -> None:
        """Clear the screen and show what there is to do."""
        terminal = console()
        sys.stdout.write("\x1b[H\x1b[2J")
        terminal.print(self._content())
        sys.stdout.flush()

    def _content(self) -> RenderableType:
        statuses = self.session.statuses()
        head = Text(f"Groundup   {count_up(statuses.values())}   {self.url}", style="dim")
        if not self.name:
            done = Text("\nEverything is passed. What would you build next?\n")
            return Group(head, done, Text(QUESTION_KEYS, style="dim"))
        parts: list[RenderableType] = [head, Text("")]
        if self.verdict and self.verdict.exercise == self.name:
            parts.append(verdict_lines(self.verdict))
            if self.verdict.passed:
                parts.append(Text("\nPress n for the next one.", style="bold"))
        else:
            parts.append(exercise_lines(self.session, self.name))
        if self.note:
            parts.append(prose(f"\n{self.note}", "yellow"))
        keys = QUESTION_KEYS if self._is_question() else KEYS
        parts.append(Text(f"\n{keys}", style="dim"))
        return Group(*parts)

    def _show_list(self) -> None:
        sys.stdout.write("\x1b[H\x1b[2J")
        console().print(
            Group(*(line for _, line in list_rows(self.session.workspace, self.session.statuses())))
        )
        name = self._ask("\nName an exercise to go to it, or press Enter: ").strip()
        if name:
            self.session.select(name)
            self.name, self.verdict, self.note = name, None, ""

    def _ask(self, prompt: str) -> str:
        with whole_lines():
            sys.stdout.write(prompt)
            sys.stdout.flush()
            return sys.stdin.readline()


@contextlib.contextmanager
def one_key_at_a_time() -> Iterator[None]:
    """Keys arrive as they are pressed, and aren't echoed. Ctrl-C stays what it is."""
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


@contextlib.contextmanager
def whole_lines() -> Iterator[None]:
    """For a moment, keys are echoed and arrive when Enter is pressed."""
    before = termios.tcgetattr(sys.stdin)
    cooked = termios.tcgetattr(sys.stdin)
    cooked[3] |= termios.ICANON | termios.ECHO
    try:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, cooked)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
