"""The program that workers are forked from: warm, and with no check and no reference in it.

    python -m bootcamp.check.boundary.nest WARM_UP [isolated]

Its standard input is a socket of packets. One with a connection attached asks for a worker on that
connection, and is answered with its number; {"begin": number} says that code comes into it now, and
{"end": number} ends it. When the socket closes, everything ends.
"""

import json
import os
import runpy
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Any, Protocol

from bootcamp.check.boundary import worker
from bootcamp.check.process import limit

CONNECTION = 3  # a worker's only open file


class Forks(Protocol):
    """How workers are forked, watched and ended: confined or not."""

    def fork(self, limits: Any, keep: Sequence[int], *, is_spare: bool) -> int:
        """Fork a worker: its number, or 0 in it."""

    def begin(self, child: int) -> None:
        """Code comes into it now."""

    def wait_for(self, control: socket.socket) -> None:
        """Wait until there is something to receive."""

    def end(self, child: int) -> object:
        """Kill it and what it started."""


class Unconfined:
    """Workers on a learner's own machine: processes like any other."""

    def fork(self, limits: Any, keep: Sequence[int], *, is_spare: bool) -> int:
        """Fork a worker, which has nothing open but what it's to keep."""
        child = os.fork()
        if child == 0:
            os.setsid()
            os.dup2(keep[0], CONNECTION)
            nothing = os.open(os.devnull, os.O_RDWR)
            for place in (0, 1, 2):
                os.dup2(nothing, place)
            os.closerange(CONNECTION + 1, 1024)
            limit()
        return child

    def begin(self, child: int) -> None:
        """Nobody watches: the judge has a deadline of its own."""

    def wait_for(self, control: socket.socket) -> None:
        """There is nothing to look after meanwhile."""

    def end(self, child: int) -> None:
        """Kill a worker and what it started, and wait for it."""
        for kill in (os.killpg, os.kill):
            try:
                kill(child, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                continue
        os.waitpid(child, 0)


def confined() -> tuple[Forks, Any]:
    """Workers that can harm nobody, and what each may use."""
    from bootcamp.check.isolation.wards import Limits, Wards

    return Wards(), Limits()


def main() -> None:
    """Warm up and fork, until the judge is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.argv[1]:
        runpy.run_path(sys.argv[1])
    forks, limits = confined() if "isolated" in sys.argv[2:] else (Unconfined(), None)
    control = socket.socket(fileno=0)
    workers: set[int] = set()
    control.send(b"ready")
    while True:
        forks.wait_for(control)
        message, descriptors, _, _ = socket.recv_fds(control, 1024, 1)
        if not message:
            break
        request = json.loads(message)
        if descriptors:
            child = forks.fork(limits, descriptors, is_spare=True)
            if child == 0:
                try:
                    worker.run(socket.socket(fileno=CONNECTION))
                finally:
                    os._exit(0)
            os.close(descriptors[0])
            workers.add(child)
            control.send(json.dumps(child).encode())
        elif "begin" in request:
            forks.begin(request["begin"])
        else:
            workers.discard(request["end"])
            forks.end(request["end"])
    for child in workers:
        forks.end(child)


if __name__ == "__main__":
    main()
