"""How accounts are made: by an invitation, or by whoever runs the server."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.membership import invitation_of
from bootcamp.web.cohort.models import Person

INVITATION = "invitation"  # the session's key for a token that waits for its person


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Tells allauth who may sign up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whoever came by an invitation that still holds."""
        try:
            invitation_of(request.session.get(INVITATION, ""))
        except BootcampError:
            return False
        return True

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Give someone new the seed of their numbers."""
        user.seed = secrets.randbits(31)
        return super().save_user(request, user, form, commit)


def organiser(email: str) -> Person:
    """An account that may open cohorts, made where there is none."""
    email = email.strip().lower()
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_user(email, seed=secrets.randbits(31))
    person.may_open_cohorts = True
    person.save(update_fields=["may_open_cohorts"])
    return person
