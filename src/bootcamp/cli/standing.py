"""Where a learner stands, in the terminal: the list, the progress, what an update brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bootcamp.cli.show import WIDTH, prose, put
from bootcamp.workspace.attempts import Status

if TYPE_CHECKING:
    from bootcamp.workspace.folder import Workspace
    from bootcamp.workspace.update import Update

MARKS = {"untouched": " ", "trying": "~", "passed": "x"}


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
            line.append_text(prose(exercise.summary, "dim"))
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
