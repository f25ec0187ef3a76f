"""Prove that every check can be trusted. Each refusal says what to do next."""

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bootcamp import splice
from bootcamp.check.client import Judge
from bootcamp.check.diagnose import fail_alike
from bootcamp.check.pages import Refusal, refusals_of_page
from bootcamp.check.question_rules import question_refusals
from bootcamp.check.source import ready_made
from bootcamp.check.telling import refusals_of_imports
from bootcamp.course.lesson_file import read_text
from bootcamp.course.lookup import all_named
from bootcamp.course.model import Course, ExerciseEntry
from bootcamp.course.page import render_markdown
from bootcamp.errors import BootcampError, CourseError

RULES = {
    "format": "course.toml, front matter and exercises can be read, and have the format's fields",
    "name": "a name is a plain lower-case word or several, unique in the course, without a number",
    "link": "every exercise link leads to an exercise",
    "page": "every exercise is on exactly one page, and every page in course.toml",
    "text": "formulas can be shown, figures exist, nothing says TODO",
    "imports": "what only an answer needs is imported in the definition, not above the stub",
    "hints": "there are two or more, and no hint holds a line of the answer",
    "mistakes": "there are two or more known mistakes, each with its sentence",
    "reference": "the check accepts the reference",
    "excludes": "the reference passes what the judge tries itself, and no exclusion is needless",
    "stub": "every test fails on the stub, by the target's NotImplementedError alone",
    "alone": "the check passes where only this exercise is written and all else is blank",
    "mistake": "each known mistake fits the reference exactly once, and the check rejects it",
    "boundary": "all of it holds where check and code are in two processes, with a fresh seed",
    "alike": "no two mistakes fail alike: a learner could not be told which one it is",
    "question": "a question can be asked, and everyone's known wrong answers are wrong and differ",
}
CROSSING = "What may cross is in docs/author/format.md, under `A check that can be trusted`."
SHORTEST_TELLING_LINE = 14  # characters: `return result` gives nothing away


@dataclass(frozen=True)
class Report:
    """What `verify` found."""

    exercises: int
    lessons: int
    passed: int
    refused: list[Refusal]
    seconds: float


def verify(
    course: Course,
    names: Sequence[str] = (),
    jobs: int = 2,
    problems: Sequence[CourseError] = (),
    on_done: Callable[[str], None] = lambda name: None,
) -> Report:
    """Verify these exercises, by default all, with so many judges at a time."""
    started = time.monotonic()
    chosen = [exercise.name for exercise in all_named(course, names)]
    refused = [Refusal(p.exercise, p.rule or "format", str(p)) for p in problems]
    if not names:
        refused += itertools.chain.from_iterable(
            refusals_of_page(course, x) for x in course.lessons
        )
    refused += refusals_of_imports(course, chosen)
    found = _refusals_of_all(course, chosen, jobs, on_done)
    refused += itertools.chain.from_iterable(found.values())
    bad = {refusal.exercise for refusal in refused}
    passed = sum(name not in bad for name in chosen)
    seconds = round(time.monotonic() - started, 2)
    return Report(len(chosen), len(course.lessons), passed, refused, seconds)


def _refusals_of_all(
    course: Course, names: list[str], jobs: int, on_done: Callable[[str], None]
) -> dict[str, list[Refusal]]:
    """What doesn't hold of each exercise; so many judges share them."""
    found: dict[str, list[Refusal]] = {name: [] for name in names}
    waiting = iter(names)

    def work() -> None:
        with Judge.start(course.root, None) as judge:
            for name in waiting:  # taken one at a time: the others see what is left
                found[name] += refusals_of(course.exercises[name], course, judge)
                on_done(name)

    with ThreadPoolExecutor(jobs) as pool:
        for done in [pool.submit(work) for _ in range(min(jobs, len(names)))]:
            done.result()
    return found


def refusals_of(exercise: ExerciseEntry, course: Course, judge: Judge) -> Iterator[Refusal]:
    """Everything that doesn't hold of one exercise."""

    def no(rule: str, says: str) -> Refusal:
        return Refusal(exercise.name, rule, says)

    if not exercise.lesson:
        link = f"[{exercise.name}](exercise:{exercise.name})"
        yield no("page", f"No page links to it. Put `{link}` on a line of its own in a lesson.")
    yield from (no("hints", says) for says in _hint_refusals(exercise, course))
    lines = read_text(exercise.path, exercise.path.name).split("\n")
    if todo := [str(number) for number, line in enumerate(lines, 1) if "TODO" in line]:
        yield no("text", f"It still says TODO (line {', '.join(todo)}). Write what is asked there.")
    yield from (no("text", says) for says in _formula_refusals(exercise))
    try:
        if exercise.kind in ("Answer", "Predict"):
            yield from (no("question", says) for says in question_refusals(exercise, judge))
        else:
            yield from (no(rule, says) for rule, says in _check_refusals(exercise, course, judge))
    except BootcampError as error:
        yield no("reference", f"{error} Mend the exercise's file and verify again.")


