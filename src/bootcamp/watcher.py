"""Which exercises are to be checked when files are saved."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from bootcamp.course.model import ExerciseEntry
from bootcamp.workspace.attempts import hash_of
from bootcamp.workspace.folder import Workspace

AtHand = Callable[[], ExerciseEntry | None]


class Watcher:
    """Compares the learner's files with how they were when it last looked."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._stamps = self._all_stamps()
        self._texts = self._all_texts()

    def saves(self, stop: threading.Event, at_hand: AtHand) -> Iterator[list[str]]:
        """After each save, the exercises to check, until `stop` is set. Raises OSError."""
        import watchfiles

        course = self.workspace.course
        folders = [self.workspace.root / course.library, self.workspace.root / "tests"]
        for folder in folders:
            folder.mkdir(exist_ok=True)
        for changes in watchfiles.watch(
            *folders,
            stop_event=stop,
            step=10,
            debounce=40,
            rust_timeout=1000,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            if saved := {Path(path) for _, path in changes} or self._missed():
                yield self._changed(saved, at_hand())

    def _missed(self) -> set[Path]:
        """Files saved without a word from the system: before it listened, or on a network drive."""
        now = self._all_stamps()
        return {path for path, stamp in now.items() if self._stamps.get(path) != stamp}

    def _changed(self, paths: set[Path], current: ExerciseEntry | None) -> list[str]:
        """The exercises whose text differs from when it was last looked at.

        A file that can't be parsed, or was changed outside of any exercise, rechecks the exercise
        at hand if that is in the file.
        """
        files = {path.resolve() for path in paths if path.suffix == ".py"}
        self._stamps = self._all_stamps()
        before, self._texts = self._texts, self._all_texts()
        after = self._texts
        names = [n for n in after if before.get(n) != after[n] and self._file(n) in files]
        broken = [n for n in names if not self.workspace.source(n)]
        if len(broken) > 1:  # the file can't be read: once is enough
            names = [n for n in names if n not in broken]
            names.append(current.name if current and current.name in broken else broken[0])
        if not names and current and self._file(current.name) in files:
            names = [current.name]
        return names

    def _file(self, name: str) -> Path | None:
        file = self.workspace.file(name)
        return file.resolve() if file else None

    def _all_stamps(self) -> dict[Path, tuple[int, int]]:
        stamps = {}
        for path in filter(None, map(self.workspace.file, self.workspace.course.exercises)):
            with contextlib.suppress(OSError):
                found = path.stat()
                stamps[path] = (found.st_mtime_ns, found.st_size)
        return stamps

    def _all_texts(self) -> dict[str, str]:
        return {name: hash_of(text) for name, text in self.workspace.sources().items()}
