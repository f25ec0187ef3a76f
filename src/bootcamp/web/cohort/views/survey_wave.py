"""Organisers ask: plan a wave, open it, remind, close it, and read what came."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bootcamp.web.cohort.domain.survey_remind import missing, remind, reminded_at
from bootcamp.web.cohort.domain.survey_results import results as results_of
from bootcamp.web.cohort.domain.survey_wave import (
    answered,
    asked_by,
    close_wave,
    discard_envelopes,
    extend_wave,
    open_wave,
    plan_wave,
    remove_wave,
    takes_answers,
    was_discarded,
    why_it_stays_closed,
)
from bootcamp.web.cohort.forms.survey import ExtendForm, RemindForm, WaveForm
from bootcamp.web.cohort.models import Form, Wave
from bootcamp.web.cohort.models.membership import READERS, Role
from bootcamp.web.cohort.views.access import Asking, for_roles, told


@for_roles(Role.ORGANISER)
def wave_new(request: Asking, public: str) -> HttpResponse:
    """Plan a wave of a form."""
    seen = Form.objects.visible_to(request.user).filter(cohort=request.cohort)
    survey = get_object_or_404(seen, public=public)
    has_sections = survey.questions.filter(per_section=True).exists()
    form = WaveForm(request.POST or None, cohort=request.cohort, has_sections=has_sections)
    if request.method == "POST" and form.is_valid():
        made: list[Wave] = []
        plan = partial(plan_wave, survey, actor=request.user, **form.cleaned_data)
        if told(request, lambda: made.append(plan())):
            return redirect("cohort:wave", request.cohort.slug, made[0].public)
    return render(request, "cohort/survey_plan.html", {"form": form, "survey": survey})


@for_roles(Role.ORGANISER)
def wave(request: Asking, public: str) -> HttpResponse:
    """Where a wave stands, and what can be done with it."""
    found = _wave(request, public)
    context = {
        "wave": found,
        "survey": found.form,
        "answered": answered(found),
        "asked": found.receipts.count() if found.opened_at else asked_by(found).count(),
        "is_open": takes_answers(found),
        "is_over": found.state == Wave.State.OPEN and not takes_answers(found),
        "can_extend": found.opened_at and not why_it_stays_closed(found),
        "was_discarded": was_discarded(found),
        "envelopes": found.envelopes.count() if found.is_closed else 0,
        "sections": found.sections.all(),
        "reminded": reminded_at(found),
        "link": request.build_absolute_uri(_answer_url(found)),
    }
    return render(request, "cohort/survey_wave.html", context)


@for_roles(Role.ORGANISER)
def wave_opened(request: Asking, public: str) -> HttpResponse:
    """Open a wave, after having said how many it asks."""
    found = _wave(request, public)
    count, role = asked_by(found).count(), Role(found.asks).label
    says = (
        f"It asks {count} {role}{'' if count == 1 else 's'} of this cohort. From then on this "
        "version of the form can't be changed. Nobody is mailed: they find it under “Now”, and you "
        "can remind them by mail."
    )
    if found.form.mode == Form.Mode.ANONYMOUS and count < request.cohort.k:
        says += f" Careful: answers are unsealed only if {request.cohort.k} or more come."
    done = partial(open_wave, found, actor=request.user)
    return _confirm(request, found, "Open", says, done, "It is open.")


@for_roles(Role.ORGANISER)
def wave_closed(request: Asking, public: str) -> HttpResponse:
    """Close a wave, after having said what that means."""
    found = _wave(request, public)
    came, asked, k = answered(found), found.receipts.count(), request.cohort.k
    says = f"{came} of {asked} have answered. "
    if came >= k:
        says += "Once it is closed you see the results, and it can't be opened again."
    else:
        says += f"Results are shown from {k} on. You can extend it later."
    done = partial(close_wave, found, actor=request.user)
    return _confirm(request, found, "Close", says, done, "It is closed.")


@for_roles(Role.ORGANISER)
def wave_extended(request: Asking, public: str) -> HttpResponse:
    """Let a wave be answered longer."""
    found = _wave(request, public)
    form = ExtendForm(request.POST or None, initial={"closes_at": found.closes_at})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["closes_at"]
        told(request, lambda: extend_wave(found, until, actor=request.user), "It is open.")
        return redirect("cohort:wave", request.cohort.slug, public)
    context = {"wave": found, "form": form, "heading": f"Extend {found}", "button": "Extend"}
    return render(request, "cohort/survey_confirm.html", context)


@for_roles(Role.ORGANISER)
def wave_discarded(request: Asking, public: str) -> HttpResponse:
    """Throw sealed answers away, after having said that they don't come back."""
    found = _wave(request, public)
    count = found.envelopes.count()
    which = "1 sealed answer is" if count == 1 else f"{count} sealed answers are"
    says = f"{which} deleted for good, unread. The wave can't be extended then."
    done = partial(discard_envelopes, found, actor=request.user)
    return _confirm(request, found, "Throw away", says, done, "They are gone.")


@for_roles(Role.ORGANISER)
def wave_reminded(request: Asking, public: str) -> HttpResponse:
    """Remind who hasn't answered, after having said how many they are."""
    found = _wave(request, public)
    form = RemindForm(request.POST or None, initial=RemindForm.of(found))
    if request.method == "POST" and form.is_valid():
        url = request.build_absolute_uri(_answer_url(found))
        send = partial(remind, found, **form.cleaned_data, actor=request.user, url=url)
        told(request, send, "The reminders are on their way.")
        return redirect("cohort:wave", request.cohort.slug, public)
    count = missing(found)
    says = (
        f"{count} {'has' if count == 1 else 'have'} not answered: the mail goes to those of them "
        "alone who are still here."
    )
    context = {"wave": found, "form": form, "says": says, "button": "Send"}
    context["heading"] = f"Remind: {found}"
    return render(request, "cohort/survey_confirm.html", context)


@require_POST
@for_roles(Role.ORGANISER)
def wave_removed(request: Asking, public: str) -> HttpResponse:
    """Remove a wave that isn't open yet."""
    found = _wave(request, public)
    if told(request, lambda: remove_wave(found, actor=request.user), "Removed."):
        return redirect("cohort:form", request.cohort.slug, found.form.public)
    return redirect("cohort:wave", request.cohort.slug, public)


@for_roles(*READERS)
def results(request: Asking, public: str) -> HttpResponse:
    """What came of a wave, once it is closed."""
    found = _wave(request, public)
    if found.opened_at is None:
        raise Http404
    context = {
        "wave": found,
        "survey": found.form,
        "results": results_of(found, with_names=Role.ORGANISER in request.roles),
        "is_organiser": Role.ORGANISER in request.roles,
    }
    return render(request, "cohort/survey_results.html", context)


def _wave(request: Asking, public: str) -> Wave:
    seen = Wave.objects.visible_to(request.user).filter(cohort=request.cohort)
    return get_object_or_404(seen.select_related("form", "cohort"), public=public)


def _answer_url(wave: Wave) -> str:
    return reverse("cohort:answer", args=[wave.cohort.slug, wave.public])


def _confirm(
    request: Asking,
    found: Wave,
    button: str,
    says: str,
    done: Callable[[], object],
    then: str,
) -> HttpResponse:
    if request.method == "POST":
        told(request, done, then)
        return redirect("cohort:wave", request.cohort.slug, found.public)
    context = {"wave": found, "heading": f"{button}: {found}", "says": says, "button": button}
    return render(request, "cohort/survey_confirm.html", context)
