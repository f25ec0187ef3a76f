"""A line of JSON for each request: what was asked for, how it ended, how long it took.

No person, no address, no query, no agent; and of a path only the name of its page, because a path
may hold a secret link.
"""

import json
import logging
import time
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

LOGGER = logging.getLogger("bootcamp.web")
QUIET = ("/static/", "/healthz", "/readyz")


class AsJson(logging.Formatter):
    """A record as one line of JSON. Of an error its kind and place, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "says": record.msg if record.name.startswith("bootcamp") else record.name,
            **getattr(record, "about", {}),
        }
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            if trace:
                said["where"] = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        return json.dumps(said)


class Log:
    """Logs each request by the name of its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response; what it took is logged."""
        started = time.perf_counter()
        response = self.get_response(request)
        if not request.path.startswith(QUIET):
            about = {
                "method": request.method,
                "page": page_of(request.path),
                "status": response.status_code,
                "ms": round(1000 * (time.perf_counter() - started), 1),
            }
            LOGGER.info("request", extra={"about": about})
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """Log what went wrong in a view: its kind and where."""
        if isinstance(error, Http404):
            return  # somebody else's page, or none: the line of the request says so
        LOGGER.error("error", exc_info=error, extra={"about": {"page": page_of(request.path)}})


def page_of(path: str) -> str:
    """The pattern of an address, without what is in it."""
    try:
        return "/" + resolve(path).route
    except Resolver404:
        return "?"
