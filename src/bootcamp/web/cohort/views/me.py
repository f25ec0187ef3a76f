"""What is kept of oneself: name, zone, consent, a copy of everything, erasure."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bootcamp.web.cohort.domain.privacy import PURPOSES, agreed, erase, export_of, set_consent
from bootcamp.web.cohort.domain.survey_answer import responses_of
from bootcamp.web.cohort.forms.people import EraseForm, MeForm
from bootcamp.web.cohort.views.access import Signed, told


@login_required
def me(request: Signed) -> HttpResponse:
    """Name and zone, and what one agreed to."""
    form = MeForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        told(request, lambda: None, "Saved.")
        return redirect("cohort:me")
    consents = [(key, text, agreed(request.user, key)) for key, text in PURPOSES.items()]
    context = {"form": form, "consents": consents, "responses": responses_of(request.user)}
    return render(request, "cohort/me.html", context)


@require_POST
@login_required
def consent(request: Signed, purpose: str) -> HttpResponse:
    """Agree, or take it back."""
    agrees = request.POST.get("agrees") == "yes"
    told(request, lambda: set_consent(purpose, agrees, actor=request.user), "Saved.")
    return redirect("cohort:me")


@login_required
def export(request: Signed) -> HttpResponse:
    """Everything that is kept of oneself, as a file."""
    response = JsonResponse(export_of(request.user), json_dumps_params={"indent": 1})
    response["Content-Disposition"] = 'attachment; filename="groundup-my-data.json"'
    return response


@login_required
def erased(request: Signed) -> HttpResponse:
    """Erase oneself, after having typed one's address."""
    form = EraseForm(request.POST or None, email=request.user.email)
    if request.method == "POST" and form.is_valid():
        if told(request, lambda: erase(actor=request.user)):
            logout(request)
            return render(request, "cohort/erased.html")
        return redirect("cohort:me")
    return render(request, "cohort/erase.html", {"form": form})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, who sees it, and for how long."""
    return render(request, "cohort/privacy.html")
