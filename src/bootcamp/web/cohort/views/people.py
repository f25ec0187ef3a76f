"""The people of a cohort: invitations, roles and states."""

from functools import partial

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bootcamp.web.cohort.domain.membership import invite, set_state, withdraw_invitation
from bootcamp.web.cohort.forms.people import InviteForm, StateForm
from bootcamp.web.cohort.models import Invitation, Membership
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.access import Asking, for_roles, told


@for_roles(Role.ORGANISER, Role.TA)
def people(request: Asking) -> HttpResponse:
    """Everyone in the cohort; organisers invite, and see who hasn't come yet."""
    is_organiser = Role.ORGANISER in request.roles
    form = InviteForm(request.POST or None)
    if request.method == "POST":
        if not is_organiser:
            raise Http404
        if form.is_valid() and _invite(request, form):
            return redirect("cohort:people", request.cohort.slug)
    members = Membership.objects.visible_to(request.user).filter(cohort=request.cohort)
    open_ones = Invitation.objects.visible_to(request.user).filter(
        Q(cohort=request.cohort, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    )
    listed = members.select_related("person", "invitation")
    context = {
        "members": [(m, _other_address(m)) for m in listed.order_by("role", "person__name", "pk")],
        "invitations": open_ones.order_by("-made_at") if is_organiser else [],
        "form": form if is_organiser else None,
        "states": Membership.State.choices,
    }
    return render(request, "cohort/people.html", context)


def _other_address(member: Membership) -> str:
    """The address that their invitation was mailed to, if it isn't theirs."""
    sent_to = str(getattr(getattr(member, "invitation", None), "email", ""))
    return "" if sent_to.lower() == member.person.email.lower() else sent_to


def _invite(request: Asking, form: InviteForm) -> bool:
    """Invite each address of the form; what can't be is said, the others are invited."""
    site = request.build_absolute_uri("/").rstrip("/")
    role = form.cleaned_data["role"]
    ask = partial(invite, request.cohort, role=role, actor=request.user, site=site)
    done = [told(request, partial(ask, address)) for address in form.cleaned_data["emails"]]
    if any(done):
        many = f"{sum(done)} invitation{'s are' if sum(done) > 1 else ' is'} on the way."
        told(request, lambda: None, many)
    return all(done)


@require_POST
@for_roles(Role.ORGANISER)
def invitation_withdrawn(request: Asking, public: str) -> HttpResponse:
    """Make an invitation useless."""
    found = get_object_or_404(
        Invitation.objects.visible_to(request.user), public=public, cohort=request.cohort
    )
    told(request, lambda: withdraw_invitation(found, actor=request.user), "Withdrawn.")
    return redirect("cohort:people", request.cohort.slug)


@require_POST
@for_roles(Role.ORGANISER)
def state(request: Asking, public: str) -> HttpResponse:
    """Set a member's state."""
    member = get_object_or_404(
        Membership.objects.visible_to(request.user), public=public, cohort=request.cohort
    )
    form = StateForm(request.POST)
    if form.is_valid():
        new = form.cleaned_data["state"]
        told(
            request,
            lambda: set_state(member, new, actor=request.user),
            f"{member.person} is {new} now.",
        )
    return redirect("cohort:people", request.cohort.slug)
