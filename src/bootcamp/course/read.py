"""Find a course and read it: statically, so that listing it imports nothing of the course's."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import bootcamp
from bootcamp.course.exercise_file import read_exercise
from bootcamp.course.lesson_file import read_lesson, read_text
from bootcamp.course.model import Chapter, Course, ExerciseEntry, Lesson
from bootcamp.course.names import is_reserved, why_refused
from bootcamp.course.table import Schema, checked, parse_toml
from bootcamp.errors import CourseError

COURSE_FIELDS: Schema = {
    "title": str,
    "library": str,
    "warm_up": str,
    "hidden": list,
    "chapters": list,
}
CHAPTER_FIELDS: Schema = {"folder": str, "title": str, "summary": str, "lessons": list}


def find_course(hint: Path | None = None) -> Path:
    """The course's folder: $BOOTCAMP_COURSE, else `hint` (what a workspace recorded), else ours."""
    if asked := os.environ.get("BOOTCAMP_COURSE"):
        return _expect_course(Path(asked), "BOOTCAMP_COURSE names")
    if hint is not None:
        return _expect_course(hint, "The workspace names")
    package = Path(bootcamp.__file__).resolve().parent
    for root in (package / "courses/alignment", package.parents[1] / "courses/alignment"):
        if (root / "course.toml").is_file():
            return root
    raise CourseError(
        f"There is no course beside {package}. Install `groundup` again, or set BOOTCAMP_COURSE to "
        "a folder that holds a course.toml."
    )


def read_course(root: Path, problems: list[CourseError] | None = None) -> Course:
    """Everything the course states. Raises CourseError at the first thing that isn't in order.

    With a list given, problems are appended to it and the rest is read: one author's broken file
    hides nobody else's exercise. Only an unreadable course.toml is still raised.
    """
    root = root.resolve()
    where = "course.toml"
    table = parse_toml(read_text(root / where, str(root / where)), where)
    checked(table, COURSE_FIELDS, where, optional=("warm_up", "hidden"))
    library_root = find_library(root, table["library"])
    reader = _Reader(root, library_root, problems)
    chapters = tuple(reader.chapters(table["chapters"]))
    warm_up = root / table["warm_up"] if "warm_up" in table else None
    return Course(
        root=root,
        title=table["title"],
        library=table["library"],
        library_root=library_root,
        warm_up=warm_up if warm_up and warm_up.is_file() else None,
        chapters=chapters,
        exercises=_in_course_order(chapters, reader.exercises),
        hidden=tuple(map(str, table.get("hidden", ()))),
    )


def find_library(root: Path, library: str) -> Path:
    """The folder that holds the library's package: beside the course, or else beside the tool."""
    beside_tool = Path(bootcamp.__file__).resolve().parents[1]
    above = [root, *list(root.parents)[:3]]
    places = [*(place for folder in above for place in (folder / "src", folder)), beside_tool]
    for place in places:
        if (place / library / "__init__.py").is_file():
            return place
    raise CourseError(
        f"course.toml: the library `{library}` is neither beside the course ({root}) nor "
        f"beside the tool ({beside_tool}). Install it, or put it in `src` beside the course."
    )


