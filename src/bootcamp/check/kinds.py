"""The kinds of exercise that are not a function: questions, tests, experiments."""

import itertools
import math
import os
import random
import statistics
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from bootcamp import splice
from bootcamp.author import Question
from bootcamp.check.bench import Bench
from bootcamp.check.build import Build, target_of
from bootcamp.check.judge import (
    Tell,
    judge_exercise,
    located,
    verdict_of,
)
from bootcamp.check.process import Ran
from bootcamp.check.run import Guard, Result, load_check
from bootcamp.course.model import ExerciseEntry
from bootcamp.errors import BootcampError, CourseError, SourceError
from bootcamp.numerals import exact, rounded
from bootcamp.syntax import compiled
from bootcamp.text import read
from bootcamp.verdict import Failure, Verdict

GUESSES = 8  # runs of a test on a host, after one on each: a test that guesses is right 1 in 256


def judge_test(bench: Bench, exercise: ExerciseEntry) -> Verdict:
    """The verdict on a test that the learner wrote: it must accept the reference alone.

    Which run is on the reference is drawn anew each time, so that a test which tells runs apart, by
    their order or their age, but not functions, can only guess. On a host it has to guess often.
    """
    assert bench.workspace is not None
    path = bench.workspace / exercise.learner_file
    if unwritten := _unwritten_test(exercise, path):
        return unwritten
    accepted, right = set[int](), None
    for draw in _drawn_runs(len(exercise.mistakes), GUESSES if bench.is_hosted else 0):
        while draw:
            number = draw.pop()
            ran = _run_test(bench, exercise, path, number)
            verdict = verdict_of(exercise, ran)
            if number is None and not verdict.passed:
                return _not_accepted(exercise, verdict, ran)
            if number is None:
                right = verdict
            elif verdict.passed:
                accepted.add(number)
            elif verdict.outcome == "timeout" and right is None:
                draw.append(None)  # now, as well: one that never ends takes no time for each
        if accepted:
            break
    assert right is not None  # the reference is in the first draw
    count = len(exercise.mistakes)
    if not accepted:
        return replace(
            right, says=f"It accepts the right answer and rejects all {count} wrong ones."
        )
    first = min(accepted)
    says = (
        f"It accepts the reference, but also wrong answer {first + 1} of {count}. "
        "Which case would tell them apart?"
    )
    return replace(right, outcome="failed", says=says, mistake=exercise.mistakes[first].says)


def _run_test(bench: Bench, exercise: ExerciseEntry, path: Path, mistake: int | None) -> Ran:
    """Run a learner's test on one of the mistakes, or on the reference."""
    target, library = target_of(exercise), bench.library
    if mistake is None:
        build = library.reference()
    else:
        build = library.with_mistake(target, exercise.mistakes[mistake])
    return bench.run_test_of(target, build, path, exercise.seconds)


def _unwritten_test(exercise: ExerciseEntry, path: Path) -> Verdict | None:
    """What can be said of a learner's test without running it; None where it can be run."""
    name = exercise.name
    try:
        tree = splice.parse(read(path), exercise.learner_file)
        compiled(tree, exercise.learner_file)
    except SourceError as error:
        outcome = "syntax" if path.is_file() else "unreadable"
        return Verdict(name, outcome, f"{error} `bootcamp reset {name}` puts the stub back.")
    tests = [node for n, node in splice.definitions(tree) if n.startswith("test_")]
    if not tests and any("test_" in n for n, _ in splice.definitions(tree)):
        says = "Write your tests as functions `test_...` of the file itself, outside of any class."
        return Verdict(name, "blank", says)
    if not tests or all(map(splice.is_blank, tests)):
        return Verdict(name, "blank", f"{exercise.learner_file} is waiting for your test.")
    return None


def _drawn_runs(mistakes: int, guesses: int) -> Iterator[list[int | None]]:
    """What a test is run on: mistakes by their numbers, None for the reference.

    First on each once, in any order. Then, as often as it would have to guess, on the reference or
    on a mistake, as a coin falls.
    """
    drawn = random.SystemRandom()
    each: list[int | None] = [None, *range(mistakes)]
    yield drawn.sample(each, len(each))
    yield [drawn.choice((None, drawn.randrange(mistakes))) for _ in range(guesses)]


def _not_accepted(exercise: ExerciseEntry, verdict: Verdict, ran: Ran) -> Verdict:
    """The verdict on a test that fails on the reference."""
    if verdict.outcome == "broken":
        says = f"Your test can't be run: {ran.ended.partition(': ')[2] or 'it holds no test'}"
        return replace(verdict, outcome="failed", says=says)
    name = target_of(exercise).qualname
    says = f"Your test must accept the right `{name}`, and doesn't. {verdict.says}"
    return replace(verdict, says=says)


def judge_experiment(bench: Bench, exercise: ExerciseEntry, tell: Tell) -> Verdict:
    """The verdict on a program: its tests, then the median of its metric over fresh seeds."""
    tell(f"0 of {exercise.seeds + 1}: running its tests")
    tested = judge_exercise(bench, exercise)
    if not tested.passed:
        return tested
    tell(f"1 of {exercise.seeds + 1}: its tests pass")
    build = bench.library.stack(target_of(exercise))
    seeds = [int.from_bytes(os.urandom(4), "little") for _ in range(exercise.seeds)]
    verdict = measure(bench, exercise, build, seeds, tell)
    return located(bench, target_of(exercise), verdict)


