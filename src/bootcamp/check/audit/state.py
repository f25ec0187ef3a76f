"""What earlier audits found, on disk: an audit that is interrupted goes on where it was.

One JSON object a line, appended as soon as it is known. A line that was cut off is passed over.
"""

import hashlib
import json
import os
import threading
from pathlib import Path
from typing import Any

from bootcamp import __version__
from bootcamp.errors import BootcampError

LARGEST = 50_000_000  # bytes; a file that has grown beyond is begun anew


class State:
    """Results by a key that holds all that they follow from. Safe between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._known: dict[str, Any] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_file() and path.stat().st_size > LARGEST:
                path.unlink()
            for line in path.read_bytes().split(b"\n") if path.is_file() else ():
                self._take(line)
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise BootcampError(
                f"The audit's results can't be kept in {path}: {error.strerror}. "
                "Name another file with --state."
            ) from error
        if path.stat().st_size:
            self._file.write(b"\n")  # a line that was cut off stays alone

    def _take(self, line: bytes) -> None:
        try:
            entry = json.loads(line)
            self._known[entry["key"]] = entry["found"]
        except (ValueError, TypeError, KeyError):
            return

    def get(self, key: str) -> Any:
        """What was found under that key; None where nothing was."""
        return self._known.get(key)

    def put(self, key: str, found: Any) -> None:
        """Keep what was found."""
        line = json.dumps({"key": key, "found": found}).encode() + b"\n"
        with self._lock:
            self._known[key] = found
            self._file.write(line)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def default_state() -> Path:
    """The file in the user's cache folder."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "groundup" / "audit.jsonl"


def key(*texts: str) -> str:
    """A key that changes with any of the texts, and with the tool's version."""
    return hashlib.sha256("\0".join([__version__, *texts]).encode()).hexdigest()[:32]
