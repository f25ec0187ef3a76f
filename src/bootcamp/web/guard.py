"""Another website open in the same browser can neither post to this one nor read from it.

Names that were rebound to this machine are stopped by ALLOWED_HOSTS; forms of other sites by the
CSRF token and, before that, here: a browser says where a request comes from.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; worker-src 'self' blob:"
)
COMES_FROM_US = {"same-origin", "none"}  # none: typed into the address bar


class Headers:
    """Tells the browser what a page of ours may load. For the cohort's server this is all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, with its headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)  # a page may be stricter
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response


class Guard(Headers):
    """Refuses what another origin asks for: the local site has no accounts that would."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, or 403."""
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site", "none")
        follows_link = (
            request.method == "GET"
            and request.headers.get("Sec-Fetch-Mode") == "navigate"
            and request.headers.get("Sec-Fetch-Dest") == "document"
        )
        is_foreign = site not in COMES_FROM_US and not follows_link
        if is_foreign or (origin and origin != f"{request.scheme}://{request.get_host()}"):
            return HttpResponseForbidden("This page answers to itself alone.\n", "text/plain")
        return super().__call__(request)
