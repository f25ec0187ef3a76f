"""What the terminal shows. Rich in a terminal, plain when piped, no colours with NO_COLOR."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from bootcamp.cli.grids import Grids, side_by_side
from bootcamp.verdict import Example, Failure, Verdict, sentence
from bootcamp.workspace.attempts import Status

if TYPE_CHECKING:
    from bootcamp.session import Session
    from bootcamp.workspace.folder import Workspace
    from bootcamp.workspace.unmatched import Unmatched
    from bootcamp.workspace.update import Update

WIDTH = 100
MARKS = {"untouched": " ", "trying": "~", "passed": "x"}


def console() -> Console:
    """Where to print; as wide as a page of text at most, and always so where it is piped."""
    width = Console().width if sys.stdout.isatty() else WIDTH
    return Console(highlight=False, width=min(width, WIDTH))


def put(thing: RenderableType) -> None:
    """Print; where it is piped, no line ends in blanks."""
    terminal = console()
    if terminal.is_terminal:
        terminal.print(thing)
        return
    with terminal.capture() as printed:
        terminal.print(thing)
    for line in printed.get().splitlines():
        print(line.rstrip())


@contextlib.contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Hear "2 of 4: what is done"; show it as a bar in a terminal, as lines where it is piped."""
    terminal = Console(stderr=True, highlight=False)
    with Progress(console=terminal, disable=quiet or not terminal.is_terminal) as progress:
        task = progress.add_task("", total=None, visible=False)

        def tell(text: str) -> None:
            if step := re.match(r"(\d+) of (\d+): ", text):
                done, total = map(int, step.groups())
                progress.update(task, completed=done, total=total, visible=True)
            if not quiet:
                terminal.print(f"  {text}", style="dim")

        yield tell


