"""A form of a page is done once, however often its button is clicked.

The token that Django puts into each form against forgery is another one each time a page is made.
So a request that equals the last one with the same token is a second click on one button, and is
led to where the first one leads. A form that was corrected after going back is another, and so is
one that was corrected back. A form that was refused is done again.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.crypto import salted_hmac

from bootcamp.web.cohort.domain.sent import begin, finish, let_go, outcome_of
from bootcamp.web.cohort.models import Sent
from bootcamp.web.cohort.views.refusals import refusal

TOKEN = "csrfmiddlewaretoken"
SENT, REPEATED, REFUSED = "bootcamp.sent", "bootcamp.is_repeated", "bootcamp.is_refused"
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
        key, page = _hash(request), _hash_of_page(request).hexdigest()
        for _ in range(2):  # the first may have come to nothing meanwhile
            if row := begin(key, page):
                return self._done(request, row)
            if found := outcome_of(key):
                return self._again(request, found)
        return refusal(request, "It was sent already", UNKNOWN, 409)

    def _done(self, request: HttpRequest, row: Sent) -> HttpResponse:
        request.META[SENT] = row
        try:
            response = self.get_response(request)
        except BaseException:
            let_go(row)
            raise
        came_to_something = 300 <= response.status_code < 400 or hasattr(response, "is_done_here")
        if came_to_something and REFUSED not in request.META:
            finish(row, response.get("Location", ""))
        else:
            let_go(row)
        return response

    def _again(self, request: HttpRequest, found: Sent) -> HttpResponse:
        if not found.is_done:
            return refusal(request, "It was sent already", UNKNOWN, 409)
        if not found.leads_to:
            request.META[SENT], request.META[REPEATED] = found, True
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
    return REPEATED in request.META


def complain(request: HttpRequest, why: str) -> None:
    """Say on the next page why it couldn't be done. So the same form may be sent again."""
    messages.error(request, why)
    request.META[REFUSED] = True


def secret_of(request: HttpRequest) -> str:
    """A secret that is the same for two clicks, and another for whatever is done anew.

    The moment of the first click is in it: when that is forgotten, the secret never comes back.
    It is "" where the form is of no page.
    """
    row: Sent | None = request.META.get(SENT)
    if row is None:
        return ""
    made = salted_hmac("bootcamp.once.secret", f"{row.at}{row.key}", algorithm="sha256")
    return str(made.hexdigest())


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


def _hash_of_page(request: HttpRequest) -> Any:
    made = salted_hmac("bootcamp.once.sent", request.path, algorithm="sha256")
    made.update(repr(request.POST[TOKEN]).encode())
    return made


def _hash(request: HttpRequest) -> str:
    made = _hash_of_page(request)
    for name, values in sorted(request.POST.lists()):
        made.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            made.update(repr((name, file.name, file.size)).encode())
            for part in file.chunks():
                made.update(part)
            file.seek(0)
    return str(made.hexdigest())
