"""Mutants that survive and may: written down, each with its reason, and reviewed.

`equivalents.toml` of a chapter says of a mutant why the check is right to accept it. An entry holds
for the reference as it was when someone looked at it: `reference` is a short hash of its text.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bootcamp.check.audit.mutants import Mutant
from bootcamp.course.lesson_file import read_text
from bootcamp.course.model import Course
from bootcamp.course.table import Schema, checked, parse_toml
from bootcamp.errors import CourseError

FILE = "equivalents.toml"
FIELDS: Schema = {
    "exercise": str,
    "before": str,
    "after": str,
    "reference": str,
    "reason": str,
    "differs": str,
}


@dataclass(frozen=True, kw_only=True)
class Equivalent:
    """Why a mutant of an exercise's reference may survive.

    It speaks of the mutant with these lines before and after; without `after`, of every change of
    the lines before; without `before`, of an adversary. `differs` says in what the outcome differs,
    where it does and the contract leaves it open.
    """

    exercise: str
    before: str = ""
    after: str = ""
    reference: str
    reason: str
    differs: str = ""

    def is_of(self, mutant: Mutant) -> bool:
        """Whether it speaks of this mutant."""
        before, after = self.before.strip("\n"), self.after.strip("\n")
        return before == mutant.before and after in ("", mutant.after)


def read_equivalents(course: Course) -> dict[str, list[Equivalent]]:
    """Every chapter's entries, by exercise. Raises CourseError where one isn't in order."""
    found: dict[str, list[Equivalent]] = {}
    for chapter in course.chapters:
        path = chapter.path / FILE
        if not path.is_file():
            continue
        where = f"{chapter.name}/{FILE}"
        for table in _tables(path, where):
            entry = Equivalent(
                **checked(table, FIELDS, where, optional=("before", "after", "differs"))
            )
            if why := _why_refused(entry, course):
                raise CourseError(f"{where}: {why}", rule="format")
            found.setdefault(entry.exercise, []).append(entry)
    return found


def _why_refused(entry: Equivalent, course: Course) -> str:
    if entry.exercise not in course.exercises:
        return f"there is no exercise `{entry.exercise}`. Correct the name, or remove the entry."
    if not (entry.before or entry.after):
        return f"an entry for `{entry.exercise}` has no `before`. Add the line that is changed."
    if entry.differs and not entry.after:
        return (
            f"an entry for `{entry.exercise}` has `differs` and no `after`. Add the changed line."
        )
    return ""


def _tables(path: Path, where: str) -> list[dict[str, Any]]:
    return list(parse_toml(read_text(path, where), where).get("equivalents", []))


def short_hash(definition: str) -> str:
    """What an entry's `reference` must be for this text."""
    return hashlib.sha256(definition.encode()).hexdigest()[:12]
