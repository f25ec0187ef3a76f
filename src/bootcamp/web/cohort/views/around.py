"""What stands around every page: where one is, and where one can go from there."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

ORGANISER, TA, PARTICIPANT, EVALUATOR = "organiser", "ta", "participant", "evaluator"
ALL = frozenset({ORGANISER, TA, PARTICIPANT, EVALUATOR, "mentor", "reviewer", "speaker", "alumni"})
PLACES = (  # (name of the address, what it is called, who it is for)
    ("cohort:cohort", "Now", ALL),
    ("cohort:people", "People", frozenset({ORGANISER, TA})),
    ("cohort:programme", "Programme", ALL),
    ("cohort:trail", "Trail", frozenset({ORGANISER})),
)


def around(request: HttpRequest) -> dict[str, Any]:
    """The cohort that the page is of, and its other pages that this person has."""
    cohort = getattr(request, "cohort", None)
    roles: frozenset[str] = getattr(request, "roles", frozenset())
    if cohort is None:
        return {"cohort": None, "places": []}
    named = [(reverse(n, args=[cohort.slug]), title) for n, title, whom in PLACES if roles & whom]
    places = [{"url": url, "title": title, "is_here": url == request.path} for url, title in named]
    return {"cohort": cohort, "places": places, "roles": roles}
