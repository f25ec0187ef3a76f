"""Reminders: to those alone who are asked and haven't answered."""

from datetime import datetime

from django.db import transaction

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import outbox
from bootcamp.web.cohort.domain.survey_wave import STAYED, takes_answers
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import AuditEvent, Form, Membership, Person, Wave

LINK = "{link}"
SENT = "sent reminders"


def missing(wave: Wave) -> int:
    """How many answers are still out: of all who were asked, whatever has become of them since.

    Careful: a count of those alone who would be mailed tells who has answered, if one sets people
    to deferred and back.
    """
    return wave.receipts.filter(is_done=False).count()


def waited_for(wave: Wave) -> list[Membership]:
    """Who would be reminded now. Careful: no page shows who, nor how many."""
    waiting = wave.receipts.filter(is_done=False, membership__state__in=STAYED)
    return [receipt.membership for receipt in waiting.select_related("membership__person")]


@transaction.atomic
def remind(wave: Wave, subject: str, body: str, *, number: int, actor: Person, url: str) -> int:
    """Put a mail to each of them into the outbox; how many they are. `{link}` becomes the url.

    `number` is which reminder of the wave this is, as the page said: none is sent twice.

    The reminders of an anonymous wave don't belong to the cohort: else organisers could read in the
    outbox who hasn't answered, and so who has.
    """
    if not takes_answers(wave):
        raise BootcampError("This wave takes no answers now: nobody was reminded.")
    members = waited_for(wave)
    is_next = Wave.objects.filter(pk=wave.pk, reminders=number - 1)
    if not is_next.update(reminders=number):
        raise BootcampError("This reminder was sent already: nobody was mailed twice.")
    text = body if LINK in body else f"{body.rstrip()}\n\n{LINK}\n"
    is_anonymous = wave.form.mode == Form.Mode.ANONYMOUS
    for member in members:
        outbox.put(
            f"reminder:{wave.public}:{member.public}:{number}",
            member.person.email,
            subject,
            text.replace(LINK, url),
            cohort=None if is_anonymous else wave.cohort,
            person=member.person,
        )
    note(SENT, f"wave:{wave.public}", actor=actor, cohort=wave.cohort)
    return len(members)


def reminded_at(wave: Wave) -> list[datetime]:
    """When reminders were sent."""
    sent = AuditEvent.objects.filter(cohort=wave.cohort, verb=SENT, target=f"wave:{wave.public}")
    return list(sent.order_by("at").values_list("at", flat=True))
