"""Answer a form: first what becomes of the answers, then the questions, all on one page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bootcamp.errors import AnsweredAlready, BootcampError
from bootcamp.web.cohort.domain.survey_answer import (
    OVER,
    entries_of,
    receipt_of,
    response_of,
    stamp,
    told_of,
)
from bootcamp.web.cohort.domain.survey_answer import (
    answer as send,
)
from bootcamp.web.cohort.domain.survey_wave import takes_answers
from bootcamp.web.cohort.forms.survey_answer import MAY_QUOTE, AnswerForm
from bootcamp.web.cohort.models import Cohort, Form, Membership, Person, Receipt, Wave
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.access import EVERYONE, Asking, for_roles
from bootcamp.web.cohort.views.once import safe_twice
from bootcamp.web.cohort.views.refusals import gives_back, refusal


@safe_twice
@gives_back
@for_roles(*EVERYONE, also_alumni=True)
def answer(request: Asking, public: str) -> HttpResponse:
    """Read who will see what, answer, send."""
    wave, receipt = _asked(request, public)
    is_anonymous = wave.form.mode == Form.Mode.ANONYMOUS
    if request.method != "POST" and not takes_answers(wave):
        if not is_anonymous and (mine := response_of(receipt)):
            answered = {"wave": wave, "answers": told_of(mine)}
            return render(request, "cohort/survey_own.html", answered)
        return refusal(request, "This form is closed", "It takes no more answers.", 410)
    if is_anonymous and receipt.is_done:
        return _answered_before(request, wave)
    before = None if is_anonymous else response_of(receipt)
    entries, may_quote = (entries_of(before), before.may_quote) if before else ({}, False)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        questions=list(wave.form.questions.all()),
        sections=list(wave.sections.all()),
        before=entries,
        may_quote=may_quote,
    )
    seen = stamp(entries, may_quote) if before else ""
    if request.method == "POST":
        return _sent(request, wave, form, seen)
    return _page(request, wave, form, seen)


def _sent(request: Asking, wave: Wave, form: AnswerForm, seen: str) -> HttpResponse:
    """Send it; where that can't be, the page again with all that was written."""
    if not form.is_valid():
        return _page(request, wave, form, request.POST.get("seen", ""), status=422)
    quotes = bool(form.cleaned_data.get(MAY_QUOTE))
    mine = request.POST.get("seen", "")
    try:
        send(wave, form.entries(), actor=request.user, may_quote=quotes, seen=mine)
    except AnsweredAlready as error:
        if wave.form.mode == Form.Mode.ANONYMOUS:
            return _answered_before(request, wave)
        return _page(request, wave, form, seen, says=str(error), status=409)
    except BootcampError as error:
        return _page(request, wave, form, mine, says=str(error), status=409)
    return redirect("cohort:thanks", request.cohort.slug, wave.public)


@for_roles(*EVERYONE, also_alumni=True)
def thanks(request: Asking, public: str) -> HttpResponse:
    """It was sent."""
    wave, receipt = _asked(request, public)
    if not receipt.is_done:
        return redirect("cohort:answer", request.cohort.slug, public)
    return _thanks(request, wave, status=200)


def _asked(request: Asking, public: str) -> tuple[Wave, Receipt]:
    waves = Wave.objects.visible_to(request.user).filter(cohort=request.cohort)
    wave = get_object_or_404(waves.select_related("form", "cohort"), public=public)
    receipt = receipt_of(wave, request.user)
    if receipt is None:
        raise Http404
    return wave, receipt


def _answered_before(request: Asking, wave: Wave) -> HttpResponse:
    is_second = request.method == "POST"
    return _thanks(request, wave, status=409 if is_second else 200, is_second=is_second)


def _thanks(request: Asking, wave: Wave, status: int, is_second: bool = False) -> HttpResponse:
    context = {
        "wave": wave,
        "survey": wave.form,
        "is_second": is_second,
        "can_change": wave.form.mode != Form.Mode.ANONYMOUS and takes_answers(wave),
        "draft": _draft(request, wave),
    }
    return render(request, "cohort/survey_thanks.html", context, status=status)


def _page(
    request: Asking, wave: Wave, form: AnswerForm, seen: str, says: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "wave": wave,
        "survey": wave.form,
        "form": form,
        "seen": seen,
        "says": says,
        "is_over": says == OVER,
        "draft": _draft(request, wave),
        **around_answers(request.cohort, wave.form),
    }
    return render(request, "cohort/survey_answer.html", context, status=status)


def _draft(request: Asking, wave: Wave) -> str:
    """What the browser calls this person's draft: on a shared machine nobody meets another's."""
    return f"draft:{wave.public}:{wave.form.public}:{request.user.public}"


def around_answers(cohort: Cohort, form: Form) -> dict[str, Any]:
    """What is said before the first question: who organises, who evaluates, from how many on."""
    staff = Membership.objects.active().filter(
        cohort=cohort, role__in=(Role.ORGANISER, Role.EVALUATOR)
    )
    named: dict[str, list[Person]] = {}
    for member in staff.select_related("person").order_by("person__name", "pk"):
        named.setdefault(member.role, []).append(member.person)
    organisers = named.get(Role.ORGANISER, [])
    evaluators = [each for each in named.get(Role.EVALUATOR, []) if each not in organisers]
    return {"organisers": organisers, "evaluators": evaluators, "mode": form.mode, "k": cohort.k}
