"""Workers on two machines with one PostgreSQL between them, and one of the machines lost.

The second machine is a network, a host name, processes and a disk of its own: it reaches the
database by TCP, and sees neither the first one's folder nor its processes.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from .test_serve import SECRET, wait_until

pytestmark = [pytest.mark.machines, pytest.mark.isolation]
NETWORK, FIRST, SECOND = "groundup-2", "10.77.43.1", "10.77.43.2"
PORT, HOST = 54329, "second-machine"
SLOW = (
    'def double(x):\n    """Twice x."""\n    import time\n\n    time.sleep(0.4)\n    return 2 * x\n'
)
SUBMITS = """
import sys
from datetime import date
from bootcamp.web.host import make_tables, ready
ready(); make_tables()
from bootcamp.web.cohort.domain.submission import enqueue
from bootcamp.web.cohort.models import Cohort, Membership, Person
cohort, _ = Cohort.objects.get_or_create(
    slug="c", defaults={"title": "C", "start": date(2026, 5, 25), "end": date(2026, 7, 3)})
for name in sys.argv[2:]:
    person = Person.objects.create_user(f"{name}@example.org", seed=1)
    Membership.objects.create(person=person, cohort=cohort, role="participant")
    enqueue("double", sys.argv[1], {}, actor=person)
"""


def run(*command):
    subprocess.run(command, check=True, capture_output=True, timeout=60)


@pytest.fixture
def network():
    """A pair of cards, one in this machine and one in the other."""
    with contextlib.suppress(subprocess.CalledProcessError):
        run("ip", "netns", "del", NETWORK)  # of a run that was killed
    run("ip", "netns", "add", NETWORK)
    try:
        run("ip", "link", "add", "gu-1", "type", "veth", "peer", "name", "gu-2")
        run("ip", "link", "set", "gu-2", "netns", NETWORK)
        run("ip", "addr", "add", f"{FIRST}/24", "dev", "gu-1")
        run("ip", "link", "set", "gu-1", "up")
        inside = ("ip", "netns", "exec", NETWORK, "ip")
        run(*inside, "addr", "add", f"{SECOND}/24", "dev", "gu-2")
        run(*inside, "link", "set", "gu-2", "up")
        yield
    finally:
        run("ip", "netns", "del", NETWORK)


@pytest.fixture
def database(network, tmp_path_factory):
    """A PostgreSQL that listens on the first machine's card."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    place = Path("/tmp") / f"groundup-machines-{os.getpid()}"
    place.mkdir()
    shutil.chown(place, "postgres", "postgres")
    as_postgres = {"user": "postgres", "cwd": place, "check": True, "capture_output": True}
    options = f"-c listen_addresses={FIRST} -c port={PORT} -k {place}"
    try:
        subprocess.run(
            [programs / "initdb", "-D", "data", "-U", "groundup", "-A", "trust"], **as_postgres
        )
        with (place / "data/pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.77.43.0/24 trust\n")
        start = ["pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start"]
        subprocess.run([programs / start[0], *start[1:]], **as_postgres)
        yield f"postgres://groundup@{FIRST}:{PORT}/postgres"
    finally:
        stop = [programs / "pg_ctl", "-D", "data", "-m", "immediate", "stop"]
        subprocess.run(stop, **as_postgres | {"check": False})
        shutil.rmtree(place)


@pytest.fixture
def environment(database, tiny, tmp_path):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BOOTCAMP_D")}
    given = {"DATABASE_URL": database, "BOOTCAMP_SECRET_KEY": SECRET}
    settings = {"DJANGO_SETTINGS_MODULE": "bootcamp.web.host_settings"}
    return {**kept, **given, **settings, "BOOTCAMP_DATA": str(tmp_path / "data")}


@contextlib.contextmanager
def worker(environment, tmp_path, machine=""):
    """A worker here, or on the other machine, where the first one's folder is empty."""
    command = [sys.executable, "-m", "bootcamp", "worker"]
    if machine:
        first = tmp_path / "data"
        first.mkdir(exist_ok=True)
        (first / "of-the-first").touch()
        there = f"hostname {machine}; mount -t tmpfs none {first}; test ! -e {first}/of-the-first"
        apart = ["unshare", "--uts", "--pid", "--fork", "--kill-child", "--mount", "--mount-proc"]
        command = ["ip", "netns", "exec", NETWORK, *apart, "sh", "-c", f'{there} && exec "$@"', "-",
                   *command]  # fmt: skip
    with open(tmp_path / f"log{machine}", "w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(30)


def submit(environment, code, *names):
    subprocess.run([sys.executable, "-c", SUBMITS, code, *names], env=environment, check=True)


def rows(environment):
    """Of each submission who had it, how it stands, and the outcomes that came of it."""
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        return connection.execute(
            "SELECT split_part(worker, ':', 1), s.state, (SELECT string_agg(outcome, ',') "
            "FROM cohort_attempt a WHERE a.person_id = s.person_id) FROM cohort_submission s"
        ).fetchall()


def test_two_machines_share_the_work_and_one_that_is_lost_loses_nothing(environment, tmp_path):
    submit(environment, SLOW, *(f"a{number}" for number in range(8)))
    with worker(environment, tmp_path) as first, worker(environment, tmp_path, HOST) as second:
        wait_until(lambda: {row[1] for row in rows(environment)} == {"done"}, 90)
        assert {row[1:] for row in rows(environment)} == {("done", "passed")}
        who = {row[0] for row in rows(environment)}
        assert HOST in who
        assert len(who) == 2
        submit(environment, SLOW, *(f"b{number}" for number in range(4)))
        wait_until(lambda: (HOST, "taken", None) in rows(environment), 30)
        second.send_signal(signal.SIGKILL)  # all of the machine goes with it
        second.wait(30)
        began = time.monotonic()
        wait_until(lambda: {row[1] for row in rows(environment)} == {"done"}, 60)
        assert time.monotonic() - began > 5  # what it had was waited for: a lease has to end
        assert {row[1:] for row in rows(environment)} == {("done", "passed")}
        assert first.poll() is None
