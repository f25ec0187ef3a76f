"""Look for what may be wrong with an installation."""

import importlib.metadata
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from bootcamp.check.isolation.offers import offers
from bootcamp.course.model import Course
from bootcamp.course.read import find_course, read_course
from bootcamp.errors import BootcampError
from bootcamp.workspace.folder import Workspace
from bootcamp.workspace.update import is_behind

ROOM = 200 * 1024**2  # bytes


@dataclass(frozen=True)
class Finding:
    """One thing looked at, and what to do if it isn't in order.

    What only a host needs, who runs others' code, is missing on many a learner's machine: no fault.
    """

    ok: bool
    what: str
    do: str = ""
    is_for_hosts: bool = False

    @property
    def mark(self) -> str:
        """In a word: how it is."""
        return "ok" if self.ok else "note" if self.is_for_hosts else "wrong"


def examine(folder: Path) -> list[Finding]:
    """Everything that was looked at."""
    version = ".".join(map(str, sys.version_info[:3]))
    found = [Finding(sys.version_info >= (3, 11), f"Python {version}", "")]
    found += [_packages(), _course(), *_isolation()]
    try:
        workspace = Workspace.locate(folder)
    except BootcampError as error:
        return [*found, Finding(False, f"no workspace: {error}", "Run `bootcamp start`.")]
    return [*found, *_workspace(workspace)]


def _packages() -> Finding:
    missing = []
    for requirement in importlib.metadata.requires("groundup") or []:
        if "extra ==" in requirement:
            continue
        name = re.split(r"[<>=!~; \[]", requirement)[0]
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        do = f"Run `pip install {' '.join(missing)}` in this environment."
        return Finding(False, f"missing: {', '.join(missing)}", do)
    return Finding(True, "every package that Groundup needs is installed")


def _course() -> Finding:
    problems: list[BootcampError] = []
    try:
        course: Course = read_course(find_course(), problems)  # type: ignore[arg-type]
    except BootcampError as error:
        return Finding(False, str(error), "Install Groundup again, or set BOOTCAMP_COURSE.")
    if problems:
        return Finding(False, f"{course.title}: {problems[0]}", "Tell the course's author.")
    return Finding(True, f"{course.title}: {len(course.exercises)} exercises, in {course.root}")


def _isolation() -> list[Finding]:
    found = []
    for offer in offers():
        do = f"Only who runs others' code needs it. {offer.do}".strip() if not offer.ok else ""
        found.append(Finding(offer.ok, f"to run others' code: {offer.what}", do, is_for_hosts=True))
    return found


def _workspace(workspace: Workspace) -> list[Finding]:
    room = shutil.disk_usage(workspace.root).free
    tries = sum(status.tries for status in workspace.attempts.statuses().values())
    found = [
        Finding(True, f"workspace {workspace.root}, {tries} tries kept"),
        Finding(
            room > ROOM, f"{room // 1024**2:,} MiB free on its disk", "Make room." * (room < ROOM)
        ),
    ]
    if is_behind(workspace):
        do = "`bootcamp update` brings it in; what you wrote stays."
        found.append(Finding(False, "the course is newer than your files", do))
    lost = [
        exercise.name
        for exercise in workspace.course.exercises.values()
        if exercise.learner_file and not workspace.source(exercise.name)
    ]
    if lost:
        do = f"`bootcamp check {lost[0]}` says why; `bootcamp reset {lost[0]}` puts a stub back."
        found.append(Finding(False, f"not found in your files: {', '.join(lost[:5])}", do))
    return found
