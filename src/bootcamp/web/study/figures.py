"""A lesson's figures as its page shows them, and what a page asks for when a dial is turned."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags

from bootcamp.course.figure_file import At, FigureEntry, read_figures
from bootcamp.course.model import Course, Lesson
from bootcamp.course.page import FigureBlock, render_lesson
from bootcamp.errors import CourseError
from bootcamp.web.study.learner import Learner
from bootcamp.workspace.status import Status

STYLE = (  # an image doesn't know the page's colours: those of page.css, as the system says
    "<style>svg{color:#1d2526}@media(prefers-color-scheme:dark){svg{color:#e6e4de}}</style>"
)


@dataclass(frozen=True)
class FigurePart:
    """A figure's place on a page."""

    key: str  # its name, and a number where the page has it again
    block: FigureBlock
    entry: FigureEntry
    url: str
    is_ready: bool  # what it shows gives no answer away
    samples: tuple[tuple[str, str], ...]  # for a page without scripts: address, and which frame

    @property
    def caption(self) -> str:
        """The caption as plain text: its “<” is a “<”."""
        return html.unescape(strip_tags(self.block.caption))


@dataclass(frozen=True)
class Asked:
    """A frame that a page asks for. `after`: the exercise after which it is the learner's own."""

    entry: FigureEntry
    at: At
    after: str


def part_of(
    here: Learner,
    lesson: Lesson,
    block: FigureBlock,
    statuses: Mapping[str, Status],
    before: Iterable[Mapping[str, object]],
) -> FigurePart:
    """The place of a figure on the page, after those parts that stand before it."""
    entry = read_figures(here.course.root / lesson.chapter).get(
        block.name, FigureEntry(block.name, "")
    )
    figures = [part["figure"] for part in before if "figure" in part]
    again = sum(isinstance(one, FigurePart) and one.block.name == block.name for one in figures)
    key = f"{block.name}-{again + 1}" if again else block.name
    url = reverse("figure", args=[lesson.chapter, block.name])
    if block.after:
        url += f"?after={block.after}"
    samples = tuple((_address(url, entry, at), entry.in_words(at)) for at in entry.samples)
    return FigurePart(
        key, block, entry, url, _is_ready(here.course, block.after, statuses), samples
    )


def _is_ready(course: Course, after: str, statuses: Mapping[str, Status]) -> bool:
    """Until code is written the reference draws; what a question asks for is never shown before."""
    is_code = not after or bool(course.exercises[after].learner_file)
    return is_code or statuses[after].is_done


def why_not_yet(here: Learner, chapter: str, name: str) -> str:
    """Why the learner doesn't see this figure yet; "" where it stands open on one place at least.

    It is the same figure in each place, so that one place suffices.
    """
    lessons = [lesson for lesson in here.course.lessons if lesson.chapter == chapter]
    blocks = [block for lesson in lessons for block in render_lesson(lesson)]
    afters = [b.after for b in blocks if isinstance(b, FigureBlock) and b.name == name]
    statuses = here.statuses()
    if not afters or any(_is_ready(here.course, after, statuses) for after in afters):
        return ""
    return f"Shown once you have answered {' or '.join(dict.fromkeys(afters))}."


def _address(url: str, entry: FigureEntry, at: At) -> str:
    query = entry.query(at)
    return f"{url}{'&' if '?' in url else '?'}{query}" if query else url


def asked_of(request: HttpRequest, course: Course, chapter: str, name: str) -> Asked:
    """The frame that is asked for. Raises Http404 where the course has no such frame."""
    if chapter not in {each.name for each in course.chapters}:
        raise Http404
    entry = read_figures(course.root / chapter).get(name)
    after = request.GET.get("after", "")
    if entry is None or (after and after not in course.exercises):
        raise Http404
    try:
        return Asked(entry, entry.at(request.GET.dict()), after)
    except CourseError as error:
        raise Http404 from error


def key_of(request: HttpRequest, name: str) -> str:
    """The key of the figure that htmx asks for: it names the place that it fills."""
    return request.headers.get("HX-Target", "").removeprefix("drawing-") or name


def standalone(svg: str) -> str:
    """A frame as an image of its own."""
    head, sign, rest = svg.partition(">")
    return f"{head}{sign}{STYLE}{rest}"
