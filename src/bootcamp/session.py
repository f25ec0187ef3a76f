"""A learner at work: checks, attempts, hints, what's next; for the terminal and the page alike."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bootcamp.check.client import Judge
from bootcamp.course.model import ExerciseEntry
from bootcamp.errors import BootcampError, WorkspaceError
from bootcamp.subscription import Event, Subscription
from bootcamp.verdict import Verdict
from bootcamp.watcher import Watcher
from bootcamp.workspace.folder import Workspace
from bootcamp.workspace.remote import Pusher
from bootcamp.workspace.status import Status, expect_open

PATIENCE_SECONDS = 0.5
ENDED = {"passed": (2, "passes"), "blank": (1, "is blank")}  # any other fails, and comes first


@dataclass(frozen=True)
class Place:
    """Where an exercise's code stands on the learner's own machine."""

    file: Path
    line: int


@dataclass(eq=False)
class _Try:
    """A check of a text, under way or over."""

    code: str
    is_over: bool = False


class Session:
    """One learner, one workspace, one judge. Safe between threads."""

    is_local = True  # the site's pages are those of a cohort's server as well

    def __init__(self, workspace: Workspace, judge: Judge) -> None:
        self.workspace = workspace
        self.judge = judge
        self.course = workspace.course
        self._at_hand = ""  # what was last worked on here; before that, the attempts know it
        self._latest: dict[str, _Try] = {}  # by exercise: the check that counts
        self._questions: dict[str, dict[str, Any]] = {}  # the seed is fixed, so these are too
        self._not_kept: dict[str, Verdict] = {}  # what the disk didn't take; the learner goes on
        self._subscriptions: list[Subscription] = []
        self._pusher = Pusher(workspace)
        self._watcher = Watcher(workspace, self.current, self._tried)

    def check(
        self,
        name: str,
        answer: str | None = None,
        on_progress: Callable[[str], None] | None = None,
        by: str = "",
    ) -> Verdict:
        """Judge what is written for this exercise, keep the attempt, and tell everyone.

        An attempt that can't be kept is said in the verdict's details, under "not_kept".
        """
        if self.workspace.exercise(name).kind not in ("Answer", "Predict"):
            answer = None
        code = answer if answer is not None else self.workspace.source(name)
        self._watcher.last = self._at_hand = name
        mine = self._begin(name, code)
        self._publish(Event("checking", name, by=by))

        def tell(text: str) -> None:
            self._publish(Event("progress", name, text, by=by))
            if on_progress:
                on_progress(text)

        try:
            verdict = self.judge.check(
                name, answer=answer, learner_seed=self.workspace.seed, on_progress=tell
            )
        except BootcampError:
            self._keep_text(name, code)
            self._publish(Event("stopped", name, by=by))
            raise
        finally:
            mine.is_over = True
        if self._latest[name] is not mine:
            return verdict  # what was saved meanwhile has a newer one
        if answer is not None:
            details = {"answer": answer.strip()[:60], **verdict.details}
            verdict = replace(verdict, details=details)
        verdict = self._keep(name, verdict, code)
        self._pusher.nudge()
        self._publish(Event("verdict", name, verdict=verdict, by=by))
        return verdict

    def _begin(self, name: str, code: str) -> _Try:
        """Let this check be the one that counts; the text of one that it overtakes is kept."""
        mine = _Try(code)
        before, self._latest[name] = self._latest.get(name), mine
        if before and not before.is_over and before.code != code:
            self._keep_text(name, before.code)
        return mine

    def _keep_text(self, name: str, code: str) -> None:
        with contextlib.suppress(WorkspaceError):  # a check says by itself that nothing is kept
            self.workspace.keep(name, code)

    def settle(self, seconds: float) -> str:
        """Let what is being sent to a cohort's server arrive, but not for longer than this."""
        return self._pusher.settle(seconds)

    def _keep(self, name: str, verdict: Verdict, code: str) -> Verdict:
        try:
            self.workspace.attempts.record(name, verdict, code)
        except WorkspaceError as error:
            verdict = replace(verdict, details={**verdict.details, "not_kept": str(error)})
            self._not_kept[name] = verdict
        else:
            self._not_kept.pop(name, None)
        return verdict

    def question(self, name: str) -> dict[str, Any]:
        """The question as this learner gets it."""
        if name not in self._questions:
            self._questions[name] = self.judge.question(name, self.workspace.seed)
        return dict(self._questions[name])

    def pending(self, name: str) -> None:
        """What is awaited: nothing, since `check` returns with the verdict."""

    def place(self, name: str) -> Place | None:
        """Where the learner's code stands; None for a question."""
        file = self.workspace.file(name)
        return Place(file, self.workspace.line(name)) if file else None

    def hint(self, name: str, by: str = "") -> str | None:
        """One hint more; None when there are no more. Which have been seen is kept."""
        hints = self.workspace.exercise(name).hints
        level = self.workspace.attempts.hint_level(name)
        if level >= len(hints):
            return None
        self.workspace.attempts.mark(name, "hint")
        self._publish(Event("hint", name, hints[level], by=by))
        return hints[level]

    def hints_seen(self, name: str) -> tuple[str, ...]:
        """The hints that have been shown."""
        return self.workspace.exercise(name).hints[: self.workspace.attempts.hint_level(name)]

    def solution(self, name: str, now: bool = False) -> str:
        """The reference, after a pass, after three honest tries, or `now`, which is marked."""
        exercise = self.workspace.exercise(name)
        status = self.workspace.attempts.status(name)
        if not now:
            expect_open(name, status)
        if not status.is_done and not status.saw_solution:
            self.workspace.attempts.mark(name, "solution")
        if exercise.kind in ("Answer", "Predict"):
            question = self.question(name)
            return f"{question['answer']}\n\n{question['because']}"
        return self.workspace.reference(name)

    def statuses(self) -> dict[str, Status]:
        """Where the learner stands, for every exercise of the course."""
        known = self.workspace.attempts.statuses()
        found = {name: known.get(name, Status()) for name in self.course.exercises}
        for name, verdict in self._not_kept.items():
            state = "passed" if verdict.passed else found[name].state
            found[name] = replace(found[name], state=state, last=verdict, now=verdict.outcome)
        return found

    def current(self) -> ExerciseEntry | None:
        """The exercise to do: the one last worked on, else the next not done; None after all."""
        statuses = self.statuses()
        last = self._at_hand or self.workspace.attempts.at_hand()
        names = list(statuses)
        start = names.index(last) if last in names else 0
        for name in names[start:] + names[:start]:
            if not statuses[name].is_done:
                return self.course.exercises[name]
        return None

    def select(self, name: str) -> None:
        """Make this the exercise to do, the next time as well."""
        self._work_on(self.workspace.exercise(name).name)
        self._publish(Event("selected", name))

    def _work_on(self, name: str) -> None:
        self._at_hand = name
        with contextlib.suppress(WorkspaceError):  # on a full disk it holds until the end
            self.workspace.attempts.mark(name, "at hand")

    def subscribe(self) -> Subscription:
        """Hear of everything from now on."""
        subscription = Subscription(self._subscriptions.remove)
        self._subscriptions.append(subscription)
        return subscription

    def tell(self, event: Event) -> None:
        """Tell everyone who listens."""
        self._publish(event)

    def _publish(self, event: Event) -> None:
        for subscription in list(self._subscriptions):
            subscription.put(event)

    def watch(self, stop: threading.Event) -> None:
        """Check what is saved, until `stop` is set."""
        threading.Thread(target=self._get_ready, args=[stop], daemon=True).start()
        try:
            for names in self._watcher.saves(stop):
                checking = threading.Thread(target=self._check_saved, args=[names], daemon=True)
                checking.start()
                checking.join(PATIENCE_SECONDS)  # then the next save isn't kept waiting
        except OSError as error:
            says = f"Saves can't be noticed any more ({error}). Check by hand: `bootcamp check`."
            self._publish(Event("progress", "", says))

    def _get_ready(self, stop: threading.Event) -> None:
        """While the learner thinks, find out how the known mistakes of what is to do fail."""
        subscription = self.subscribe()
        ready: set[str] = set()
        while not stop.is_set():
            current = self.current()
            if current and current.name not in ready:
                ready.add(current.name)
                self._get_ready_for(current, stop)
            while not stop.is_set():
                event = subscription.get(timeout=1)
                if event and event.kind in ("verdict", "selected"):
                    break
        subscription.close()

    def _get_ready_for(self, exercise: ExerciseEntry, stop: threading.Event) -> None:
        count = len(exercise.mistakes) if exercise.kind in ("Exercise", "Experiment") else 0
        with contextlib.suppress(BootcampError, OSError):  # it is only for speed
            for number in range(count):
                while not (stop.is_set() or self.judge.get_ready(exercise.name, number)):
                    stop.wait(1)

    def _check_saved(self, names: list[str]) -> None:
        """Check what a save concerns; of several, the first that fails is the one to look at."""
        verdicts = []
        for name in names:
            try:
                verdicts.append(self.check(name))
            except BootcampError as error:
                self._publish(Event("progress", name, str(error)))
        if len(verdicts) > 1:
            shown, *others = sorted(verdicts, key=lambda v: ENDED.get(v.outcome, (0, ""))[0])
            said = [f"{v.exercise} {ENDED.get(v.outcome, (0, 'fails'))[1]}" for v in others]
            text = f"Also checked: {', '.join(said)}."
            self._watcher.last = shown.exercise
            self._work_on(shown.exercise)
            self._publish(Event("saved", shown.exercise, text, shown))

    def _tried(self) -> set[str]:
        """The exercises that the learner has begun."""
        statuses = self.statuses()
        return {name for name, status in statuses.items() if status.state != "untouched"}
