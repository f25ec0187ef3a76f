"""Keys with which a learner's own machine sends what was checked there."""

import base64
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.membership import hash_of_token
from bootcamp.web.cohort.domain.privacy import set_consent
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import Person, Token

MOST = 10
USED_EVERY = timedelta(minutes=1)  # so exactly is it known when a key was used


@transaction.atomic
def make_key(label: str, *, actor: Person, secret: str = "") -> str:
    """Make a key, which is an agreement to what is sent with it. It is known now, and never again.

    Only its hash is kept. From the same secret the same key is made; without one, a random key.
    """
    if Token.objects.filter(person=actor).count() >= MOST:
        raise BootcampError(f"Expected fewer than {MOST} keys, got {MOST}: revoke one first.")
    key = _key_from(secret) if secret else f"gu_{secrets.token_urlsafe(32)}"
    Token.objects.create(person=actor, hash=hash_of_token(key), label=label)
    set_consent("push", True, actor=actor)
    note("made a key", actor=actor, cohort=None)
    return key


def key_made_from(secret: str, *, actor: Person) -> str:
    """The key that was made from this secret."""
    key = _key_from(secret)
    if not Token.objects.filter(person=actor, hash=hash_of_token(key)).exists():
        raise BootcampError("This key was made, and revoked since. Make another one.")
    return key


def _key_from(secret: str) -> str:
    made = salted_hmac("bootcamp.key", secret, algorithm="sha256").digest()
    return f"gu_{base64.urlsafe_b64encode(made).decode().rstrip('=')}"


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
