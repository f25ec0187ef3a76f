"""Would the checks notice? Run each on every mutant of its reference, and look at what survives."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bootcamp import splice
from bootcamp.check.audit.adversaries import adversaries_of, is_table
from bootcamp.check.audit.equivalents import Equivalent, read_equivalents, short_hash
from bootcamp.check.audit.mutants import Mutant, mutants_of
from bootcamp.check.audit.observed import from_json
from bootcamp.check.audit.report import Audited, Report, Survivor
from bootcamp.check.audit.state import State, key
from bootcamp.check.audit.trial import FRESH_SEED
from bootcamp.check.client import Judge
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.course.lesson_file import read_text
from bootcamp.course.lookup import all_named
from bootcamp.course.model import Course, ExerciseEntry

KINDS = ("Exercise", "WriteTest", "Experiment")
SEARCH_S = 2.0  # for an input that tells a survivor from the reference
DESIGN_S = 0.5  # where the survivor is a whole other design

Task = TypeVar("Task")
Progress = Callable[[int, int, str], None]


@dataclass
class Subject:
    """An exercise under audit: its definition, and what became of each mutant."""

    exercise: ExerciseEntry
    definition: str
    basis: str  # all that a result follows from, besides the mutant
    took: float = 0.0  # seconds, the check on the reference
    refused: str = ""
    mutants: list[Mutant] = field(default_factory=list)
    killed_by: dict[Mutant, str] = field(default_factory=dict)  # "": by nothing
    differences: dict[Mutant, dict[str, str]] = field(default_factory=dict)

    @property
    def survivors(self) -> list[Mutant]:
        """The mutants that the check accepts."""
        return [mutant for mutant in self.mutants if not self.killed_by[mutant]]


def audit(
    course: Course,
    names: Sequence[str],
    jobs: int,
    state: State,
    on_progress: Progress = lambda done, total, what: None,
) -> Report:
    """Audit these exercises, by default all, with so many judges at a time."""
    started = time.monotonic()
    reasons = read_equivalents(course)
    subjects = _subjects(course, names)
    with ExitStack() as stack:
        judges = [stack.enter_context(Judge.start(course.root, None)) for _ in range(jobs)]
        auditor = Auditor(judges, state, on_progress)
        auditor.look(subjects)
        auditor.attempt(subjects)
        auditor.search(subjects, _reviewed(course, reasons))
    audited = [concluded(subject, _reviewed(course, reasons)(subject)) for subject in subjects]
    return Report(audited, round(time.monotonic() - started, 2))


def _subjects(course: Course, names: Sequence[str]) -> list[Subject]:
    chosen = all_named(course, names)
    basis = _digest([*(course.library_root / course.library).rglob("*.py"), *_own_files()])
    found = []
    for exercise in chosen:
        if exercise.kind in KINDS and exercise.target:
            source = read_text(course.library_root / exercise.target.file, exercise.target.file)
            definition = splice.extract(source, exercise.target.qualname)
            checked = basis + read_text(exercise.path, exercise.path.name)
            found.append(Subject(exercise, definition, checked))
    return found


def _own_files() -> Iterator[Path]:
    """The tool's own code that a result follows from."""
    return Path(__file__).resolve().parents[1].rglob("*.py")


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def _reviewed(
    course: Course, reasons: dict[str, list[Equivalent]]
) -> Callable[[Subject], list[Equivalent]]:
    """The entries that speak of a subject's definition, whichever exercise they name."""

    def entries(subject: Subject) -> list[Equivalent]:
        return [
            entry
            for name, listed in reasons.items()
            for entry in listed
            if course.exercises[name].target == subject.exercise.target
        ]

    return entries


