"""Invite people, let them in once, and change what they are."""

import hashlib
import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import outbox
from bootcamp.web.cohort.domain.address import address_of
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import Cohort, Invitation, Membership, Person
from bootcamp.web.cohort.models.membership import Role

DAYS_VALID = 30
USED = "This invitation was used already. Sign in, or ask for another one."
GONE = "This invitation isn't valid any more. Ask the organisers for another one."


def hash_of_token(token: str) -> str:
    """What is kept of a secret link or key."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(cohort: Cohort, email: str, role: str, *, actor: Person, site: str) -> str:
    """Invite an address; the mail goes to the outbox. The token, which is in the mail alone."""
    email = address_of(email)
    there = Membership.objects.active().filter(cohort=cohort, role=role)
    if there.filter(person__email__iexact=email).exists():
        raise BootcampError(f"{email} is {Role(role).label} of {cohort.title} already.")
    open_ones = cohort.invitations.filter(
        role=role, email=email, used_at=None, withdrawn_at=None, expires_at__lte=timezone.now()
    )
    open_ones.update(withdrawn_at=timezone.now())
    token = secrets.token_urlsafe(24)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                cohort=cohort,
                role=role,
                email=email,
                token_hash=hash_of_token(token),
                expires_at=timezone.now() + timedelta(days=DAYS_VALID),
            )
    except IntegrityError:
        raise BootcampError(
            f"{email} is invited as {Role(role).label} already. Withdraw that invitation to send "
            "another one."
        ) from None
    outbox.put(
        f"invitation:{invitation.public}",
        email,
        f"You are invited to {cohort.title}",
        f"{actor.name or 'An organiser'} invites you to {cohort.title} as {Role(role).label}, from "
        f"{cohort.start:%-d %B} to {cohort.end:%-d %B %Y}.\n\n"
        f"Accept here, within {DAYS_VALID} days:\n{site}/invitation/{token}/\n\n"
        "The link works once, for whoever opens it: don't pass it on.\n",
        cohort=cohort,
    )
    note("invited someone", f"invitation:{invitation.public}", actor=actor, cohort=cohort)
    return token


def invitation_of(token: str) -> Invitation:
    """The invitation that this link is of. Raises where it can't be accepted any more."""
    found = Invitation.objects.select_related("cohort").filter(token_hash=hash_of_token(token))
    invitation = found.first()
    if invitation is None or invitation.withdrawn_at or invitation.expires_at < timezone.now():
        raise BootcampError(GONE)
    if invitation.used_at:
        raise BootcampError(USED)
    return invitation


@transaction.atomic
def accept(token: str, *, actor: Person) -> Membership:
    """Become a member by an invitation, which then is used."""
    invitation = invitation_of(token)
    _expect_compatible(actor, invitation.cohort, invitation.role)
    mine = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not mine.update(used_at=timezone.now()):
        raise BootcampError(USED)
    if actor.zone == "UTC" and not actor.memberships.exists():  # new, and hasn't chosen one
        actor.zone = invitation.cohort.zone
        actor.save(update_fields=["zone"])
    membership, is_new = Membership.objects.get_or_create(
        person=actor, cohort=invitation.cohort, role=invitation.role
    )
    if not is_new and membership.state != Membership.State.ACTIVE:
        membership.state, membership.since = Membership.State.ACTIVE, timezone.now()
        membership.save(update_fields=["state", "since"])
    Invitation.objects.filter(pk=invitation.pk).update(used_by=membership)
    note(
        "accepted an invitation",
        f"membership:{membership.public}",
        actor=actor,
        cohort=invitation.cohort,
    )
    return membership


def _expect_compatible(person: Person, cohort: Cohort, role: str) -> None:
    """Who takes part can't also be staff there: they would read what is said about them."""
    here = (Membership.State.ACTIVE, Membership.State.COMPLETED)
    others = Membership.objects.filter(person=person, cohort=cohort, state__in=here)
    roles = set(others.exclude(role=role).values_list("role", flat=True))
    if roles | {role} >= {Role.ORGANISER.value, Role.EVALUATOR.value}:
        raise BootcampError(
            f"Nobody both organises and evaluates {cohort.title}: people answer under the promise "
            "that organisers see sums. Ask somebody else to evaluate."
        )
    if (role == Role.PARTICIPANT and roles) or Role.PARTICIPANT in roles:
        raise BootcampError(
            f"You are {', '.join(sorted(roles))} of {cohort.title} already. Someone who takes part "
            "has no other role there: ask the organisers to end one first."
        )


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: Person) -> None:
    """Make the link of an invitation useless."""
    open_ones = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not open_ones.update(withdrawn_at=timezone.now()):
        raise BootcampError("This invitation was used or withdrawn already: nothing was changed.")
    note(
        "withdrew an invitation",
        f"invitation:{invitation.public}",
        actor=actor,
        cohort=invitation.cohort,
    )


@transaction.atomic
def set_state(membership: Membership, state: str, *, actor: Person) -> None:
    """Complete, withdraw, defer or take back a member. A cohort keeps one organiser at least."""
    organisers = Membership.objects.active().filter(cohort=membership.cohort, role=Role.ORGANISER)
    is_last = set(organisers.values_list("pk", flat=True)) == {membership.pk}
    if is_last and state != Membership.State.ACTIVE:
        raise BootcampError("The last organiser stays: make someone else organiser first.")
    if not membership.person.is_active:
        raise BootcampError("This account is closed, or was erased: what it was stays as it is.")
    if state == Membership.State.ACTIVE:
        _expect_compatible(membership.person, membership.cohort, membership.role)
    membership.state, membership.since = state, timezone.now()
    membership.save(update_fields=["state", "since"])
    note(
        f"set to {state}", f"membership:{membership.public}", actor=actor, cohort=membership.cohort
    )


def staff_of(cohort: Cohort) -> list[tuple[str, list[str]]]:
    """Whom one can ask: the names of the organisers and of the TAs, where there are any."""
    found = cohort.memberships.active().filter(role__in=(Role.ORGANISER, Role.TA))
    people = [(m.role, str(m.person)) for m in found.select_related("person").order_by("pk")]
    named = (
        (title, [name for role, name in people if role == wanted])
        for wanted, title in ((Role.ORGANISER, "Organisers"), (Role.TA, "TAs"))
    )
    return [(title, names) for title, names in named if names]
