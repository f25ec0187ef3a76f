"""Find what can be tried on the answers to an exercise: what its reference passes."""

import importlib
import time
from collections.abc import Iterator

from bootcamp.check.bench import Bench, serve, texts_of
from bootcamp.check.build import Build
from bootcamp.check.diagnose import TakesLongError
from bootcamp.check.differ import note_calls
from bootcamp.check.differ.calls import Exchange
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.check.hostile.layouts import WAYS
from bootcamp.check.hostile.replay import Case, Replay
from bootcamp.check.hostile.search import InputSearch
from bootcamp.check.process import Ran, run_in_child
from bootcamp.check.run import Guard, Result
from bootcamp.course.model import ExerciseEntry
from bootcamp.errors import JudgeError
from bootcamp.text import read

FORMAT = "hostile inputs 14"  # of a plan
SECONDS = 20.0  # for finding a plan
CANT_CROSS = ("gradients",)
SHARE_FOR_IT = 0.5  # of a run's time: on a learner's machine, less is tried on a slow answer
SLOW = 0.1  # of a run's time: an answer whose tests take less, and then have no end, is stuck
BEGINS = {"begins": "hostile"}  # told once the tests have passed


def run_check(
    bench: Bench,
    build: Build,
    exercise: ExerciseEntry,
    seconds: float,
    *,
    seed: int | None = None,
    cpu_s: float = 0.0,
    is_brief: bool = False,
) -> Ran:
    """Run an exercise's tests on a build of the library; where all pass, what is hostile, too.

    Of what is hostile a result comes only where it fails; it is marked `hostile`. The rest is as in
    `Bench.run`. On a host all of it is tried, else an answer could sleep to be let off.
    """
    cases = plan_of(bench, exercise)
    if bench.is_hosted:
        cases = [case for case in cases if case["family"] not in CANT_CROSS]
    target, texts = exercise.target, texts_of(build, exercise.path)
    code, where = bench.check_code(exercise.path), str(bench.workspace or "")

    share_s = float("inf") if bench.is_hosted else SHARE_FOR_IT * seconds

    def hostile(seed: int, guarded: Guard) -> Iterator[Result]:
        assert target is not None
        yield BEGINS
        if time.process_time() > share_s:  # of this child, from its start
            return
        replay = Replay(target, code, exercise.name, where, texts)
        for result in replay.results(cases, seed, guarded):
            if not result["passed"]:
                yield {**result, "hostile": True}
            if time.process_time() > share_s:
                return

    ran = bench.run(
        build,
        exercise.path,
        seconds,
        seed=seed,
        cpu_s=cpu_s,
        is_brief=is_brief,
        then=hostile if cases else None,
    )
    return _slow_is_done(ran, seconds, is_strict=bench.is_hosted or cpu_s > 0)


def _slow_is_done(ran: Ran, seconds: float, *, is_strict: bool) -> Ran:
    """The run, which is done where the time of a slow answer ran out after its tests had passed."""
    if BEGINS not in ran.messages:
        return ran
    ran.messages.remove(BEGINS)
    took = sum(message["seconds"] for message in ran.messages)
    if ran.ended == "timeout" and not is_strict and took > SLOW * seconds:
        ran.ended = "done"
    return ran


def plan_of(bench: Bench, exercise: ExerciseEntry, seconds: float = SECONDS) -> list[Case]:
    """What is tried on each answer to the exercise: nothing where the check itself is broken.

    Raises TakesLongError where it can't be found in less than the usual time.
    """
    try:
        found = all_cases(bench, exercise, seconds)
    except JudgeError:  # the verdict says it, and `verify` does
        return []
    cases = [
        case for case in found if not case["refused"] and case["family"] not in exercise.excludes
    ]
    for case in cases:
        case["shares"] = case["shares"] or "sharing" in exercise.excludes
        case["changes"] = case["changes"] or "changed arguments" in exercise.excludes
    return cases


def all_cases(bench: Bench, exercise: ExerciseEntry, seconds: float = SECONDS) -> list[Case]:
    """What could be tried, excluded or not: found once, and remembered.

    `refused` says why the reference itself doesn't pass a case, "" where it does.
    """
    target = exercise.target
    if target is None or "." in target.qualname or exercise.kind != "Exercise":
        return []
    texts = [FORMAT, read(exercise.path), bench.library.fingerprint()]
    found = bench.signatures.get(texts, lambda: _find(bench, exercise, seconds))
    return [dict(case) for case in found or []]


def _find(bench: Bench, exercise: ExerciseEntry, seconds: float) -> list[Case] | None:
    """All cases, or those that were found in the usual time; None: it was too short for any."""
    target = exercise.target
    assert target is not None
    code = bench.check_code(exercise.path)
    build = bench.library.reference()

    def work() -> Iterator[Case]:
        serve(bench.course.library, build)
        yield from Replay(target, code, exercise.name).found(PUBLIC_SEED)
        module = importlib.import_module(target.module)
        exchange = Exchange()
        if exchange.put_into(module, target.qualname):
            note_calls(exchange, code, exercise.name, [PUBLIC_SEED], SECONDS)
            setattr(module, target.qualname, exchange.chosen)
            yield from InputSearch(exchange).cases()

    ran = run_in_child(work, seconds)
    if ran.ended not in ("done", "timeout"):
        raise JudgeError(f"What is hostile to {exercise.name} can't be found: {ran.ended}")
    if ran.ended == "timeout" and seconds < SECONDS:
        raise TakesLongError
    return ran.messages if ran.ended == "done" else ran.messages or None


def refusals(bench: Bench, exercise: ExerciseEntry) -> list[str]:
    """What doesn't hold of what an exercise excludes, each with what to do."""
    cases = all_cases(bench, exercise)
    needless = [
        f"`excludes` names `{family}`, which changes nothing here. Remove it."
        for family in exercise.excludes
        if not any(_concerns(family, case) for case in cases)
    ]
    rejected = [
        f"{case['test']} rejects the reference where every array {WAYS[case['way']].says}: "
        f"{case['refused']} Mend the library, or exclude `{case['family']}` and say so in the "
        "docstring."
        for case in cases
        if case["refused"] and case["family"] not in exercise.excludes
    ]
    return needless + rejected


def _concerns(family: str, case: Case) -> bool:
    """Whether it makes a difference for a case that a family is excluded."""
    if family == "sharing":
        return not case["shares"]
    if family == "changed arguments":
        return not case["changes"]
    return bool(case["family"] == family)
