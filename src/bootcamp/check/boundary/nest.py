"""The program that workers are forked from: warm, and with no check and no reference in it.

    python -m bootcamp.check.boundary.nest WARM_UP [--isolated]

Its standard input is a socket. A message with a connection attached asks for a worker on that
connection, and is answered with its number; a message with a number ends that worker. When the
socket closes, everything ends.
"""

import json
import os
import runpy
import signal
import socket
import sys
from typing import NoReturn

from bootcamp.check.boundary import worker
from bootcamp.check.process import limit


def main() -> None:
    """Warm up and fork, until the judge is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.argv[1]:
        runpy.run_path(sys.argv[1])
    control = socket.socket(fileno=0)
    workers: set[int] = set()
    control.send(b"ready")
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1024, 1)
        if not message:
            break
        if descriptors:
            child = os.fork()
            if child == 0:
                be_worker(control, descriptors[0])
            os.close(descriptors[0])
            workers.add(child)
            control.send(json.dumps(child).encode())
        else:
            end(number := json.loads(message))
            workers.discard(number)
    for child in workers:
        end(child)


def be_worker(control: socket.socket, descriptor: int) -> NoReturn:
    """Serve one connection and go. Never returns."""
    try:
        os.setsid()
        os.dup2(descriptor, 3)
        control.close()
        nothing = os.open(os.devnull, os.O_RDWR)
        for place in (0, 1, 2):
            os.dup2(nothing, place)
        os.closerange(4, 1024)
        limit()
        worker.run(socket.socket(fileno=3))
    finally:
        os._exit(0)


def end(child: int) -> None:
    """Kill a worker and what it started, and wait for it."""
    for kill in (os.killpg, os.kill):
        try:
            kill(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    os.waitpid(child, 0)


if __name__ == "__main__":
    main()
