"""The questions at the head of a lesson: asked anew on each visit, and nothing is kept of them."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from bootcamp.course.model import Course, Lesson
from bootcamp.course.page import render_inline, render_markdown
from bootcamp.course.recall import Recalled, recall, recalled
from bootcamp.errors import CourseError
from bootcamp.numerals import rounded
from bootcamp.web.study.refusals import is_htmx, says_why
from bootcamp.web.study.sessions import session_of

SEEDS = 10**9
WRONG_BEFORE_ANSWER = 2


def asked(course: Course, lesson: Lesson) -> list[dict[str, object]]:
    """What the page's template needs to ask a lesson's questions, freshly drawn.

    A file of questions that can't be read hides no lesson: then nothing is asked.
    """
    seed = secrets.randbelow(SEEDS)
    try:
        return [shown(each, seed) for each in recall(course, lesson, seed)]
    except CourseError:
        return []


def shown(found: Recalled, seed: int, given: str = "", wrong: int = 0) -> dict[str, object]:
    """One question for the template, and what is said of an answer to it.

    `wrong`: how many wrong answers came before. After the second one the answer is shown.
    """
    question = found.question
    unreadable = question.why_unreadable(given)
    is_right = bool(given) and not unreadable and question.is_right(given)
    says = unreadable or (question.why_wrong(given) if given and not is_right else "")
    wrong += bool(given) and not unreadable and not is_right
    is_told = wrong >= WRONG_BEFORE_ANSWER and not is_right
    answer = question.answer if isinstance(question.answer, str) else rounded(question.answer)
    return {
        "name": question.name,
        "seed": seed,
        "about": found.about,
        "text": render_markdown(question.text),
        "choices": [(choice, render_inline(choice)) for choice in question.choices],
        "given": given,
        "is_right": is_right,
        "says": render_inline(says),
        "wrong": wrong,
        "answer": render_inline(answer) if is_told else "",
        "because": render_markdown(question.because) if is_right or is_told else "",
    }


def _number(typed: str) -> int | None:
    """What a hidden field holds; None where that is no small number."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


@says_why
def answer(request: HttpRequest, chapter: str, name: str) -> HttpResponse:
    """Say of an answer whether it is right; without one, ask other questions."""
    course = session_of(request).course
    lessons = [item for item in course.lessons if (item.chapter, item.name) == (chapter, name)]
    if not lessons:
        raise Http404
    questions = asked(course, lessons[0])
    if request.method == "POST":
        seed, item = _number(request.POST.get("seed", "")), request.POST.get("item", "")
        found = None if seed is None else recalled(course, lessons[0], item, seed)
        if seed is None or not found:
            raise Http404
        wrong = _number(request.POST.get("wrong", "")) or 0
        questions = [shown(found, seed, request.POST.get("answer", "").strip()[:200], wrong)]
    page = "study/recall.html" if is_htmx(request) else "study/recall_page.html"
    return render(request, page, {"questions": questions, "lesson": lessons[0]})
