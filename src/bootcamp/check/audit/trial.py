"""What the judge does for an audit: look at how a check uses its target, and try variants on it."""

import ast
import importlib
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bootcamp import splice
from bootcamp.check.audit.adversaries import noted_by, observed_text
from bootcamp.check.bench import Bench, serve
from bootcamp.check.build import Build, target_of
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.check.hostile import run_check
from bootcamp.check.judge import verdict_of
from bootcamp.check.kinds import measure
from bootcamp.check.process import run_in_child
from bootcamp.check.run import Result, run_tests
from bootcamp.course.model import ExerciseEntry
from bootcamp.errors import BootcampError
from bootcamp.text import read

FRESH_SEED = PUBLIC_SEED + 1  # what a table of answers for the public seed doesn't know
PATIENCE = 20  # times as long as the reference takes, a variant may compute
LEAST_S = 1.0


def answer(
    bench: Bench, hosted: Bench, exercise: ExerciseEntry, request: dict[str, Any]
) -> dict[str, Any]:
    """The reply to a request of an audit: `look`, `try` or `differ`."""
    match request["step"]:
        case "look":
            return look(bench, hosted, exercise)
        case "try":
            return attempt(bench, exercise, request["text"], request["took"], request["seed"])
        case "differ":
            return differ(bench, exercise, request["text"], request["seconds"])
    raise BootcampError(f"An audit has no step {request['step']!r}.")


def look(bench: Bench, hosted: Bench, exercise: ExerciseEntry) -> dict[str, Any]:
    """The reference's own verdicts, the CPU time it takes, and how the check calls it.

    It must pass across the boundary, with a fresh seed and with the public one.
    """
    _import_what_it_needs(bench, exercise)
    build = bench.library.reference()
    for place, seed in ((hosted, FRESH_SEED), (bench, FRESH_SEED), (bench, PUBLIC_SEED)):
        ran = run_check(place, build, exercise, exercise.seconds, seed=seed)
        verdict = verdict_of(exercise, ran)
        if not verdict.passed:
            says = verdict.failure.says if verdict.failure else verdict.says
            return {"refused": f"The check rejects the reference with the seed {seed}: {says}"}
    return {"refused": "", "took": ran.seconds, "observed": _observed(bench, exercise)}


def _observed(bench: Bench, exercise: ExerciseEntry) -> dict[str, Any]:
    target = target_of(exercise)
    definition = splice.extract(bench.library.reference_source(target), target.qualname)
    build = bench.library.with_definition(target, observed_text(definition))
    code = bench.check_code(exercise.path)
    *owners, _ = target.qualname.split(".")

    def work() -> Iterator[Result]:
        serve(bench.course.library, build)
        for _ in run_tests(code, exercise.name, "", PUBLIC_SEED):
            continue
        owner: Any = sys.modules[target.module]
        for name in owners:
            owner = getattr(owner, name)
        for name, noted in noted_by(owner, definition):
            yield {"name": name, "noted": {depth: asdict(x) for depth, x in noted.items()}}

    ran = run_in_child(work, exercise.seconds)
    if ran.ended != "done":
        raise BootcampError(f"{exercise.name} can't be observed: {ran.ended}.")
    return {message["name"]: message["noted"] for message in ran.messages}


def _import_what_it_needs(bench: Bench, exercise: ExerciseEntry) -> None:
    """Import here, once, what the check imports and neither the course nor the tool brings."""
    for node in ast.parse(read(exercise.path)).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        for name in names:
            if name.partition(".")[0] not in (bench.course.library, "bootcamp"):
                importlib.import_module(name)


def attempt(
    bench: Bench, exercise: ExerciseEntry, text: str, took: float, seed: int
) -> dict[str, Any]:
    """Whether the check rejects a variant, and by what: a test, `timeout`, `import`, ...

    `took`: how many seconds the check takes on the reference. A variant that runs too long, wants
    too much memory or ends the process is rejected, too.
    """
    build = bench.library.with_definition(target_of(exercise), text)
    limit = max(LEAST_S, PATIENCE * took)
    ran = run_check(bench, build, exercise, exercise.seconds, seed=seed, cpu_s=limit, is_brief=True)
    verdict = verdict_of(exercise, ran)
    if verdict.outcome == "broken":
        raise BootcampError(verdict.says)
    if not verdict.passed:
        test = verdict.failure.test if verdict.failure else ""
        return {"killed_by": test if verdict.outcome == "failed" else verdict.outcome}
    if exercise.kind == "Experiment" and not _reaches_target(bench, exercise, build):
        return {"killed_by": "measure"}
    return {"killed_by": ""}


def _reaches_target(bench: Bench, exercise: ExerciseEntry, build: Build) -> bool:
    """Whether the median over the seeds does: one seed at a time, until it can't change."""
    enough = exercise.seeds // 2 + 1
    counts = {True: 0, False: 0}
    for seed in range(exercise.seeds):
        counts[measure(bench, exercise, build, [seed], lambda text: None).passed] += 1
        if max(counts.values()) == enough:
            break
    return counts[True] >= enough


def differ(bench: Bench, exercise: ExerciseEntry, text: str, seconds: float) -> dict[str, Any]:
    """Inputs on which a variant's outcome differs from the reference's; {} where none are found.

    What is found is looked for a second time: on a busy machine a call may seem not to end.
    """
    from bootcamp.check.differ import find_difference

    found = find_difference(bench, exercise, text, seconds)
    found = found and find_difference(bench, exercise, text, seconds)
    return {"inputs": found.inputs, "expected": found.expected, "got": found.got} if found else {}
