"""The first page, and the invitation that brings one here."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.account import INVITATION
from bootcamp.web.cohort.domain.membership import accept, invitation_of
from bootcamp.web.cohort.forms.people import NameForm
from bootcamp.web.cohort.models import Cohort
from bootcamp.web.cohort.views.access import Signed, roles_of, told
from bootcamp.web.cohort.views.refusals import refusal


def home(request: HttpRequest) -> HttpResponse:
    """One's cohorts; for a stranger, what this is. Who has just one cohort goes there."""
    if not request.user.is_authenticated:
        demo_url = reverse("demo:sign_in") if settings.DEMO else ""
        return render(request, "cohort/welcome.html", {"demo_url": demo_url})
    if token := request.session.get(INVITATION):
        return redirect("cohort:invitation", token)
    cohorts = [
        (cohort, sorted(roles_of(request.user, cohort)) or ["completed"])
        for cohort in Cohort.objects.visible_to(request.user).order_by("-start")
    ]
    if len(cohorts) == 1 and not request.user.may_open_cohorts:
        return redirect("cohort:cohort", cohorts[0][0].slug)
    return render(request, "cohort/home.html", {"cohorts": cohorts})


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation; who isn't signed in signs in or up first, and comes back here."""
    try:
        found = invitation_of(token)
    except BootcampError as error:
        request.session.pop(INVITATION, None)
        return refusal(request, "This invitation can't be accepted", str(error), 410)
    if not request.user.is_authenticated:
        request.session[INVITATION] = token
        return render(request, "cohort/invitation.html", {"invitation": found})
    return _accept(cast(Signed, request), token)


def _accept(request: Signed, token: str) -> HttpResponse:
    found = invitation_of(token)
    given = request.POST if request.method == "POST" else None
    form = None if request.user.name else NameForm(given, instance=request.user)
    if given is None or (form and not form.is_valid()):
        return render(request, "cohort/invitation.html", {"invitation": found, "form": form})
    request.session.pop(INVITATION, None)
    if form:
        form.save()
    if told(request, lambda: accept(token, actor=request.user), f"Welcome to {found.cohort}."):
        return redirect("cohort:cohort", found.cohort.slug)
    return redirect("cohort:home")
