"""From a learner's file to a verdict. Runs in the warm process; executes nothing but in a child."""

import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bootcamp import splice
from bootcamp.check.asserts import compile_check
from bootcamp.check.build import Build, Library, read_source
from bootcamp.check.diagnose import Signature, Signatures, recognised, signature
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.check.process import Ran, run_in_child
from bootcamp.check.run import BrokenCheckError, Result, run_tests
from bootcamp.check.source import inspect_source
from bootcamp.course.model import Course, ExerciseEntry, MistakeEntry, Target
from bootcamp.errors import BootcampError, CourseError, SourceError
from bootcamp.verdict import Failure, Location, TestResult, Verdict, picture_from_json
from bootcamp.workspace.overlay import Overlay, put_first

Tell = Callable[[str], None]  # hears how a long run is getting on


class Bench:
    """What every kind of exercise is judged with: a course, a workspace, and warm processes."""

    def __init__(self, course: Course, workspace: Path | None) -> None:
        self.course = course
        self.workspace = workspace
        self.library = Library(course, workspace)
        cache = workspace / ".bootcamp" / "cache" if workspace else None
        self.signatures = Signatures(cache)
        self._checks: dict[tuple[Path, str], Any] = {}

    def check_code(self, path: Path) -> Any:
        """The compiled tests of a file."""
        source = read_source(path)
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
        seed: int = PUBLIC_SEED,
        cpu_s: float = 0.0,
        is_brief: bool = False,
    ) -> Ran:
        """Run a file's tests on a build of the library, in a child.

        `is_brief`: only until one fails. `cpu_s`: see `run_in_child`.
        """
        code = self.check_code(path)
        where = str(self.workspace or "")

        def work() -> Iterator[Result]:
            serve(self.course.library, build)
            for result in run_tests(code, path.stem, where, seed):
                yield result
                if is_brief and not result["passed"]:
                    return

        return run_in_child(work, seconds, cpu_s=cpu_s)


def serve(library: str, build: Build) -> None:
    """In a child: let imports of the library come from this build."""
    for name in [n for n in sys.modules if n.partition(".")[0] == library]:
        del sys.modules[name]
    importlib.invalidate_caches()
    put_first(Overlay(library, build.get))


def judge_exercise(bench: Bench, exercise: ExerciseEntry) -> Verdict:
    """The verdict on a function, method or class that the learner wrote."""
    target = target_of(exercise)
    refused = inspect_source(bench.library, exercise, target)
    if refused:
        return refused
    try:
        build = bench.library.stack(target)
    except SourceError as error:
        return _other_file_broken(bench, exercise, target, str(error))
    ran = bench.run(build, exercise.path, exercise.seconds)
    verdict = located(bench, target, verdict_of(exercise, ran))
    if verdict.outcome not in ("failed", "import"):
        return verdict
    alone_build = bench.library.alone(target)
    if alone_build == build:  # nothing else is written: once is enough
        return diagnosed(bench, exercise, target, verdict, ran.messages)
    alone = bench.run(alone_build, exercise.path, exercise.seconds)
    if verdict_of(exercise, alone).passed:
        return _blame(bench, exercise, target, verdict)
    verdict = located(bench, target, verdict_of(exercise, alone))
    return diagnosed(bench, exercise, target, verdict, alone.messages)


def located(bench: Bench, target: Target, verdict: Verdict) -> Verdict:
    """The verdict with the learner's definition as its place, where no line of theirs raised."""
    if verdict.failure is None or verdict.failure.where:
        return verdict
    source = bench.library.learners_source(target)
    line = splice.find(splice.parse(source, target.file), target.qualname).lineno
    place = Location(target.file, line, source.splitlines()[line - 1].strip())
    return replace(verdict, failure=replace(verdict.failure, where=place))


def target_of(exercise: ExerciseEntry) -> Target:
    """What the exercise is about. Raises CourseError where it says nothing."""
    if exercise.target is None:
        raise CourseError(f"{exercise.name} doesn't say what it implements.")
    return exercise.target


