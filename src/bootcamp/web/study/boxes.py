"""What an exercise box shows: gathered once, for the page and for its live updates."""

import difflib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.utils.html import escape

from bootcamp.course.model import ExerciseEntry
from bootcamp.course.page import highlight_code, render_inline, render_markdown
from bootcamp.session import Session
from bootcamp.verdict import Verdict, sentence
from bootcamp.workspace.attempts import hash_of
from bootcamp.workspace.status import Status, may_see_solution

STATES = {"untouched": "To do", "trying": "Not yet", "passed": "Passed"}


@dataclass(frozen=True)
class Box:
    """An exercise, and where the learner stands with it."""

    exercise: ExerciseEntry
    status: Status
    state: str
    stamp: str
    asks: str  # HTML
    editor_url: str
    line: int
    hints: tuple[str, ...]  # HTML, those seen
    hints_left: int
    question: dict[str, Any] | None
    verdict: Verdict | None
    says: str  # HTML
    test: str
    failed: str  # HTML
    mistake: str  # HTML
    because: str  # HTML
    not_kept: str
    may_see_solution: bool
    tries_left: int
    diff: str  # HTML


def box_of(session: Session, name: str, known: Status | None = None) -> Box:
    """Everything that the box of this exercise shows; a page reads all statuses at once."""
    workspace = session.workspace
    exercise = workspace.exercise(name)
    status = known or session.statuses()[name]
    seen = exercise.hints[: status.hint_level]
    verdict = status.last
    is_question = exercise.kind in ("Answer", "Predict")
    question = None
    if is_question:
        question = session.question(name)
        question["text"] = render_markdown(question["text"])
    line = workspace.line(name) if exercise.learner_file else 0
    failure = verdict.failure if verdict and not verdict.passed else None
    details = verdict.details if verdict else {}
    because = str(details.get("because", "")) if verdict and verdict.passed else ""
    return Box(
        exercise=exercise,
        status=status,
        state=STATES[status.state],
        stamp=stamp_of(status),
        asks=render_markdown(exercise.text),
        editor_url=f"vscode://file{quote(str(workspace.file(name)))}:{line}",
        line=line,
        hints=tuple(map(render_markdown, seen)),
        hints_left=len(exercise.hints) - len(seen),
        question=question,
        verdict=verdict,
        says=with_code(verdict.says) if verdict else "",
        test=sentence(failure.test) if failure else "",
        failed=with_code(failure.says) if failure else "",
        mistake=render_inline(verdict.mistake) if verdict and not verdict.passed else "",
        because=render_markdown(because),
        not_kept=str(details.get("not_kept", "")),
        may_see_solution=may_see_solution(status),
        tries_left=max(0, 3 - status.honest_tries),
        diff=diff_of(session, name) if status.state == "passed" and not is_question else "",
    )


def with_code(text: str) -> str:
    """A sentence as HTML, with code for what stands in backquotes. It may quote a learner."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def stamp_of(status: Status | dict[str, Status]) -> str:
    """What changes whenever the box would, or the list: a page that didn't listen compares it."""
    return hash_of(repr(status))


def diff_of(session: Session, name: str) -> str:
    """The learner's code against the reference's, as coloured HTML; "" where they are the same."""
    mine = session.workspace.source(name).splitlines()
    reference = session.workspace.reference(name).splitlines()
    lines = list(difflib.unified_diff(mine, reference, "yours", "reference", lineterm="", n=50))
    return (
        highlight_code("\n".join(line for line in lines if line[:2] != "@@"), "diff")
        if lines
        else ""
    )
