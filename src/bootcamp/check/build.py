"""Which library a run stands on: the learner's, the reference, or the reference with one change.

A build is every module of the library, compiled, by name. Nothing is executed here. Compiled
modules are kept by the text they came from, so that after a save one module is compiled, not all.
"""

import contextlib
import functools
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bootcamp import splice
from bootcamp.course.model import Course, ExerciseEntry, MistakeEntry, Target
from bootcamp.errors import CourseError, SourceError
from bootcamp.text import read
from bootcamp.workspace.overlay import Compiled, blank_functions, compile_module, is_inside

Build = dict[str, Compiled]


class Library:
    """The modules of a course's library, and the builds made of them."""

    def __init__(self, course: Course, workspace: Path | None) -> None:
        self.course = course
        self.workspace = workspace
        self._compiled: dict[object, Compiled] = {}
        self._seen: dict[object, Any] | None = None  # what was read so far, while it doesn't change
        self._targets: dict[str, list[str]] = {}
        for exercise in course.exercises.values():
            if exercise.target and exercise.kind in ("Exercise", "Experiment"):
                names = self._targets.setdefault(exercise.target.module, [])
                names.append(exercise.target.qualname)

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """For a verdict: read each file once, however many builds are made meanwhile."""
        self._seen = {}
        try:
            yield
        finally:
            self._seen = None

    def _once(self, key: object, find: Callable[[], Any]) -> Any:
        if self._seen is None:
            return find()
        if key not in self._seen:
            self._seen[key] = find()
        return self._seen[key]

    def _read(self, path: Path) -> str:
        text: str = self._once(path, lambda: read(path))
        return text

    def files(self) -> list[tuple[str, Path]]:
        """Each module of the reference: its name and its file."""
        root = self.course.library_root
        found: list[tuple[str, Path]] = self._once("files", lambda: modules_in(root, self.course))
        return found

    def fingerprint(self) -> str:
        """Of all modules of the reference: what is found by running it holds for these texts."""

        def find() -> str:
            texts = (text for name, path in self.files() for text in (name, self._read(path)))
            return hashlib.sha256("\0".join(texts).encode()).hexdigest()

        found: str = self._once("fingerprint", find)
        return found

    def reference(self, changed: dict[str, str] | None = None) -> Build:
        """The reference, with the text of some modules changed."""
        changed = changed or {}
        build = {}
        for module, path in self.files():
            source = changed.get(module) or self._read(path)
            build[module] = self._compile(source, path, None)
        return build

    def stack(self, target: Target | None) -> Build:
        """The learner's library: blanks filled from the reference, but for the target's."""
        return self._learners(target, lambda module: [])

    def alone(self, target: Target) -> Build:
        """The learner's target; every other exercise from the reference, written or not."""

        def others(module: str) -> list[str]:
            return [n for n in self._targets.get(module, []) if (module, n) != _key(target)]

        return self._learners(target, others)

    def alone_with(self, target: Target, other: Target) -> Build:
        """The learner's target and one other definition of theirs; every other exercise's not."""
        kept = (_key(target), _key(other))

        def others(module: str) -> list[str]:
            return [n for n in self._targets.get(module, []) if (module, n) not in kept]

        return self._learners(target, others)

    def by_itself(self, target: Target) -> Build:
        """The reference with the learner's target in it, and nothing else of theirs."""
        text = splice.extract(self.learners_source(target), target.qualname)
        source = splice.replace(self.reference_source(target), target.qualname, text)
        return self.reference({target.module: source})

    def changed_besides(self) -> list[str]:
        """What the learner changed in the library that no exercise asked for."""
        assert self.workspace is not None
        found: list[str] = []
        for module, path in self.files():
            try:
                mine = self._read(self.workspace / path.relative_to(self.course.library_root))
                targets = tuple(self._targets.get(module, ()))
                found += changed_definitions(mine, self._read(path), targets)
            except SourceError:
                continue
        return found

    def written(self, besides: Target) -> list[ExerciseEntry]:
        """The exercises, other than this one, whose definitions the learner has written."""
        found = []
        for exercise in self.course.exercises.values():
            target = exercise.target
            if exercise.kind != "Exercise" or not target or target == besides:
                continue
            try:
                node = splice.find(splice.parse(self.learners_source(target), ""), target.qualname)
            except Exception:
                continue
            if not splice.is_blank(node):
                found.append(exercise)
        return found

    def learners_source(self, target: Target) -> str:
        """The text of the learner's file that holds the target."""
        assert self.workspace is not None
        return self._read(self.workspace / target.file)

    def reference_source(self, target: Target) -> str:
        """The text of the reference's module. Raises SourceError where the author broke it."""
        path = self.course.library_root / target.file
        source = self._read(path)
        splice.parse(source, str(path))
        return source

    def with_mistake(self, target: Target, *mistakes: MistakeEntry) -> Build:
        """The reference with a known mistake in it, or several. Raises where they don't fit."""
        source = self.reference_source(target)
        for mistake in sorted(mistakes, key=lambda mistake: not mistake.whole):
            if mistake.whole:
                source = splice.replace(source, target.qualname, mistake.whole)
            else:
                source = splice.edit(source, target.qualname, mistake.find, mistake.instead)
            splice.parse(source, f"the mistake `{mistake.instead or mistake.find}`")
        return self.reference({target.module: source})

    def with_definition(self, target: Target, text: str) -> Build:
        """The reference with another text for the target."""
        changed = splice.replace(self.reference_source(target), target.qualname, text)
        return self.reference({target.module: changed})

    def with_stub(self, target: Target) -> Build:
        """The reference with the target blank."""
        source = splice.blank(self.reference_source(target), target.qualname)
        return self.reference({target.module: source})

    def solved_alone(self, target: Target) -> Build:
        """A learner's library in which the target is written and all else is blank."""
        build = {}
        for module, path in self.files():
            reference = source = self._read(path)
            for name in self._targets.get(module, []):
                if (module, name) != _key(target):
                    source = splice.blank(source, name)
            build[module] = self._compile(source, path, reference)
        return build

    def _learners(self, target: Target | None, replaced: Callable[[str], list[str]]) -> Build:
        assert self.workspace is not None
        build = {}
        for module, reference_path in self.files():
            reference = self._read(reference_path)
            path = self.workspace / reference_path.relative_to(self.course.library_root)
            keep = target.qualname if target and target.module == module else ""
            names = tuple(replaced(module))
            try:
                source = self._read(path)
                blank = blank_names(source) if names else ()  # those come from the reference anyway
                names = tuple(name for name in names if name not in blank)
                build[module] = self._compile(source, path, reference, names, keep)
            except SourceError:  # alone, a broken file elsewhere is replaced whole
                if keep or (not names and path.is_file()):
                    raise
                build[module] = self._compile(reference, reference_path, None)
        return {**self._own_modules(), **build}

    def _own_modules(self) -> Build:
        """The learner's other modules; one that can't be read says so to whoever imports it."""
        assert self.workspace is not None
        build = {}
        root = self.workspace
        own = self._once("own", lambda: modules_in(root, self.course))
        for name, path in own:
            if not path.is_file() or not all(part.isidentifier() for part in name.split(".")):
                continue  # an editor's lock, a system's shadow file: nobody can import them
            try:
                build[name] = self._compile(self._read(path), path, None)
            except SourceError as error:
                build[name] = self._compile(f"raise ImportError({str(error)!r})", path, None)
        return build

    def _compile(
        self,
        source: str,
        path: Path,
        reference: str | None,
        replace: tuple[str, ...] = (),
        keep: str = "",
    ) -> Compiled:
        key = (path, source, reference, replace, keep)
        if key not in self._compiled:
            if len(self._compiled) > 2000:
                self._compiled.clear()
            code = compile_module(source, str(path), reference, replace=replace, keep=keep)
            is_package = path.name == "__init__.py"
            self._compiled[key] = Compiled(code, str(path), is_package, source)
        return self._compiled[key]


