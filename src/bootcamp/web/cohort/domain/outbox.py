"""Mail: put into the outbox with the deed it belongs to, sent by whoever does the due work."""

import smtplib
from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.plain import plain
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import Cohort, OutboxMail, Person

TRIES = 8
LONGEST_SUBJECT = 200
LATE = timedelta(minutes=2)  # a mail that waits longer than this is one that doesn't leave
FOR_GOOD = 500  # codes from here on say that the same will be refused again: RFC 5321, 4.2.1
OF_THE_SERVER = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPSenderRefused,
)
PATIENCE = timedelta(minutes=1)  # doubled after each try


def put(
    key: str,
    to: str,
    subject: str,
    body: str,
    *,
    cohort: Cohort | None,
    person: Person | None = None,
) -> None:
    """Put a mail into the outbox. The same key again is the same mail, and changes nothing."""
    line = " ".join(subject.split())[:LONGEST_SUBJECT]  # a line end would end the mail's head
    OutboxMail.objects.get_or_create(
        key=key,
        defaults={"to": to, "subject": line, "body": body, "cohort": cohort, "person": person},
    )


def send_due(now: datetime | None = None) -> int:
    """Send what waits; how many left. A mail that fails waits longer each time, then is given up.

    Two processes never send one mail: each takes it by moving its next try into the future.
    """
    now = now or timezone.now()
    sent = 0
    waiting = OutboxMail.objects.filter(state=OutboxMail.State.WAITING, next_try_at__lte=now)
    for mail in waiting.order_by("id"):
        later = now + PATIENCE * 2**mail.tries
        mine = OutboxMail.objects.filter(pk=mail.pk, next_try_at=mail.next_try_at).update(
            next_try_at=later, tries=F("tries") + 1
        )
        if mine:
            sent += _send(mail, now)
    return sent


def stuck_in(cohort: Cohort, now: datetime | None = None) -> QuerySet[OutboxMail]:
    """The cohort's mails that didn't leave: given up, or waiting for longer than they should."""
    late = Q(state=OutboxMail.State.WAITING, made_at__lt=(now or timezone.now()) - LATE)
    return OutboxMail.objects.filter(Q(state=OutboxMail.State.FAILED) | late, cohort=cohort)


@transaction.atomic
def send_again(mail: OutboxMail, *, actor: Person) -> None:
    """Let a mail that was given up be tried anew."""
    given_up = OutboxMail.objects.filter(pk=mail.pk, state=OutboxMail.State.FAILED)
    if not given_up.update(
        state=OutboxMail.State.WAITING, tries=0, next_try_at=timezone.now(), error=""
    ):
        raise BootcampError("This mail was not given up: it was sent, or is tried again by itself.")
    note("let a mail be sent again", f"mail:{mail.pk}", actor=actor, cohort=mail.cohort)


def _send(mail: OutboxMail, now: datetime) -> int:
    try:
        send_mail(mail.subject, mail.body, None, [mail.to])
    except Exception as error:  # whatever it is, it is this mail's alone: the others leave
        is_last = mail.tries + 1 >= TRIES or not _may_pass(error)
        OutboxMail.objects.filter(pk=mail.pk).update(
            error=plain(f"{type(error).__name__}: {error}")[:300],
            state=OutboxMail.State.FAILED if is_last else OutboxMail.State.WAITING,
        )
        return 0
    OutboxMail.objects.filter(pk=mail.pk).update(state=OutboxMail.State.SENT, sent_at=now, error="")
    return 1


def _may_pass(error: Exception) -> bool:
    """Whether the same mail may leave later: the server is away, or refuses it for now."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code < FOR_GOOD for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code < FOR_GOOD or isinstance(error, OF_THE_SERVER)
    return isinstance(error, OSError | smtplib.SMTPException)
