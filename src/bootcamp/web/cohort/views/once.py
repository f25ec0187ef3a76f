"""A form of a page is done once, however often its button is clicked.

The token that Django puts into each form against forgery is another one each time a page is made.
So two requests with the same token and the same content are two clicks on one button, and the
second is led to where the first one leads. A form that was corrected after going back is another.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.crypto import salted_hmac

from bootcamp.web.cohort.domain.sent import begin, finish, let_go, outcome_of
from bootcamp.web.cohort.views.refusals import refusal

TOKEN = "csrfmiddlewaretoken"
TWICE = "It came twice, and counts once."
UNKNOWN = (
    "The same was sent before, and isn't done yet. Look in a minute whether it is there, before "
    "you send it again."
)


class Once:
    """Lets a form of a page through once. A view tells it by `done_here` of a page that shows what
    came of it, and by `is_safe_twice` that it looks after itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response: of the first click, or what leads to the same."""
        if not _is_guarded(request):
            return self.get_response(request)
        key = _hash(request, "sent")
        for _ in range(2):  # the first may have come to nothing meanwhile
            if begin(key):
                return self._done(request, key)
            if found := outcome_of(key):
                return self._again(request, found)
        return refusal(request, "It was sent already", UNKNOWN, 409)

    def _done(self, request: HttpRequest, key: str) -> HttpResponse:
        try:
            response = self.get_response(request)
        except BaseException:
            let_go(key)
            raise
        if 300 <= response.status_code < 400 or hasattr(response, "is_done_here"):
            finish(key, response.get("Location", ""))
        else:
            let_go(key)
        return response

    def _again(self, request: HttpRequest, found: Any) -> HttpResponse:
        if not found.is_done:
            return refusal(request, "It was sent already", UNKNOWN, 409)
        if not found.leads_to:
            request.META["bootcamp.is_repeated"] = True
            return self.get_response(request)
        messages.success(request, TWICE)
        return redirect(found.leads_to)


def safe_twice(view: Any) -> Any:
    """Mark a view that does the same once by itself; nothing else notes down that it was called."""
    view.is_safe_twice = True
    return view


def done_here(response: HttpResponse) -> HttpResponse:
    """Mark a page that shows what came of a form: the form isn't done again."""
    response.is_done_here = True  # type: ignore[attr-defined]
    return response


def is_repeated(request: HttpRequest) -> bool:
    """Whether this form was done before, by a view that has said `done_here`."""
    return bool(request.META.get("bootcamp.is_repeated"))


def secret_of(request: HttpRequest) -> str:
    """A secret that is the same for two clicks, and another for another page; "" without a page."""
    return _hash(request, "secret") if TOKEN in request.POST else ""


def _is_guarded(request: HttpRequest) -> bool:
    """Whether it is a form of a page, sent by someone signed in; htmx waits for its own replies."""
    if request.method != "POST" or "HX-Request" in request.headers:
        return False
    if not request.user.is_authenticated:
        return False
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    looks_after_itself = any(hasattr(view, mark) for mark in ("csrf_exempt", "is_safe_twice"))
    return not looks_after_itself and TOKEN in request.POST


def _hash(request: HttpRequest, purpose: str) -> str:
    made = salted_hmac(f"bootcamp.once.{purpose}", request.path, algorithm="sha256")
    for name, values in sorted(request.POST.lists()):
        made.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            made.update(repr((name, file.name, file.size)).encode())
            for part in file.chunks():
                made.update(part)
            file.seek(0)
    return made.hexdigest()
