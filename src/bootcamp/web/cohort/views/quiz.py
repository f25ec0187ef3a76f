"""The short test before and after a chapter."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.views.decorators.http import require_POST

from bootcamp.course.items import Drawn
from bootcamp.course.page import render_inline, render_markdown
from bootcamp.errors import BootcampError
from bootcamp.numerals import exact
from bootcamp.web.cohort.domain.after import participation
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.domain.quiz import (
    PHASES,
    RATING,
    asked_in,
    begin,
    finish,
    items_of,
    keep,
    left_out,
    missing,
    questions_of,
    test_of,
    title_of,
    unreadable_in,
    why_closed,
    why_not_now,
    why_secret,
    why_unseen,
)
from bootcamp.web.cohort.domain.quiz_answer import why_not, why_refused
from bootcamp.web.cohort.models import Membership, Test, TestItem
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.access import Asking, for_roles, told
from bootcamp.web.cohort.views.door import whole_number
from bootcamp.web.cohort.views.once import complain
from bootcamp.web.cohort.views.refusals import gives_back

RATINGS = range(1, 11)
RATED = "How well you know the topic"
KEPT = "Kept. Come back and go on."
KEPT_BUT = "Kept. Questions to correct before you finish: {}."
DONE = "Finished. Thank you."


@gives_back
@for_roles(Role.PARTICIPANT, also_alumni=True)
def quiz(request: Asking, chapter: str, phase: str) -> HttpResponse:
    """Begin it, answer it, leave it and come back, finish it; then see how it went."""
    member = _member(request, chapter, phase)
    test = test_of(member, chapter, phase)
    if member.state != Membership.State.ACTIVE and not (test and test.ended_at):
        raise Http404  # who has completed the cohort reads what they finished
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
    return _page(request, test)


def _page(request: Asking, test: Test, status: int = 200, **more: Any) -> HttpResponse:
    named = {"chapter": test.chapter, "phase": test.phase, "title": title_of(test.chapter)}
    shown = _finished(test) if test.ended_at else _asked(test)
    context = {**named, "test": test, **shown, **more}
    return render(request, "cohort/quiz.html", context, status=status)


def _sent(request: Asking, test: Test, here: HttpResponseRedirect) -> HttpResponse:
    """Keep it or finish it; with questions left open only when that is said a second time."""
    try:
        refused = _keep(request, test)
    except BootcampError as error:
        complain(request, str(error))
        return here
    is_last, problems, open_ = request.POST.get("do") == "finish", missing(test), left_out(test)
    is_sure = request.POST.get("sure", "") == _listed(open_)
    if is_last and not refused and not problems and is_sure:
        told(request, lambda: finish(test, {}, None, actor=request.user), DONE)
        return here
    if not is_last and not refused:
        unread = _listed(unreadable_in(test))
        messages.success(request, KEPT_BUT.format(unread) if unread else KEPT)
        return here
    said = {"refused": _refused(test, refused), "is_last": is_last}
    if is_last:
        said |= {"problems": problems, "open": open_, "sure": _listed(open_)}
    return _page(request, test, 409, **said)


@require_POST
@gives_back
@for_roles(Role.PARTICIPANT)
def quiz_kept(request: Asking, chapter: str, phase: str) -> HttpResponse:
    """Keep what was answered so far, as it is typed; what can't be kept is said on the page."""
    test = test_of(_member(request, chapter, phase), chapter, phase)
    if test is None:
        raise Http404
    try:
        refused, says = _refused(test, _keep(request, test)), ""
    except BootcampError as error:
        refused, says = [], str(error)
    if not refused and not says:
        return HttpResponse(status=204)
    context = {"refused": refused, "says": says, "is_typed": True}
    return render(request, "cohort/quiz_refused.html", context, status=409)


def _member(request: Asking, chapter: str, phase: str) -> Membership:
    """What they take part as; nobody else has a test."""
    if phase not in PHASES or not items_of(chapter):
        raise Http404
    if not request.cohort.sections.filter(chapter=chapter).exists():
        raise Http404
    mine = participation(request.user, request.cohort)
    if mine is None:
        raise Http404
    return mine


