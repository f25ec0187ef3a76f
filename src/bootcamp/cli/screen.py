"""One screen with one thing to do."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import webbrowser
from typing import Any

from bootcamp.cli.keys import one_key_at_a_time, read_key, whole_lines
from bootcamp.cli.listing import Listing
from bootcamp.cli.show import console
from bootcamp.cli.shown import Shown
from bootcamp.errors import BootcampError
from bootcamp.session import Session
from bootcamp.subscription import Event


class Screen:
    """Shows the exercise at hand, the last verdict and the keys; redraws when something changes."""

    def __init__(self, session: Session, url: str, note: str = "") -> None:
        self.session = session
        self.url = url
        current = session.current()
        self.shown = Shown(current.name if current else "", note=note)
        self.listing: Listing | None = None
        self._read, self._write = os.pipe()

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
        if event.by and event.exercise != self.shown.name:  # on the page, or in another terminal
            if event.kind == "verdict" and event.verdict:
                self.shown.note = f"{event.exercise}: {event.verdict.says}"
        elif event.kind == "changed":
            self.shown.verdict = event.verdict or self.shown.verdict
        elif event.verdict:
            self.shown.go_to(event.exercise, event.verdict)
            self.shown.note = event.text
        elif event.kind == "checking":
            self.shown.note = f"Checking {event.exercise} ..."
        elif event.kind == "progress":
            self.shown.note = event.text
        elif event.kind == "hint":
            self.shown.shows_hints = True
        elif event.kind == "stopped" and self.shown.note.startswith("Checking"):
            self.shown.note = ""
        elif event.kind == "selected":
            self.shown.go_to(event.exercise)

    def _step(self) -> bool:
        """Wait for a key or an event; False to leave."""
        try:
            ready: list[Any] = []
            while not ready:  # looked at each second: a signal may have woken another thread
                ready, _, _ = select.select([sys.stdin, self._read], [], [], 1)
            if self._read in ready:
                os.read(self._read, 1024)
            return sys.stdin not in ready or self._press(read_key())
        except KeyboardInterrupt:
            if self.listing is None:
                raise
            self.listing = None  # Ctrl-C leaves the list, not the program
        except BootcampError as error:
            self.shown.note = str(error)
        return True

    def _press(self, key: str) -> bool:
        """Do what the key says; False to leave."""
        if self.listing:
            self._press_in_list(self.listing, key)
        elif key in ("q", "end", "interrupt"):
            return False
        elif key == "h" and self.shown.name:
            self.shown.shows_hints = True
            self.shown.note = (
                "" if self.session.hint(self.shown.name) else "There are no more hints."
            )
        elif key == "c" and self.shown.name:
            threading.Thread(target=self._check, args=[self.shown.name], daemon=True).start()
        elif key == "n":
            self.shown.go_to(self._next())
        elif key == "l":
            self.listing = Listing(self.session, self.shown.name)
        elif key == "o" and self.url:
            webbrowser.open(self.url)
        elif key == "a" and self.shown.is_question(self.session):
            value = self._ask("Your answer (Ctrl-C: none): ")
            if value.strip():
                self.session.check(self.shown.name, answer=value)
        return True

    def _press_in_list(self, listing: Listing, key: str) -> None:
        if key in ("escape", "interrupt", "end"):
            self.listing = None
        elif key == "enter":
            self.listing = None
            self.session.select(listing.name)
            self.shown.go_to(listing.name)
        else:
            listing.press(key)

    def _check(self, name: str) -> None:
        try:
            self.session.check(name)
        except BootcampError as error:
            self.shown.note = str(error)
            self._wake()

    def _next(self) -> str:
        """The next exercise that isn't done, after the one at hand."""
        statuses = self.session.statuses()
        names = list(statuses)
        start = names.index(self.shown.name) + 1 if self.shown.name in names else 0
        for name in names[start:] + names[:start]:
            if not statuses[name].is_done:
                self.session.select(name)
                return name
        return ""

    def draw(self) -> None:
        """Clear the screen and show what there is to do."""
        terminal = console()
        sys.stdout.write("\x1b[H\x1b[2J")
        if self.listing:
            terminal.print(self.listing.lines(terminal), end="")
        else:
            terminal.print(self.shown.lines(terminal, self.session, self.url), end="")
        sys.stdout.flush()

    def _ask(self, prompt: str) -> str:
        with whole_lines():
            sys.stdout.write(prompt)
            sys.stdout.flush()
            try:
                return sys.stdin.readline()
            except KeyboardInterrupt:
                return ""
