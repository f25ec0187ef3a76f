"""How long a frame of each figure that moves takes: the judge's CPU per frame, and the wait.

    python benchmarks/figure_frames.py [COURSE]

Each figure is turned through 11 positions of its first dial, three times, after a warm-up; the
figures are medians. CPU counts the judge and the child that draws.
"""

import os
import statistics
import sys
import time
from pathlib import Path

from bootcamp.check.client import Judge
from bootcamp.course.figure_file import FigureEntry, read_figures
from bootcamp.course.read import read_course

COURSE = Path(__file__).resolve().parents[1] / "courses" / "alignment"
POSITIONS, ROUNDS = 11, 3


def cpu_s(pid: int) -> float:
    """What a process and the children that it has now have computed so far."""
    ticks = 0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for number in (str(pid), *children):
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(judge: Judge, chapter: str, figure: FigureEntry) -> None:
    """Print one line."""
    last = figure.dials[0].last
    places = [last * step // (POSITIONS - 1) for step in range(POSITIONS)]
    judge.figure(chapter, figure.name, is_reference=True)
    waits, rounds = [], []
    for _ in range(ROUNDS):
        before = cpu_s(judge.pid)
        for place in places:
            started = time.perf_counter()
            judge.figure(chapter, figure.name, (place, *figure.start[1:]), is_reference=True)
            waits.append((time.perf_counter() - started) * 1000)
        rounds.append((cpu_s(judge.pid) - before) / len(places) * 1000)
    wait, cpu = statistics.median(waits), statistics.median(rounds)
    print(f"{chapter}/{figure.name}: {cpu:.0f} ms of CPU a frame, {wait:.0f} ms to wait")


def main() -> None:
    """Measure every figure that has a dial."""
    root = Path(sys.argv[1]).resolve() if sys.argv[1:] else COURSE
    with Judge.start(root, None) as judge:
        for chapter in read_course(root).chapters:
            for figure in read_figures(chapter.path).values():
                if figure.dials:
                    measure(judge, chapter.name, figure)


if __name__ == "__main__":
    main()
