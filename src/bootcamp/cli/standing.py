"""Where a learner stands, in the terminal: the list, the progress, what an update brought."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from bootcamp.cli.show import prose, put
from bootcamp.errors import BootcampError
from bootcamp.workspace.status import Status, count_up
from bootcamp.workspace.versions import versions

if TYPE_CHECKING:
    from bootcamp.workspace.folder import Workspace
    from bootcamp.workspace.update import Update

MARKS = {"untouched": " ", "trying": "~", "borrowed": "b", "passed": "x"}
LEGEND = "[ ] to do   [~] tried   [x] passed   [!] passed before, not now   [b] borrowed"


def mark_of(status: Status) -> str:
    """One letter for where the learner stands."""
    if status.now == "borrowed":
        return MARKS["borrowed"]
    return "!" if status.has_lapsed else MARKS[status.state]


def list_rows(workspace: Workspace, statuses: dict[str, Status]) -> list[tuple[str, Text]]:
    """Every lesson with its exercises: for each line the exercise's name, or "", and the text."""
    rows = []
    for lesson in workspace.course.lessons:
        title = Text(no_wrap=True, overflow="ellipsis")
        rows.append(("", title.append(lesson.title, "bold").append(f"  {lesson.name}", "dim")))
        for name in lesson.exercises:
            exercise = workspace.course.exercises[name]
            status = statuses.get(name, Status())
            line = Text(f"  [{mark_of(status)}] {name:<22}", no_wrap=True, overflow="ellipsis")
            line.append(f"{exercise.minutes:>3} min  ", style="dim")
            line.append("solution seen. " if status.saw_solution else "", style="yellow")
            line.append_text(prose(exercise.summary, "dim"))
            rows.append((name, line))
    return rows


def show_list(workspace: Workspace, statuses: dict[str, Status]) -> None:
    """Print every lesson with its exercises."""
    put(Group(*(line for _, line in list_rows(workspace, statuses)), Text(LEGEND, style="dim")))


def list_data(workspace: Workspace, statuses: dict[str, Status]) -> list[dict[str, Any]]:
    """The same as plain data."""
    rows = []
    for exercise in workspace.course.exercises.values():
        status = statuses.get(exercise.name, Status())
        rows.append(
            {
                "name": exercise.name,
                "kind": exercise.kind,
                "lesson": exercise.lesson,
                "minutes": exercise.minutes,
                "state": status.state,
                "now": status.now,
                "solution_seen": status.saw_solution,
            }
        )
    return rows


def progress_of(workspace: Workspace) -> dict[str, Any]:
    """How far the learner is, in numbers."""
    statuses = workspace.attempts.statuses()
    names = workspace.course.exercises
    known = [statuses.get(name, Status()) for name in names]
    return {
        "exercises": len(names),
        "passed": sum(status.state == "passed" for status in known),
        "passed_and_fail_now": sum(status.has_lapsed for status in known),
        "trying": sum(status.state == "trying" for status in known),
        "borrowed": sum(status.now == "borrowed" for status in known),
        "solutions_seen": sum(status.saw_solution for status in known),
        "hints_seen": sum(status.hint_level for status in known),
        "tries": sum(status.tries for status in known),
    }


def some(count: int, one: str, many: str = "") -> str:
    """So many of something: "1 try", "2 tries"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def show_progress(workspace: Workspace) -> None:
    """Print how far the learner is, lesson by lesson."""
    statuses = workspace.attempts.statuses()
    table = Table.grid(padding=(0, 2))
    for lesson in workspace.course.lessons:
        known = [statuses.get(name, Status()) for name in lesson.exercises]
        done = sum(status.state == "passed" for status in known)
        bar = "#" * round(20 * done / max(len(known), 1))
        name = Text(lesson.name, "dim")
        table.add_row(Text(lesson.title), name, Text(f"[{bar:<20}]"), Text(count_up(known)))
    told = progress_of(workspace)
    put(table)
    everything = (statuses.get(name, Status()) for name in workspace.course.exercises)
    put(
        f"{count_up(everything, 'exercises')}. {some(told['tries'], 'try', 'tries')}, "
        f"{some(told['hints_seen'], 'hint')}, "
        f"{some(told['solutions_seen'], 'solution')} seen before a pass."
    )


def versions_data(workspace: Workspace, name: str, number: int | None) -> list[dict[str, Any]]:
    """What is kept of an exercise as plain data: all of it, or the one of that number."""
    rows = [
        {"number": n, "at": v.at, "outcome": v.what, "says": v.says, "text": v.text}
        for n, v in enumerate(versions(workspace, name), 1)
    ]
    found = [row for row in rows if number in (None, row["number"])]
    if number is not None and not found:
        raise BootcampError(f"{name} has no version {number}. The last is {len(rows)}.")
    return found


def show_versions(workspace: Workspace, name: str, number: int | None) -> None:
    """Print what is kept of an exercise, one line each; or the text of one."""
    rows = versions_data(workspace, name, number)
    if number is not None:
        put(Text(rows[0]["text"].rstrip()))
        return
    if not rows:
        put(f"Nothing is kept of {name} yet.")
        return
    table = Table.grid(padding=(0, 2))
    for row in rows:
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(row["at"]))
        said = prose(row["says"])
        table.add_row(Text(str(row["number"])), Text(when), Text(row["outcome"]), said)
    put(table)
    shows, puts_back = f"`bootcamp attempts {name} NUMBER`", f"`bootcamp restore {name} NUMBER`"
    put(prose(f"{shows} shows one, {puts_back} puts it back.", "dim"))


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
