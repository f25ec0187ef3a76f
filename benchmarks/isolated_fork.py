"""What isolation adds to a fork of a warm process, with PyTorch loaded.

    python benchmarks/isolated_fork.py [--runs 50] [--json]

Both are measured in one nursery by turns: a plain fork whose child says a byte and ends, and a ward
that is forked, confined, says a byte and is ended. The clock runs until nothing of it is left.
"""

import argparse
import json
import os
import resource
import runpy
import socket
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bootcamp.check.isolation.memory import memory_under
from bootcamp.check.isolation.nursery import Nursery
from bootcamp.check.isolation.wards import Limits, Wards

HERE = Path(__file__).resolve()
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


def processor_s() -> float:
    """Processor time of this process and of its children that have ended."""
    each = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in each)


def measure(runs: int, works: dict[str, Callable[[], object]]) -> dict[str, dict[str, float]]:
    """Milliseconds of each, done by turns: elapsed, median and least, and of the processor."""
    elapsed: dict[str, list[float]] = {name: [] for name in works}
    used: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            started, before = time.perf_counter(), processor_s()
            work()
            elapsed[name].append(1000 * (time.perf_counter() - started))
            used[name].append(1000 * (processor_s() - before))
    return {
        name: {
            "median_ms": round(statistics.median(elapsed[name]), 2),
            "least_ms": round(min(elapsed[name]), 2),
            "cpu_ms": round(statistics.median(used[name]), 2),
        }
        for name in works
    }


def measure_inside(runs: int) -> None:
    """In the nursery: measure, and send what was found."""
    control = socket.socket(fileno=0)
    wards = Wards()
    runpy.run_path(str(WARM_UP))
    isolated(wards)
    control.send(b"ready")
    works = {
        "plain fork": plain,
        "isolated fork": partial(isolated, wards),
        "one look at what wards use": partial(memory_under, {os.getpid(): Limits().memory_bytes}),
    }
    control.send(json.dumps(measure(runs, works)).encode())


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
    with Nursery.start(command, [HERE.parent, WARM_UP]) as nursery:
        ready_s = time.perf_counter() - started
        found = json.loads(nursery.control.recv(10_000))
    found = {"runs": options.runs, "start_s": round(ready_s, 2), **found}
    if options.json:
        print(json.dumps(found))
    else:
        print(f"start of a nursery, PyTorch warm: {found['start_s']:.1f} s")
        for name in ("plain fork", "isolated fork", "one look at what wards use"):
            figures = ", ".join(f"{key} {value:.1f}" for key, value in found[name].items())
            print(f"{name}: {figures}")
    return None


if __name__ == "__main__":
    main()
