"""The pages. A view fetches, calls one verb of the session, renders."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from pygments.formatters.html import HtmlFormatter

from bootcamp.course.model import Lesson
from bootcamp.course.page import (
    ExerciseBlock,
    FigureBlock,
    contents,
    render_inline,
    render_lesson,
    render_markdown,
)
from bootcamp.errors import BootcampError
from bootcamp.web.study import recall
from bootcamp.web.study.boxes import box_of, stamp_of, with_code
from bootcamp.web.study.code import beside, coloured
from bootcamp.web.study.figures import part_of
from bootcamp.web.study.learner import Learner
from bootcamp.web.study.refusals import is_htmx, says_why
from bootcamp.web.study.sessions import session_of
from bootcamp.workspace.attempts import hash_of
from bootcamp.workspace.status import HONEST_TRIES_FOR_SOLUTION, Status, count_up, may_see_solution


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Chapters, progress, and what is next."""
    here = session_of(request)
    statuses = here.statuses()
    chapters = []
    for chapter in here.course.chapters:
        lessons = [
            (item, _time_of(here, item), count_up(statuses[n] for n in item.exercises))
            for item in chapter.lessons
        ]
        chapters.append((chapter, lessons))
    passed = sum(status.state == "passed" for status in statuses.values())
    current = here.current()
    context = {
        "course": here.course,
        "chapters": chapters,
        "passed": passed,
        "total": len(statuses),
        "counted": count_up(statuses.values(), "exercises"),
        "stamp": stamp_of(statuses),
        "current": current,
        "asks_next": render_inline(current.summary) if current else "",
        "next_url": _url_of(here, current.name) if current else "",
        "next_lesson": _lesson_of(here, current.name) if current else None,
        "has_begun": any(status.state != "untouched" for status in statuses.values()),
    }
    return render(request, "study/home.html", context)


def _time_of(here: Learner, item: Lesson) -> str:
    """How long a lesson takes, and how much of that is its exercises."""
    exercises = sum(here.course.exercises[name].minutes for name in item.exercises)
    return f"{item.minutes} minutes, {exercises} of them for exercises"


def _lesson_of(here: Learner, exercise: str) -> Lesson | None:
    return next((item for item in here.course.lessons if exercise in item.exercises), None)


def _url_of(here: Learner, exercise: str) -> str:
    found = _lesson_of(here, exercise)
    if not found:
        return reverse("home")
    return f"{reverse('lesson', args=[found.chapter, found.name])}#{exercise}"


@require_GET
@says_why
def lesson(request: HttpRequest, chapter: str, name: str) -> HttpResponse:
    """A page of the course."""
    here = session_of(request)
    lessons = list(here.course.lessons)
    places = [i for i, item in enumerate(lessons) if (item.chapter, item.name) == (chapter, name)]
    if not places:
        raise Http404
    found = lessons[places[0]]
    statuses = here.statuses()
    parts: list[dict[str, object]] = []
    for block in render_lesson(found):
        if isinstance(block, ExerciseBlock):
            parts.append({"box": box_of(here, block.name, statuses[block.name])})
        elif isinstance(block, FigureBlock):
            parts.append({"figure": part_of(here, found, block, statuses, parts)})
        else:
            parts.append({"html": block.html})
    context = {
        "lesson": found,
        "time": _time_of(here, found),
        "parts": parts,
        "contents": contents(found),
        "teaches": [render_inline(text) for text in found.teaches],
        "needs": [render_inline(text) for text in found.needs],
        "reading": [render_inline(text) for text in found.reading],
        "keep": [render_inline(text) for text in found.keep],
        "explore": [render_inline(text) for text in found.explore],
        "questions": recall.asked(here.course, found),
        "following": lessons[places[0] + 1] if places[0] + 1 < len(lessons) else None,
        "is_local": here.is_local,
    }
    return render(request, "study/lesson.html", context)


def _box(request: HttpRequest, name: str) -> HttpResponse:
    """The box alone for htmx; the lesson's page, at the box, for a browser without scripts."""
    here = session_of(request)
    if name not in here.course.exercises:
        raise Http404
    if not is_htmx(request):
        return redirect(_url_of(here, name))
    found = box_of(here, name)
    if found.stamp == request.GET.get("stamp"):
        return HttpResponse(status=204)  # what is on the page is what there is
    return render(request, "study/box.html", {"box": found})


