"""One `start` at a time in a workspace: a lock that the system drops when its process ends."""

import fcntl
import json
import os
from pathlib import Path
from typing import IO, Any

from bootcamp.errors import WorkspaceError
from bootcamp.workspace.folder import STATE


class Lock:
    """Held from `take` until `release`, or until the process ends, however it does."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Raises WorkspaceError, saying where the other one runs."""
        path = self.root / STATE / "lock"
        try:
            file = path.open("a+")
        except OSError as error:
            raise WorkspaceError(f"{path} can't be written: {error.strerror}.") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise WorkspaceError(
                f"`bootcamp start` already runs in {self.root}: {self._where()}. "
                "Go on there, or end it first. `bootcamp check` works beside it."
            ) from None
        self._file = file

    def tell(self, address: str, url: str) -> None:
        """Say where the judge and the page are, for other commands in this workspace."""
        text = {"workspace": str(self.root), "address": address, "url": url, "pid": os.getpid()}
        (self.root / STATE / "judge.json").write_text(json.dumps(text))

    def _where(self) -> str:
        known = told(self.root)
        if not known:
            return "it is just starting"
        return f"process {known['pid']}, page {known['url'] or 'none'}"

    def release(self) -> None:
        """Let go."""
        if self._file:
            (self.root / STATE / "judge.json").unlink(missing_ok=True)
            self._file.close()
            self._file = None


def page_of(root: Path) -> str:
    """The page of the `start` that runs in this workspace; "" where none does."""
    return str(told(root).get("url", ""))


def told(root: Path) -> dict[str, Any]:
    """What the `start` that runs here has told; {} where none does."""
    try:
        known: dict[str, Any] = json.loads((root / STATE / "judge.json").read_text())
        return known if {"pid", "url", "address", "workspace"} <= known.keys() else {}
    except (OSError, ValueError, AttributeError):
        return {}
