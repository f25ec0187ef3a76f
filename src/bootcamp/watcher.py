"""Which exercises are to be checked when files are saved."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from bootcamp.course.model import ExerciseEntry
from bootcamp.workspace.folder import FileText, Workspace

AtHand = Callable[[], ExerciseEntry | None]
Tried = Callable[[], set[str]]


class Watcher:
    """Compares the learner's files with how they were when they could last be read."""

    def __init__(self, workspace: Workspace, at_hand: AtHand, tried: Tried) -> None:
        self.workspace = workspace
        self._at_hand, self._tried = at_hand, tried
        self._stamps = self._all_stamps()
        self._texts = {file: text for file, text in workspace.texts().items() if text}
        self._said: dict[str, str] = {}  # by file that can't be read: the exercise that said so
        self.last = ""  # the exercise that was last checked and shown

    def saves(self, stop: threading.Event) -> Iterator[list[str]]:
        """After each save, the exercises to check, until `stop` is set. Raises OSError."""
        import watchfiles

        course = self.workspace.course
        folders = [self.workspace.root / course.library, self.workspace.root / "tests"]
        for folder in folders:
            folder.mkdir(exist_ok=True)
        for changes in watchfiles.watch(
            *folders,
            stop_event=stop,
            step=5,
            debounce=40,
            rust_timeout=1000,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            saved = {Path(path) for _, path in changes} or self._missed()
            if saved and (names := self._to_check(saved)):
                yield names

    def _missed(self) -> set[Path]:
        """Files saved without a word from the system: before it listened, or on a network drive."""
        now = self._all_stamps()
        return {path for path, stamp in now.items() if self._stamps.get(path) != stamp}

    def _to_check(self, paths: set[Path]) -> list[str]:
        """The exercises that the saved files change; that which was checked last comes first."""
        self._stamps = self._all_stamps()
        saved = {path.resolve() for path in paths if path.suffix == ".py"}
        now = self.workspace.texts()
        names: list[str] = []
        for file, text in now.items():
            if (self.workspace.root / file).resolve() in saved:
                names += self._changed(file, text)
        if not names and saved:  # saved as it was, or a file without exercises
            names = self._shown([file for file in now if self._path(file) in saved] or list(now))
        return sorted(names, key=lambda name: name != self.last)

    def _changed(self, file: str, text: FileText | None) -> list[str]:
        """The exercises of one file whose definition, or whose surroundings, are new."""
        if text is None:  # it can't be read: one of its exercises says so
            self._said[file] = self._said.get(file) or self._shown([file])[0]
            return [self._said[file]]
        before = self._texts.get(file)
        self._texts[file] = text
        said = self._said.pop(file, None)
        exercises = self._exercises(file)
        if before is None:
            return exercises
        again = self._tried() if text.rest != before.rest else set()
        return [
            name
            for name in exercises
            if text.definitions.get(name) != before.definitions.get(name)
            or name == said
            or name in again
        ]

    def _shown(self, files: list[str]) -> list[str]:
        """The exercise to check where no definition is new: the last one, or the one at hand."""
        current = self._at_hand()
        likely = [self.last, current.name if current else ""]
        inside = [name for file in files for name in self._exercises(file)]
        return [name for name in [*likely, *inside] if name in inside][:1]

    def _exercises(self, file: str) -> list[str]:
        exercises = self.workspace.course.exercises.values()
        return [each.name for each in exercises if each.learner_file == file]

    def _path(self, file: str) -> Path:
        return (self.workspace.root / file).resolve()

    def _all_stamps(self) -> dict[Path, tuple[int, int]]:
        stamps = {}
        for path in filter(None, map(self.workspace.file, self.workspace.course.exercises)):
            with contextlib.suppress(OSError):
                found = path.stat()
                stamps[path] = (found.st_mtime_ns, found.st_size)
        return stamps
