"""Where a learner's own machine sends what was checked there. It has a key, and no session."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.keys import person_with
from bootcamp.web.cohort.domain.privacy import agreed
from bootcamp.web.cohort.domain.push import keep
from bootcamp.web.cohort.forms.push import read_push
from bootcamp.web.cohort.views.door import whole_number

MOST_BYTES = 512 * 1024
UNKNOWN = (
    "This key isn't known: it was revoked, or isn't complete. On the cohort's site, the page You "
    "leads to your keys: make one there and run `bootcamp login` again."
)
DISAGREES = (
    "You took back on the page You that attempts are sent: nothing was kept. Agree there again, "
    "or leave sending off."
)


@csrf_exempt
@require_POST
def push(request: HttpRequest) -> JsonResponse:
    """Keep attempts and marks; say how many were new, and how many were known."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    person = person_with(key.strip()) if scheme.lower() == "bearer" else None
    if person is None:
        return _refused(UNKNOWN, 401)
    if not agreed(person, "push"):
        return _refused(DISAGREES, 403)
    length = request.headers.get("Content-Length") or "0"
    number = whole_number(length)
    if number is None or number > MOST_BYTES:
        says = f"Expected at most {MOST_BYTES} bytes at once, got {length[:20]}: nothing was kept."
        return _refused(says, 413)
    try:
        found = keep(read_push(request.body), actor=person)
    except BootcampError as error:
        return _refused(str(error), 400)
    return JsonResponse(asdict(found))


def _refused(says: str, status: int) -> JsonResponse:
    return JsonResponse({"error": says}, status=status)
