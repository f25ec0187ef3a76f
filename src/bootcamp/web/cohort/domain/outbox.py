"""Mail: put into the outbox with the deed it belongs to, sent by whoever does the due work."""

import smtplib
from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.db.models import F
from django.utils import timezone

from bootcamp.web.cohort.models import Cohort, OutboxMail, Person

TRIES = 8
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
    OutboxMail.objects.get_or_create(
        key=key,
        defaults={"to": to, "subject": subject, "body": body, "cohort": cohort, "person": person},
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


def _send(mail: OutboxMail, now: datetime) -> int:
    try:
        send_mail(mail.subject, mail.body, None, [mail.to])
    except (OSError, smtplib.SMTPException) as error:
        is_last = mail.tries + 1 >= TRIES
        OutboxMail.objects.filter(pk=mail.pk).update(
            error=f"{type(error).__name__}: {error}"[:300],
            state=OutboxMail.State.FAILED if is_last else OutboxMail.State.WAITING,
        )
        return 0
    OutboxMail.objects.filter(pk=mail.pk).update(state=OutboxMail.State.SENT, sent_at=now, error="")
    return 1
