"""What can't be shown is said on a page, with a way back."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


def refusal(request: HttpRequest, heading: str, says: str, status: int) -> HttpResponse:
    """A page that says what is the case."""
    return render(request, "cohort/refusal.html", {"heading": heading, "says": says}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For an address that leads nowhere, or not for this person."""
    says = "It may have another address now, or it isn't one of your pages."
    return refusal(request, "There is no such page", says, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form that is too old, or of another site. What was written in it is given back."""
    return _given_back(
        request, "This form is too old, or you were signed out meanwhile. Load its page again."
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """For a form that was sent after its writer was signed out."""
    return _given_back(request, "You were signed out meanwhile. Sign in, and open its page again.")


def gives_back(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What someone sends who was signed out meanwhile is given back, to be copied."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return signed_out(request)
        return view(request, *args, **kwargs)

    return wrapped


def _given_back(request: HttpRequest, says: str) -> HttpResponse:
    written = {
        name: values
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
    }
    context = {"heading": "Nothing was sent", "says": says, "written": written, "again": ""}
    if not request.user.is_authenticated:
        sign_in = reverse("account_login")
        context["again"] = f"{sign_in}?{urlencode({'next': request.path})}"
    return render(request, "cohort/refusal.html", context, status=403)


def too_much(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For what is sent in another way than a page sends it, or is longer than any page takes."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
    says = (
        f"Expected what a page sends, of {most} kB at most. "
        "Nothing was kept: go back, shorten what you wrote, and send it again."
    )
    return refusal(request, "That can't be read", says, 400)


def no_mail(request: HttpRequest, says: str) -> HttpResponse:
    """For who waits for a mail that can't be sent."""
    return refusal(request, "No mail was sent", says, 503)


def too_many(request: HttpRequest) -> HttpResponse:
    """For who tries again and again, or stands where others do."""
    says = "From where you are too many tries came within a minute. Wait a minute, then try again."
    return refusal(request, "Too many tries", says, 429)


def failed(request: HttpRequest) -> HttpResponse:
    """For an error of ours."""
    says = "That is our mistake, and it is in the log. Nothing was half done; try again."
    return refusal(request, "Something went wrong", says, 500)
