"""Run a function in a forked child that may do anything, and come back in time.

The child sends JSON lines through a pipe; what it prints is kept up to a bound. When it is done,
or late, or gone, its whole process group is killed.
"""

import contextlib
import json
import os
import resource
import selectors
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bootcamp.check.keyboard import NoKeyboard
from bootcamp.check.run import TOLD_LINES

KEPT = 4
KEPT_LINES = 100  # of a traceback
OUTPUT_KEPT = 20_000  # bytes of what the code prints; the rest is read and dropped
MESSAGE_LIMIT = 4_000_000  # bytes of results
TOO_LARGE = "what came of it is too large to be told"
MEMORY_HEADROOM = 2 * 1024**3  # bytes beyond what the warm process already has


@dataclass
class Ran:
    """What came back. `ended` is "done", "timeout", "memory" or how the process ended."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    output: str = ""
    ended: str = "done"
    seconds: float = 0.0
    lines: list[tuple[str, int]] = field(default_factory=list)  # where an error ended it


def run_in_child(
    work: Callable[[], Iterable[dict[str, Any]]],
    seconds: float,
    on_message: Callable[[dict[str, Any]], None] = lambda message: None,
    keep: int = -1,
    cpu_s: float = 0.0,
) -> Ran:
    """Fork, run `work`, and gather what it yields, for at most so many seconds.

    The child has none of our open files but `keep`, which it finds under the number KEPT. With
    `cpu_s`, it also ends once it has computed for so long: on a busy machine that is fairer.
    """
    started = time.monotonic()
    bury()
    results_out, results_in = os.pipe()
    output_out, output_in = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        be_child(work, results_in, output_in, keep, cpu_s)
    os.close(results_in)
    os.close(output_in)
    reader = Reader(results_out, output_out, on_message)
    ended = ""
    try:
        ended = reader.read_until(started + seconds)
    finally:
        status = end_child(child, ended)
        os.close(results_out)
        os.close(output_out)
    if ended == "gone":
        is_late = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF
        ended = "timeout" if is_late else reader.ended or how_it_ended(status)
    if ended == "done" and not reader.is_whole:
        ended = TOO_LARGE
    output = bytes(reader.output).decode("utf-8", "replace")
    if reader.dropped:
        output += f"\n[{reader.dropped:,} more bytes were printed and left out]"
    return Ran(reader.messages, output, ended, time.monotonic() - started, reader.lines)


_DONE: list[int] = []  # children that have been killed, and not been waited for


def end_child(child: int, ended: str) -> int:
    """Kill a child; its status, where that says how it ended."""
    if ended != "done":
        return kill_child(child, grace_s=0.2 if ended == "gone" else 0.0)
    _kill_group(child)
    _DONE.append(child)  # nobody waits until its memory is given back: that takes a while
    return 0


def bury() -> None:
    """Wait for those that were killed before: by now they have ended."""
    while _DONE:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(_DONE.pop(), 0)


class Reader:
    """Reads what a child sends and prints, until it says that it is done."""

    def __init__(
        self, results: int, output: int, on_message: Callable[[dict[str, Any]], None]
    ) -> None:
        self.results, self.output_fd, self.on_message = results, output, on_message
        self.buffer, self.output = bytearray(), bytearray()
        self.messages: list[dict[str, Any]] = []
        self.dropped = 0
        self.is_done = False
        self.is_whole = True  # whether all that was sent has come
        self.ended = ""
        self.lines: list[tuple[str, int]] = []

    def read_until(self, deadline: float) -> str:
        """How it went: "done", "timeout", or "gone" where the child has closed its pipe."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.results, selectors.EVENT_READ)
            selector.register(self.output_fd, selectors.EVENT_READ)
            while not self.is_done:
                left = deadline - time.monotonic()
                if left <= 0:
                    return "timeout"
                for key, _ in selector.select(left):
                    chunk = os.read(key.fd, 1 << 16)
                    if not chunk:
                        selector.unregister(key.fd)
                        if key.fd == self.results:
                            return "gone"
                    elif key.fd == self.results:
                        self._take(chunk)
                    else:
                        self._keep(chunk)
            self._drain()
        return "done"

    def _drain(self) -> None:
        os.set_blocking(self.output_fd, False)
        try:
            while chunk := os.read(self.output_fd, 1 << 16):
                self._keep(chunk)
                if self.dropped:
                    return
        except BlockingIOError:
            pass

    def _keep(self, chunk: bytes) -> None:
        room = OUTPUT_KEPT - len(self.output)
        self.output += chunk[:room]
        self.dropped += max(0, len(chunk) - max(room, 0))

    def _take(self, chunk: bytes) -> None:
        self.buffer += chunk
        while (end := self.buffer.find(b"\n")) >= 0:
            line = bytes(self.buffer[:end])
            del self.buffer[: end + 1]
            try:
                message = json.loads(line)
            except (ValueError, RecursionError):
                continue  # it is missed at the end
            if message.get("done"):
                self.is_done = True
                self.is_whole = message.get("sent", len(self.messages)) == len(self.messages)
            elif "ended" in message:
                self.ended = message["ended"]
                self.lines = [(str(file), int(line)) for file, line in message.get("lines", [])]
            else:
                self.messages.append(message)
                self.on_message(message)
        if len(self.buffer) > MESSAGE_LIMIT:
            self.buffer.clear()  # what is left of this one is no message: it is missed at the end


