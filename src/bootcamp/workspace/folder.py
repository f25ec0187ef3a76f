"""The learner's folder: a package of their own, with the exercises blank and the rest verbatim.

work/
    README.md      what is where
    groundup/      the learner's package: theirs to read, edit, debug and keep
    tests/         tests that exercises ask for, and the learner's own
    .bootcamp/     attempts, and the files as they were handed out
"""

import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from bootcamp import __version__, splice
from bootcamp.course.lesson_file import read_text
from bootcamp.course.lookup import exercise_named
from bootcamp.course.model import Course, ExerciseEntry
from bootcamp.course.read import find_course, read_course
from bootcamp.course.table import toml_value
from bootcamp.errors import (
    BootcampError,
    DefinitionNotFound,
    NoWorkspaceError,
    SourceError,
    WorkspaceError,
)
from bootcamp.text import decoded, read
from bootcamp.workspace import edits
from bootcamp.workspace.attempts import Attempts, hash_of
from bootcamp.workspace.texts import CONFTEST, README, pristine

STATE = ".bootcamp"


@dataclass(frozen=True)
class FileText:
    """A learner's file, taken apart."""

    definitions: dict[str, str]  # by exercise; "" where it is gone
    rest: str  # imports, constants and functions of their own, without comments


class Workspace:
    """A learner's folder, opened."""

    def __init__(self, root: Path, course: Course, seed: int) -> None:
        self.root = root
        self.course = course
        self._apart: dict[str, tuple[str, FileText]] = {}  # each file's text, and that taken apart
        self.seed = seed  # what makes this learner's numbers theirs
        self.attempts = Attempts(root / STATE / "state.sqlite3")

    @classmethod
    def create(cls, root: Path, course: Course) -> "Workspace":
        """Make a workspace in a folder that is new or empty, or open the one that is there.

        `workspace.toml` is written last: until it is there, the folder is one that was begun, and
        is gone on with.
        """
        root = root.resolve()
        if (root / STATE / "workspace.toml").is_file():
            return cls.open(root)
        try:
            if root.exists() and any(root.iterdir()) and not (root / STATE).is_dir():
                raise WorkspaceError(
                    f"{root} isn't empty and isn't a workspace. Give a new folder: "
                    "`bootcamp start FOLDER`."
                )
            _hand_out(root, course)
        except OSError as error:
            raise _cant_write(root, error) from error
        return cls.open(root)

    @classmethod
    def open(cls, root: Path) -> "Workspace":
        """Open a workspace. Raises WorkspaceError where it isn't one, or is damaged."""
        course, seed = recorded(root)
        return cls(root.resolve(), read_course(find_course(course), problems=[]), seed)

    @classmethod
    def locate(cls, start: Path) -> "Workspace":
        """The workspace that a folder lies in, or one called `work` in it or in one above it."""
        start = start.resolve()
        for folder in (start, *start.parents):
            for candidate in (folder, folder / "work"):
                if (candidate / STATE / "workspace.toml").is_file():
                    return cls.open(candidate)
        raise NoWorkspaceError(
            f"There is no workspace in {start}, nor in a folder above it. "
            "`bootcamp start` makes one in ./work."
        )

    def exercise(self, name: str) -> ExerciseEntry:
        """The exercise of that name. Raises BootcampError with what to type instead."""
        return exercise_named(self.course, name)

    def file(self, name: str) -> Path | None:
        """The file that the learner writes in; None for a question."""
        relative = self.exercise(name).learner_file
        return self.root / relative if relative else None

    def source(self, name: str) -> str:
        """What the learner has written for this exercise; "" where that can't be told."""
        try:
            return self.written(name)
        except BootcampError:
            return ""

    def written(self, name: str) -> str:
        """What the learner has written for this exercise; "" for a question.

        Raises SourceError or DefinitionNotFound with the reason where that can't be told.
        """
        exercise, file = self.exercise(name), self.file(name)
        if file is None:
            return ""
        text = read(file, exercise.learner_file)
        if exercise.kind == "WriteTest" or exercise.target is None:
            return text
        tree = splice.parse(text, exercise.learner_file)
        if not splice.has(tree, exercise.target.qualname):
            raise DefinitionNotFound(
                f"`{exercise.target.qualname}` is no longer defined in {exercise.learner_file}. "
                f"`bootcamp reset {name}` puts its stub back."
            )
        return splice.extract(text, exercise.target.qualname)

    def texts(self) -> dict[str, FileText | None]:
        """What the learner has written, by file; None for a file that can't be read or parsed."""
        names: dict[str, dict[str, str]] = {}
        for name, exercise in self.course.exercises.items():
            if exercise.learner_file and exercise.target:
                qualname = "" if exercise.kind == "WriteTest" else exercise.target.qualname
                names.setdefault(exercise.learner_file, {})[name] = qualname
        return {file: self._file_text(file, wanted) for file, wanted in names.items()}

    def _file_text(self, file: str, names: dict[str, str]) -> FileText | None:
        try:
            text = read(self.root / file)
            known, apart = self._apart.get(file, ("", None))
            if apart and known == text:
                return apart
            found, rest = splice.take_apart(text, [name for name in names.values() if name])
        except (OSError, ValueError, BootcampError):
            return None
        texts = {name: found.get(q, "") if q else text for name, q in names.items()}
        self._apart[file] = text, FileText(texts, rest)
        return self._apart[file][1]

    def line(self, name: str) -> int:
        """The line where the exercise's definition begins, counted from 1."""
        exercise, file = self.exercise(name), self.file(name)
        try:
            if file and exercise.target and exercise.kind != "WriteTest":
                parsed = splice.parse(read(file), file.name)
                return splice.find(parsed, exercise.target.qualname).lineno
        except (OSError, ValueError, SyntaxError, BootcampError):
            pass
        return 1

    def write_source(self, name: str, text: str, expected_hash: str) -> None:
        """Put new text in place of the definition, if it is still what `expected_hash` says.

        What it replaces is kept. Raises WorkspaceError where it was changed meanwhile, SourceError
        where the file or the new text can't be read: then nothing is written.
        """
        exercise, file = self.exercise(name), self.file(name)
        if file is None or exercise.target is None:
            raise WorkspaceError(f"{name} is a question: there is no code to save.")
        whole, before = read(file, exercise.learner_file), self.written(name)
        if hash_of(before) != expected_hash:
            raise WorkspaceError(
                f"`{name}` was changed in {exercise.learner_file} since this page was loaded. "
                "Nothing was saved: compare the two and decide."
            )
        if exercise.kind == "WriteTest":
            edits.expect_python(text)
        else:
            text = edits.with_edited(whole, exercise.target.qualname, text)
        self.keep(name, before)
        self._write(file, text, whole)

    def keep(self, name: str, text: str) -> None:
        """Keep a text that no check has told of, with the attempts; a stub isn't worth it."""
        try:
            nodes = [node for _, node in splice.definitions(splice.parse(text, name))]
        except BootcampError:
            nodes = []  # an answer, or half-typed
        if nodes and all(map(splice.is_blank, nodes)):
            return
        self.attempts.keep(name, text)

    def reset(self, name: str) -> None:
        """Put the stub back. What was there is kept with the attempts."""
        exercise, file = self.exercise(name), self.file(name)
        if file is None:
            raise WorkspaceError(f"{name} is a question: there is nothing to reset.")
        self._take_from(pristine(self.course)[exercise.learner_file], name, "reset")

    def borrow(self, name: str) -> None:
        """Put the reference's definition in place. What was there is kept with the attempts."""
        exercise, file = self.exercise(name), self.file(name)
        if file is None or exercise.target is None or exercise.kind == "WriteTest":
            raise WorkspaceError(f"{name} can't be borrowed: it has no definition in the library.")
        reference = read_text(self.course.library_root / exercise.target.file, "The reference")
        splice.parse(reference, "The reference")
        self._take_from(reference, name, "borrowed")
        self.attempts.mark(name, "lent", hash_of(self.reference(name)))

    def _take_from(self, other: str, name: str, mark: str) -> None:
        """Take the exercise's definition from another text of its file; all else stays."""
        exercise, file = self.exercise(name), self.file(name)
        assert file
        assert exercise.target
        if not file.exists():
            self.attempts.mark(name, mark)
            return self._write(file, other)
        try:
            text = read(file, exercise.learner_file)
            if exercise.kind != "WriteTest":
                other = edits.with_definition_of(text, exercise.target.qualname, other)
        except SourceError as error:
            raise SourceError(
                f"{exercise.learner_file} can't be changed: {str(error).rstrip('.')}. Nothing was "
                "changed. Correct that; or move the file away and run this again, for a new one."
            ) from error
        self.attempts.mark(name, mark, text)
        return self._write(file, other, text)

    def reference(self, name: str) -> str:
        """The reference's definition, or the author's own test."""
        return reference_of(self.course, self.exercise(name))

    def _write(self, file: Path, text: str, made_from: str | None = None) -> None:
        try:
            edits.write(file, text, made_from)
        except OSError as error:
            raise _cant_write(file, error) from error


