"""What happens in a session, told to whoever listens."""

import queue
from collections.abc import Callable
from dataclasses import dataclass

from bootcamp.verdict import Verdict


@dataclass(frozen=True)
class Event:
    """Something that happened: "checking", "progress", "verdict", "hint", "selected", "saved",
    "stopped", "changed".

    "saved" comes after the verdicts of a save that concerned several exercises, with the one to
    look at; `text` says how the others did. "stopped": a check ended without a verdict. "changed":
    another process kept something.
    """

    kind: str
    exercise: str
    text: str = ""
    verdict: Verdict | None = None
    by: str = ""  # "page", "elsewhere"; "" for a save, and for what the terminal itself does


class Subscription:
    """The events since one subscribed, in order."""

    def __init__(self, close: Callable[["Subscription"], None]) -> None:
        self._events: queue.Queue[Event] = queue.Queue(maxsize=1000)
        self._close = close

    def put(self, event: Event) -> None:
        """Add an event; someone who doesn't read misses the newest."""
        if not self._events.full():
            self._events.put(event)

    def get(self, timeout: float) -> Event | None:
        """The next event, or None if none came in so many seconds."""
        try:
            return self._events.get(timeout=timeout)
        except queue.Empty:
            return None

    def close(self) -> None:
        """Stop listening."""
        self._close(self)
