"""What someone agreed to; a copy of what is kept of them; and its erasure.

What was answered anonymously can be neither exported nor erased: nobody can tell whose it is, and
the page says so before one answers. What a report has counted already stays counted there.
"""

import itertools
import secrets
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import (
    Answer,
    AuditEvent,
    Capstone,
    CapstoneScore,
    Consent,
    DataRequest,
    Invitation,
    Membership,
    OutboxMail,
    Outcome,
    Person,
    Receipt,
    Response,
    Test,
    TestItem,
    Token,
)
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.models.person import ERASED

PURPOSES = {
    "push": "Send my attempts from my own machine to this server after each check",
    "quote": "My words may be quoted in the public report, without my name",
}


def agreed(person: Person, purpose: str) -> bool:
    """Whether they agree to this now."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()


def disagreed(person: Person, purpose: str) -> list[tuple[datetime, datetime]]:
    """The spans in which they had taken back what they agreed to again later."""
    rows = Consent.objects.filter(person=person, purpose=purpose).order_by("given_at", "id")
    pairs = itertools.pairwise(rows)
    return [(one.withdrawn_at, then.given_at) for one, then in pairs if one.withdrawn_at]


@transaction.atomic
def set_consent(purpose: str, agrees: bool, *, actor: Person) -> None:
    """Give or take back one's consent; each time is kept."""
    if purpose not in PURPOSES:
        raise BootcampError(f"There is nothing called `{purpose}` to agree to.")
    if agrees and not agreed(actor, purpose):
        Consent.objects.create(person=actor, purpose=purpose)
    elif not agrees:
        in_force = Consent.objects.filter(person=actor, purpose=purpose, withdrawn_at=None)
        in_force.update(withdrawn_at=timezone.now())
        if purpose == "quote":  # of closed forms too, and agreeing to another form leaves it so
            theirs = Response.objects.filter(membership__person=actor)
            theirs.update(may_quote=False)


OWN = {  # of someone's own rows, by relation: what their copy says
    "memberships": ("cohort__slug", "role", "state", "since"),
    "consents": ("purpose", "given_at", "withdrawn_at"),
    "attempts": (
        "exercise",
        "at",
        "outcome",
        "honest",
        "hint_level",
        "mistake",
        "code_hash",
        "code",
        "source",
        "verdict",
    ),
    "marks": ("exercise", "at", "kind", "text"),
    "drafts": ("exercise", "code", "changed_at"),
    "submissions": ("exercise", "code", "state", "made_at"),
    "mails": ("to", "subject", "body", "sent_at"),
}
THEIRS: dict[str, tuple[Any, str, tuple[str, ...]]] = {  # rows that lead to them by another way
    "asked": (  # of every form, that one was asked and whether one has answered
        Receipt,
        "membership__person",
        ("wave__key", "is_done"),
    ),
    "answers": (
        Answer,
        "response__membership__person",
        (
            "response__wave__key",
            "question__code",
            "status",
            "number",
            "text",
            "choices",
            "response__may_quote",
        ),
    ),
    "tests": (
        TestItem,
        "test__membership__person",
        ("test__chapter", "test__phase", "name", "answer", "points"),
    ),
    "test_ratings": (
        Test,
        "membership__person",
        ("chapter", "phase", "begun_at", "ended_at", "self_rating"),
    ),
    "keys": (Token, "person", ("label", "made_at", "used_at")),
    "capstones": (Capstone, "team__person", ("title", "summary", "write_up")),
    "scores": (CapstoneScore, "reviewer__person", ("capstone__title", "criterion", "value")),
    "outcomes": (
        Outcome,
        "membership__person",
        ("kind", "track", "months_after", "what", "may_publish", "on"),
    ),
}


def export_of(person: Person) -> dict[str, Any]:
    """Everything that is kept of someone, as plain data."""
    about = {name: getattr(person, name) for name in ("email", "name", "zone", "joined_at")}
    own = {name: _rows(getattr(person, name), *fields) for name, fields in OWN.items()}
    theirs = {
        name: _rows(model.objects.filter(**{way: person}), *fields)
        for name, (model, way, fields) in THEIRS.items()
    }
    trail = AuditEvent.objects.filter(actor=person)
    return {
        "person": {**about, "seed": person.seed},
        **own,
        **theirs,
        "requests": _rows(
            DataRequest.objects.filter(person=person), "kind", "state", "asked_at", "done_at"
        ),
        "deeds": _rows(trail, "cohort__slug", "verb", "at"),
        "standings": _rows(person.standings, "exercise", "state", "tries", "seconds"),
    }


def _rows(rows: Any, *fields: str) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values(*fields))


@transaction.atomic
def erase(*, actor: Person) -> None:
    """Erase someone: their account, what they wrote and what was mailed to them.

    The memberships stay, as those of nobody in particular, so that a cohort's size stays true; and
    so do ratings and choices that were counted, without the texts.
    """
    _expect_others(actor)
    request = DataRequest.objects.create(person=actor, kind="erase")
    Answer.objects.filter(response__membership__person=actor).update(text="")
    TestItem.objects.filter(test__membership__person=actor).update(answer="")
    Outcome.objects.filter(membership__person=actor).update(what="", may_publish=False)
    for name in ("attempts", "marks", "standings", "drafts", "submissions", "tokens"):
        getattr(actor, name).all().delete()
    OutboxMail.objects.filter(models.Q(person=actor) | models.Q(to__iexact=actor.email)).delete()
    for capstone in Capstone.objects.filter(team__person=actor).annotate(size=models.Count("team")):
        if Membership.objects.filter(capstones=capstone).count() == 1:  # nobody else's, too
            capstone.title, capstone.summary, capstone.write_up = "A capstone", "", ""
            capstone.save(update_fields=["title", "summary", "write_up"])
    theirs = models.Q(email__iexact=actor.email) | models.Q(used_by__person=actor)
    for invitation in Invitation.objects.filter(theirs):
        OutboxMail.objects.filter(key=f"invitation:{invitation.public}").delete()
        invitation.email = f"{invitation.public}{ERASED}"
        invitation.save(update_fields=["email"])
    _end_sessions(actor)
    for membership in actor.memberships.select_related("cohort"):
        if membership.state in (Membership.State.ACTIVE, Membership.State.INVITED):
            membership.state = Membership.State.WITHDRAWN
            membership.save(update_fields=["state"])
        target = f"membership:{membership.public}"
        note("erased their data", target, actor=None, cohort=membership.cohort)
    _forget(actor)
    request.state, request.done_at = DataRequest.State.DONE, timezone.now()
    request.save()


def _expect_others(person: Person) -> None:
    """Every cohort that they organise has another organiser."""
    alone = [
        membership.cohort.title
        for membership in person.memberships.active().filter(role=Role.ORGANISER)
        if membership.cohort.memberships.active().filter(role=Role.ORGANISER).count() == 1
    ]
    if alone:
        raise BootcampError(
            f"You are the last organiser of {', '.join(alone)}. Make someone else organiser first."
        )


def _forget(person: Person) -> None:
    person.emailaddress_set.all().delete()  # type: ignore[attr-defined]
    person.authenticator_set.all().delete()  # type: ignore[attr-defined]
    person.email, person.name = f"{secrets.token_hex(8)}{ERASED}", ""
    person.is_active = person.may_open_cohorts = False
    person.set_unusable_password()
    person.save()


def _end_sessions(person: Person) -> None:
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