@require_GET
@says_why
def box(request: HttpRequest, name: str) -> HttpResponse:
    """An exercise's box."""
    return _box(request, name)


@says_why
def check(request: HttpRequest, name: str) -> HttpResponse:
    """Check what is written, or the answer that came."""
    if request.method == "POST":
        session_of(request).check(name, answer=request.POST.get("answer"), by="page")
    return _box(request, name)


@says_why
def hint(request: HttpRequest, name: str) -> HttpResponse:
    """One hint more than the page has: a second click on the same button asks for no other."""
    if request.method == "POST":
        here = session_of(request)
        has = str(here.statuses().get(name, Status()).hint_level)
        if request.POST.get("has", has) == has:
            here.hint(name, by="page")
    return _box(request, name)


@says_why
def solution(request: HttpRequest, name: str) -> HttpResponse:
    """The reference; before a pass it is asked whether they want to look, and then marked."""
    here = session_of(request)
    if name not in here.course.exercises:
        raise Http404
    if request.method == "POST":
        here.solution(name, now=request.POST.get("now") == "yes")
        return redirect("solution", name)
    exercise, status = here.workspace.exercise(name), here.statuses()[name]
    context = {
        "exercise": exercise,
        "status": status,
        "is_open": status.is_done or status.saw_solution,
        "is_ripe": may_see_solution(status),
        "tries_left": HONEST_TRIES_FOR_SOLUTION - status.honest_tries,
        "hints_left": len(exercise.hints) - status.hint_level,
        "lesson": _lesson_of(here, name),
        "back": _url_of(here, name),
    }
    if context["is_open"]:
        text = here.solution(name)
        is_code = bool(exercise.learner_file)
        context["answer"] = "" if is_code else render_markdown(text)
        context["code"] = coloured(text) if is_code else ""
        context["notice"] = render_inline(exercise.notice)
        context["beside"] = beside(here, name) if is_code and status.last else None
    return render(request, "study/solution.html", context)


@require_http_methods(["GET", "POST"])
@says_why
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """The exercise's code in the page. A change made elsewhere is never overwritten."""
    here = session_of(request)
    exercise = here.workspace.exercise(name)
    theirs = here.workspace.written(name)  # what can't be read isn't edited, nor saved over
    back = _url_of(here, name)
    context = {"exercise": exercise, "text": theirs, "hash": hash_of(theirs), "back": back}
    context["summary"] = render_inline(exercise.summary)
    if request.method == "GET":
        part = "study/editor.html" if is_htmx(request) else "study/edit.html"
        return render(request, part, context)
    part = "study/editor_note.html" if is_htmx(request) else "study/edit.html"
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        here.workspace.write_source(name, text, request.POST.get("hash", ""))
    except BootcampError as error:
        is_conflict = hash_of(theirs) != request.POST.get("hash")
        context.update(error=with_code(str(error)), text=text, theirs=theirs if is_conflict else "")
        return render(request, part, context, status=409)
    if not is_htmx(request):
        return redirect(back)
    is_alone = request.headers.get("HX-Current-URL", "").endswith(request.path)
    context.update(is_saved=True, is_alone=is_alone, hash=hash_of(here.workspace.source(name)))
    response = render(request, part, context)
    if not here.is_local:  # nobody else tells the page that it is being checked
        response["HX-Trigger-After-Settle"] = json.dumps({"checking": {"exercise": name}})
    return response


@require_GET
def colours(request: HttpRequest) -> HttpResponse:
    """The colours of code, light and dark."""
    light = HtmlFormatter(style="default").get_style_defs(".code")  # but for what is too pale
    dark = HtmlFormatter(style="github-dark")
    by_system = dark.get_style_defs(':root:not([data-theme="light"]) .code')
    by_choice = dark.get_style_defs(':root[data-theme="dark"] .code')
    text = (
        f"{light}\n@media (prefers-color-scheme: dark) {{\n{by_system}\n}}\n{by_choice}\n"
        ".code.code :is(.c, .c1, .cm) {color: var(--soft)}"
    )
    return HttpResponse(text, "text/css")
