"""How long the server takes for a lesson's page: median and 95th percentile, first request apart.

The longest lesson of the course, in a workspace made for it, asked for over a real connection.
"""

import argparse
import json
import statistics
import tempfile
import time
import urllib.request
from pathlib import Path

from bootcamp.check.client import Judge
from bootcamp.course.read import find_course, read_course
from bootcamp.session import Session
from bootcamp.web.serve import serve
from bootcamp.workspace.folder import Workspace


def seconds_of(url: str) -> float:
    """The time from asking to the last byte."""
    begun = time.perf_counter()
    with urllib.request.urlopen(url) as response:
        response.read()
    return time.perf_counter() - begun


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    course = read_course(find_course())
    lesson = max(course.lessons, key=lambda found: len(found.body))
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "work", course)
        with Judge.start(course.root, workspace.root) as judge:
            server = serve(Session(workspace, judge), port=8600)
            url = f"{server.url}lesson/{lesson.chapter}/{lesson.name}/"
            first = seconds_of(url)
            times = sorted(seconds_of(url) for _ in range(options.requests))
            server.close()
    found = {
        "lesson": lesson.name,
        "requests": len(times),
        "first_ms": round(1000 * first, 1),
        "p50_ms": round(1000 * statistics.median(times), 1),
        "p95_ms": round(1000 * times[int(0.95 * len(times))], 1),
    }
    print(
        json.dumps(found)
        if options.json
        else "{lesson}: median {p50_ms} ms, p95 {p95_ms} ms over {requests} requests "
        "(the first took {first_ms} ms)".format(**found)
    )


if __name__ == "__main__":
    main()
