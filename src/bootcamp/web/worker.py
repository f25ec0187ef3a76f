"""A process that judges what was submitted on a page, and draws questions' numbers and figures.

It keeps one warm judge and one workspace folder, whose files are those of the submission that is
being judged, and nobody's in between. Any number of workers share one database.
"""

import contextlib
import os
import re
import secrets
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    close_old_connections,
    connection,
)

from bootcamp import splice
from bootcamp.check.client import Judge
from bootcamp.course.figure_file import At, Frame
from bootcamp.course.model import ExerciseEntry
from bootcamp.errors import BootcampError, IsolationError, JudgeEndedTwice, JudgeError
from bootcamp.verdict import Verdict
from bootcamp.web.cohort.domain.course import handed_out, the_course
from bootcamp.web.cohort.domain.draft import files_of
from bootcamp.web.cohort.domain.figure import ask_for_figures, draw_one
from bootcamp.web.cohort.domain.question import ask_for_all, draw_due
from bootcamp.web.cohort.domain.submission import (
    FAILED_TWICE,
    LEASE,
    clock,
    finish,
    finish_item,
    put_back,
    refuse,
    renew,
    take,
)
from bootcamp.web.cohort.models import Submission
from bootcamp.workspace import edits

PAUSE_SECONDS = 0.3  # between two looks at an empty queue
LOOKAHEAD_SECONDS = 60.0  # between two looks at who will be asked what
LONGEST_SECONDS = 600.0  # for one verdict: then its lease is left to end
PREFIX = "bootcamp-worker-"
DATABASE_ERRORS = (DatabaseError, InterfaceError)
FAILED = "It couldn't be judged: something in it can't be read. Type it anew, or ask a TA."


class Worker:
    """One judge, and the folder that it judges."""

    def __init__(self, *, is_isolated: bool = True) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._is_isolated = is_isolated
        remove_left_over()
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._written: dict[str, str] = {}
        self._judge: Judge | None = None
        self._looked_at = -LOOKAHEAD_SECONDS

    def close(self) -> None:
        """End the judge, and remove what it judged."""
        self._drop_judge()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def judge(self) -> Judge:
        """The warm judge."""
        if self._judge is None:
            self._put(handed_out())
            root = the_course().root
            self._judge = Judge.start(root, self._folder, isolated=self._is_isolated)
        return self._judge

    def work(self) -> bool:
        """Judge one submission, or draw what is due; False where there was nothing to do.

        Raises JudgeError or IsolationError where its judge doesn't start: then it takes nothing.
        """
        self._expect_judge()
        submission = take(self.name, clock())
        if submission:
            self._judge_one(submission)
            return True
        if time.monotonic() - self._looked_at > LOOKAHEAD_SECONDS:
            self._looked_at = time.monotonic()
            ask_for_all()
            ask_for_figures()
        drew = draw_due(lambda name, seeds: self.judge.questions(name, seeds))
        return bool(drew) or draw_one(self._figure)

    def _expect_judge(self) -> None:
        """Start the judge, if there is none, and hear that it is warm."""
        if self._judge is None:
            try:
                self.judge.ask({"do": "ping"})
            except BootcampError:
                self._drop_judge()
                raise

    def _drop_judge(self) -> None:
        if self._judge:
            self._judge.close()
        self._judge = None

    def _figure(self, chapter: str, name: str, at: At) -> Frame:
        return self.judge.figure(chapter, name, at, is_reference=True)

    def _judge_one(self, submission: Submission) -> None:
        with kept(submission):
            try:
                insist(self._judged(submission))
            except JudgeEndedTwice:  # of what was sent: a third judge would end as well
                say("no verdict: the judge ended twice on one submission")
                insist(lambda: refuse(submission, FAILED_TWICE))
                self._drop_judge()
            except (JudgeError, IsolationError) as error:
                say(f"no verdict: {error}")
                why = str(error)
                insist(lambda: put_back(submission, why, clock()))
                self._drop_judge()  # the next one is asked whether it is well before it judges
            except BootcampError as error:
                says = str(error)
                insist(lambda: refuse(submission, says))
            except Exception as error:
                if isinstance(error, (OSError, *DATABASE_ERRORS)) and not is_permanent(error):
                    raise  # the disk or the database: no fault of this submission's
                say(f"no verdict: {type(error).__name__} while one submission was judged")
                insist(lambda: refuse(submission, FAILED))

    def _judged(self, submission: Submission) -> Callable[[], object]:
        """What is to be written of it."""
        if item := submission.item:
            test = item.test
            judged = self.judge.item(test.chapter, item.name, test.seed, submission.code)
            return lambda: finish_item(submission, *judged)
        verdict = self._verdict_on(submission)
        return lambda: finish(submission, verdict)

    def _verdict_on(self, submission: Submission) -> Verdict:
        name = submission.exercise
        exercise = the_course().exercises.get(name)
        if exercise is None:
            raise BootcampError(f"The course has no exercise `{name}` any more.")
        if not exercise.learner_file:
            verdict = self.judge.check(
                name, answer=submission.code, learner_seed=submission.seed, hosted=True
            )
            verdict.details.setdefault("answer", submission.code[:60])
            return verdict
        judge = self.judge
        files = files_of({**submission.stack, name: submission.code})
        self._put(files)
        try:
            verdict = judge.check(name, hosted=True)
            return on_the_page(verdict, exercise, files[exercise.learner_file])
        finally:
            self._put(handed_out())

    def _put(self, files: dict[str, str]) -> None:
        """Make the folder hold these files; only what differs is written."""
        for path, text in files.items():
            if self._written.get(path) != text:
                edits.write(self._folder / path, text)
                self._written[path] = text


