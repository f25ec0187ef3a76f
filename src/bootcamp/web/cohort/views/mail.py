"""The cohort's outbox: what left, what waits, and what the mail server refused."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bootcamp.web.cohort.domain.outbox import send_again, stuck_in
from bootcamp.web.cohort.models import OutboxMail
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.access import Asking, for_roles, told

SHOWN = 200


@for_roles(Role.ORGANISER)
def mail(request: Asking) -> HttpResponse:
    """The latest mails; never what is in them, since a link in there may be for one alone."""
    latest = OutboxMail.objects.visible_to(request.user).filter(cohort=request.cohort)
    context = {
        "mails": latest.defer("body")[:SHOWN],
        "stuck": stuck_in(request.cohort).count(),
        "is_printed": "console" in settings.EMAIL_BACKEND,
    }
    return render(request, "cohort/mail.html", context)


@require_POST
@for_roles(Role.ORGANISER)
def mail_again(request: Asking, pk: str) -> HttpResponse:
    """Try a mail anew that was given up."""
    visible = OutboxMail.objects.visible_to(request.user).filter(cohort=request.cohort)
    found = get_object_or_404(visible, pk=pk)
    told(request, lambda: send_again(found, actor=request.user), "It is tried again.")
    return redirect("cohort:mail", request.cohort.slug)
