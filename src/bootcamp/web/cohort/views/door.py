"""What comes in by a page's form or address: plain text, before any view sees it."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from bootcamp.errors import MailError
from bootcamp.plain import is_plain, plain, without_marks
from bootcamp.web.cohort.views.refusals import no_mail, not_found

WHOLE = re.compile("[0-9]{1,18}")  # what a database takes for a number


class Door:
    """Makes every text of a form plain; an address that isn't plain leads nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        if not is_plain(request.path_info):
            return not_found(request, ValueError("an address that isn't plain"))
        request.GET = _plain(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *unused: Any) -> None:
        """Read the form, but for a view that reads what is sent by itself."""
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = _plain(request.POST)  # type: ignore[assignment]

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Who waits for a mail that can't be sent is told so."""
        return no_mail(request, str(error)) if isinstance(error, MailError) else None


def whole_number(text: str) -> int | None:
    """The whole number that a page sent; None for anything else."""
    return int(text) if WHOLE.fullmatch(text) else None


def _plain(sent: QueryDict) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, values in sent.lists():
        found.setlist(plain(name), [plain(without_marks(value)) for value in values])
    found._mutable = False
    return found