class Auditor:
    """Shares the work among judges; what is known from an earlier audit isn't done again."""

    def __init__(self, judges: Sequence[Judge], state: State, on_progress: Progress) -> None:
        self.judges, self.state, self.on_progress = judges, state, on_progress
        self._done = 0

    def look(self, subjects: Sequence[Subject]) -> None:
        """See whether each check accepts its reference, and make the mutants."""

        def work(judge: Judge, subject: Subject) -> None:
            seen = self._ask(judge, subject, "look")
            subject.refused = seen["refused"]
            if not subject.refused:
                subject.took = seen["took"]
                observed = {name: from_json(noted) for name, noted in seen["observed"].items()}
                adversaries = adversaries_of(subject.definition, observed)
                subject.mutants = [*adversaries, *mutants_of(subject.definition)]
                if subject.exercise.kind == "WriteTest":  # its tests are what one learner may write
                    subject.mutants = [x for x in subject.mutants if not is_table(x)]

        self._share(subjects, work, "looking at the checks")

    def attempt(self, subjects: Sequence[Subject]) -> None:
        """Run each check on each mutant."""

        def work(judge: Judge, task: tuple[Subject, Mutant]) -> None:
            subject, mutant = task
            name = key("try", subject.basis, mutant.text)
            found = self.state.get(name)
            if found is None:
                seed = FRESH_SEED if is_table(mutant) else PUBLIC_SEED
                more = {"text": mutant.text, "took": subject.took, "seed": seed}
                found = self._ask(judge, subject, "try", **more)["killed_by"]
                self.state.put(name, found)
            subject.killed_by[mutant] = found

        slowest_first = sorted(subjects, key=lambda subject: -subject.took)
        tasks = [(subject, mutant) for subject in slowest_first for mutant in subject.mutants]
        self._share(tasks, work, "running the checks on mutants")

    def search(
        self, subjects: Sequence[Subject], reviewed: Callable[[Subject], list[Equivalent]]
    ) -> None:
        """Look for inputs that tell each survivor from the reference."""

        def work(judge: Judge, task: tuple[Subject, Mutant]) -> None:
            subject, mutant = task
            seconds = DESIGN_S if mutant.operator == "design" else SEARCH_S
            name = key("differ", str(seconds), subject.basis, mutant.text)
            found = self.state.get(name)
            if found is None:
                more = {"text": mutant.text, "seconds": seconds}
                found = self._ask(judge, subject, "differ", **more)
                self.state.put(name, found)
            subject.differences[mutant] = found

        tasks = [
            (subject, mutant)
            for subject in subjects
            for mutant in subject.survivors
            if not any(entry.differs and entry.is_of(mutant) for entry in reviewed(subject))
        ]
        self._share(tasks, work, "looking for inputs that tell survivors apart")

    @staticmethod
    def _ask(judge: Judge, subject: Subject, step: str, **more: Any) -> dict[str, Any]:
        return judge.ask({"do": "audit", "name": subject.exercise.name, "step": step, **more})

    def _share(self, tasks: Sequence[Task], work: Callable[[Judge, Task], None], what: str) -> None:
        """Let every judge take one task after another until none is left, or one fails."""
        waiting = iter(list(tasks))
        stopped = threading.Event()
        done = iter(range(1, len(tasks) + 1))

        def go(judge: Judge) -> None:
            for task in waiting:
                if stopped.is_set():
                    return
                work(judge, task)
                self.on_progress(next(done), len(tasks), what)

        with ThreadPoolExecutor(len(self.judges)) as pool:
            running = [pool.submit(go, judge) for judge in self.judges]
            try:
                for future in running:
                    future.result()
            except BaseException:
                stopped.set()
                raise


def concluded(subject: Subject, entries: Sequence[Equivalent]) -> Audited:
    """What is said of an exercise in the end.

    A design that no input tells from the reference is no survivor: it stands for what the contract
    may well leave out.
    """
    reference = short_hash(subject.definition)
    equivalent, survivors, spent = [], [], set()
    alike = 0  # designs
    for mutant in subject.survivors:
        entry = next((x for x in entries if x.is_of(mutant)), None)
        difference = subject.differences.get(mutant, {})
        if entry:
            spent.add(entry)
        if mutant.operator == "design" and not entry and not difference:
            alike += 1
        elif entry and entry.reference == reference and not difference:
            equivalent.append((mutant, entry))
        else:
            survivors.append(Survivor(mutant, difference, entry))
    own = [entry for entry in entries if entry.exercise == subject.exercise.name]
    return Audited(
        exercise=subject.exercise,
        reference=reference,
        mutants=len(subject.mutants),
        alike=alike,
        equivalent=equivalent,
        survivors=survivors,
        idle=[entry for entry in own if entry not in spent and not subject.refused],
        refused=subject.refused,
    )
