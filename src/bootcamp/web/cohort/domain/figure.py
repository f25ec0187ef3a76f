"""The figures of the lessons: a judge draws each once, with the course's own code.

On their own machine a learner has them drawn with theirs. That isn't done here: what participants
write runs in isolation alone, and gives a verdict and nothing else.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from bootcamp.course.page import FigureBlock, render_lesson
from bootcamp.errors import BootcampError, JudgeError
from bootcamp.text import read
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.models import Figure
from bootcamp.workspace.attempts import hash_of

Draw = Callable[[str, str], str]  # what a judge does: chapter and name to SVG


def figure_of(chapter: str, name: str) -> Figure | None:
    """A figure that stands on a page of the course; its `svg` is "" until a judge has drawn it."""
    if (chapter, name) not in _shown():
        return None
    version = _version(the_course().root / chapter)
    return Figure.objects.get_or_create(chapter=chapter, name=name, version=version)[0]


def ask_for_figures() -> int:
    """Note down every figure of the course, so that it is drawn before anyone looks at it."""
    root = the_course().root
    wanted = {(chapter, name, _version(root / chapter)) for chapter, name in _shown()}
    known = set(Figure.objects.values_list("chapter", "name", "version"))
    fields = ("chapter", "name", "version")
    new = [Figure(**dict(zip(fields, one, strict=True))) for one in sorted(wanted - known)]
    return len(Figure.objects.bulk_create(new, ignore_conflicts=True))


def draw_one(draw: Draw) -> bool:
    """Draw a figure that is due, if one is. Doing it twice writes the same."""
    row = Figure.objects.filter(svg="", error="").order_by("pk").first()
    if row is None:
        return False
    error, svg = "", ""
    try:
        if (row.chapter, row.name) not in _shown():
            raise BootcampError("The course has no such figure any more.")
        svg = draw(row.chapter, row.name)
    except JudgeError:
        raise
    except BootcampError as failed:
        error = str(failed)[:300]
    Figure.objects.filter(pk=row.pk).update(svg=svg, error=error)
    return True


def _shown() -> set[tuple[str, str]]:
    return {
        (lesson.chapter, block.name)
        for lesson in the_course().lessons
        for block in render_lesson(lesson)
        if isinstance(block, FigureBlock)
    }


@lru_cache(maxsize=64)
def _version(chapter: Path) -> str:
    return hash_of(read(chapter / "figures.py"))
