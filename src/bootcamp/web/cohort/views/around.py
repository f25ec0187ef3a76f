"""What stands around every page: where one is, and where one can go from there."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

ORGANISER, TA, PARTICIPANT, EVALUATOR = "organiser", "ta", "participant", "evaluator"
ALL = frozenset({ORGANISER, TA, PARTICIPANT, EVALUATOR, "mentor", "reviewer", "speaker", "alumni"})
PLACES = (  # (name of the address, what it is called, who it is for)
    ("cohort:cohort", "Now", ALL),
    ("home", "Course", ALL),  # of all cohorts alike: its address names none
    ("cohort:progress", "Progress", frozenset({ORGANISER, TA, PARTICIPANT, "alumni"})),
    ("cohort:people", "People", frozenset({ORGANISER, TA})),
    ("cohort:programme", "Programme", ALL),
    ("cohort:surveys", "Forms", frozenset({ORGANISER, EVALUATOR})),
    ("cohort:capstones", "Capstones", frozenset({ORGANISER, TA, PARTICIPANT, "reviewer"})),
    ("cohort:outcomes", "Outcomes", frozenset({"alumni"})),
    ("cohort:reports", "Report", frozenset({ORGANISER, EVALUATOR})),
    ("cohort:trail", "Trail", frozenset({ORGANISER})),
)
UNDER = {  # what an address goes on with, and under which place that is
    "waves": "Forms",
    "answer": "Now",
    "tests": "Now",
    "settings": "Now",
    "mail": "People",
    "kept": "Report",
    "outcomes": "Report",
}


def around(request: HttpRequest) -> dict[str, Any]:
    """The cohort that the page is of, and its other pages that this person has."""
    cohort = getattr(request, "cohort", None)
    roles: frozenset[str] = getattr(request, "roles", frozenset())
    if cohort is None:
        return {"cohort": None, "places": []}
    slug = [cohort.slug]
    named = [
        (reverse(name, args=slug if ":" in name else []), title)
        for name, title, whom in PLACES
        if roles & whom
    ]
    first = reverse("cohort:cohort", args=slug)  # all addresses of the cohort begin so
    under = UNDER.get(request.path.removeprefix(first).split("/")[0], "")
    places = [
        {
            "url": url,
            "title": title,
            "is_here": title == under
            or url == request.path
            or (url != first and request.path.startswith(url)),
        }
        for url, title in named
    ]
    return {"cohort": cohort, "places": places, "roles": roles}
