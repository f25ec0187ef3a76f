"""What a course is, once read: plain data, read without running anything of the course's."""

from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("Exercise", "Answer", "Predict", "WriteTest", "Experiment")


@dataclass(frozen=True)
class Target:
    """A definition of the library: `groundup.autograd.graph` and `parents_first`."""

    module: str
    qualname: str

    @property
    def file(self) -> str:
        """The module's file, relative to the folder that holds the library's package."""
        return self.module.replace(".", "/") + ".py"


@dataclass(frozen=True)
class MistakeEntry:
    """A known mistake. `whole` is a stand-in's text, already under the target's name."""

    find: str
    instead: str
    says: str
    whole: str = ""


@dataclass(frozen=True)
class ExerciseEntry:
    """One exercise, of any kind, as its file states it."""

    name: str
    kind: str  # one of KINDS
    path: Path
    chapter: str
    lesson: str  # "" while no page links to it
    summary: str  # the docstring's first line
    text: str  # the rest of the docstring, Markdown
    minutes: int
    difficulty: int
    importance: int
    hints: tuple[str, ...]
    target: Target | None = None  # `implements=` or `of=`
    mistakes: tuple[MistakeEntry, ...] = ()
    seconds: float = 10.0
    reveal: str = ""
    metric: str = ""
    goal: float = 0.0
    higher_is_better: bool = True
    seeds: int = 0
    without: tuple[str, ...] = ()  # names that the learner's definition may not use
    notice: str = ""  # what to see in the reference, Markdown
    excludes: tuple[str, ...] = ()  # hostile inputs that the contract leaves out

    @property
    def learner_file(self) -> str:
        """The file that the learner writes in, relative to the workspace; "" for a question."""
        if self.kind in ("Exercise", "Experiment") and self.target:
            return self.target.file
        return f"tests/test_{self.name}.py" if self.kind == "WriteTest" else ""


@dataclass(frozen=True)
class Lesson:
    """One page. `body` is its Markdown, front matter taken off."""

    name: str
    chapter: str
    path: Path
    title: str
    summary: str
    minutes: int
    needs: tuple[str, ...]
    teaches: tuple[str, ...]
    reading: tuple[str, ...]
    body: str = field(repr=False)
    exercises: tuple[str, ...]  # in the order of the page
    keep: tuple[str, ...] = ()  # the card at the end: what to keep of the lesson
    explore: tuple[str, ...] = ()  # open questions that a week could go into


@dataclass(frozen=True)
class Chapter:
    """A folder of lessons."""

    name: str
    title: str
    summary: str
    path: Path
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class Course:
    """A course, its chapters in order, and every exercise by name."""

    root: Path
    title: str
    library: str  # the package that the learner builds: "groundup"
    library_root: Path  # the folder that holds the reference's package
    warm_up: Path | None  # a file that the judge runs once, so that the first check isn't slow
    chapters: tuple[Chapter, ...]
    exercises: dict[str, ExerciseEntry]  # in the order of the course
    hidden: tuple[str, ...] = ()  # folders and files of installed packages: what checks score with

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson, in the order of the course."""
        return tuple(lesson for chapter in self.chapters for lesson in chapter.lessons)
