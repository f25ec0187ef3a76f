"""Who may open a page: each view says it with the roles it is for, and anyone else gets a 404."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.membership import staff_of
from bootcamp.web.cohort.models import Cohort, Membership, Person
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.once import complain
from bootcamp.web.cohort.views.refusals import refusal

View = Callable[..., HttpResponse]
EVERYONE = tuple(Role.values)


class Signed(HttpRequest):
    """A request of someone who is signed in: behind `login_required`."""

    user: Person


class Asking(Signed):
    """A request of someone signed in, about a cohort that they have a role in."""

    cohort: Cohort
    roles: frozenset[str]


def roles_of(person: Person, cohort: Cohort) -> frozenset[str]:
    """What they are in this cohort now. Who takes part there is nothing else there."""
    held = Membership.objects.active().filter(person=person, cohort=cohort)
    roles = frozenset(held.values_list("role", flat=True))
    return frozenset({"participant"}) if Role.PARTICIPANT in roles else roles


def for_roles(*roles: str, also_alumni: bool = False) -> Callable[[View], View]:
    """Let in who has one of these roles in the cohort of the address; `alumni` have completed it.

    To everyone else there is no such page, and no such cohort; but who has left is told so.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def wrapped(request: Asking, slug: str, *args: str, **kwargs: str) -> HttpResponse:
            cohort = Cohort.objects.visible_to(request.user).filter(slug=slug).first()
            if cohort is None:
                return _left(request, slug)
            held = roles_of(request.user, cohort)
            if also_alumni and not held:
                held = frozenset({"alumni"})
            if not held & {*roles, *(("alumni",) if also_alumni else ())}:
                raise Http404
            request.cohort, request.roles = cohort, held
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def _left(request: Signed, slug: str) -> HttpResponse:
    """Who was in the cohort is told that they aren't any more; to others there is no such page."""
    gone = (Membership.State.WITHDRAWN, Membership.State.DEFERRED)
    mine = Membership.objects.filter(person=request.user, cohort__slug=slug, state__in=gone)
    member = mine.select_related("cohort").order_by("-since").first()
    if member is None:
        raise Http404
    organisers = dict(staff_of(member.cohort)).get("Organisers", [])
    ask = f" Ask {' or '.join(organisers)} if that isn't right." if organisers else ""
    says = f"You are {member.get_state_display().lower()} since {member.since:%-d %B %Y}.{ask}"
    return refusal(request, f"You aren't in {member.cohort} now", says, 403)


def told(request: HttpRequest, verb: Callable[[], object], says: str = "") -> bool:
    """Do it, and say on the next page that it was done, or why it couldn't be."""
    try:
        verb()
    except BootcampError as error:
        complain(request, str(error))
        return False
    if says:
        messages.success(request, says)
    return True