@contextlib.contextmanager
def step_bar(quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """Hear (3, 40, "what is done"), and show it as a bar in a terminal."""
    terminal = Console(stderr=True, highlight=False)
    with Progress(console=terminal, disable=quiet or not terminal.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total, what: progress.update(
            task, completed=done, total=total, description=what
        )


def without_dollars(text: str) -> str:
    """Markdown whose formulas stand as they were written, without the dollars around them."""
    return re.sub(r"(?<!\\)\$+", "", text)


def verdict_lines(verdict: Verdict) -> RenderableType:
    """A verdict, as it is read: what, expected and got, where, and which mistake it is."""
    good = verdict.passed
    head = Text()
    head.append(
        "PASS  " if good else "      " if verdict.outcome == "blank" else "FAIL  ",
        style="bold green" if good else "bold red",
    )
    head.append(verdict.exercise, style="bold")
    parts: list[RenderableType] = [head, Padding(Text(verdict.says), (0, 0, 0, 6))]
    if verdict.failure and not good:
        parts.append(Padding(_failure(verdict.failure), (1, 0, 0, 6)))
    if verdict.smallest and not good:
        parts.append(Padding(_example(verdict.smallest), (1, 0, 0, 6)))
    if verdict.mistake and not good:
        parts.append(Padding(Text(verdict.mistake, style="bold yellow"), (1, 0, 0, 6)))
    if because := verdict.details.get("because"):
        parts.append(Padding(Markdown(without_dollars(str(because))), (1, 0, 0, 6)))
    if not_kept := verdict.details.get("not_kept"):
        parts.append(Padding(Text(str(not_kept), style="bold yellow"), (1, 0, 0, 6)))
    if verdict.output.strip() and not good:
        printed = Text(verdict.output.strip()[-1500:], style="dim")
        parts.append(Padding(Group(Text("It printed:"), printed), (1, 0, 0, 6)))
    return Group(*parts)


def _failure(failure: Failure) -> RenderableType:
    parts: list[RenderableType] = [Text(sentence(failure.test), style="bold"), Text(failure.says)]
    if failure.picture:
        parts.append(Grids(failure))
    elif failure.expected and f"got {failure.got}" not in failure.says:
        parts.append(side_by_side(failure))
    if failure.difference:
        parts.append(Text(failure.difference))
    if failure.where:
        where = f"{failure.where.file}, line {failure.where.line}: "
        parts.append(Text.assemble((where, "dim"), failure.where.code))
    if failure.claim:
        parts.append(Text.assemble(("the check says: ", "dim"), failure.claim))
    return Group(*parts)


def _example(example: Example) -> RenderableType:
    head = Text("The smallest input found on which it differs:", style="dim")
    table = Table.grid(padding=(0, 2))
    table.add_row("", Text(example.inputs))
    table.add_row(Text("expected", style="green"), Text(example.expected))
    table.add_row(Text("got", style="red"), Text(example.got))
    return Group(head, table)


def show_verdict(verdict: Verdict) -> None:
    """Print a verdict."""
    put(verdict_lines(verdict))


def exercise_lines(session: Session, name: str) -> RenderableType:
    """What an exercise asks for, and where to write it."""
    workspace = session.workspace
    exercise = workspace.exercise(name)
    head = Text.assemble((name, "bold"), f"   {exercise.kind}, about {exercise.minutes} minutes")
    parts: list[RenderableType] = [head, Text(exercise.summary)]
    if exercise.text:
        parts.append(Padding(Markdown(without_dollars(exercise.text)), (1, 0, 0, 0)))
    if exercise.learner_file:
        line = workspace.line(name)
        parts.append(Text.assemble("\nWrite it in ", (f"{workspace.file(name)}:{line}", "cyan")))
    else:
        question = session.question(name)
        parts.append(Padding(Markdown(without_dollars(question["text"])), (1, 0, 0, 0)))
        for number, choice in enumerate(question["choices"], 1):
            parts.append(Text(f"  {number}. {choice}"))
        parts.append(Text(f"\nAnswer with: bootcamp answer {name} VALUE"))
    return Group(*parts)


def show_exercise(session: Session, name: str) -> None:
    """Print what an exercise asks for."""
    put(exercise_lines(session, name))


def list_lines(workspace: Workspace, statuses: dict[str, Status]) -> RenderableType:
    """Every lesson with its exercises, and where the learner stands."""
    parts: list[RenderableType] = []
    for lesson in workspace.course.lessons:
        parts.append(Text(f"{lesson.title}", style="bold"))
        for name in lesson.exercises:
            exercise = workspace.course.exercises[name]
            status = statuses.get(name, Status())
            line = Text(f"  [{MARKS[status.state]}] {name:<24}", no_wrap=True)
            line.append(f"{exercise.minutes:>3} min  ", style="dim")
            line.append(exercise.summary, style="dim")
            line.truncate(WIDTH, overflow="ellipsis")
            parts.append(line)
    return Group(*parts)


def show_list(workspace: Workspace, statuses: dict[str, Status]) -> None:
    """Print every lesson with its exercises."""
    put(list_lines(workspace, statuses))


def progress_of(workspace: Workspace) -> dict[str, Any]:
    """How far the learner is, in numbers."""
    statuses = workspace.attempts.statuses()
    names = workspace.course.exercises
    known = [statuses.get(name, Status()) for name in names]
    return {
        "exercises": len(names),
        "passed": sum(status.state == "passed" for status in known),
        "trying": sum(status.state == "trying" for status in known),
        "borrowed": sum("borrowed" in status.marks for status in known),
        "solutions_seen": sum("solution" in status.marks for status in known),
        "hints_seen": sum(status.hint_level for status in known),
        "tries": sum(status.tries for status in known),
    }


def show_progress(workspace: Workspace) -> None:
    """Print how far the learner is, lesson by lesson."""
    statuses = workspace.attempts.statuses()
    table = Table.grid(padding=(0, 2))
    for lesson in workspace.course.lessons:
        states = [statuses.get(name, Status()).state for name in lesson.exercises]
        done, total = states.count("passed"), len(states)
        bar = "#" * round(20 * done / max(total, 1))
        table.add_row(lesson.title, f"[{bar:<20}]".replace("[", "\\["), f"{done} of {total}")
    told = progress_of(workspace)
    put(table)
    put(
        f"{told['passed']} of {told['exercises']} exercises passed, {told['tries']} tries, "
        f"{told['hints_seen']} hints, {told['borrowed']} borrowed, "
        f"{told['solutions_seen']} solutions seen early."
    )


def show_update(done: Update) -> None:
    """Print what an update brought, and what is left for the learner to decide."""
    if not done.backup:
        put("Your workspace is up to date.")
        return
    for word, names in (
        ("brought up to date", done.changed),
        ("new", done.added),
        ("removed", done.removed),
    ):
        for name in names:
            put(f"{word}: {name}")
    for name, what in done.conflicts.items():
        put(
            f"yours stays: {name}. You and the course both changed: {', '.join(what)}. "
            f"The course's version is {name}.new: take from it what you want, then delete it."
        )
    put(f"Every file as it was: {done.backup}")


def show_unmatched(rows: list[Unmatched]) -> None:
    """Print where known mistakes are missing."""
    if not rows:
        put("No try has failed yet.")
        return
    table = Table.grid(padding=(0, 2))
    table.add_row("exercise", "failing", "unmatched", "codes", "most often at")
    for row in rows:
        counts = (str(number) for number in (row.failing, row.unmatched, row.codes))
        table.add_row(row.exercise, *counts, sentence(row.test))
    put(table)
