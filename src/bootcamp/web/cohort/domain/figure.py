"""The figures of the lessons: a judge draws each frame once, with the course's own code.

On their own machine a learner has them drawn with theirs. That isn't done here: what participants
write runs in isolation alone, and gives a verdict and nothing else. The frames of a figure are a
list, so all of them are drawn while nobody waits for a verdict, and kept.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache, reduce
from operator import or_
from pathlib import Path
from urllib.parse import parse_qsl

from django.db.models import Q
from django.utils import timezone

from bootcamp.course.figure_file import At, FigureEntry, Frame, read_figures
from bootcamp.course.names import figure_files
from bootcamp.course.page import FigureBlock, render_lesson
from bootcamp.errors import BootcampError, IsolationError, JudgeEndedTwice, JudgeError
from bootcamp.text import read
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.models import Figure
from bootcamp.workspace.attempts import hash_of

HELD = timedelta(minutes=5)  # so long is a frame one worker's; whatever came of that worker
Draw = Callable[[str, str, At], Frame]  # what a judge does: chapter, name and dials to a frame


def figure_of(chapter: str, name: str, at: At = ()) -> Figure | None:
    """A frame of a figure on a page of the course; `svg` is "" until a judge has drawn it."""
    entry = _shown().get((chapter, name))
    if entry is None:
        return None
    version = _version(the_course().root / chapter)
    query = entry.query(at or entry.start)
    return Figure.objects.get_or_create(chapter=chapter, name=name, at=query, version=version)[0]


def ask_for_figures() -> int:
    """Note down every frame of every figure, so that it is drawn before anyone looks at it.

    What is shown first is drawn first. Frames of earlier versions are removed.
    """
    Figure.objects.exclude(_is_current()).delete()
    root = the_course().root
    wanted = [
        (place > 0, chapter, name, entry.query(at), _version(root / chapter))
        for (chapter, name), entry in sorted(_shown().items(), key=lambda item: item[0])
        for place, at in enumerate(entry.frames)
    ]
    fields = ("chapter", "name", "at", "version")
    known = set(Figure.objects.values_list(*fields))
    new = [one[1:] for one in sorted(wanted, key=lambda one: one[0]) if one[1:] not in known]
    rows = [Figure(**dict(zip(fields, one, strict=True))) for one in new]
    return len(Figure.objects.bulk_create(rows, ignore_conflicts=True))


def draw_one(draw: Draw) -> bool:
    """Draw a frame that is due and that no other worker draws; False where there is none."""
    row = _taken()
    if row is None:
        return False
    error, frame = "", Frame("", "", {})
    try:
        entry = _shown().get((row.chapter, row.name))
        if entry is None:
            raise BootcampError("The course has no such figure any more.")
        frame = draw(row.chapter, row.name, entry.at(dict(parse_qsl(row.at))))
    except JudgeEndedTwice as failed:  # on this figure: a third judge would end as well
        error = str(failed)[:300]
    except (JudgeError, IsolationError):
        Figure.objects.filter(pk=row.pk).update(taken_at=None)
        raise
    except Exception as failed:  # whatever it is, it is this figure's alone
        error = str(failed)[:300] or type(failed).__name__
    Figure.objects.filter(pk=row.pk).update(svg=frame.svg, says=frame.says, error=error)
    return True


def _taken() -> Figure | None:
    """The first frame that is due, which is now this worker's; None where there is none."""
    while True:
        now = timezone.now()
        is_free = Q(taken_at=None) | Q(taken_at__lt=now - HELD)
        due = Figure.objects.filter(_is_current(), is_free, svg="", error="")
        row = due.order_by("pk").first()
        if row is None or due.filter(pk=row.pk).update(taken_at=now):
            return row


def _is_current() -> Q:
    """Whether it is of the course as it is now."""
    course = the_course()
    names = [chapter.name for chapter in course.chapters]
    return reduce(or_, (Q(chapter=n, version=_version(course.root / n)) for n in names))


def _shown() -> dict[tuple[str, str], FigureEntry]:
    course = the_course()
    figures = {
        chapter.name: read_figures(course.root / chapter.name) for chapter in course.chapters
    }
    return {
        (lesson.chapter, block.name): figures[lesson.chapter][block.name]
        for lesson in course.lessons
        for block in render_lesson(lesson)
        if isinstance(block, FigureBlock) and block.name in figures[lesson.chapter]
    }


@lru_cache(maxsize=64)
def _version(chapter: Path) -> str:
    return hash_of("".join(read(path) for path in figure_files(chapter)))
