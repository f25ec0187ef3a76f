"""What other commands do in the same workspace, told to whoever listens to this session."""

import threading
from pathlib import Path

from bootcamp.session import Session
from bootcamp.subscription import Event

SECONDS = 1.0


def follow_others(session: Session, stop: threading.Event) -> None:
    """Look once a second whether the attempts have changed, until `stop` is set."""
    own, path = session.workspace.attempts.recorded, session.workspace.attempts.path
    known, stamp = session.statuses(), _stamp(path)
    while not stop.wait(SECONDS):
        before, stamp = stamp, _stamp(path)
        if stamp == before:
            continue
        statuses = session.statuses()
        for name, status in statuses.items():
            if status != known[name]:
                is_news = status.last_at != known[name].last_at and status.last_at not in own
                verdict = status.last if is_news else None
                session.tell(Event("changed", name, verdict=verdict, by="elsewhere"))
        known = statuses


def _stamp(path: Path) -> list[tuple[int, int]]:
    """What differs after a write: SQLite writes to the log beside its file first."""
    files = (path, path.with_name(path.name + "-wal"))
    found = [file.stat() for file in files if file.exists()]
    return [(each.st_mtime_ns, each.st_size) for each in found]
