"""A bench whose runs cross the boundary: the check here, the code under test in a worker."""

import contextlib
import json
import marshal
import os
import secrets
import socket
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from bootcamp import errors
from bootcamp.check.bench import Bench, OnMessage, Work, ignore, placed, serve
from bootcamp.check.boundary import importer
from bootcamp.check.boundary.handles import Remote
from bootcamp.check.boundary.names import Library
from bootcamp.check.boundary.session import Session
from bootcamp.check.boundary.wire import Channel
from bootcamp.check.build import Build
from bootcamp.check.fixtures import SMALL
from bootcamp.check.isolation.nursery import Nursery
from bootcamp.check.process import KEPT, Ran, run_in_child
from bootcamp.check.raised import NAME_KEPT
from bootcamp.check.run import BoundaryFault, Result
from bootcamp.course.model import Course, Target
from bootcamp.errors import CourseError, JudgeError
from bootcamp.text import read

MOST_RESULTS = 1000  # of one file of tests
TEXT_KEPT = 2000  # characters
TEXTS = ("name", "says", "expected", "got", "difference", "error", "claim")  # of a result


class Nest:
    """The program that workers are forked from, and the next worker, ready."""

    def __init__(self, course: Course, isolated: bool) -> None:
        """Start it. Raises IsolationError where it should be isolated and can't be."""
        warm_up = course.warm_up
        command = [sys.executable, "-m", "bootcamp.check.boundary.nest", str(warm_up or "")]
        if isolated:
            answers = [course.root, course.library_root / course.library, *_hidden_data(course)]
            self._nursery: Nursery | None = Nursery.start(
                [*command, "isolated"],
                [warm_up] if warm_up else [],
                answers,
            )
            self._control = self._nursery.control
        else:
            self._nursery = None
            self._control, self._process = _started(command)
        self._spare = self._fork()

    def take(self) -> tuple[socket.socket, int]:
        """A worker that nobody has used: the connection to it, and its number."""
        taken, self._spare = self._spare, self._fork()
        self._tell(begin=taken[1])
        return taken

    def end(self, number: int) -> None:
        """Kill a worker, and whatever it started."""
        self._tell(end=number)

    def close(self) -> None:
        """End every worker, and the program."""
        self._spare[0].close()
        if self._nursery:
            self._nursery.close()
        else:
            self._control.close()
            self._process.wait(5)

    def _tell(self, **what: int) -> None:
        self._control.send(json.dumps(what).encode())

    def _fork(self) -> tuple[socket.socket, int]:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"{}"], [theirs.fileno()])
            number = self._control.recv(64)
        except OSError:
            number = b""
        if not number:
            raise JudgeError("The process that runs code under test has ended.")
        return ours, int(json.loads(number))


def _hidden_data(course: Course) -> Iterator[Path]:
    """Where the data lies by which checks score answers. Raises CourseError where some isn't."""
    for name in course.hidden:
        places = [Path(site, name) for site in sys.path]
        found = [place for place in places if place.exists()]
        if not found:
            raise CourseError(
                f"course.toml: `hidden` names {name}, and no installed package has that. Correct "
                "the name, or install the package: else what is submitted could see the data."
            )
        yield from found