def reference_of(course: Course, exercise: ExerciseEntry) -> str:
    """The reference's definition, or the author's own test; "" for a question."""
    if exercise.kind == "WriteTest":
        return read_text(exercise.path, exercise.path.name)
    if exercise.target is None:
        return ""
    source = read_text(course.library_root / exercise.target.file, "The reference")
    return splice.extract(source, exercise.target.qualname)


def _hand_out(root: Path, course: Course) -> None:
    """Write a new workspace's files."""
    edits.write(root / STATE / ".gitignore", "*\n")
    for relative, text in pristine(course).items():
        edits.write(root / relative, text)
        edits.write(root / STATE / "base" / relative, text)
    edits.write(root / "README.md", README.format(library=course.library, state=STATE))
    edits.write(root / "conftest.py", CONFTEST)
    state = {
        "course": str(course.root),
        "seed": secrets.randbelow(2**31),
        "tool": __version__,
    }
    try:
        lines = [f"{key} = {toml_value(value)}\n" for key, value in state.items()]
    except ValueError as error:
        raise WorkspaceError(
            f"The course's folder has a name that isn't UTF-8: {str(course.root)!a}. Rename it."
        ) from error
    edits.write(root / STATE / "workspace.toml", "".join(lines))


def _cant_write(path: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        f"{path} can't be written: {error.strerror}. What was there is untouched. "
        "Make room, or make the folder yours to write in, and try again."
    )


def recorded(root: Path) -> tuple[Path | None, int]:
    """The course that a workspace is of, None where that has moved away, and the learner's seed."""
    file = root / STATE / "workspace.toml"
    try:
        state = tomllib.loads(decoded(file.read_bytes(), file.name))
    except OSError as error:
        raise WorkspaceError(f"{root} isn't a workspace. `bootcamp start` makes one.") from error
    except (tomllib.TOMLDecodeError, SourceError) as error:
        raise WorkspaceError(
            f"{file} is damaged ({error}). Move the folder's {STATE} away and run "
            "`bootcamp start`: your code is not in it."
        ) from error
    course = Path(str(state.get("course", "")))
    known = course if (course / "course.toml").is_file() else None
    return known, int(state.get("seed", 0))