@functools.lru_cache(maxsize=128)
def blank_names(source: str) -> frozenset[str]:
    """The functions that are blank in a module's text. Raises SourceError if it can't be parsed."""
    return frozenset(blank_functions(splice.parse(source, "the file")))


@functools.lru_cache(maxsize=128)
def changed_definitions(mine: str, theirs: str, targets: tuple[str, ...]) -> tuple[str, ...]:
    """The definitions that two texts of a module have differently, but for the targets."""
    names = [
        name
        for name, _ in splice.definitions(splice.parse(mine, "the file"))
        if not any(is_inside(name, t) or is_inside(t, name) for t in targets)
    ]
    texts, _ = splice.take_apart(mine, names)
    others, _ = splice.take_apart(theirs, names)
    return tuple(name for name in names if texts[name] != others.get(name, texts[name]))


def _key(target: Target) -> tuple[str, str]:
    return target.module, target.qualname


def modules_in(root: Path, course: Course) -> list[tuple[str, Path]]:
    """Each module of the library in this folder: its name and its file."""
    found = []
    for path in sorted((root / course.library).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found.append((".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return found


def target_of(exercise: ExerciseEntry) -> Target:
    """What the exercise is about. Raises CourseError where it says nothing."""
    if exercise.target is None:
        raise CourseError(f"{exercise.name} doesn't say what it implements.")
    return exercise.target


def mistake_of(exercise: ExerciseEntry, index: int) -> MistakeEntry:
    """The known mistake of that number. Raises CourseError where there is none."""
    if not 0 <= index < len(exercise.mistakes):
        raise CourseError(f"{exercise.name} has {len(exercise.mistakes)} mistakes, not {index}.")
    return exercise.mistakes[index]
