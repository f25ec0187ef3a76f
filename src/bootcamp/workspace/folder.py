"""The learner's folder: a package of their own, with the exercises blank and the rest verbatim.

work/
    README.md      what is where
    groundup/      the learner's package: theirs to read, edit, debug and keep
    tests/         tests that exercises ask for, and the learner's own
    .bootcamp/     attempts, and the files as they were handed out
"""

import ast
import json
import os
import secrets
import shutil
import tempfile
import textwrap
import tomllib
from pathlib import Path

from bootcamp import __version__, splice
from bootcamp.course.model import Course, ExerciseEntry
from bootcamp.course.read import find_course, read_course
from bootcamp.errors import BootcampError, NoWorkspaceError, SourceError, WorkspaceError
from bootcamp.workspace.attempts import Attempts, hash_of
from bootcamp.workspace.texts import CONFTEST, README, pristine

STATE = ".bootcamp"


class Workspace:
    """A learner's folder, opened."""

    def __init__(self, root: Path, course: Course, seed: int) -> None:
        self.root = root
        self.course = course
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
        """The exercise of that name. Raises with the nearest names."""
        if found := self.course.exercises.get(name):
            return found
        import difflib

        near = difflib.get_close_matches(name, self.course.exercises, 3)
        hint = f" Did you mean {' or '.join(near)}?" if near else " See `bootcamp list`."
        raise BootcampError(f"There is no exercise `{name}`.{hint}")

    def file(self, name: str) -> Path | None:
        """The file that the learner writes in; None for a question."""
        relative = self.exercise(name).learner_file
        return self.root / relative if relative else None

    def source(self, name: str) -> str:
        """What the learner has written for this exercise; "" where it can't be found."""
        exercise, file = self.exercise(name), self.file(name)
        if file is None:
            return ""
        try:
            text = file.read_text("utf-8")
            if exercise.kind == "WriteTest" or exercise.target is None:
                return text
            return splice.extract(text, exercise.target.qualname)
        except (OSError, ValueError, SyntaxError, BootcampError):
            return ""

    def sources(self) -> dict[str, str]:
        """What the learner has written, for every exercise that is code; each file is read once."""
        files: dict[str, dict[str, str]] = {}
        found = {}
        for name, exercise in self.course.exercises.items():
            file = exercise.learner_file
            if exercise.kind == "WriteTest":
                found[name] = self.source(name)
            elif file and exercise.target:
                if file not in files:
                    text = self._text(self.root / file)
                    files[file] = splice.texts(text)
                found[name] = files[file].get(exercise.target.qualname, "")
        return found

    def line(self, name: str) -> int:
        """The line where the exercise's definition begins, counted from 1."""
        exercise, file = self.exercise(name), self.file(name)
        try:
            if file and exercise.target and exercise.kind != "WriteTest":
                return splice.find(
                    ast.parse(file.read_text("utf-8")), exercise.target.qualname
                ).lineno
        except (OSError, ValueError, SyntaxError, BootcampError):
            pass
        return 1

    def write_source(self, name: str, text: str, expected_hash: str) -> None:
        """Put new text in place of the definition, if it is still what `expected_hash` says.

        Raises WorkspaceError where it was changed meanwhile, SourceError where the file or the new
        text can't be parsed: then nothing is written.
        """
        exercise, file = self.exercise(name), self.file(name)
        if file is None or exercise.target is None:
            raise WorkspaceError(f"{name} is a question: there is no code to save.")
        if hash_of(self.source(name)) != expected_hash:
            raise WorkspaceError(
                f"`{name}` was changed in {exercise.learner_file} since this page was loaded. "
                "Nothing was saved: compare the two and decide."
            )
        if exercise.kind != "WriteTest":
            whole = file.read_text("utf-8")
            tree = splice.parse(textwrap.dedent(text), "your text")
            short_name = exercise.target.qualname.rpartition(".")[2]
            if not splice.has(tree, short_name):
                raise SourceError(f"The text must define `{short_name}`: keep its first line.")
            text = splice.replace(whole, exercise.target.qualname, text)
        self._write(file, text)

    def reset(self, name: str) -> None:
        """Put the stub back. What was there is kept with the attempts."""
        exercise, file = self.exercise(name), self.file(name)
        if file is None:
            raise WorkspaceError(f"{name} is a question: there is nothing to reset.")
        self.attempts.mark(name, "reset", self._text(file))
        stub = pristine(self.course)[exercise.learner_file]
        self._write(file, with_definition_of(exercise, file, stub))

    def borrow(self, name: str) -> None:
        """Put the reference's definition in place. What was there is kept with the attempts."""
        exercise, file = self.exercise(name), self.file(name)
        if file is None or exercise.target is None or exercise.kind == "WriteTest":
            raise WorkspaceError(f"{name} can't be borrowed: it has no definition in the library.")
        self.attempts.mark(name, "borrowed", self._text(file))
        self.attempts.mark(name, "lent", hash_of(self.reference(name)))
        reference = (self.course.library_root / exercise.target.file).read_text("utf-8")
        self._write(file, with_definition_of(exercise, file, reference))

    def reference(self, name: str) -> str:
        """The reference's definition, or the author's own test."""
        exercise = self.exercise(name)
        if exercise.kind == "WriteTest":
            return exercise.path.read_text("utf-8")
        if exercise.target is None:
            return ""
        source = (self.course.library_root / exercise.target.file).read_text("utf-8")
        return splice.extract(source, exercise.target.qualname)

    def _text(self, file: Path) -> str:
        try:
            return file.read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""

    def _write(self, file: Path, text: str) -> None:
        try:
            write(file, text)
        except OSError as error:
            raise _cant_write(file, error) from error


def _hand_out(root: Path, course: Course) -> None:
    """Write a new workspace's files."""
    write(root / STATE / ".gitignore", "*\n")
    for relative, text in pristine(course).items():
        write(root / relative, text)
        write(root / STATE / "base" / relative, text)
    write(root / "README.md", README.format(library=course.library, state=STATE))
    write(root / "conftest.py", CONFTEST)
    state = {
        "course": str(course.root),
        "seed": secrets.randbelow(2**31),
        "tool": __version__,
    }
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in state.items()]
    write(root / STATE / "workspace.toml", "".join(lines))


def with_definition_of(exercise: ExerciseEntry, file: Path, other: str) -> str:
    """The file's text with the exercise's definition taken from another text of its module."""
    assert exercise.target is not None
    name = exercise.target.qualname
    try:
        if exercise.kind == "WriteTest":
            return other
        return splice.replace(file.read_text("utf-8"), name, splice.extract(other, name))
    except (OSError, ValueError, SyntaxError, BootcampError):
        return other  # the file is gone, or past reading: take the whole of it


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all: a temporary file, to disk, then renamed into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()  # through a symbolic link, to what it points at
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _cant_write(path: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        f"{path} can't be written: {error.strerror}. What was there is untouched. "
        "Make room, or make the folder yours to write in, and try again."
    )


def recorded(root: Path) -> tuple[Path | None, int]:
    """The course that a workspace is of, None where that has moved away, and the learner's seed."""
    file = root / STATE / "workspace.toml"
    try:
        state = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise WorkspaceError(f"{root} isn't a workspace. `bootcamp start` makes one.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(
            f"{file} is damaged ({error}). Move the folder's {STATE} away and run "
            "`bootcamp start`: your code is not in it."
        ) from error
    course = Path(str(state.get("course", "")))
    known = course if (course / "course.toml").is_file() else None
    return known, int(state.get("seed", 0))