def measure(
    bench: Bench, exercise: ExerciseEntry, build: Build, seeds: list[int], tell: Tell
) -> Verdict:
    """Run an experiment on a build of the library with these seeds."""
    code = bench.check_code(exercise.path)

    def work(guarded: Guard) -> Iterator[Result]:
        namespace, _ = load_check(code, exercise.name)
        for seed in seeds:
            measured = guarded(partial(namespace["measure"], seed))
            yield {"metric": float(measured()), "seed": seed}

    done = itertools.count(2)

    def on_message(message: dict[str, Any]) -> None:
        found = f"{exercise.metric} {message['metric']:.4f} with seed {message['seed']}"
        tell(f"{next(done)} of {len(seeds) + 1}: {found}")

    ran = bench.run_on(build, work, exercise.seconds, on_message)
    if ran.ended not in ("done", "timeout", "memory") and ": " in ran.ended:
        kind, _, text = ran.ended.partition(": ")
        failure = Failure(test="measure", says=f"{kind}: {text}", error=kind)
        says = "The experiment stopped with an error."
        return Verdict(exercise.name, "failed", says, failure=failure, output=ran.output)
    if ran.ended != "done":
        return verdict_of(exercise, Ran([], ran.output, ran.ended, ran.seconds))
    return _measured(exercise, [message["metric"] for message in ran.messages], seeds, ran)


def _measured(exercise: ExerciseEntry, values: list[float], seeds: list[int], ran: Ran) -> Verdict:
    """The verdict on an experiment that ran to its end."""
    worst = -math.inf if exercise.higher_is_better else math.inf
    median = statistics.median(worst if math.isnan(value) else value for value in values)
    reached = median >= exercise.goal if exercise.higher_is_better else median <= exercise.goal
    listed = ", ".join(f"{value:.4f}" for value in values)
    wanted = "at least" if exercise.higher_is_better else "at most"
    says = (
        f"{exercise.metric}: median {median:.4f} over {len(values)} fresh seeds ({listed}); "
        f"asked for: {wanted} {exact(exercise.goal)}."
    )
    return Verdict(
        exercise.name,
        "passed" if reached else "failed",
        says,
        metric=median,
        output=ran.output,
        seconds=round(ran.seconds, 3),
        details={"values": values, "seeds": seeds},
    )


def ask(bench: Bench, exercise: ExerciseEntry, learner_seeds: list[int]) -> list[dict[str, Any]]:
    """The question as each of these learners gets it, with its answer."""
    code = bench.check_code(exercise.path)
    build = bench.library.reference()

    def work(guarded: Guard) -> Iterator[Result]:
        import numpy as np

        namespace, _ = load_check(code, exercise.name)
        for learner_seed in learner_seeds:
            question: Question = namespace["question"](np.random.default_rng(learner_seed))
            yield {
                "text": question.text,
                "answer": question.answer,
                "because": question.because,
                "choices": list(question.choices),
                "tolerance": question.tolerance,
                "wrong": [[key, says] for key, says in question.wrong.items()],
            }

    ran = Bench.run_on(bench, build, work, exercise.seconds)  # it runs no code of the learner's
    if ran.ended != "done":
        raise CourseError(f"The question of {exercise.name} can't be asked: {ran.ended}.")
    return ran.messages


def judge_answer(
    bench: Bench, exercise: ExerciseEntry, answer: str | None, learner_seed: int
) -> Verdict:
    """The verdict on a number or a choice."""
    name = exercise.name
    if answer is None or not answer.strip():
        return Verdict(name, "blank", f"Waiting for an answer: `bootcamp answer {name} VALUE`.")
    question = ask(bench, exercise, [learner_seed])[0]
    try:
        given = parse_answer(answer, question["choices"])
    except BootcampError as error:
        return Verdict(name, "blank", str(error))
    right = question["answer"]
    is_right = matches(given, right, question["tolerance"])
    because = {"because": question["because"], "answer": _show(given)}
    if exercise.kind == "Predict":
        so = "and so it is" if given == right else f"it is {_show(right)}"
        says = f"You said {_show(given)}; {so}." + (" Well predicted." if is_right else "")
        return Verdict(name, "passed", says, details={**because, "right": is_right})
    if is_right:
        return Verdict(name, "passed", "That is right.", details=because)
    for wrong, says in question["wrong"]:
        if matches(given, wrong, question["tolerance"]):
            return Verdict(name, "failed", "That isn't it.", mistake=says)
    return Verdict(name, "failed", f"{_show(given)} isn't it.")


def parse_answer(answer: str, choices: list[str]) -> float | str:
    """A number, plain or as a fraction, or one of the choices. Raises BootcampError."""
    text = answer.strip().replace("−", "-")
    if choices:
        if text in choices:
            return text
        if text.isdecimal() and 1 <= int(text) <= len(choices):
            return choices[int(text) - 1]
        listed = "; ".join(f"{i}: {choice}" for i, choice in enumerate(choices, 1))
        raise BootcampError(f"Expected one of the choices, got {text[:60]!r}. Choose {listed}.")
    try:
        number = float(Fraction(text.replace(",", "."))) if "/" in text else float(text)
        if math.isfinite(number):
            return number
        raise ValueError
    except (ValueError, ZeroDivisionError, OverflowError):
        raise BootcampError(
            f"Expected a number such as 0.25, 1e-6 or 3/4, got {text[:60]!r}."
        ) from None


def matches(given: float | str, right: float | str, tolerance: float) -> bool:
    """Whether an answer counts as that one: the same choice, or a number near enough."""
    if isinstance(given, str) or isinstance(right, str):
        return given == right
    return abs(given - right) <= tolerance * max(1.0, abs(right))


def _show(value: float | str) -> str:
    return value if isinstance(value, str) else rounded(value)
