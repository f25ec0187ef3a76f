"""What can't be shown is said on a page, with a way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refusal(request: HttpRequest, heading: str, says: str, status: int) -> HttpResponse:
    """A page that says what is the case."""
    return render(request, "cohort/refusal.html", {"heading": heading, "says": says}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For an address that leads nowhere, or not for this person."""
    says = "It may have another address now, or it isn't one of your pages."
    return refusal(request, "There is no such page", says, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form that is too old, or of another site. What was written in it is given back."""
    written = {
        name: values
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
    }
    context = {
        "heading": "Nothing was sent",
        "says": "This form is too old, or you were signed out meanwhile. Load its page again.",
        "written": written,
    }
    return render(request, "cohort/refusal.html", context, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """For an error of ours."""
    says = "That is our mistake, and it is in the log. Nothing was half done; try again."
    return refusal(request, "Something went wrong", says, 500)
