"""Writers, and those who kill what they write to."""

import asyncio
import os
import random
import secrets
import signal
from collections import Counter

from cluster import Cluster
from cohort_client import Server, Traffic, answer, ask, until_ready
from cohort_rows import Learner, attempt

WRITERS = 12


class Deaths:
    """Kills processes at random, and brings back what nobody else brings back."""

    def __init__(self, server: Server, cluster: Cluster) -> None:
        self.server, self.cluster = server, cluster
        self.counts = {"web": 0, "helper": 0, "database": 0}

    async def strike(self, what: str) -> None:
        """One `kill -9`."""
        self.counts[what] += 1
        if what == "database":
            self.cluster.kill()
            await asyncio.to_thread(self.cluster.start)
            return
        while not (there := self._processes(what)):
            await asyncio.sleep(0.2)  # the one that was killed last is being started again
        os.kill(random.choice(there), signal.SIGKILL)

    def _processes(self, what: str) -> list[int]:
        helpers = self.server.processes("bootcamp tick")
        if what == "helper":
            return helpers
        return [process for process in self.server.processes() if process not in helpers]


async def write(learners: list[Learner], waves: dict[str, str], stop: asyncio.Event) -> list[str]:
    """One writer: pushes attempts, and answers for its learners; again until it is acknowledged."""
    acknowledged: list[str] = []
    ignored = Traffic()
    for number in range(10**9):
        learner = learners[number % len(learners)]
        pushed = attempt(secrets.randbits(60))
        body = {"attempts": [pushed], "marks": []}
        while (await ask("POST", "/api/push", key=learner.key, form=body)).status != 200:
            await asyncio.sleep(0.2)
        acknowledged.append(pushed["code_hash"])
        if number < len(learners):
            cookies = f"groundup_session={learner.cookie}"
            while not await answer(learner, waves[learner.cohort], cookies, ignored):
                await asyncio.sleep(0.2)
            acknowledged.append(f"answer:{learner.person}")
        if stop.is_set():
            break
    return acknowledged


async def faults(
    learners: list[Learner], waves: dict[str, str], deaths: Deaths, kills: int
) -> list[str]:
    """Writers write while processes die; what was acknowledged."""
    stop = asyncio.Event()
    writers = [
        asyncio.create_task(write(learners[number::WRITERS], waves, stop))
        for number in range(WRITERS)
    ]
    kinds = ["database"] * (kills // 5) + ["helper"] * (kills // 5)
    kinds += ["web"] * (kills - len(kinds))
    random.shuffle(kinds)
    for kind in kinds:
        await asyncio.sleep(random.uniform(0.5, 1.5))
        await deaths.strike(kind)
    await until_ready()
    stop.set()
    return [name for done in await asyncio.gather(*writers) for name in done]


def count(acknowledged: list[str]) -> dict[str, int]:
    """How many acknowledged writes aren't there, and how many are there twice."""
    from django.db import connection

    from bootcamp.web.cohort.models import Attempt, Response

    connection.close()  # the database has died meanwhile
    hashes = [name for name in acknowledged if not name.startswith("answer:")]
    there = Counter(
        Attempt.objects.filter(code_hash__in=hashes).values_list("code_hash", flat=True)
    )
    responses = Counter(
        f"answer:{person}"
        for person in Response.objects.filter(wave__state="open").values_list(
            "membership__person", flat=True
        )
    )
    there.update(responses)
    return {
        "lost": sum(name not in there for name in acknowledged),
        "doubled": sum(many > 1 for many in there.values()),
    }
