"""From a learner's file to a verdict. Runs in the warm process; executes nothing but in a child."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bootcamp import splice
from bootcamp.check.bench import Bench
from bootcamp.check.build import mistake_of, target_of
from bootcamp.check.diagnose import (
    Signature,
    TakesLongError,
    fail_alike,
    one_of_two,
    pairs_to_try,
    recognised,
    signature,
)
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.check.hostile import plan_of, run_check
from bootcamp.check.process import TOO_LARGE, Ran
from bootcamp.check.run import BoundaryFault, BrokenCheckError, Result
from bootcamp.check.source import inspect_source, why_unreadable
from bootcamp.course.model import ExerciseEntry, Target
from bootcamp.errors import BootcampError, SourceError
from bootcamp.syntax import compiled
from bootcamp.text import read
from bootcamp.verdict import Failure, Location, TestResult, Verdict, picture_from_json

Tell = Callable[[str], None]  # hears how a long run is getting on
BLAME_SECONDS = 3.0  # for a run that is to find which function is at fault
MOST_SECONDS_OF_BLAME = 15.0  # for all of these: others wait for a judge, too
READY_SECONDS = 0.4  # for a run that nobody waits for, and that a save may have to wait for
PLAN_READY_SECONDS = 3.0  # to find what is tried: a save of that exercise waits for it anyway


def judge_exercise(bench: Bench, exercise: ExerciseEntry) -> Verdict:
    """The verdict on a function, method or class that the learner wrote."""
    target = target_of(exercise)
    refused = inspect_source(bench.library, exercise, target)
    if refused:
        return refused
    try:
        build = bench.library.stack(target)
    except SourceError as error:
        return _file_broken(bench, exercise, target, str(error))
    ran = run_check(bench, build, exercise, exercise.seconds)
    verdict = located(bench, target, verdict_of(exercise, ran))
    if verdict.passed or verdict.outcome == "broken":
        return verdict
    alone = bench.library.alone(target)
    if alone != build:  # other exercises are written, too
        has_failed = verdict.outcome in ("failed", "import")
        seconds = exercise.seconds if has_failed else min(exercise.seconds, BLAME_SECONDS)
        ran = run_check(bench, alone, exercise, seconds)
        if verdict_of(exercise, ran).passed:
            return _blame(bench, exercise, target, verdict)
        if has_failed:
            verdict = located(bench, target, verdict_of(exercise, ran))
    if changed := bench.library.changed_besides():
        build = bench.library.by_itself(target)
        if verdict_of(exercise, run_check(bench, build, exercise, BLAME_SECONDS)).passed:
            return _on_other_code(verdict, changed)
    return diagnosed(bench, exercise, target, verdict, ran.messages)


def located(bench: Bench, target: Target, verdict: Verdict) -> Verdict:
    """The verdict with the learner's definition as its place, where no line of theirs raised."""
    if verdict.failure is None or verdict.failure.where:
        return verdict
    source = bench.library.learners_source(target)
    line = splice.find(splice.parse(source, target.file), target.qualname).lineno
    place = Location(target.file, line, "")  # what stands there tells nothing
    return replace(verdict, failure=replace(verdict.failure, where=place))


def verdict_of(exercise: ExerciseEntry, ran: Ran) -> Verdict:
    """What one run of the tests came to, before anything is said of why."""
    of_tests = [m for m in ran.messages if not m.get("hostile")]
    tests = tuple(TestResult(m["name"], m["passed"], m["seconds"]) for m in of_tests)
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
        return Verdict(name, "failed", _how_many_pass(tests), **common)
    if not tests:
        return Verdict(name, "broken", "The exercise's file holds no test: tell its author.")
    return Verdict(name, "passed", f"All {len(tests)} tests pass.", **common)


def _how_many_pass(tests: tuple[TestResult, ...]) -> str:
    """Of an answer that failed; its tests may all have passed before."""
    passed = sum(test.passed for test in tests)
    if passed == len(tests):
        return f"All {passed} tests pass, but the answer fails on what the judge tries besides."
    return f"{passed} of {len(tests)} tests pass."


def _ended_early(name: str, ended: str, common: dict[str, Any]) -> Verdict:
    if ended.startswith(BrokenCheckError.__name__):
        text = f"The exercise's own file is at fault: {ended.partition(': ')[2]} Tell its author."
        return Verdict(name, "broken", text, **common)
    if ended == TOO_LARGE:
        return Verdict(name, "ended", f"The check didn't finish: {ended}.", **common)
    kind, colon, text = ended.partition(": ")
    if kind == BoundaryFault.__name__:
        text = f"The check didn't finish: {text}. Is there an exit() in the code?"
        return Verdict(name, "ended", text, **common)
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
    if bench.is_hosted:  # mistakes are known by how they fail with the public seed
        build = bench.library.alone(target)
        results = bench.run(build, exercise.path, exercise.seconds, seed=PUBLIC_SEED).messages
    mine, known = signature(results), known_signatures(bench, exercise, target)
    number = recognised(mine, known)
    if number is None:
        number = _one_of_two(bench, exercise, target, mine, known)
    return verdict if number is None else replace(verdict, mistake=exercise.mistakes[number].says)


