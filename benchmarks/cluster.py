"""A throw-away PostgreSQL cluster that can be killed and started again."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

START_SECONDS = 30


def programs() -> Path:
    """Where PostgreSQL's programs are."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)
    )
    if not found:
        raise SystemExit("This needs PostgreSQL: apt-get install postgresql")
    return found[-1]


class Cluster:
    """A cluster in a folder of its own, on a socket."""

    def __init__(self) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="groundup-postgres."))
        self.bin = programs()
        if os.getuid() == 0:  # PostgreSQL doesn't run as root
            shutil.chown(self.place, "postgres", "postgres")
        self.url = f"postgres://groundup@/groundup?host={self.place}"
        self._run("initdb", "-D", f"{self.place}/data", "-U", "groundup", "-A", "trust")
        self.start()
        self._run("createdb", "-h", str(self.place), "-U", "groundup", "groundup")

    def _run(self, program: str, *words: str, check: bool = True) -> int:
        user = "postgres" if os.getuid() == 0 else None
        command = [str(self.bin / program), *words]
        done = subprocess.run(command, user=user, cwd=self.place, capture_output=True, check=False)
        if check and done.returncode:
            raise SystemExit(f"{program} failed: {done.stderr.decode()}")
        return done.returncode

    def start(self) -> None:
        """Start it, also while processes of the one before are still ending."""
        options = f"-c listen_addresses='' -k {self.place} -c max_connections=100"
        words = [
            "-D",
            f"{self.place}/data",
            "-w",
            "-l",
            f"{self.place}/log",
            "-o",
            options,
            "start",
        ]
        deadline = time.monotonic() + START_SECONDS
        while self._run("pg_ctl", *words, check=False):
            if time.monotonic() > deadline:
                raise SystemExit(f"PostgreSQL doesn't start: see {self.place}/log")
            time.sleep(0.1)  # the killed one's processes end by themselves

    def kill(self) -> None:
        """`kill -9` its first process."""
        first = (self.place / "data" / "postmaster.pid").read_text().splitlines()[0]
        os.kill(int(first), signal.SIGKILL)

    def close(self) -> None:
        """End it and remove all of it."""
        self._run("pg_ctl", "-D", f"{self.place}/data", "-m", "immediate", "stop", check=False)
        shutil.rmtree(self.place, ignore_errors=True)