def verdict_of(exercise: ExerciseEntry, ran: Ran) -> Verdict:
    """What one run of the tests came to, before anything is said of why."""
    tests = tuple(TestResult(m["name"], m["passed"], m["seconds"]) for m in ran.messages)
    failed = [m for m in ran.messages if not m["passed"]]
    failure = failure_of(failed[0]) if failed else None
    common: dict[str, Any] = {
        "tests": tests,
        "failure": failure,
        "output": ran.output,
        "seconds": round(ran.seconds, 3),
    }
    name = exercise.name
    if any(m.get("error") in ("MemoryError", "_ArrayMemoryError") for m in failed):
        ran.ended = "memory"
    if ran.ended == "timeout":
        text = f"Stopped after {exercise.seconds:g} s: is there a loop that doesn't end?"
        return Verdict(name, "timeout", text, **common)
    if ran.ended == "memory":
        text = "Stopped: it wanted more than 2 GiB of memory. Does something grow in a loop?"
        return Verdict(name, "memory", text, **common)
    if ran.ended != "done":
        return _ended_early(name, ran.ended, common)
    if failed:
        count = f"{len(tests) - len(failed)} of {len(tests)} tests pass."
        return Verdict(name, "failed", count, **common)
    if not tests:
        return Verdict(name, "broken", "The exercise's file holds no test: tell its author.")
    return Verdict(name, "passed", f"All {len(tests)} tests pass.", **common)


def _ended_early(name: str, ended: str, common: dict[str, Any]) -> Verdict:
    if ended.startswith(BrokenCheckError.__name__):
        text = f"The exercise's own file is at fault: {ended.partition(': ')[2]} Tell its author."
        return Verdict(name, "broken", text, **common)
    kind, colon, text = ended.partition(": ")
    if colon and kind.isidentifier():
        return Verdict(name, "import", f"The code can't be imported: {ended}", **common)
    text = f"The check didn't finish: {ended}. Is there an exit() in the code?"
    return Verdict(name, "ended", text, **common)


def failure_of(result: Result) -> Failure:
    """A failing test's plain data as a Failure."""
    where, picture = result.get("where"), result.get("picture")
    fields = ("says", "expected", "got", "difference", "error", "claim")
    return Failure(
        test=result["name"],
        where=Location(**where) if where else None,
        picture=picture_from_json(picture) if picture else None,
        **{field: result.get(field, "") for field in fields},
    )


def diagnosed(
    bench: Bench,
    exercise: ExerciseEntry,
    target: Target,
    verdict: Verdict,
    results: list[Result],
) -> Verdict:
    """The verdict, with the sentence of the known mistake that this run fails like."""
    if verdict.outcome != "failed":
        return verdict
    number = recognised(signature(results), known_signatures(bench, exercise, target))
    return verdict if number is None else replace(verdict, mistake=exercise.mistakes[number].says)


def known_signatures(bench: Bench, exercise: ExerciseEntry, target: Target) -> dict[int, Signature]:
    """How each known mistake fails, by its number; those that can't be run are left out."""
    texts = [read_source(exercise.path), bench.library.reference_source(target)]
    found = {}
    for number, mistake in enumerate(exercise.mistakes):

        def find(mistake: MistakeEntry = mistake) -> Signature | None:
            try:
                build = bench.library.with_mistake(target, mistake)
            except BootcampError:
                return None
            ran = bench.run(build, exercise.path, exercise.seconds)
            return signature(ran.messages) if ran.ended == "done" else None

        if known := bench.signatures.get([*texts, str(number)], find):
            found[number] = known
    return found


def _blame(bench: Bench, exercise: ExerciseEntry, target: Target, verdict: Verdict) -> Verdict:
    guilty = []
    for other in bench.library.written(besides=target):
        assert other.target is not None
        build = bench.library.stack_without(target, other.target)
        if verdict_of(exercise, bench.run(build, exercise.path, exercise.seconds)).passed:
            guilty.append(other.target.qualname)
    who = " and ".join(f"your `{name}`" for name in guilty) or "other code of yours"
    text = f"It passes alone, but fails on {who}. Look there first."
    return replace(verdict, outcome="stack", says=text, blames=tuple(guilty))


def _other_file_broken(
    bench: Bench, exercise: ExerciseEntry, target: Target, error: str
) -> Verdict:
    ran = bench.run(bench.library.alone(target), exercise.path, exercise.seconds)
    verdict = verdict_of(exercise, ran)
    if not verdict.passed:
        return diagnosed(bench, exercise, target, verdict, ran.messages)
    text = f"It passes alone, but another file of yours can't be read: {error}."
    return replace(verdict, outcome="stack", says=text)