def _one_of_two(
    bench: Bench,
    exercise: ExerciseEntry,
    target: Target,
    mine: Signature,
    known: dict[int, Signature],
) -> int | None:
    """One of two known mistakes that a run holds; what isn't clear is tried out."""
    number = one_of_two(mine, known)
    if number is not None:
        return number
    for pair in pairs_to_try(mine, known):
        with contextlib.suppress(TakesLongError):
            theirs = _known_signature(bench, exercise, target, pair, READY_SECONDS)
            if theirs and fail_alike(mine, theirs):
                return pair[0]
    return None


def known_signatures(bench: Bench, exercise: ExerciseEntry, target: Target) -> dict[int, Signature]:
    """How each known mistake fails, by its number; those that can't be run are left out."""
    found = {}
    for number in range(len(exercise.mistakes)):
        if known := _known_signature(bench, exercise, target, (number,), exercise.seconds):
            found[number] = known
    return found


def get_ready(bench: Bench, exercise: ExerciseEntry, number: int) -> None:
    """Find what is tried on a right answer, and how one known mistake fails, before it is needed.

    What takes long is left: a save may have to wait for it.
    """
    if number == 0:  # once: whoever gets ready asks for one mistake after another
        with contextlib.suppress(TakesLongError):
            plan_of(bench, exercise, PLAN_READY_SECONDS)
    with contextlib.suppress(TakesLongError):
        _known_signature(bench, exercise, target_of(exercise), (number,), READY_SECONDS)


def _known_signature(
    bench: Bench, exercise: ExerciseEntry, target: Target, numbers: tuple[int, ...], seconds: float
) -> Signature | None:
    """How known mistakes fail, made together; None where they can't be."""

    def find() -> Signature | None:
        try:
            mistakes = (mistake_of(exercise, number) for number in sorted(numbers))
            build = bench.library.with_mistake(target, *mistakes)
        except BootcampError:
            return None
        ran = bench.run(build, exercise.path, seconds, seed=PUBLIC_SEED)
        if ran.ended == "timeout" and seconds < exercise.seconds:
            raise TakesLongError
        return signature(ran.messages) if ran.ended == "done" else None

    texts = [read(exercise.path), bench.library.fingerprint()]
    return bench.signatures.get([*texts, *map(str, sorted(numbers))], find)


def _blame(bench: Bench, exercise: ExerciseEntry, target: Target, verdict: Verdict) -> Verdict:
    """The verdict where the target passes alone: which other function of theirs it fails on.

    Some may be left out where there isn't the time to try them all.
    """
    guilty = []
    seconds = min(exercise.seconds, BLAME_SECONDS)
    late = time.monotonic() + MOST_SECONDS_OF_BLAME
    for other in bench.library.written(besides=target):
        assert other.target is not None
        build = bench.library.alone_with(target, other.target)
        found = verdict_of(exercise, run_check(bench, build, exercise, seconds))
        is_slow = found.outcome == "timeout" and not found.failure  # it had less time than before
        if not found.passed and (verdict.outcome == "timeout" or not is_slow):
            guilty.append(other.target.qualname)
        if time.monotonic() > late:
            break
    return _on_other_code(verdict, guilty)


def _on_other_code(verdict: Verdict, guilty: list[str]) -> Verdict:
    who = " and ".join(f"your `{name}`" for name in guilty) or "other code of yours"
    text = f"It passes alone, but fails on {who}. Look there first."
    return replace(verdict, outcome="stack", says=text, blames=tuple(guilty))


def _file_broken(bench: Bench, exercise: ExerciseEntry, target: Target, error: str) -> Verdict:
    try:  # what is parsed may still not compile: a `return` outside of any function
        compiled(splice.parse(bench.library.learners_source(target), target.file), target.file)
    except SourceError as own:
        return Verdict(exercise.name, "syntax", why_unreadable(own))
    ran = run_check(bench, bench.library.alone(target), exercise, exercise.seconds)
    verdict = verdict_of(exercise, ran)
    if not verdict.passed:
        return diagnosed(bench, exercise, target, verdict, ran.messages)
    text = f"It passes alone, but another file of yours can't be read: {error}."
    return replace(verdict, outcome="stack", says=text)
