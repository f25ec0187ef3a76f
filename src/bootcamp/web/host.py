"""The cohort's server: gunicorn for the pages, beside it processes for mail and for judging."""

import contextlib
import gc
import os
import socket
import subprocess
import sys
import threading
import time
from typing import Any

from bootcamp.errors import BootcampError, IsolationError

THREADS = 4  # in each process
TICK_SECONDS = 5.0
SECRET_LENGTH = 32


def ready() -> None:
    """Set Django up, or say what is missing in the environment."""
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    from bootcamp.web.host_settings import DEFAULT_SECRET

    try:
        secret = settings.SECRET_KEY
    except (ImproperlyConfigured, ValueError) as error:
        raise BootcampError(f"The settings can't be read: {error}.") from error
    if not settings.IS_DEVELOPERS and (secret == DEFAULT_SECRET or len(secret) < SECRET_LENGTH):
        got = "none" if secret == DEFAULT_SECRET else f"one of {len(secret)}"
        raise BootcampError(
            f"Expected a secret of {SECRET_LENGTH} characters or more in BOOTCAMP_SECRET_KEY, got "
            f"{got}. Make one: `python3 -c 'import secrets; print(secrets.token_urlsafe(48))'`. "
            "Keep it somewhere safe, and set it each time: what is sealed with it can't be opened "
            "without it."
        )
    if "sqlite3" in settings.DATABASES["default"]["ENGINE"]:
        try:
            settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise BootcampError(
                f"The folder {settings.DATA} can't be made: {error.strerror}. Name another in "
                "BOOTCAMP_DATA."
            ) from error
    django.setup()


def make_tables() -> None:
    """Bring the database's tables up to this version."""
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        raise BootcampError(
            f"The database can't be used: {str(error).strip()}. Look at DATABASE_URL, or at the "
            "folder in BOOTCAMP_DATA."
        ) from error


def run(host: str, port: int, processes: int, judges: int, *, demo: bool = False) -> None:
    """Serve until told to stop."""
    expect_free(host, port)
    make_tables()
    if demo:
        from bootcamp.web.cohort.domain.demo import make_demo

        make_demo()
    beside = [["tick", "--every", str(TICK_SECONDS)], *[["worker"]] * _judges(judges)]
    helpers = [Helper(words) for words in beside]
    stop = threading.Event()
    threading.Thread(target=keep_up, args=[helpers, stop], daemon=True).start()
    print(f"Serving on http://{host}:{port}/  (Ctrl-C ends it)", flush=True)
    try:
        _gunicorn(host, port, processes)
    finally:
        stop.set()
        for helper in helpers:
            helper.end()


def expect_free(host: str, port: int) -> None:
    """Raise where somebody else listens there, or nobody can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise BootcampError(
                f"{host}:{port} can't be listened on: {error.strerror}. Choose another port: "
                f"`bootcamp serve --port {port + 1}`, or `make cohort PORT={port + 1}`."
            ) from error


def _judges(wanted: int) -> int:
    """How many judges can be had here; without isolation none, and that is said."""
    from bootcamp.check.isolation.offers import require

    try:
        if wanted:
            require()
    except IsolationError as error:
        print(f"Code submitted on a page waits for a judge elsewhere: {error}", flush=True)
        return 0
    return wanted


class Helper:
    """A process beside the server that ends when the server does, however that ends."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.process: subprocess.Popen[bytes] | None = None
        self.begun_at = 0.0

    def keep_up(self) -> None:
        """Start it, or start it again a few seconds after it died."""
        is_dead = self.process is None or self.process.poll() is not None
        if is_dead and time.monotonic() - self.begun_at > TICK_SECONDS:
            self.begun_at = time.monotonic()
            command = [sys.executable, "-m", "bootcamp", *self.words]
            environment = {**os.environ, "GROUNDUP_ENDS_WITH_INPUT": "1"}
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)

    def end(self) -> None:
        """Close what it waits for, and wait a moment."""
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(3)
        self.process.kill()
        self.process.wait()
        assert self.process.stdin
        self.process.stdin.close()


def keep_up(helpers: list[Helper], stop: threading.Event) -> None:
    """Keep them running until `stop` is set."""
    for helper in helpers:
        helper.begun_at = -2 * TICK_SECONDS
    while not stop.is_set():
        for helper in helpers:
            helper.keep_up()
        stop.wait(1)


def end_with_input() -> None:
    """End this process when whoever started it is gone: its standard input closes then."""
    if os.environ.get("GROUNDUP_ENDS_WITH_INPUT") != "1":
        return

    def wait() -> None:
        while os.read(0, 1024):
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def _gunicorn(host: str, port: int, processes: int) -> None:
    from gunicorn.app.base import BaseApplication

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            chosen: dict[str, Any] = {
                "bind": f"{host}:{port}",
                "workers": processes,
                "worker_class": "gthread",
                "threads": THREADS,
                "timeout": 60,
                "graceful_timeout": 10,
                "max_requests": 20_000,
                "max_requests_jitter": 2_000,
                "loglevel": "warning",
                "proc_name": "groundup",
                "forwarded_allow_ips": "127.0.0.1",
            }
            for name, value in chosen.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from bootcamp.web.cohort.domain.course import handed_out
            from bootcamp.web.wsgi import application

            handed_out()  # read before anybody waits for it
            gc.collect()
            gc.freeze()  # what is there for good isn't searched for garbage, again and again
            gc.set_threshold(20_000)  # else a page over many rows is interrupted ten times for it
            return application

    Site().run()


def do_due(every: float | None) -> None:
    """Do what is due, once or again and again."""
    from django.db import DatabaseError, close_old_connections

    from bootcamp.web.cohort.domain.due import do_due as do_all

    end_with_input()
    while True:
        try:
            do_all()
        except DatabaseError as error:
            if every is None:
                raise BootcampError(f"The database can't be used: {error}.") from error
            print(f"tick: {type(error).__name__}, tried again in {every:g} s", file=sys.stderr)
        if every is None:
            return
        close_old_connections()
        time.sleep(every)  # what is due is due by the clock: nobody calls
