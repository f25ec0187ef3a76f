"""What doesn't hold of a lesson's page: its formulas, its figures, its links."""

from collections.abc import Iterator
from dataclasses import dataclass

from bootcamp.course.figure_file import read_figures
from bootcamp.course.model import Course, Lesson
from bootcamp.course.page import ExerciseBlock, FigureBlock, render_lesson
from bootcamp.errors import BootcampError, CourseError


@dataclass(frozen=True)
class Refusal:
    """One thing that doesn't hold, and what to do."""

    exercise: str
    rule: str
    says: str


def refusals_of_page(course: Course, lesson: Lesson) -> Iterator[Refusal]:
    """Everything that doesn't hold of one page."""
    try:
        blocks = render_lesson(lesson)
    except CourseError as error:
        yield Refusal("", "text", str(error))
        return
    try:
        figures = read_figures(course.root / lesson.chapter)
    except BootcampError as error:
        yield Refusal("", "text", f"{error} Correct the line.")
        return
    for block in blocks:
        if isinstance(block, FigureBlock) and block.name not in figures:
            yield Refusal(
                "",
                "text",
                f"{lesson.path.name} shows the figure `{block.name}`, which "
                f"{lesson.chapter}/figures.py doesn't define. Write it, or take it out.",
            )
        if isinstance(block, FigureBlock) and block.after and block.after not in course.exercises:
            yield Refusal(
                "",
                "text",
                f"{lesson.path.name}: the figure `{block.name}` waits for "
                f"`{block.after}`, which is no exercise. Name one.",
            )
        if isinstance(block, ExerciseBlock) and block.name in course.exercises:
            reveal = course.exercises[block.name].reveal
            if reveal and reveal not in figures:
                yield Refusal(
                    block.name,
                    "text",
                    f"It reveals the figure `{reveal}`, which "
                    f"{lesson.chapter}/figures.py doesn't define. Write it.",
                )
