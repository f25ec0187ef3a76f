"""What isolation adds to a fork of a warm process, with PyTorch loaded.

    python benchmarks/isolated_fork.py [--runs 50] [--json]

Both are measured in the same nursery: a plain fork whose child says a byte and ends, and a ward
that is forked, confined, says a byte and is ended. The clock runs until nothing of it is left.
"""

import argparse
import json
import os
import runpy
import socket
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bootcamp.check.isolation.nursery import Nursery
from bootcamp.check.isolation.wards import Limits, Wards, memory_under

HERE = Path(__file__).resolve()
LABELS = {
    "plain_ms": "plain fork",
    "isolated_ms": "isolated fork",
    "look_ms": "one look at what wards use",
}
WARM_UP = HERE.parent / "torch_course" / "course" / "warm_up.py"


def plain() -> None:
    """Fork, hear from the child, wait for its end."""
    outlet, inlet = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(inlet, b"!")
        os._exit(0)
    os.read(outlet, 1)
    os.waitpid(child, 0)
    os.close(outlet)
    os.close(inlet)


def isolated(wards: Wards) -> None:
    """The same with a ward."""
    outlet, inlet = os.pipe()
    child = wards.fork(Limits(), [inlet])
    if child == 0:
        os.write(3, b"!")
        os._exit(0)
    os.read(outlet, 1)
    wards.end(child)
    os.close(outlet)
    os.close(inlet)


def measure(runs: int, work: Callable[..., object], *arguments: object) -> list[float]:
    """Milliseconds of a call, elapsed (the median) and of the processor (the mean)."""
    times, before = [], os.times()
    for _ in range(runs):
        started = time.perf_counter()
        work(*arguments)
        times.append(1000 * (time.perf_counter() - started))
    used = sum(os.times()[:4]) - sum(before[:4])  # ours and our children's
    return [round(statistics.median(times), 2), round(1000 * used / runs, 2)]


def measure_inside(runs: int) -> None:
    """In the nursery: measure, and send what was found."""
    control = socket.socket(fileno=0)
    wards = Wards()
    runpy.run_path(str(WARM_UP))
    isolated(wards)
    control.send(b"ready")
    found = {
        "plain_ms": measure(runs, plain),
        "isolated_ms": measure(runs, isolated, wards),
        "look_ms": measure(runs, memory_under, [os.getpid()]),
    }
    control.send(json.dumps(found).encode())


def main() -> None:
    """Start a nursery that measures, and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return measure_inside(options.runs)
    started = time.perf_counter()
    command = [sys.executable, str(HERE), "--inside", "--runs", str(options.runs)]
    with Nursery.start(command, [HERE.parent]) as nursery:
        ready_s = time.perf_counter() - started
        found = json.loads(nursery.control.recv(1000))
    found = {"runs": options.runs, "start_s": round(ready_s, 2), **found}
    if options.json:
        print(json.dumps(found))
    else:
        print(f"start of a nursery, PyTorch warm: {found['start_s']:.1f} s")
        for name, label in LABELS.items():
            elapsed, used = found[name]
            print(f"{label}, median of {options.runs}: {elapsed:.1f} ms, processor {used:.1f} ms")
    return None


if __name__ == "__main__":
    main()