def _keep(request: Asking, test: Test) -> dict[str, str]:
    """Keep what was sent, and give back what couldn't be kept."""
    sent = {name: values for name, values in request.POST.lists() if values}
    answers, had = {}, {RATING: sent.get(f"was-{RATING}", [""])}
    for question in questions_of(test):
        if given := sent.get(f"item-{question.name}"):
            answers[question.name] = _read(question, given[-1])
        before = sent.get(f"was-item-{question.name}", [""])
        had[question.name] = [_read(question, each) for each in before]
    given_rating = whole_number(sent.get(RATING, [""])[-1])
    return keep(test, answers, given_rating, actor=request.user, had=had)


def _read(question: Drawn, given: str) -> str:
    """An answer as it is kept. A choice comes as its place, since its text may be long."""
    if question.choices:
        place = whole_number(given)
        known = dict(enumerate(question.choices))
        return known.get(place, "") if place is not None else ""
    return given.replace("\r\n", "\n")  # as browsers send lines


def _refused(test: Test, refused: Mapping[str, str]) -> list[dict[str, Any]]:
    """What couldn't be kept, with the words that somebody may want to copy."""
    names = [question.name for question in questions_of(test)]
    return [
        {
            "field": name if name == RATING else f"item-{name}",
            "about": RATED if name == RATING else f"Question {names.index(name) + 1}",
            "says": why_refused(given),
            "given": given,
        }
        for name, given in refused.items()
    ]


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _asked(test: Test) -> dict[str, Any]:
    """The items of a test that isn't finished, with what was answered so far."""
    items = [
        {
            "name": question.name,
            "asks": render_markdown(question.text),
            "choices": [
                (place, render_inline(choice), choice == row.answer)
                for place, choice in enumerate(question.choices)
            ],
            "was": _was(question, row.answer),
            "given": row.answer,
            "is_code": bool(question.code),
            "stub": question.stub,
            "problem": why_not(question, row.answer),
        }
        for question, row in asked_in(test)
    ]
    return {"items": items, "ratings": RATINGS}


def _was(question: Drawn, answer: str) -> str:
    """An answer as the page sends it."""
    if not question.choices:
        return answer
    return str(question.choices.index(answer)) if answer in question.choices else ""


def _finished(test: Test) -> dict[str, Any]:
    """How a finished test went; the right answers once nobody can use them any more."""
    if says := why_unseen(test):
        return {"unseen": says}
    both = {each.phase: each for each in test.membership.tests.filter(chapter=test.chapter)}
    points = [
        (phase, *_points(both[phase].items.all()))
        for phase in PHASES
        if phase in both and both[phase].ended_at
    ]
    secret = why_secret(test)
    items = [_judged(question, row, bool(secret)) for question, row in asked_in(test)]
    return {"items": items, "points": points, "secret": secret}


def _judged(question: Drawn, row: TestItem, is_secret: bool) -> dict[str, Any]:
    verdict, look = _verdict(question, row)
    shows_right = not is_secret and look != "right"
    return {
        "asks": render_markdown(question.text),
        "verdict": verdict,
        "look": look,
        "is_blank": question.is_blank(row.answer),
        "is_code": bool(question.code),
        "given": row.answer,
        "given_html": _quoted(question, row.answer),
        "says": "" if is_secret else row.says,
        "right_html": _quoted(question, question.answer) if shows_right else "",
        "code": question.code if shows_right else "",
        "because": "" if is_secret else render_markdown(question.because),
    }


def _verdict(question: Drawn, row: TestItem) -> tuple[str, str]:
    """A sentence on an answer, and how it looks."""
    if question.is_blank(row.answer):
        return "Not answered.", "wrong"
    if row.points is None:
        return "Waits for a judge.", ""
    if not row.out_of:
        return "It couldn't be judged: it doesn't count.", ""
    return ("Right.", "right") if row.points else ("Not right.", "wrong")


def _quoted(question: Drawn, answer: float | str) -> str:
    """A number, or a choice in quotation marks, as a part of a sentence."""
    if question.choices:
        return f"“{render_inline(str(answer).removesuffix('.'))}”"
    return escape(answer if isinstance(answer, str) else exact(answer))


def _points(rows: Iterable[TestItem]) -> tuple[float, float, int]:
    """The points, out of how many, and how many items wait for a judge."""
    known = [row for row in rows if row.points is not None]
    points = sum(row.points or 0 for row in known)
    return points, sum(row.out_of for row in known), len(list(rows)) - len(known)