def on_the_page(verdict: Verdict, exercise: ExerciseEntry, text: str) -> Verdict:
    """The verdict for someone who has a page and no files and no command line.

    Lines of the file, whose text this is, become those of what they see in the page's editor.
    """
    file, name = exercise.learner_file, verdict.exercise
    before = 0
    if exercise.target and exercise.kind != "WriteTest":
        with contextlib.suppress(BootcampError):
            found = splice.find(splice.parse(text, file), exercise.target.qualname)
            before = splice.lines_of(found)[0] - 1

    def seen(found: re.Match[str]) -> str:
        return f"line {int(found[1]) - before}"

    says = verdict.says.replace(
        f"`bootcamp reset {name}` puts the stub back.", "“What to write” shows it."
    )
    says = re.sub(rf"{re.escape(file)}, line (\d+)", seen, says)
    failure = verdict.failure
    if failure and failure.where and failure.where.file == file:
        where = replace(failure.where, file="", line=failure.where.line - before)
        failure = replace(failure, where=where)
    return replace(verdict, says=says, failure=failure)


@contextlib.contextmanager
def kept(submission: Submission) -> Iterator[None]:
    """Renew the lease of a submission while it is judged."""
    stop = threading.Event()
    until = time.monotonic() + LONGEST_SECONDS

    def keep() -> None:
        while not stop.wait(LEASE.total_seconds() / 3) and time.monotonic() < until:
            with contextlib.suppress(*DATABASE_ERRORS):
                renew(submission, clock())
            close_old_connections()
        connection.close()

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def is_permanent(error: Exception) -> bool:
    """Whether a database refuses what is written, and will refuse it the next time."""
    return isinstance(error, DataError | IntegrityError)


def insist(write: Callable[[], object]) -> None:
    """Write to the database, again and again while it doesn't answer.

    Whoever has written already finds that the submission isn't theirs any more: twice is once.
    """
    for pause in (1, 2, 4, 8, 0):
        try:
            write()
        except DATABASE_ERRORS as error:
            if not pause or is_permanent(error):
                raise
            connection.close()
            time.sleep(pause)  # the database is away: longer each time
        else:
            return


def remove_left_over() -> None:
    """Remove the folders of workers that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        number = folder.name.removeprefix(PREFIX).partition("-")[0]
        if number.isdigit() and not Path("/proc", number).exists():
            shutil.rmtree(folder, ignore_errors=True)


def run(*, is_isolated: bool) -> None:
    """Work until told to stop."""
    worker = Worker(is_isolated=is_isolated)
    try:
        while True:
            try:
                did_something = worker.work()
            except (*DATABASE_ERRORS, JudgeError, IsolationError, OSError) as error:
                says = f": {error}" if isinstance(error, BootcampError) else ""
                say(f"{type(error).__name__}{says}, tried again in a second")
                connection.close()
                time.sleep(1)  # as the sentence says
                continue
            if not did_something:
                close_old_connections()
                time.sleep(PAUSE_SECONDS)  # the queue is a table: it can't call
    finally:
        worker.close()


def say(text: str) -> None:
    """A line for whoever runs the server: never whose, never what was written."""
    print(f"worker: {text}", file=sys.stderr, flush=True)
