"""The short test before and after a chapter."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bootcamp.course.items import Drawn
from bootcamp.course.page import render_inline, render_markdown
from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.domain.quiz import (
    PHASES,
    begin,
    finish,
    items_of,
    keep,
    left_out,
    questions_of,
    test_of,
    title_of,
    why_closed,
    why_not,
    why_not_now,
)
from bootcamp.web.cohort.models import Membership, Test, TestItem
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.access import Asking, for_roles, told
from bootcamp.web.cohort.views.refusals import gives_back

RATINGS = range(1, 11)


@gives_back
@for_roles(Role.PARTICIPANT)
def quiz(request: Asking, chapter: str, phase: str) -> HttpResponse:
    """Begin it, answer it, leave it and come back, finish it; then see how it went."""
    member = _member(request, chapter, phase)
    test = test_of(member, chapter, phase)
    here = redirect("cohort:quiz", request.cohort.slug, chapter, phase)
    if request.method == "POST" and test is None:
        told(request, lambda: begin(member, chapter, phase, actor=request.user))
        return here
    if request.method == "POST" and test:
        return _sent(request, test, here)
    context = {"chapter": chapter, "phase": phase, "title": title_of(chapter)}
    if test and (closed := why_closed(test)):
        return render(request, "cohort/quiz_begin.html", {**context, "refusal": closed})
    if test is None:
        context["refusal"] = why_not_now(request.cohort, chapter, phase, today_in(request.cohort))
        context["count"] = str(len(items_of(chapter)))
        return render(request, "cohort/quiz_begin.html", context)
    context["open"] = request.GET.get("open", "")  # so many were left open
    return render(request, "cohort/quiz.html", {**context, **_shown(test)})


def _sent(request: Asking, test: Test, here: HttpResponseRedirect) -> HttpResponse:
    """Keep it or finish it; with questions left open only when that is said a second time."""
    answers, rating = _answers(request, test)
    if request.POST.get("do") != "finish":
        says = "Kept. Come back and go on."
        told(request, lambda: keep(test, answers, rating, actor=request.user), says)
        return here
    _keep_quietly(request, test)  # so that nothing is lost if something is missing yet
    open_ = left_out(test, answers)
    if open_ and not test.ended_at and request.POST.get("sure") != str(len(open_)):
        return redirect(f"{here.url}?open={len(open_)}#finish")
    finished = "Finished. Thank you."
    told(request, lambda: finish(test, answers, rating, actor=request.user), finished)
    return here


@require_POST
@gives_back
@for_roles(Role.PARTICIPANT)
def quiz_kept(request: Asking, chapter: str, phase: str) -> HttpResponse:
    """Keep what was answered so far, as it is typed."""
    test = test_of(_member(request, chapter, phase), chapter, phase)
    if test is None:
        raise Http404
    return HttpResponse(status=204 if _keep_quietly(request, test) else 409)


def _member(request: Asking, chapter: str, phase: str) -> Membership:
    """What they take part as; nobody else has a test."""
    if phase not in PHASES or not items_of(chapter):
        raise Http404
    if not request.cohort.sections.filter(chapter=chapter).exists():
        raise Http404
    mine = Membership.objects.active().filter(person=request.user, cohort=request.cohort)
    return mine.select_related("cohort").get(role=Role.PARTICIPANT)


def _keep_quietly(request: Asking, test: Test) -> bool:
    answers, rating = _answers(request, test)
    try:
        keep(test, answers, rating, actor=request.user)
    except BootcampError:
        return False
    return True


def _answers(request: Asking, test: Test) -> tuple[dict[str, str], int | None]:
    """What was sent. A choice comes as its place, since its text may be long."""
    answers = {}
    for question in questions_of(test):
        given = request.POST.get(f"item-{question.name}")
        if given is None:
            continue
        if question.choices:
            is_place = given.isdecimal() and int(given) < len(question.choices)
            given = question.choices[int(given)] if is_place else ""
        answers[question.name] = given.replace("\r\n", "\n")  # as browsers send lines
    rating = request.POST.get("self_rating", "")
    return answers, int(rating) if rating.isdecimal() else None


def _shown(test: Test) -> dict[str, Any]:
    """The items with what was answered; the right answers only after the last test."""
    answers = {row.name: row for row in test.items.all()}
    items = [
        _item(question, answers[question.name])
        for question in questions_of(test)
        if question.name in answers
    ]
    both = {each.phase: each for each in test.membership.tests.filter(chapter=test.chapter)}
    points = [
        (phase, *_points(both[phase].items.all()))
        for phase in PHASES
        if phase in both and both[phase].ended_at
    ]
    return {"test": test, "items": items, "points": points, "ratings": RATINGS}


def _item(question: Drawn, row: TestItem) -> dict[str, Any]:
    return {
        "name": question.name,
        "asks": render_markdown(question.text),
        "choices": [
            (place, render_inline(choice), choice == row.answer)
            for place, choice in enumerate(question.choices)
        ],
        "given": row.answer,
        "given_html": render_inline(row.answer),
        "is_code": bool(question.code),
        "stub": question.stub,
        "code": question.code,
        "row": row,
        "problem": why_not(question, row.answer),
        "answer_html": _answer(question.answer),
        "because": render_markdown(question.because),
    }


def _points(rows: Iterable[TestItem]) -> tuple[float, float, int]:
    """The points, out of how many, and how many items wait for a judge."""
    known = [row for row in rows if row.points is not None]
    points = sum(row.points or 0 for row in known)
    return points, sum(row.out_of for row in known), len(list(rows)) - len(known)


def _answer(answer: float | str) -> str:
    return render_inline(answer) if isinstance(answer, str) else f"{answer:.6g}"
