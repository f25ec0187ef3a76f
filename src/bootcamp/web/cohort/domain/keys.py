"""Keys with which a learner's own machine sends what was checked there."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.membership import hash_of_token
from bootcamp.web.cohort.domain.privacy import set_consent
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import Person, Token

MOST = 10
USED_EVERY = timedelta(minutes=1)  # so exactly is it known when a key was used


@transaction.atomic
def make_key(label: str, *, actor: Person) -> str:
    """Make a key, which is an agreement to what is sent with it. It is known now, and never again.

    Only its hash is kept.
    """
    if Token.objects.filter(person=actor).count() >= MOST:
        raise BootcampError(f"Expected fewer than {MOST} keys, got {MOST}: revoke one first.")
    key = f"gu_{secrets.token_urlsafe(32)}"
    Token.objects.create(person=actor, hash=hash_of_token(key), label=label)
    set_consent("push", True, actor=actor)
    note("made a key", actor=actor, cohort=None)
    return key


@transaction.atomic
def revoke(token: Token, *, actor: Person) -> None:
    """Make a key useless."""
    token.delete()
    note("revoked a key", actor=actor, cohort=None)


def person_with(key: str) -> Person | None:
    """Whose key this is; None where nobody's."""
    token = Token.objects.select_related("person").filter(hash=hash_of_token(key)).first()
    if token is None or not token.person.is_active:
        return None
    now = timezone.now()
    if token.used_at is None or now - token.used_at > USED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return token.person
