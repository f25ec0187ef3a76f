"""The steps of signing in that aren't allauth's own."""

from allauth.account.stages import EmailVerificationStage
from django.http import HttpRequest
from django.urls import reverse


class ConfirmAddress(EmailVerificationStage):  # type: ignore[misc]
    """Where one enters the code that a sign-up mailed."""

    def is_resumable(self, request: HttpRequest) -> bool:
        """Who opens the sign-up again is led back to it; who goes to sign in, is not.

        The mail to an address that has an account holds no code but a link to sign in, and that
        link has to work where the sign-up was tried.
        """
        return request.path == reverse("account_signup")
