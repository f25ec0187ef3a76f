"""A cohort's server under load and under `kill -9`, with PostgreSQL: real servers, real HTTP.

    python benchmarks/cohort_load.py [--seconds 60] [--kills 50] [--json]

1. 300 learners, each reading a page, pushing an attempt or answering a form every five seconds.
2. Every page alone, as each role, on an idle server, over 100,000 attempts and 5,100 responses;
   a report on them.
3. Writers push attempts and answer forms while web processes, helpers and the database are killed
   at random: every write that was acknowledged is there, and none twice.

The clients run on the same machine, and take their share of it.
"""

import argparse
import asyncio
import json
import os
import random
import secrets
import shutil
import statistics
import tempfile
import time
from typing import Any

from cluster import Cluster
from cohort_client import Server, Traffic, answer, ask, percentile, until_ready
from cohort_faults import Deaths, count, faults
from cohort_pages import fill_rest, pages
from cohort_rows import Learner, attempt, fill

THINK_SECONDS = 5.0  # between two requests of a learner, on average
PAGES = ("/c/{slug}/", "/c/{slug}/programme/", "/learn/", "/learn/lesson/autograd/slopes/")


async def learn(
    learner: Learner, waves: dict[str, str], pages: list[str], until: float, seen: Traffic
) -> None:
    """One learner: read, push, and once answer what their cohort is asked."""
    draw = random.Random(learner.key)
    cookies = f"groundup_session={learner.cookie}"
    await asyncio.sleep(draw.uniform(0, THINK_SECONDS))
    has_answered = False
    while time.monotonic() < until:
        choice = draw.random()
        if choice < 0.5:
            path = draw.choice(pages).replace("{slug}", learner.cohort)
            await seen.count("read", ask("GET", path, cookies), (200,))
        elif choice < 0.9 or has_answered:
            body = {"attempts": [attempt(draw.getrandbits(60))], "marks": []}
            await seen.count("push", ask("POST", "/api/push", key=learner.key, form=body), (200,))
        else:
            await answer(learner, waves[learner.cohort], cookies, seen)
            has_answered = True
        await asyncio.sleep(draw.expovariate(1 / THINK_SECONDS))


async def load(learners: list[Learner], waves: dict[str, str], seconds: float) -> dict[str, Any]:
    """The traffic of all learners for so long."""
    seen, until = Traffic(), time.monotonic() + seconds
    await asyncio.gather(*(learn(learner, waves, PAGES, until, seen) for learner in learners))
    everything = [ms for each in seen.ms.values() for ms in each]
    return {
        "requests": len(everything),
        "per_s": len(everything) / seconds,
        "p50_ms": statistics.median(everything),
        "p95_ms": percentile(everything, 0.95),
        "errors": len(seen.errors),
        "kinds": {kind: of_kind(ms) for kind, ms in sorted(seen.ms.items())},
        "first_errors": seen.errors[:5],
    }


def of_kind(ms: list[float]) -> dict[str, float]:
    """The figures of one kind of request."""
    return {
        "count": len(ms),
        "p50_ms": statistics.median(ms),
        "p95_ms": percentile(ms, 0.95),
    }


def report_seconds(slug: str) -> float:
    """From a cohort's tables to the report's page and bundle."""
    from django.utils import timezone

    from bootcamp.report.build import report_of
    from bootcamp.report.bundle import bundle_of
    from bootcamp.report.spec import shipped_spec, shipped_text
    from bootcamp.web.cohort.domain.rows import rows_of
    from bootcamp.web.cohort.models import Cohort

    today = timezone.now().date()
    started = time.perf_counter()
    rows = rows_of(Cohort.objects.get(slug=slug), today)
    bundle_of(report_of(rows, shipped_spec("seed"), today, "public"), shipped_text("seed"))
    return time.perf_counter() - started


def measure(seconds: float, kills: int) -> dict[str, Any]:
    """All of it, on a cluster and a server of its own."""
    cluster = Cluster()
    environment = {
        "DATABASE_URL": cluster.url,
        "BOOTCAMP_SECRET_KEY": secrets.token_urlsafe(48),
        "BOOTCAMP_DATA": tempfile.mkdtemp(prefix="groundup-load."),
        "DJANGO_SETTINGS_MODULE": "bootcamp.web.host_settings",
    }
    os.environ.update(environment)
    from bootcamp.web.host import make_tables, ready

    ready()
    make_tables()
    learners, waves, staff = fill()
    server = Server(dict(os.environ))
    try:
        asyncio.run(until_ready())
        found: dict[str, Any] = {"load": asyncio.run(load(learners, waves, seconds))}
        cookies = {**staff, "participant": learners[0].cookie}
        found["pages_ms"] = asyncio.run(pages(cookies, fill_rest("cohort0")))
        found["report_s"] = report_seconds("cohort0")
        deaths = Deaths(server, cluster)
        acknowledged = asyncio.run(faults(learners, waves, deaths, kills))
        known = {"acknowledged": len(acknowledged), "kills": deaths.counts}
        found["faults"] = {**known, **count(acknowledged)}
    finally:
        server.close()
        cluster.close()
        shutil.rmtree(environment["BOOTCAMP_DATA"], ignore_errors=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.seconds, asked.kills)
    flat = {
        "p50_ms": found["load"]["p50_ms"],
        "p95_ms": found["load"]["p95_ms"],
        "errors": found["load"]["errors"],
        "lost": found["faults"]["lost"],
        "doubled": found["faults"]["doubled"],
        **found,
    }
    if asked.json:
        print(json.dumps(flat))
        return
    under = found["load"]
    print(f"{under['per_s']:.0f} requests a second, {under['errors']} errors")
    for kind, row in {**under["kinds"], "all": {**under, "count": under["requests"]}}.items():
        print(
            f"{kind:10} {row['count']:6}  p50 {row['p50_ms']:5.0f} ms  p95 {row['p95_ms']:5.0f} ms"
        )
    slowest = sorted(found["pages_ms"].items(), key=lambda each: -each[1])
    print(f"{len(slowest)} pages, the slowest of them:")
    for page, ms in slowest[:10]:
        print(f"page {ms:6.0f} ms  {page}")
    print(f"report: {found['report_s']:.1f} s")
    print(f"faults: {found['faults']}")


if __name__ == "__main__":
    main()
