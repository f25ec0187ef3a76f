"""What every kind of exercise is judged with, and how the code under test is reached."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bootcamp.check.asserts import compile_check
from bootcamp.check.build import Build, Library
from bootcamp.check.diagnose import Signatures
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.check.process import Ran, run_in_child
from bootcamp.check.run import Guard, Result, run_tests, unguarded
from bootcamp.course.model import Course, Target
from bootcamp.text import read
from bootcamp.workspace.overlay import Overlay, forget, put_first

Work = Callable[[Guard], Iterator[Result]]  # what a child does once the library can be imported
Then = Callable[[int, Guard], Iterator[Result]]  # what follows on tests that passed, with a seed
OnMessage = Callable[[dict[str, Any]], None]


def ignore(message: dict[str, Any]) -> None:
    """Hear nothing."""


class Bench:
    """A course, a workspace, and warm processes. Here check and code share a child."""

    is_hosted = False

    def __init__(self, course: Course, workspace: Path | None) -> None:
        self.course = course
        self.workspace = workspace
        self.library = Library(course, workspace)
        cache = workspace / ".bootcamp" / "cache" if workspace else None
        self.signatures = Signatures(cache)
        self._checks: dict[tuple[Path, str], Any] = {}

    def beside(self, course: Course) -> "Bench":
        """A bench of the same kind for another library, without a workspace."""
        return Bench(course, None)

    def check_code(self, path: Path) -> Any:
        """The compiled tests of a file."""
        source = read(path)
        key = (path, source)
        if key not in self._checks:
            self._checks[key] = compile_check(source, str(path))
        return self._checks[key]

    def run(
        self,
        build: Build,
        path: Path,
        seconds: float,
        *,
        seed: int | None = None,
        cpu_s: float = 0.0,
        is_brief: bool = False,
        then: Then | None = None,
    ) -> Ran:
        """Run a file's tests on a build of the library, in a child; without a seed, our own.

        `is_brief`: only until one fails. `cpu_s`: see `run_in_child`. `then` gives further results
        where all tests pass.
        """
        code = self.check_code(path)
        where = str(self.workspace or "")
        texts = texts_of(build, path)
        seed = self.fresh_seed() if seed is None else seed

        def work(guarded: Guard) -> Iterator[Result]:
            have_passed = True
            for result in run_tests(code, path.stem, where, seed, guarded, texts):
                yield result
                have_passed &= result["passed"]
                if is_brief and not have_passed:
                    return
            if then and have_passed:
                yield from then(seed, guarded)

        return self.run_on(build, work, seconds, cpu_s=cpu_s)

    def run_test_of(self, target: Target, build: Build, path: Path, seconds: float) -> Ran:
        """Run a test that the learner wrote on a build of the library."""
        return self.run(build, path, seconds)

    def fresh_seed(self) -> int:
        """The seed of a run: on a learner's own machine the same every time."""
        return PUBLIC_SEED

    def run_on(
        self,
        build: Build,
        work: Work,
        seconds: float,
        on_message: OnMessage = ignore,
        cpu_s: float = 0.0,
    ) -> Ran:
        """Do something in a child in which the library that is imported is this build."""

        def in_child() -> Iterator[Result]:
            serve(self.course.library, build)
            yield from work(unguarded)

        ran = run_in_child(in_child, seconds, on_message, cpu_s=cpu_s)
        return placed(ran, build, self.workspace)


def placed(ran: Ran, build: Build, workspace: Path | None) -> Ran:
    """The run; where an error ended it, with the last line of the learner's that led there."""
    known = {made.path for made in build.values()}
    for file, line in reversed(ran.lines):
        if workspace and file in known and Path(file).is_relative_to(workspace):
            place = f"{Path(file).relative_to(workspace)}, line {line}"
            return replace(ran, ended=f"{ran.ended.rstrip('.')} ({place}).")
    return ran


def texts_of(build: Build, path: Path) -> dict[str, str]:
    """What a verdict may quote: the modules that were built, and the file of tests."""
    return {**{made.path: made.source for made in build.values()}, str(path): read(path)}


def serve(library: str, build: Build) -> None:
    """In a child: let imports of the library come from this build."""
    forget(library)
    put_first(Overlay(library, build.get))
