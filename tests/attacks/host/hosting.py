"""A host that runs submissions in a nursery and hears how they went."""

import json
import os
import select
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bootcamp.check.isolation.nursery import Nursery

HERE = Path(__file__).parent
LIMITS = {
    "memory_bytes": 128 << 20,
    "scratch_bytes": 8 << 20,
    "processes": 16,
    "open_files": 64,
    "cpu_s": 5,
    "wall_s": 5.0,
}
OUTPUT_KEPT = 100_000  # bytes


@dataclass
class Outcome:
    """How an attack went: what it won, or how its process ended."""

    won: str
    ended: str  # "done", an error's name, "time", "memory", a signal's name
    text: str
    output: bytes
    seconds: float
    is_cut_off: bool  # nobody holds the other end of its sockets any more


class Host:
    """Runs submissions in a nursery."""

    def __init__(self, readable):
        command = [sys.executable, str(HERE / "nest.py")]
        self.nursery = Nursery.start(command, [HERE, *readable])

    def begin(self, code, facts, **limits):
        """Begin a submission: its number, its socket, and where its output comes out."""
        ours, theirs = socket.socketpair()
        output, inlet = os.pipe()
        request = {"code": code, "facts": facts, "limits": LIMITS | limits}
        with theirs:
            message = json.dumps(request).encode()
            socket.send_fds(self.nursery.control, [message], [theirs.fileno(), inlet])
        os.close(inlet)
        return int(self.nursery.control.recv(64)), ours, output

    def run(self, code, facts, **limits):
        """Run a submission to its end."""
        started = time.monotonic()
        child, connection, output = self.begin(code, facts, **limits)
        with connection:
            said, printed = _read(connection.fileno(), output, (LIMITS | limits)["wall_s"] + 3)
            ended = self.end(child, 0.0 if b"ended" in said else 0.5)
            seconds = time.monotonic() - started
            is_cut_off = _is_at_its_end(connection.fileno()) and _is_at_its_end(output)
        os.close(output)
        told = {}
        for line in said.splitlines():
            told |= json.loads(line) if line.startswith(b"{") and line.endswith(b"}") else {}
        how = told.get("ended") or ended
        text = told.get("text", "")
        return Outcome(told.get("won", ""), how, text, printed, seconds, is_cut_off)

    def end(self, child, grace_s=0.0):
        """End a submission; how it had ended by then."""
        self.nursery.control.send(json.dumps({"end": child, "grace_s": grace_s}).encode())
        return self.nursery.control.recv(64).decode()


def _read(connection, output, seconds):
    """What it says, until it says how it ended or has gone, and the beginning of what it prints."""
    said, printed, waiting = b"", b"", [connection, output]
    deadline = time.monotonic() + seconds
    while connection in waiting and b"ended" not in said and len(said) < OUTPUT_KEPT:
        ready, _, _ = select.select(waiting, [], [], max(0, deadline - time.monotonic()))
        if not ready:
            break
        for source in ready:
            chunk = os.read(source, 1 << 16)
            if not chunk:
                waiting.remove(source)
            elif source == connection:
                said += chunk
            else:
                printed = (printed + chunk)[:OUTPUT_KEPT]
    return said, printed


def _is_at_its_end(descriptor):
    """Whether no process holds the other end: all that is left is read, and then there's an end."""
    os.set_blocking(descriptor, False)
    try:
        while os.read(descriptor, 1 << 16):
            continue
    except BlockingIOError:
        return False
    except ConnectionResetError:
        pass
    return True
