"""What can't be done is said on a page of its own, or for htmx in a sentence."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bootcamp.errors import BootcampError
from bootcamp.web.study.boxes import with_code

View = Callable[..., HttpResponse]


def is_htmx(request: HttpRequest) -> bool:
    """Whether a part of a page is asked for, rather than a page."""
    return "HX-Request" in request.headers


def says_why(view: View) -> View:
    """Show an error as its sentence, on the page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BootcampError as error:
            return refusal(request, "That didn't work", str(error), 400)

    return wrapped


def refusal(request: HttpRequest, heading: str, says: str, status: int) -> HttpResponse:
    """A page for when there is none; for htmx the sentence alone."""
    if is_htmx(request):
        return HttpResponse(says, "text/plain", status=status)
    context = {"heading": heading, "says": with_code(says)}
    return render(request, "study/error.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For an address that leads nowhere."""
    says = "The lesson or exercise may have another name now. The list of lessons has them all."
    return refusal(request, "There is no such page", says, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form that didn't come from a page of ours."""
    says = "This form is too old, or didn't come from this page. Load the page again."
    return refusal(request, "Nothing was changed", says, 403)
