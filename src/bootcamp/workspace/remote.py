"""Send what happened in a workspace to a cohort's server: attempts and marks, never the code.

.bootcamp/login.json  the server, the key, and whether to send after each check; its owner's alone
.bootcamp/sent.json   how far it was sent: the last attempt and mark, to whom, how much they held

Sent twice is kept once, so whenever it isn't sure that the server has it all, all is sent again:
after a login, where the database here is another, and where the server holds less than it did.
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
COUNTS = ("kept", "known", "left", "refused", "holds")  # of a server's reply
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
    refused: int = 0  # what the server can't keep
    why: str = ""  # the first of these

    def and_then(self, reply: dict[str, Any]) -> "Sent":
        """This, and what came of one more delivery."""
        sums = {key: getattr(self, key) + reply[key] for key in COUNTS if key != "holds"}
        return Sent(**sums, why=self.why or reply["why"])


@dataclass(frozen=True)
class Place:
    """How far it was sent: up to which attempt and mark, made when; and to whom."""

    attempt: int = 0
    mark: int = 0
    tried_at: float | None = None  # when that attempt was made: another database has another there
    marked_at: float | None = None
    holds: int = 0  # how much the server had then
    whose: str = ""

    def has_lost(self, reply: dict[str, Any]) -> bool:
        """Whether the server has less than it had, or this is somebody else's account."""
        if self == Place():
            return False  # nothing was sent: nothing can be lost
        is_other = bool(self.whose) and reply["whose"] != self.whose
        return is_other or int(reply["holds"]) < self.holds + int(reply["kept"])

    def after(self, found: Any, reply: dict[str, Any]) -> "Place":
        """The place behind what was just sent."""
        tried: Any = {"id": self.attempt, "at": self.tried_at}
        marked: Any = {"id": self.mark, "at": self.marked_at}
        tried, marked = [*found.attempts[-1:], tried][0], [*found.marks[-1:], marked][0]
        last = tried["id"], marked["id"], tried["at"], marked["at"]
        return Place(*last, holds=reply["holds"], whose=reply["whose"])


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
    _forget(workspace)
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


def push(workspace: Workspace, *, is_all: bool = False) -> Sent:
    """Send what the server hasn't got yet. What can't be sent now is sent the next time.

    `is_all`: send everything again; what it has already is kept once.
    """
    login = login_of(workspace)
    if login is None:
        raise RemoteError(
            "This workspace isn't connected to a cohort. `bootcamp login URL` connects it: the "
            "cohort's site has the command and the key, on the page You."
        )
    if is_all:
        _forget(workspace)
    sent = Sent(0, 0, 0)
    place = _place(workspace, login)
    while True:
        found = workspace.attempts.since(place.attempt, place.mark, AT_ONCE)
        if not found.attempts and not found.marks:
            return sent
        rows = {"attempts": _without_id(found.attempts), "marks": _without_id(found.marks)}
        reply = _reply(login, rows)
        if place.has_lost(reply):
            _forget(workspace)
            place = Place()
            continue
        sent = sent.and_then(reply)
        place = place.after(found, reply)
        _write(workspace.root / STATE / "sent.json", {"url": login.url, **asdict(place)})


def _without_id(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "id"} for row in rows]


def _place(workspace: Workspace, login: Login) -> Place:
    """How far this server has it; the very beginning where that isn't sure."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        state = json.loads((workspace.root / STATE / "sent.json").read_text("utf-8"))
        url, place = state.pop("url"), Place(**state)
        made = workspace.attempts.times_of(place.attempt, place.mark)
        if url == login.url and made == (place.tried_at, place.marked_at):
            return place
    return Place()


def _forget(workspace: Workspace) -> None:
    (workspace.root / STATE / "sent.json").unlink(missing_ok=True)


def _reply(login: Login, rows: dict[str, Any]) -> dict[str, Any]:
    """The server's reply, whose numbers are numbers."""
    reply = _post(login, rows)
    try:
        counts = {key: int(reply.get(key, 0)) for key in COUNTS}
    except (TypeError, ValueError) as error:
        raise RemoteError(f"{login.url} isn't a cohort's server: {error}.") from error
    return {**counts, "why": str(reply.get("why", "")), "whose": str(reply.get("whose", ""))}


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
            except Exception as error:  # whatever it is, it is tried again after the next check
                self._problem = str(error) or type(error).__name__
