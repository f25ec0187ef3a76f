"""Someone who learns on the server: what the study pages need, from the database.

Nothing here runs or imports the course's code, or the learner's: what has to be judged is put into
the queue, and the page asks until the verdict is there.
"""

import functools
from typing import Any

from django.db import transaction

from bootcamp.course.model import Course, ExerciseEntry
from bootcamp.errors import BootcampError
from bootcamp.session import Place
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.draft import stack_of, stub_of, write
from bootcamp.web.cohort.domain.question import KINDS, posed, posed_to
from bootcamp.web.cohort.domain.standing import refresh, statuses_of
from bootcamp.web.cohort.domain.submission import enqueue, waiting
from bootcamp.web.cohort.models import Mark, Person, PosedQuestion, Submission
from bootcamp.web.study.learner import Pending
from bootcamp.workspace.folder import reference_of
from bootcamp.workspace.status import Status, expect_open

CHECKING, DRAWING = "Checking …", "Making your question …"
LONGEST_ANSWER = 200


class Student:
    """One person for the length of one request. Each table is read once, until it is written."""

    is_local = False

    def __init__(self, person: Person) -> None:
        self.person = person

    @property
    def course(self) -> Course:
        """The course."""
        return the_course()

    @property
    def workspace(self) -> "Student":
        """Where they write."""
        return self

    def exercise(self, name: str) -> ExerciseEntry:
        """The exercise of that name. Raises BootcampError where there is none."""
        if name not in self.course.exercises:
            raise BootcampError(f"There is no exercise `{name}`. The list of lessons has them all.")
        return self.course.exercises[name]

    def source(self, name: str) -> str:
        """What they have written, or the stub."""
        exercise = self.exercise(name)
        return self._drafts[name] if name in self._drafts else stub_of(exercise)

    def written(self, name: str) -> str:
        """The same: a draft can always be read."""
        return self.source(name)

    @functools.cached_property
    def _drafts(self) -> dict[str, str]:
        return stack_of(self.person)

    def write_source(self, name: str, text: str, expected_hash: str) -> None:
        """Keep new text, unless it was changed meanwhile, and have it checked."""
        write(self.exercise(name), text, expected_hash, actor=self.person)
        self.check(name)

    def reference(self, name: str) -> str:
        """The reference's definition."""
        return reference_of(self.course, self.exercise(name))

    def place(self, name: str) -> Place | None:
        """No editor of theirs reaches it."""
        return None

    def statuses(self) -> dict[str, Status]:
        """Where they stand, for every exercise of the course."""
        return self._statuses

    @functools.cached_property
    def _statuses(self) -> dict[str, Status]:
        known = statuses_of(self.person)
        return {name: known.get(name, Status()) for name in self.course.exercises}

    def _forget(self) -> None:
        """Read anew what was read before something was written."""
        for read in ("_statuses", "_drafts", "_latest", "_queue"):
            self.__dict__.pop(read, None)

    def current(self) -> ExerciseEntry | None:
        """The first exercise that isn't done; None when all are."""
        statuses = self.statuses()
        for name, exercise in self.course.exercises.items():
            if not statuses[name].is_done:
                return exercise
        return None

    @functools.cached_property
    def _posed(self) -> dict[str, PosedQuestion]:
        return posed_to(self.person)

    @functools.cached_property
    def _latest(self) -> dict[str, Submission]:
        """Of each exercise the submission that came last."""
        rows = Submission.objects.visible_to(self.person).order_by("pk")
        return {row.exercise: row for row in rows.defer("code", "stack")}

    @functools.cached_property
    def _queue(self) -> list[int]:
        return waiting()

    def _waiting(self, submission: Submission) -> str:
        """What is shown until there is a verdict: how many are judged before it."""
        is_waiting = submission.pk in self._queue
        before = self._queue.index(submission.pk) if is_waiting else 0
        return f"Waiting: {before} before it" if before else CHECKING

    def question(self, name: str) -> dict[str, Any] | None:
        """The question as they get it; None while it is being made."""
        row = self._posed.get(name) or posed(name, self.person.seed)
        return None if row.data is None else dict(row.data)

    def pending(self, name: str) -> Pending | None:
        """A verdict that is awaited, or a question; or why neither comes."""
        last = self._latest.get(name)
        is_question = self.exercise(name).kind in KINDS
        answer = last.code if last and is_question and last.state != "done" else ""
        if last and last.state in (Submission.State.WAITING, Submission.State.TAKEN):
            return Pending(self._waiting(last), answer=answer)
        if last and last.state == Submission.State.FAILED:
            return Pending(last.error.replace("`", ""), is_over=True, answer=answer)
        if not is_question:
            return None
        row = self._posed.get(name) or posed(name, self.person.seed)
        if row.error:
            return Pending(row.error, is_over=True)
        return Pending(DRAWING) if row.data is None else None

    @transaction.atomic
    def _mark(self, name: str, kind: str) -> None:
        Mark.objects.create(person=self.person, exercise=name, kind=kind)
        refresh(self.person, [name])
        self._forget()

    def hint(self, name: str, by: str = "") -> str | None:
        """One hint more; None when there are no more."""
        hints = self.exercise(name).hints
        level = Mark.objects.filter(person=self.person, exercise=name, kind="hint").count()
        if level >= len(hints):
            return None
        self._mark(name, "hint")
        return hints[level]

    def solution(self, name: str, now: bool = False) -> str:
        """The reference, after a pass, after three honest tries, or `now`, which is marked."""
        exercise, status = self.exercise(name), self.statuses()[name]
        if not now:
            expect_open(name, status)
        if not status.is_done and not status.saw_solution:
            self._mark(name, "solution")
        if exercise.kind not in KINDS:
            return self.reference(name)
        question = self.question(name)
        if question is None:
            raise BootcampError("Your question is being made. Load this page again in a moment.")
        return f"{question['answer']}\n\n{question['because']}"

    def check(self, name: str, answer: str | None = None, *, by: str = "") -> None:
        """Put what is written into the queue, or the answer."""
        self._forget()
        if self.exercise(name).kind not in KINDS:
            return enqueue(name, self.source(name), self._drafts, actor=self.person)
        answer = (answer or "").strip()
        if not answer or len(answer) > LONGEST_ANSWER:
            raise BootcampError(
                f"Expected an answer of 1 to {LONGEST_ANSWER} characters, got {len(answer)}."
            )
        return enqueue(name, answer, {}, actor=self.person)
