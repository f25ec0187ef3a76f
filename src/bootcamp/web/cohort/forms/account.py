"""Allauth's forms, as this site has them."""

from typing import Any

from allauth.account import app_settings, forms
from allauth.core import context

from bootcamp.web.cohort.domain.account import invitation_in
from bootcamp.web.cohort.forms.address import WithAddress


class SignUp(WithAddress, forms.SignupForm):  # type: ignore[misc]
    """Knows the invitation that one came by, and the address that it was sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation_in(context.request)
        self.fields["email"].initial = self.invitation.email


class SignIn(WithAddress, forms.LoginForm):  # type: ignore[misc]
    """An address and its password."""


class AskForCode(WithAddress, forms.RequestLoginCodeForm):  # type: ignore[misc]
    """Where a code to sign in is mailed to."""


class ResetPassword(WithAddress, forms.ResetPasswordForm):  # type: ignore[misc]
    """Where a link to choose another password is mailed to."""


class AnotherAddress(WithAddress, forms.AddEmailForm):  # type: ignore[misc]
    """The address that takes the place of one's own."""


class CorrectedAddress(WithAddress, forms.ChangeEmailForm):  # type: ignore[misc]
    """The address that takes the place of one that isn't confirmed yet."""


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
