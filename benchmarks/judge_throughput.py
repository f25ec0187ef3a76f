"""Verdicts on others' code per second, behind both walls, beside what one would use instead.

    python benchmarks/judge_throughput.py [--verdicts 100] [--json]

Each of two judges, a core for each, gives verdicts on the same right answer as fast as it can.
Beside it, in the same run: `python -m pytest` of the same check, cold, in bubblewrap; and for the
numpy exercise otter-grader and nbgrader grading the same function, each in an environment that is
made under `benchmarks/.peers` the first time. CPU time is that of all processes concerned; of cold
pytest's, without bubblewrap itself.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import peers

from bootcamp import splice
from bootcamp.check.client import Judge
from bootcamp.course.read import find_course, read_course
from bootcamp.workspace.folder import Workspace

CASES = {"numpy": "multiply", "torch": "squared_distances"}
JUDGES = 2
RUNS = 5  # of each peer, after one that warms up
TICKS = os.sysconf("SC_CLK_TCK")


def processes_below(root: int) -> list[int]:
    """A process and all of its descendants."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            text = Path("/proc", name, "stat").read_text()
        except OSError:
            continue
        parents[int(name)] = int(text.rpartition(")")[2].split()[1])
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def cpu_s(root: int) -> float:
    """CPU seconds of a process, its descendants, and those of them that have ended."""
    total = 0
    for process in processes_below(root):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / TICKS


def answered(name: str, folder: Path) -> Workspace:
    """A workspace in which the exercise is written, right."""
    workspace = Workspace.create(folder, read_course(find_course()))
    file, target = workspace.file(name), workspace.exercise(name).target
    assert file
    assert target
    text = splice.replace(file.read_text(), target.qualname, workspace.reference(name))
    file.write_text(text)
    return workspace


def give_verdicts(judge: Judge, name: str, count: int) -> None:
    for _ in range(count):
        verdict = judge.check(name, hosted=True)
        assert verdict.passed, verdict


def measure_ours(name: str, count: int, judges: int, folder: Path) -> tuple[float, float]:
    """Verdicts per second, and CPU milliseconds for each."""
    workspace = answered(name, folder)
    root = workspace.course.root
    opened = [Judge.start(root, workspace.root, isolated=True) for _ in range(judges)]
    cores = sorted(os.sched_getaffinity(0))
    for number, judge in enumerate(opened):
        os.sched_setaffinity(judge.pid, {cores[number % len(cores)]})
        give_verdicts(judge, name, 5)
    threads = [threading.Thread(target=give_verdicts, args=[j, name, count]) for j in opened]
    before, started = cpu_s(os.getpid()), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed_s, used_s = time.perf_counter() - started, cpu_s(os.getpid()) - before
    for judge in opened:
        judge.close()
    done = count * judges
    return done / elapsed_s, 1000 * used_s / done


def timed(command: list[str], **options: Any) -> tuple[float, float]:
    """Seconds and CPU milliseconds of a command: medians, after a run that warms up.

    A shell around the command counts the CPU time: behind bubblewrap's walls nobody else can.
    """
    seconds, cpu_ms = [], []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
        assert done.returncode == 0, done.stdout + done.stderr
        seconds.append(time.perf_counter() - started)
        of_children = done.stderr.splitlines()[-1]  # as in 0m1.036s 0m0.120s
        parts = re.findall(r"(\d+)m([\d.]+)s", of_children)
        assert len(parts) == 2, of_children
        cpu_ms.append(sum(60_000 * int(minutes) + 1000 * float(rest) for minutes, rest in parts))
    return statistics.median(seconds[1:]), statistics.median(cpu_ms[1:])


def counted(command: list[str]) -> list[str]:
    """The command in a shell that says at the end what CPU time it took."""
    return ["/bin/bash", "-c", '"$@"; code=$?; times >&2; exit $code', "bash", *command]


def measure_cold_pytest(name: str) -> tuple[float, float]:
    """`python -m pytest` of the same check on the library, in bubblewrap, each time from cold."""
    course = read_course(find_course())
    path = course.exercises[name].path
    bubblewrap = shutil.which("bwrap") or "bwrap"
    walls = [bubblewrap, "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    walls += ["--tmpfs", "/tmp", "--unshare-all", "--die-with-parent"]
    pytest = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(path.parent)]
    pytest += ["-p", "bootcamp.check.pytest_fixtures", "-p", "no:cacheprovider", str(path)]
    environment = {**os.environ, "PYTHONPATH": str(course.library_root)}
    subprocess.run(pytest, env=environment, check=True, capture_output=True)  # all is compiled then
    return timed([*walls, *counted(pytest)], env=environment)


def measure(kind: str, verdicts: int) -> dict[str, float]:
    """One row of the table."""
    name = CASES[kind]
    with tempfile.TemporaryDirectory() as folder:
        per_core, _ = measure_ours(name, verdicts, 1, Path(folder) / "one")
        per_s, ours_cpu_ms = measure_ours(name, verdicts, JUDGES, Path(folder) / "two")
    cold_s, cold_cpu_ms = measure_cold_pytest(name)
    row = {
        "ours_per_s": per_s,
        "ours_per_s_and_core": per_core,
        "ours_cpu_ms": ours_cpu_ms,
        "cold_pytest_s": cold_s,
        "cold_pytest_cpu_ms": cold_cpu_ms,
        "ratio": cold_cpu_ms / ours_cpu_ms,
    }
    if kind == "numpy":
        for peer, prepare in peers.PEERS.items():
            with tempfile.TemporaryDirectory() as folder:
                command, options = prepare(Path(folder))
                row[f"{peer}_s"], row[f"{peer}_cpu_ms"] = timed(counted(command), **options)
                row[f"{peer}_ratio"] = row[f"{peer}_cpu_ms"] / ours_cpu_ms
    return {key: round(value, 2) for key, value in row.items()}


def main() -> None:
    """Measure both kinds and print them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--verdicts", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # cold, but not compiled anew each time
    rows = {kind: measure(kind, options.verdicts) for kind in CASES}
    for kind, row in rows.items():
        told = ", ".join(f"{key} {value:g}" for key, value in row.items())
        print(f"{kind}: {told}", file=sys.stderr if options.json else sys.stdout)
    if options.json:
        print(json.dumps(rows))


if __name__ == "__main__":
    main()
