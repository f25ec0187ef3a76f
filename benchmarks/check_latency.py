"""From a file being saved to the verdict, warm, beside `python -m pytest` of the same check, cold.

    python benchmarks/check_latency.py [--saves 200] [--json]

The learner's file is saved by turns with a right answer, a known mistake and an unknown one. The
clock runs from just before the file is written until the session's verdict is there: through the
watcher, the judge and the database, as in `bootcamp start`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bootcamp import splice
from bootcamp.check.client import Judge
from bootcamp.course.read import find_course, read_course
from bootcamp.session import Session
from bootcamp.workspace.folder import Workspace

HERE = Path(__file__).resolve().parent
COLD_RUNS = 5
CASES = {
    "numpy": (find_course(), "multiply"),
    "torch": (HERE / "torch_course" / "course", "standardise"),
}


def answers(workspace: Workspace, name: str) -> list[str]:
    """The right answer, a known mistake, and a wrong answer that nobody foresaw."""
    exercise = workspace.exercise(name)
    right = workspace.reference(name)
    mistake = exercise.mistakes[0]
    return [
        right,
        right.replace(mistake.find, mistake.instead),
        right.replace("return ", "return 1.5 * ", 1),
    ]


def measure_saves(root: Path, name: str, saves: int, folder: Path) -> list[float]:
    """Milliseconds from save to verdict, once per save."""
    workspace = Workspace.create(folder, read_course(root))
    file = workspace.file(name)
    target = workspace.exercise(name).target
    times = []
    with Judge.start(root, workspace.root) as judge:
        session = Session(workspace, judge)
        stop = threading.Event()
        watcher = threading.Thread(target=session.watch, args=[stop])
        watcher.start()
        time.sleep(1)  # the watcher has looked at the folder by then: nothing tells when
        subscription = session.subscribe()
        texts = [
            splice.replace(file.read_text(), target.qualname, text)
            for text in answers(workspace, name)
        ]
        for count in range(saves + len(texts)):  # the first of each kind warm up
            text = f"{texts[count % len(texts)]}\n# save {count}\n"
            started = time.perf_counter()
            file.write_text(text)
            while not ((event := subscription.get(timeout=30)) and event.verdict):
                continue
            if count >= len(texts):
                times.append((time.perf_counter() - started) * 1000)
            time.sleep(0.06)  # nobody saves again at once
        stop.set()
        watcher.join()
    return times


def measure_cold(root: Path, name: str) -> float:
    """Milliseconds of `python -m pytest` of the same check, a new process each time."""
    path = read_course(root).exercises[name].path
    library = str(read_course(root).library_root)
    conftest = HERE.parent / "courses" / "conftest.py"
    times = []
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull]
    command += [
        "--rootdir",
        str(path.parent),
        "-p",
        "bootcamp.check.pytest_fixtures",
        "-p",
        "no:cacheprovider",
        str(path),
    ]
    assert conftest.is_file()
    environment = {**os.environ, "PYTHONPATH": library}
    for _ in range(COLD_RUNS + 1):
        started = time.perf_counter()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        times.append((time.perf_counter() - started) * 1000)
        assert " passed" in done.stdout, done.stdout + done.stderr
    return statistics.median(times[1:])


def measure(kind: str, saves: int) -> dict[str, float]:
    """One row of the table."""
    root, name = CASES[kind]
    with tempfile.TemporaryDirectory() as folder:
        times = sorted(measure_saves(root, name, saves, Path(folder) / "work"))
    cold = measure_cold(root, name)
    p50 = statistics.median(times)
    return {
        "p50_ms": round(p50, 1),
        "p95_ms": round(times[int(0.95 * len(times))], 1),
        "cold_pytest_ms": round(cold, 1),
        "ratio": round(cold / p50, 1),
        "samples": len(times),
    }


def main() -> None:
    """Measure both kinds and print them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # cold, but not compiled anew each time
    rows = {kind: measure(kind, options.saves) for kind in CASES}
    for kind, row in rows.items():
        print(
            f"{kind}: p50 {row['p50_ms']} ms, p95 {row['p95_ms']} ms over {row['samples']} saves; "
            f"cold pytest {row['cold_pytest_ms']} ms; {row['ratio']} times faster",
            file=sys.stderr if options.json else sys.stdout,
        )
    if options.json:
        print(json.dumps(rows))


if __name__ == "__main__":
    main()
