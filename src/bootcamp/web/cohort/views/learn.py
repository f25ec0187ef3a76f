"""The lessons, for whoever is in a cohort: the same pages as on a learner's own machine."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.figure import figure_of
from bootcamp.web.cohort.domain.study import Student
from bootcamp.web.cohort.models import Cohort, Membership, Person
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.access import roles_of
from bootcamp.web.study.figures import asked_of, key_of, standalone, why_not_yet
from bootcamp.web.study.refusals import is_htmx
from bootcamp.web.study.sessions import KEY, session_of
from bootcamp.web.study.urls import PAGES

View = Callable[..., HttpResponse]
NOT_DRAWN = "This figure is being drawn. Load it again in a moment."
SIGNED_OUT = "You were signed out meanwhile. Sign in again in another window, then repeat this."


def cohort_of(person: Person) -> Cohort | None:
    """The cohort that a lesson is read in: of several, one that they take part in, the latest."""
    held = Membership.objects.filter(person=person, state__in=("active", "completed"))
    rows = held.select_related("cohort").order_by("-cohort__start", "-pk")
    found = sorted(rows, key=lambda row: (row.state != "active", row.role != Role.PARTICIPANT))
    return found[0].cohort if found else None


def for_members(view: View) -> View:
    """Let in who is in a cohort; to everyone else there is no such page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person):
            if is_htmx(request):
                return HttpResponse(SIGNED_OUT, "text/plain", status=401)
            return redirect_to_login(request.get_full_path())
        cohort = cohort_of(person)
        if cohort is None:
            raise Http404
        request.cohort = cohort  # type: ignore[attr-defined]
        request.roles = roles_of(person, cohort) or frozenset({"alumni"})  # type: ignore[attr-defined]
        request.META[KEY] = Student(person)
        return view(request, *args, **kwargs)

    return wrapped


@require_GET
def figure(request: HttpRequest, chapter: str, name: str) -> HttpResponse:
    """A frame of a figure; while it isn't drawn yet, what asks for it again."""
    asked = asked_of(request, the_course(), chapter, name)
    if why := why_not_yet(session_of(request), chapter, name):
        return HttpResponse(why, "text/plain", status=403)
    found = figure_of(chapter, name, asked.at)
    if found is None:
        raise Http404
    if is_htmx(request):
        context = {"figure": found, "key": key_of(request, name)}
        return render(request, "cohort/drawing.html", context)
    if found.svg:
        return HttpResponse(standalone(found.svg), "image/svg+xml")
    return HttpResponse(found.error or NOT_DRAWN, "text/plain", status=503)


def addresses() -> list[URLPattern]:
    """The study pages' addresses, each for members alone; but for the colours of code."""
    return [
        *(
            path(route, view if name == "colours" else for_members(view), name=name)
            for route, view, name in PAGES
        ),
        path("figure/<slug:chapter>/<slug:name>.svg", for_members(figure), name="figure"),
    ]
