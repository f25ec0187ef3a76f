"""How accounts are made: by an invitation, or by whoever runs the server."""

import secrets
import smtplib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from bootcamp.errors import BootcampError, MailError
from bootcamp.web.cohort.domain.address import address_of
from bootcamp.web.cohort.domain.membership import invitation_of
from bootcamp.web.cohort.models import Invitation, Person

INVITATION = "invitation"  # the session's key for a token that waits for its person
STAGE = "allauth.account.stages.EmailVerificationStage"
OWN_STAGE = "bootcamp.web.cohort.views.stages.ConfirmAddress"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Tells allauth who may sign up, and speaks for it."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Expected an address and its password, got two that don't "
        "belong together. Try again, or have a code mailed to you.",
        "incorrect_code": "Expected the code of the latest mail, got another one. Copy it from "
        "there, or have another one sent.",
        "too_many_login_attempts": "These were too many tries. Wait five minutes and try again, "
        "or have a new code mailed to you.",
        "rate_limited": "These were too many mails at once. Wait a minute, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whoever came by an invitation that still holds."""
        try:
            invitation_in(request)
        except BootcampError:
            return False
        return True

    def get_login_stages(self) -> list[str]:
        """Allauth's, with our own in the place of one."""
        return [OWN_STAGE if name == STAGE else name for name in super().get_login_stages()]

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Give someone new the seed of their numbers."""
        user.seed = secrets.randbits(31)
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail that someone waits for. Raises MailError where that can't be."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise MailError(
                "The mail server didn't take the mail. Look whether the address is right, or try "
                "again in a minute."
            ) from error


def drop_password_of_a_stranger(
    user: Person, method: str, email: str | None = None, **unused: Any
) -> None:
    """Who signs in by a mailed code for the first time may not be who chose the password.

    Anyone with an invitation can sign up with an address that isn't theirs, and a password. Before
    the code confirms the address, that password ceases to open the account.
    """
    unconfirmed = EmailAddress.objects.filter(user=user, email__iexact=email, verified=False)
    if method == "code" and email and unconfirmed.exists():
        user.set_unusable_password()
        user.save(update_fields=["password"])


def invitation_in(request: HttpRequest) -> Invitation:
    """The invitation that one came by. Raises BootcampError where none holds."""
    return invitation_of(request.session.get(INVITATION, ""))


def organiser(email: str) -> Person:
    """An account that may open cohorts, made where there is none."""
    email = address_of(email)
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_user(email, seed=secrets.randbits(31))
        # The code that signs them in then confirms it: without this row a second one is mailed.
        EmailAddress.objects.create(user=person, email=email, primary=True)
    person.may_open_cohorts = True
    person.save(update_fields=["may_open_cohorts"])
    return person