def be_child(
    work: Callable[[], Iterable[dict[str, Any]]],
    results: int,
    output: int,
    keep: int,
    cpu_s: float,
) -> None:
    """Do the work in the process that was forked for it. Never returns."""
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, place in ((nothing, 0), (output, 1), (output, 2)):
            os.dup2(source, place)
        if keep >= 0:
            keep = os.dup2(keep, 255)  # out of the way of what follows
        results = _move_to(results, 3)
        if keep >= 0:
            _move_to(keep, KEPT)
        os.closerange(4 if keep < 0 else KEPT + 1, 1024)
        sys.stdin = NoKeyboard()
        sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", errors="replace")
        sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="replace")
        limit()
        signal.setitimer(signal.ITIMER_PROF, cpu_s)  # SIGPROF ends the process; 0: never
        _send_all(results, work())
        code = 0
    except MemoryError:
        _send(results, {"ended": "memory"})
    except BaseException as error:
        lines = [(f.f_code.co_filename, n) for f, n in traceback.walk_tb(error.__traceback__)]
        lines += getattr(error, TOLD_LINES, [])  # in a worker
        ended = f"{type(error).__name__}: {error}"[:500]
        _send(results, {"ended": ended, "lines": lines[-KEPT_LINES:]})
    finally:
        os._exit(code)


def _move_to(descriptor: int, place: int) -> int:
    if descriptor != place:
        os.dup2(descriptor, place)
    os.set_inheritable(place, False)
    return place


def _send_all(pipe: int, messages: Iterable[dict[str, Any]]) -> None:
    """Send them, and in the end how many they were: one that didn't arrive is missed."""
    sent = 0
    for message in messages:
        _send(pipe, message)
        sent += 1
    sys.stdout.flush()
    _send(pipe, {"done": True, "sent": sent})


def _send(pipe: int, message: dict[str, Any]) -> None:
    data = json.dumps(message, default=str).encode() + b"\n"
    while data:
        data = data[os.write(pipe, data) :]


def limit() -> None:
    """Bound the memory of this process, and let it leave no core dump."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    statm = Path("/proc/self/statm")
    if statm.exists():  # elsewhere the bound on time is all there is
        bound = int(statm.read_text().split()[0]) * resource.getpagesize() + MEMORY_HEADROOM
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def kill_child(child: int, grace_s: float) -> int:
    """Kill the child's process group and wait for the child; its status.

    A child that closed its pipe is given a moment to end by itself, so that its status is its own.
    """
    deadline = time.monotonic() + grace_s
    while time.monotonic() < deadline:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            _kill_group(child)
            return status
        time.sleep(0.001)  # `waitpid` has no limit of time
    _kill_group(child)
    return os.waitpid(child, 0)[1]


def _kill_group(child: int) -> None:
    for kill in (os.killpg, os.kill):
        try:
            kill(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def how_it_ended(status: int) -> str:
    """How a process ended, in words."""
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        return f"the process was ended by {name}"
    return f"the process ended by itself with status {os.waitstatus_to_exitcode(status)}"
