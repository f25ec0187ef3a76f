"""A page's form is sent once: a second click finds what came of the first."""

import time
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from bootcamp.web.cohort.models import Sent

PATIENCE_SECONDS, PAUSE_SECONDS = 20.0, 0.05
KEPT = timedelta(days=1)  # what is sent again later than this is done again


def begin(key: str, page: str) -> Sent | None:
    """Note down that this form of this page is being done; None where it was begun before."""
    try:
        with transaction.atomic():
            return Sent.objects.create(key=key, page=page)
    except IntegrityError:
        return None


@transaction.atomic
def finish(row: Sent, leads_to: str) -> None:
    """Note down what came of it. What was done before from the same page may be done again."""
    Sent.objects.filter(pk=row.pk).update(is_done=True, leads_to=leads_to)
    Sent.objects.filter(page=row.page, is_done=True).exclude(pk=row.pk).delete()


def let_go(row: Sent) -> None:
    """Nothing came of it: it may be sent again."""
    Sent.objects.filter(pk=row.pk).delete()


def outcome_of(key: str) -> Sent | None:
    """What came of what was begun before, once it has ended; None where it was let go.

    What hasn't ended within 20 seconds is given back as it is: not done.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = Sent.objects.filter(key=key).first()
        if found is None or found.is_done or time.monotonic() > until:
            return found
        time.sleep(PAUSE_SECONDS)  # another thread, or another machine, is at it


def forget() -> None:
    """Remove what is so old that no page of that time is open any more."""
    Sent.objects.filter(at__lt=timezone.now() - KEPT).delete()
