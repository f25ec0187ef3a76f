"""What an exercise box shows: gathered once, for the page and for its live updates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone
from django.utils.html import escape

from bootcamp.course.contract import contract_of
from bootcamp.course.model import ExerciseEntry
from bootcamp.course.page import render_inline, render_markdown
from bootcamp.picture import Block, drawn, in_words
from bootcamp.session import Place
from bootcamp.verdict import Picture, Verdict, sentence
from bootcamp.web.study.code import Beside, beside, coloured
from bootcamp.web.study.learner import Learner, Pending
from bootcamp.workspace.attempts import hash_of
from bootcamp.workspace.status import Status, may_see_solution, moment

QUESTIONS = ("Answer", "Predict")


@dataclass(frozen=True)
class Drawing:
    """What was expected beside what came, and the same in words."""

    sides: tuple[tuple[str, list[Block]], ...]
    words: str
    differs: bool


@dataclass(frozen=True)
class Box:
    """An exercise, and where the learner stands with it."""

    exercise: ExerciseEntry
    status: Status
    state: str  # in words
    look: str  # what it is coloured by: passed, bad, or neither
    stamp: str
    summary: str  # HTML
    asks: str  # HTML
    signature: str  # HTML
    contract: tuple[str, ...]  # HTML
    terms: str  # HTML
    definition: str
    editor_url: str  # "" where no editor of the learner's can open it
    line: int
    pending: Pending | None
    is_question: bool
    hints: tuple[str, ...]  # HTML, those seen
    hints_left: int
    question: dict[str, Any] | None
    answered: str
    verdict: Verdict | None
    verdict_look: str  # good, bad, or neither
    checked_at: str
    says: str  # HTML
    test: str
    failed: str  # HTML
    picture: Drawing | None
    mistake: str  # HTML
    because: str  # HTML
    not_kept: str
    may_see_solution: bool
    beside: Beside | None
    notice: str  # HTML


def box_of(here: Learner, name: str, known: Status | None = None) -> Box:
    """Everything that the box of this exercise shows; a page reads all statuses at once."""
    exercise = here.workspace.exercise(name)
    status = known or here.statuses()[name]
    pending = here.pending(name)
    is_question = exercise.kind in QUESTIONS
    question = here.question(name) if is_question else None
    if question:
        question["text"] = render_markdown(question["text"])
    place = here.place(name)
    contract = contract_of(here.course, exercise)
    return Box(
        exercise=exercise,
        status=status,
        state=_state_now(exercise, status, pending),
        look=_look_of(status, pending),
        stamp=stamp_of(status, pending),
        summary=render_inline(exercise.summary),
        asks=render_markdown(exercise.text),
        signature=coloured(contract.signature) if contract else "",
        contract=tuple(map(as_laid_out, contract.paragraphs)) if contract else (),
        terms=with_code(contract.terms) if contract and exercise.kind != "WriteTest" else "",
        definition=contract.name if contract else "",
        editor_url=_editor_url(place),
        line=place.line if place else 0,
        pending=pending,
        is_question=is_question,
        hints=tuple(map(render_markdown, exercise.hints[: status.hint_level])),
        hints_left=len(exercise.hints) - status.hint_level,
        question=question,
        answered=_answered(status, pending),
        may_see_solution=may_see_solution(status),
        beside=beside(here, name) if status.is_done and not is_question else None,
        notice=render_inline(exercise.notice),
        **_verdict_of(status),
    )


def _editor_url(place: Place | None) -> str:
    return f"vscode://file{quote(str(place.file))}:{place.line}" if place else ""


def _answered(status: Status, pending: Pending | None) -> str:
    if pending and pending.answer:
        return pending.answer
    return str(status.last.details.get("answer", "")) if status.last else ""


def drawing_of(picture: Picture) -> Drawing:
    """A picture as the page draws it."""
    expected, got = drawn(picture)
    sides = (("expected", expected), ("got", got))
    return Drawing(sides, in_words(picture), any(picture.differs))


def state_of(exercise: ExerciseEntry, status: Status) -> str:
    """Where the learner stands, in words. A prediction isn't right or wrong: it is committed."""
    is_committed = exercise.kind == "Predict" and status.state == "passed"
    return "Committed" if is_committed else status.label


def _state_now(exercise: ExerciseEntry, status: Status, pending: Pending | None) -> str:
    is_awaited = pending is not None and not pending.is_over
    return pending.says if pending and is_awaited else state_of(exercise, status)


def _look_of(status: Status, pending: Pending | None) -> str:
    if pending and not pending.is_over:
        return "checking"
    if status.has_lapsed or status.state == "trying":
        return "bad"
    return "passed" if status.state == "passed" else ""


def _verdict_of(status: Status) -> dict[str, Any]:
    """The fields of a box that are about the last verdict."""
    verdict = status.last
    details = verdict.details if verdict else {}
    is_open = verdict is not None and not verdict.passed
    failure = verdict.failure if verdict and is_open else None
    is_neither = verdict is None or verdict.outcome == "blank" or "right" in details
    return {
        "verdict": verdict,
        "verdict_look": "" if is_neither else "bad" if is_open else "good",
        "checked_at": moment(status.last_at, _zone()),
        "says": with_code(verdict.says) if verdict else "",
        "test": sentence(failure.test) if failure else "",
        "failed": with_code(failure.says) if failure else "",
        "picture": drawing_of(failure.picture) if failure and failure.picture else None,
        "mistake": render_inline(verdict.mistake) if verdict and is_open else "",
        "because": "" if is_open else render_markdown(str(details.get("because", ""))),
        "not_kept": str(details.get("not_kept", "")),
    }


def _zone() -> tzinfo | None:
    """The reader's zone; None on their own machine, whose clock is theirs."""
    return timezone.get_current_timezone() if settings.USE_TZ else None


def with_code(text: str) -> str:
    """A sentence as HTML, with code for what stands in backquotes. It may quote a learner."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def as_laid_out(paragraph: str) -> str:
    """A paragraph of a docstring: prose, or lines that stand as they were typed."""
    if "\n" in paragraph:
        return f'<pre tabindex="0">{escape(paragraph)}</pre>'
    return f"<p>{with_code(paragraph)}</p>"


def stamp_of(status: Status | Mapping[str, Status], pending: Pending | None = None) -> str:
    """What changes whenever the box would, or the list: a page that didn't listen compares it."""
    return hash_of(repr(status) + (repr(pending) if pending else ""))