def _started(command: list[str]) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """A program without walls, and the socket that is its standard input."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    package_root = str(Path(errors.__file__).resolve().parents[1])
    environment = {**os.environ, "PYTHONPATH": package_root}
    with theirs:
        process = subprocess.Popen(
            command, stdin=theirs.fileno(), env=environment, start_new_session=True
        )
    if ours.recv(16) != b"ready":
        raise JudgeError("The process that runs code under test didn't start.")
    return ours, process


class HostedBench(Bench):
    """Runs checks on code that isn't trusted to say how it did."""

    is_hosted = True

    def __init__(self, course: Course, workspace: Path | None, nest: Nest) -> None:
        super().__init__(course, workspace)
        self._nest = nest
        self._names = Library({name: read(path) for name, path in self.library.files()})

    def beside(self, course: Course) -> Bench:
        """A bench of the same kind, with the same workers."""
        return HostedBench(course, None, self._nest)

    def fresh_seed(self) -> int:
        """A seed that nobody knows beforehand: a table of answers is of no use."""
        return SMALL + secrets.randbelow(2**62)

    def run_on(
        self,
        build: Build,
        work: Work,
        seconds: float,
        on_message: OnMessage = ignore,
        cpu_s: float = 0.0,
    ) -> Ran:
        """Do something in a child for which the library's names are handles into a worker."""

        def in_child() -> Iterator[Result]:
            session = self._converse(build)
            importer.serve(session, self._names, self.course.library)
            yield from work(session.guarded)

        return placed(self._in_child(in_child, seconds, on_message), build, self.workspace)

    def _in_child(
        self,
        work: Callable[[], Iterator[Result]],
        seconds: float,
        on_message: OnMessage = ignore,
    ) -> Ran:
        """Do something in a child of ours that is connected to a new worker."""
        connection, number = self._nest.take()

        def unwarned() -> Iterator[Result]:
            warnings.simplefilter("ignore")  # one would print the line of ours that it is about
            yield from work()

        try:
            return run_in_child(unwarned, seconds, on_message, keep=connection.fileno())
        finally:
            connection.close()
            self._nest.end(number)

    def _converse(self, build: Build) -> Session:
        """In the child: give the worker the code under test."""
        connection = socket.socket(fileno=KEPT)
        load(connection, self.course.library, build)
        return Session(Channel(connection), self._names)

    def run_test_of(self, target: Target, build: Build, path: Path, seconds: float) -> Ran:
        """Run a learner's test in a worker, on a function that stays on our side.

        The test can tell the right function from a wrong one by what it gives, and by nothing else:
        not by watching it, so what the function is given is plain data.
        """
        if "." in target.qualname:
            raise JudgeError(f"A test of `{target.qualname}` can't cross: only one of a function.")
        code, source = marshal.dumps(self.check_code(path)), read(path)
        blank = self.library.with_stub(target)

        def in_child() -> Iterator[Result]:
            serve(self.course.library, build)
            function = unwatched(getattr(import_module(target.module), target.qualname))
            session = self._converse(blank)
            session.ask("place", target.module, target.qualname, function)
            results = session.ask("test", code, path.stem, self.fresh_seed(), source)
            yield from plain_results(results)

        return self._in_child(in_child, seconds)


def plain_results(claimed: Any) -> Iterator[Result]:
    """What a worker says of each test, as the fields that a result has and no others."""
    if not isinstance(claimed, list) or len(claimed) > MOST_RESULTS:
        raise BoundaryFault(f"expected a list of at most {MOST_RESULTS} results")
    for each in claimed:
        seconds = each.get("seconds") if isinstance(each, dict) else None
        if type(seconds) is not float or not 0 <= seconds < float("inf"):
            raise BoundaryFault("what came for a test is no result")
        result: Result = {key: str(each.get(key, ""))[:TEXT_KEPT] for key in TEXTS}
        result["name"] = result["name"][:NAME_KEPT]  # each is kept, of a thousand tests as well
        yield {**result, "passed": each.get("passed") is True, "seconds": seconds}


def unwatched(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, but given an object of a test's, which could watch it, it raises TypeError."""

    def plainly(*arguments: Any, **options: Any) -> Any:
        if _holds_object([arguments, options]):
            raise TypeError(
                f"Your test gives `{function.__name__}` an object or a function. Here a test gives "
                "numbers, text, arrays, and lists or dictionaries of these: what could watch how "
                "it computes would tell it apart from others by more than its results."
            )
        return function(*arguments, **options)

    return plainly


def _holds_object(value: Any) -> bool:
    """Whether a value that has crossed has a handle in it."""
    if isinstance(value, dict):
        return any(map(_holds_object, [*value.keys(), *value.values()]))
    if isinstance(value, list | tuple | set | frozenset):
        return any(map(_holds_object, value))
    if isinstance(value, slice):
        return any(map(_holds_object, (value.start, value.stop, value.step)))
    return isinstance(value, Remote)


def load(connection: socket.socket, library: str, build: Build) -> None:
    """Give a worker where to print and the code under test."""
    with contextlib.suppress(OSError):  # a worker that is gone is noticed at the first question
        socket.send_fds(connection, [b"!"], [1])
    modules = [[name, made.path, made.is_package] for name, made in build.items()]
    code = [marshal.dumps(made.code) for made in build.values()]
    Channel(connection).send({"library": library, "modules": modules}, code)
