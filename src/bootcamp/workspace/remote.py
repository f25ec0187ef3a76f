"""Send what happened in a workspace to a cohort's server: attempts and marks, never the code.

.bootcamp/login.json  the server, the key, and whether to send after each check; its owner's alone
.bootcamp/sent.json   the numbers of the last attempt and the last mark that the server has
"""

import contextlib
import json
import os
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bootcamp.errors import BootcampError, RemoteError, WorkspaceError
from bootcamp.workspace.folder import STATE, Workspace

AT_ONCE = 400
HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Login:
    """A workspace's way to a cohort's server."""

    url: str
    key: str
    agrees: bool  # to sending after each check


@dataclass(frozen=True)
class Sent:
    """What a push came to."""

    kept: int  # new to the server
    known: int  # it had those already
    left: int  # of a time when the learner had taken back that they are sent: they stay here


def login_of(workspace: Workspace) -> Login | None:
    """How this workspace reaches its cohort's server; None before `bootcamp login`."""
    try:
        return Login(**json.loads((workspace.root / STATE / "login.json").read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise WorkspaceError(
            f"{STATE}/login.json can't be read ({error}). Run `bootcamp login URL` again."
        ) from error


def log_in(workspace: Workspace, url: str, key: str, agrees: bool) -> Login:
    """Keep the way to a server, after it has said that it knows the key."""
    login = Login(_server(url), key.strip(), agrees)
    _post(login, {"attempts": [], "marks": []})
    _write(workspace.root / STATE / "login.json", asdict(login))
    return login


def _server(url: str) -> str:
    """The server's address, without a path. Raises where a key would travel in the clear."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    if not parts.hostname or not is_safe:
        raise RemoteError(
            f"Expected an address such as https://cohort.example.org, got {url!r}. "
            "A key isn't sent without encryption, but to this machine."
        )
    return f"{parts.scheme}://{parts.netloc}"


def push(workspace: Workspace) -> Sent:
    """Send what the server hasn't got yet. What can't be sent now is sent the next time."""
    login = login_of(workspace)
    if login is None:
        raise RemoteError(
            "This workspace isn't connected to a cohort. `bootcamp login URL` connects it: the "
            "cohort's site has the command and the key, on the page You."
        )
    kept = known = left = 0
    attempt, mark = _last_sent(workspace, login)
    while True:
        found = workspace.attempts.since(attempt, mark, AT_ONCE)
        if not found.attempts and not found.marks:
            return Sent(kept, known, left)
        reply = _post(
            login,
            {"attempts": _without_id(found.attempts), "marks": _without_id(found.marks)},
        )
        kept, known = kept + int(reply.get("kept", 0)), known + int(reply.get("known", 0))
        left += int(reply.get("left", 0))
        attempt = found.attempts[-1]["id"] if found.attempts else attempt
        mark = found.marks[-1]["id"] if found.marks else mark
        state = {"url": login.url, "attempt": attempt, "mark": mark}
        _write(workspace.root / STATE / "sent.json", state)


def _without_id(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "id"} for row in rows]


def _last_sent(workspace: Workspace, login: Login) -> tuple[int, int]:
    """The last numbers that this server has; 0 where nobody knows: then all is sent again."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        state = json.loads((workspace.root / STATE / "sent.json").read_text("utf-8"))
        sent = int(state["attempt"]), int(state["mark"])
        newest = workspace.attempts.newest()
        if state["url"] == login.url and sent[0] <= newest[0] and sent[1] <= newest[1]:
            return sent
    return 0, 0


def _post(login: Login, data: dict[str, Any]) -> dict[str, Any]:
    """Send one request, and read its reply."""
    from bootcamp.workspace.sending import post  # what it needs takes a while to import

    return post(login.url, login.key, data)


def _write(path: Path, data: dict[str, Any]) -> None:
    """Write a file that its owner alone may read, whole or not at all."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(data, file)
        os.replace(beside, path)
    except OSError as error:
        raise WorkspaceError(f"{path} can't be written: {error.strerror}.") from error


class Pusher:
    """Sends in the background, after a check, if the learner agreed. Nothing waits for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._is_wanted = False
        self._thread: threading.Thread | None = None
        self._problem = ""

    def nudge(self) -> None:
        """There is something to send."""
        with contextlib.suppress(BootcampError):
            login = login_of(self._workspace)
            if login is None or not login.agrees:
                return
            with self._lock:
                self._is_wanted = True
                if self._thread is None:
                    self._thread = threading.Thread(target=self._send, daemon=True)
                    self._thread.start()

    def settle(self, seconds: float) -> str:
        """Let what is being sent arrive, but not for longer than this; why it didn't, or ""."""
        if thread := self._thread:
            thread.join(seconds)
        return self._problem

    def _send(self) -> None:
        while True:
            with self._lock:
                if not self._is_wanted:
                    self._thread = None
                    return
                self._is_wanted = False
            try:
                push(self._workspace)
                self._problem = ""
            except (BootcampError, OSError) as error:  # it is tried again after the next
                self._problem = str(error)
