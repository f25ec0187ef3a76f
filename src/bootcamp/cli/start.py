"""`bootcamp start`: one process with the judge, the watcher, the page and one screen."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from bootcamp.check.client import Judge
from bootcamp.cli import interrupt
from bootcamp.cli.clean import echo
from bootcamp.cli.programs import are_written
from bootcamp.cli.screen import Screen
from bootcamp.cli.show import exercise_lines, near, prose, put, verdict_lines
from bootcamp.course.read import find_course, read_course
from bootcamp.elsewhere import follow_others
from bootcamp.errors import NoWorkspaceError
from bootcamp.session import Session
from bootcamp.subscription import Event
from bootcamp.workspace.folder import STATE, Workspace
from bootcamp.workspace.lock import Lock
from bootcamp.workspace.update import is_behind

DEFAULT_FOLDER = Path("work")


def run_start(folder: Path, port: int, browser: bool) -> None:
    """Open or make the workspace and stay until the learner leaves."""
    workspace, welcome = open_or_make(folder)
    news = "\n".join(filter(None, [welcome, news_of(workspace), way_to_commands()]))
    lock = Lock(workspace.root)
    lock.take()
    try:
        with leaving_quietly(), Judge.start(workspace.course.root, workspace.root) as judge:
            session = Session(workspace, judge)
            with site(session, port) as url:
                lock.tell(judge.address, url)
                if browser and url:
                    open_browser(url)
                with watching(session):
                    stay(session, url, news)
    finally:
        lock.release()
        with contextlib.suppress(OSError):
            if sys.stdout.isatty():
                echo("\nEverything is kept. Start again, and you go on where you were.")


def open_or_make(folder: Path) -> tuple[Workspace, str]:
    """The workspace in that folder, or the one we are in; a new one where there is none.

    With a new one comes a welcome.
    """
    if (folder / STATE / "workspace.toml").is_file():
        return Workspace.open(folder), ""
    if folder == DEFAULT_FOLDER:
        with contextlib.suppress(NoWorkspaceError):
            return Workspace.locate(Path.cwd()), ""
    workspace = Workspace.create(folder, read_course(find_course(), problems=[]))
    definitions = len(are_written(workspace))
    welcome = (
        f"Welcome. Your workspace is {workspace.root}: a library of your own, in which "
        f"{definitions} definitions are yours to write.\n"
        "Open that folder in your editor. Each time you save, what you wrote is checked.\n"
        "Nothing leaves this machine, and nothing you write is ever lost."
    )
    return workspace, welcome


def way_to_commands() -> str:
    """How `bootcamp` is typed in another terminal; "" where that works as it is."""
    if shutil.which("bootcamp"):
        return ""
    folder = Path(sys.executable).parent
    if (folder / "activate").is_file():
        return (
            f"Commands such as `bootcamp hint` work in another terminal after "
            f"`source {near(folder / 'activate')}`."
        )
    return f"In another terminal, type {near(folder / 'bootcamp')} for `bootcamp`."


@contextlib.contextmanager
def leaving_quietly() -> Iterator[None]:
    """A closed terminal or a polite kill end the session as Ctrl-C does."""
    before = {s: signal.signal(s, interrupt) for s in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def site(session: Session, port: int) -> Iterator[str]:
    """The page, at its address."""
    from bootcamp.web.serve import serve

    server = serve(session, port=port)
    try:
        yield server.url
    finally:
        server.close()


@contextlib.contextmanager
def watching(session: Session) -> Iterator[None]:
    """The watcher, and what hears of other commands, each in a thread of its own."""
    import watchfiles  # noqa: F401 -- what is missing is said here, not in the thread

    stop = threading.Event()
    threads = [
        threading.Thread(target=session.watch, args=[stop], daemon=True),
        threading.Thread(target=follow_others, args=[session, stop], daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(3)


def open_browser(url: str) -> None:
    """Open the page where there is a screen to open it on."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform == "darwin":
        threading.Thread(target=webbrowser.open, args=[url], daemon=True).start()


def news_of(workspace: Workspace) -> str:
    """What the learner should know of the workspace before anything else."""
    news = []
    if workspace.attempts.set_aside:
        news.append(f"Your attempts were damaged; they are kept in {workspace.attempts.set_aside}.")
    if is_behind(workspace):
        news.append("The course is newer than your files: `bootcamp update` brings it in.")
    return "\n".join(news)


def stay(session: Session, url: str, news: str) -> None:
    """One screen with one thing to do, or plain lines where there is no terminal."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        Screen(session, url, news).run()
    else:
        if url:
            echo(f"The page is at {url}")
        for line in news.splitlines():
            put(prose(line))
        follow(session)


def run_watch(session: Session) -> None:
    """Check what is saved and print it, until Ctrl-C."""
    current = session.current()
    if current:
        put(exercise_lines(session, current.name))
    with leaving_quietly(), watching(session):
        follow(session)


def follow(session: Session) -> None:
    """Print what happens, line by line."""
    subscription = session.subscribe()
    echo("Watching your files. Ctrl-C ends it.")
    try:
        while True:
            event = subscription.get(timeout=1)  # a signal that woke another thread is seen then
            if event:
                tell(event)
    finally:
        subscription.close()


def tell(event: Event) -> None:
    """Print one event."""
    if event.kind == "saved":
        echo(f"      {event.text}")
    elif event.verdict and event.kind != "changed":
        put(verdict_lines(event.verdict))
    elif event.kind == "progress":
        echo(f"      {event.text}")
    sys.stdout.flush()
