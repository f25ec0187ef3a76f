"""How accounts are made: by an invitation, or by whoever runs the server."""

import secrets
from typing import Any

from allauth.account import app_settings, forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.core import context
from django.http import HttpRequest
from django.urls import reverse

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.membership import invitation_of
from bootcamp.web.cohort.models import Invitation, Person

INVITATION = "invitation"  # the session's key for a token that waits for its person
STAGE = "allauth.account.stages.EmailVerificationStage"
OWN_STAGE = "bootcamp.web.cohort.domain.account.ConfirmAddress"


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
            _invitation_in(request)
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


class ConfirmAddress(EmailVerificationStage):  # type: ignore[misc]
    """Where one enters the code that a sign-up mailed."""

    def is_resumable(self, request: HttpRequest) -> bool:
        """Who opens the sign-up again is led back to it; who goes to sign in, is not.

        The mail to an address that has an account holds no code but a link to sign in, and that
        link has to work where the sign-up was tried.
        """
        return request.path == reverse("account_signup")


class SignUp(forms.SignupForm):  # type: ignore[misc]
    """Knows the invitation that one came by, and the address that it was sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = _invitation_in(context.request)
        self.fields["email"].initial = self.invitation.email


class AddressCode(forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """Where the code goes that confirms an address."""

    @property
    def minutes(self) -> int:
        """How long the code is valid."""
        return int(app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT // 60)


class SignInCode(forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    """Where the code goes that signs one in."""

    @property
    def minutes(self) -> int:
        """How long the code is valid."""
        return int(app_settings.LOGIN_BY_CODE_TIMEOUT // 60)


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


def _invitation_in(request: HttpRequest) -> Invitation:
    return invitation_of(request.session.get(INVITATION, ""))


def organiser(email: str) -> Person:
    """An account that may open cohorts, made where there is none."""
    email = email.strip().lower()
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_user(email, seed=secrets.randbits(31))
        # The code that signs them in then confirms it: without this row a second one is mailed.
        EmailAddress.objects.create(user=person, email=email, primary=True)
    person.may_open_cohorts = True
    person.save(update_fields=["may_open_cohorts"])
    return person