@dataclass
class _Reader:
    """Reads chapters one after another; exercises by name are collected on the way."""

    root: Path
    library_root: Path
    problems: list[CourseError] | None

    def __post_init__(self) -> None:
        self.exercises: dict[str, ExerciseEntry] = {}
        self._broken: set[str] = set()

    def report(self, problem: CourseError) -> None:
        if self.problems is None:
            raise problem
        self.problems.append(problem)

    def where(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def chapters(self, tables: list[Any]) -> Iterator[Chapter]:
        tables = [self._chapter_table(table) for table in tables]
        tables = [table for table in tables if table]
        for table in tables:
            self._read_exercises(self.root / table["folder"])
        for table in tables:
            folder = self.root / table["folder"]
            self._expect_listed(folder, table["lessons"])
            yield Chapter(
                name=table["folder"],
                title=table["title"],
                summary=table["summary"],
                path=folder,
                lessons=tuple(self._lessons(folder, table["lessons"])),
            )

    def _chapter_table(self, table: Any) -> dict[str, Any]:
        try:
            fields = checked(table, CHAPTER_FIELDS, "course.toml, [[chapters]]")
            name = fields["folder"]
            if refused := why_refused(name, "chapter"):
                raise CourseError(f"course.toml: {refused}", rule="name")
            if not (self.root / name).is_dir():
                raise CourseError(
                    f"course.toml: the chapter `{name}` has no folder {self.root / name}. "
                    "Make the folder, or correct `folder`.",
                    rule="format",
                )
        except CourseError as problem:
            self.report(problem)
            return {}
        return fields

    def _read_exercises(self, folder: Path) -> None:
        for path in sorted(folder.glob("*.py")):
            if is_reserved(path.stem) or path.stem.startswith("_"):
                continue
            try:
                entry = read_exercise(path, folder.name, self.where(path), self.library_root)
                if other := self.exercises.get(entry.name):
                    raise CourseError(
                        f"{self.where(path)}: the name `{entry.name}` is taken by "
                        f"{self.where(other.path)}. Rename one: a name is unique in a course.",
                        rule="name",
                        exercise=entry.name,
                    )
            except CourseError as problem:
                self._broken.add(path.stem)
                self.report(problem)
            else:
                self.exercises[entry.name] = entry

    def _expect_listed(self, folder: Path, lessons: list[str]) -> None:
        for path in sorted(folder.glob("*.md")):
            if path.stem not in lessons:
                self.report(
                    CourseError(
                        f"{self.where(path)}: the page is not among the lessons of its chapter. "
                        "Add "
                        f'"{path.stem}" to `lessons` in course.toml, or delete the page.',
                        rule="page",
                    )
                )

    def _lessons(self, folder: Path, names: list[str]) -> Iterator[Lesson]:
        for name in names:
            path = folder / f"{name}.md"
            try:
                if refused := why_refused(name, "lesson"):
                    raise CourseError(f"course.toml: {refused}", rule="name")
                if not path.is_file():
                    raise CourseError(
                        f"course.toml: the lesson `{name}` has no page {self.where(path)}. "
                        "Write the page, or take the name out of `lessons`.",
                        rule="page",
                    )
                lesson = read_lesson(path, folder.name, self.where(path))
            except CourseError as problem:
                self.report(problem)
            else:
                yield replace(lesson, exercises=tuple(self._placed(lesson)))

    def _placed(self, lesson: Lesson) -> Iterator[str]:
        """The lesson's exercises that exist and stand on no page before it."""
        for name in lesson.exercises:
            if name in self._broken:
                continue
            if says := self._why_not_here(lesson, name):
                rule = "page" if name in self.exercises else "link"
                says = f"{self.where(lesson.path)}: {says}"
                self.report(CourseError(says, rule=rule, exercise=name))
            else:
                self.exercises[name] = replace(self.exercises[name], lesson=lesson.name)
                yield name

    def _why_not_here(self, lesson: Lesson, name: str) -> str:
        entry = self.exercises.get(name)
        if entry is None:
            return (
                f"the link `exercise:{name}` leads to nothing. Correct the name, or write "
                f"it with `bootcamp new {lesson.chapter}/{name}`."
            )
        if entry.lesson:
            return (
                f"the exercise `{name}` already stands on {entry.chapter}/{entry.lesson}.md. "
                "Remove one of the two links."
            )
        if entry.chapter != lesson.chapter:
            return (
                f"the exercise `{name}` lies in the folder of another chapter, {entry.chapter}. "
                f"Move {entry.chapter}/{name}.py to {lesson.chapter}/."
            )
        return ""


def _in_course_order(
    chapters: tuple[Chapter, ...], exercises: dict[str, ExerciseEntry]
) -> dict[str, ExerciseEntry]:
    """Exercises in the order of the pages; those on no page come last."""
    placed = [name for ch in chapters for lesson in ch.lessons for name in lesson.exercises]
    rest = [name for name in exercises if name not in set(placed)]
    return {name: exercises[name] for name in [*placed, *rest]}


def _expect_course(root: Path, what: str) -> Path:
    if (root / "course.toml").is_file():
        return root.resolve()
    raise CourseError(
        f"{what} the course {root}, and there is no course.toml in it. Set BOOTCAMP_COURSE to a "
        "folder that holds one."
    )