def _formula_refusals(exercise: ExerciseEntry) -> Iterator[str]:
    for text in (exercise.text, *exercise.hints, *(m.says for m in exercise.mistakes)):
        try:
            render_markdown(text)
        except CourseError as error:
            yield f"{exercise.path.name}: {error}"


def _hint_refusals(exercise: ExerciseEntry, course: Course) -> Iterator[str]:
    if len(exercise.hints) < 2:
        yield "It has fewer than two hints. Write one that points the way, and one that goes on."
    if exercise.target is None or exercise.kind == "WriteTest":
        return
    source = read_text(course.library_root / exercise.target.file, exercise.target.file)
    stub = splice.stub(source, exercise.target.qualname)
    given = {line.strip() for line in stub.split("\n")}
    whole = splice.extract(source, exercise.target.qualname)
    for line in {line.strip() for line in whole.split("\n")} - given:
        for number, hint in enumerate(exercise.hints, 1):
            if len(line) >= SHORTEST_TELLING_LINE and line in hint:
                yield f"Hint {number} holds a line of the answer: `{line}`. Say less."


def _check_refusals(
    exercise: ExerciseEntry, course: Course, judge: Judge
) -> Iterator[tuple[str, str]]:
    if used := _ready_made_in_reference(exercise, course.library_root):
        yield "reference", f"The library's own definition uses `{used}`, which `without` forbids."
    reference = judge.run(exercise.name, {"kind": "reference"})["verdict"]
    if reference["outcome"] != "passed":
        says = (reference["failure"] or {}).get("says", reference["says"])
        yield "reference", f"The check rejects the reference: {says} Mend the check or the library."
        return
    for says in judge.ask({"do": "excludes", "name": exercise.name})["refusals"]:
        yield "excludes", says
    yield from _stub_refusals(exercise, judge)
    alone = judge.run(exercise.name, {"kind": "alone"})["verdict"]
    if alone["outcome"] != "passed":
        yield (
            "alone",
            (
                f"It fails where everything else is blank and filled in again: {alone['says']} "
                "Does the library look at its own source or its line numbers?"
            ),
        )
    hosted = judge.run(exercise.name, {"kind": "reference"}, hosted=True)["verdict"]
    if hosted["outcome"] != "passed":
        says = (hosted["failure"] or {}).get("says", hosted["says"])
        yield "boundary", f"The reference fails across the boundary: {says} {CROSSING}"
    yield from _mistake_refusals(exercise, judge)


def _ready_made_in_reference(exercise: ExerciseEntry, library_root: Path) -> str:
    if not exercise.target or not exercise.without:
        return ""
    source = read_text(library_root / exercise.target.file, exercise.target.file)
    tree = splice.parse(source, exercise.target.file)
    return ready_made(tree, splice.find(tree, exercise.target.qualname), exercise.without)


def _stub_refusals(exercise: ExerciseEntry, judge: Judge) -> Iterator[tuple[str, str]]:
    assert exercise.target is not None
    ran = judge.run(exercise.name, {"kind": "stub"})
    for result in ran["results"]:
        raised = result.get("says", "")
        if result["passed"]:
            yield (
                "stub",
                (
                    f"{result['name']} passes on the stub: it doesn't test "
                    f"`{exercise.target.qualname}`. Make it call it."
                ),
            )
        elif result.get("error") != "NotImplementedError" or exercise.target.qualname not in raised:
            yield (
                "stub",
                (
                    f"{result['name']} fails on it by {result.get('error') or 'a comparison'}, "
                    "not by the target's NotImplementedError. Call the target first, and let its "
                    "error out."
                ),
            )
    if not ran["results"]:
        yield "stub", f"The check doesn't get to its first test: {ran['verdict']['says']}"


def _mistake_refusals(exercise: ExerciseEntry, judge: Judge) -> Iterator[tuple[str, str]]:
    if len(exercise.mistakes) < 2:
        yield "mistakes", "It has fewer than two known mistakes. Which ones have you seen?"
    signatures = []
    for index, mistake in enumerate(exercise.mistakes):
        name = f"mistake {index + 1} (`{mistake.instead or mistake.find or 'whole'}`)"
        if not mistake.says.strip():
            yield "mistakes", f"{name} has no sentence. Say what is wrong."
        try:
            variant = {"kind": "mistake", "index": index}
            ran = judge.run(exercise.name, variant)
        except BootcampError as error:
            yield "mistake", f"{name}: {error}"
            continue
        outcome = ran["verdict"]["outcome"]
        if outcome == "passed":
            yield "mistake", f"The check accepts {name}. Add a test that tells it apart."
        elif outcome != "failed" and exercise.kind != "Experiment":
            yield "mistake", f"{name} doesn't fail but {outcome}s: {ran['verdict']['says']}"
        elif judge.run(exercise.name, variant, hosted=True)["verdict"]["outcome"] == "passed":
            yield "boundary", f"Across the boundary {name} passes. {CROSSING}"
        elif exercise.kind != "WriteTest" and ran["signature"]:
            signatures.append((name, ran["signature"]))
    for (one, first), (other, second) in itertools.combinations(signatures, 2):
        if fail_alike(first, second):
            yield "alike", f"{one} and {other} fail alike. Add a test that tells them apart."
