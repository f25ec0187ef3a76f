"""Answer a wave: once for good where it is anonymous, until it closes where it is not.

Nothing that is done here is written to the audit trail, the log or the outbox.
"""

import hashlib
import json
from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from bootcamp.errors import AnsweredAlready, BootcampError
from bootcamp.numerals import exact
from bootcamp.web.cohort.domain.privacy import set_consent
from bootcamp.web.cohort.domain.survey_items import Entry, Item, checked, items_of
from bootcamp.web.cohort.domain.survey_seal import seal, size_of
from bootcamp.web.cohort.domain.survey_wave import STAYED, rows_of, takes_answers
from bootcamp.web.cohort.models import (
    Answer,
    Envelope,
    Form,
    Membership,
    Person,
    Receipt,
    Response,
    Wave,
)

OVER = "This form is closed: it takes no more answers. Nothing was sent."
TWICE = "You have answered this already. Your first answers count; these here weren't sent."
MEANWHILE = (
    "You sent other answers meanwhile, from another page or tab. Those below weren't sent. Send "
    "them to put them in the place of the others."
)


def receipt_of(wave: Wave, person: Person) -> Receipt | None:
    """The receipt of someone who is asked and hasn't left."""
    return wave.receipts.filter(membership__person=person, membership__state__in=STAYED).first()


@transaction.atomic
def answer(
    wave: Wave,
    given: Mapping[str, Entry],
    *,
    actor: Person,
    may_quote: bool = False,
    seen: str = "",
) -> None:
    """Answer. `seen`: the stamp of the answers that were on the page before it was filled in."""
    wave = Wave.objects.select_for_update(of=("self",)).select_related("form").get(pk=wave.pk)
    receipt = receipt_of(wave, actor)
    if receipt is None:
        raise BootcampError("You aren't asked here. Nothing was sent.")
    if not takes_answers(wave):
        raise BootcampError(OVER)
    items = items_of(wave)
    if wave.form.mode == Form.Mode.ANONYMOUS:
        _put_into_envelope(receipt, items, given, may_quote)
    else:
        _write(receipt, items, checked(items, given), may_quote, seen)


def _put_into_envelope(
    receipt: Receipt, items: list[Item], given: Mapping[str, Entry], may_quote: bool
) -> None:
    """The receipt says that they answered, and can say it once; the envelope doesn't say who."""
    wave = receipt.wave
    if not Receipt.objects.filter(pk=receipt.pk, is_done=False).update(is_done=True):
        raise AnsweredAlready(TWICE)
    sealed = seal(checked(items, given), may_quote, size_of(items), wave.public)
    Envelope.objects.create(wave=wave, sealed=sealed)


def _write(
    receipt: Receipt,
    items: list[Item],
    entries: dict[str, Entry],
    may_quote: bool,
    seen: str,
) -> None:
    """Write the response, or replace what was answered before."""
    response, is_new = Response.objects.get_or_create(
        wave=receipt.wave, membership=receipt.membership, defaults={"may_quote": may_quote}
    )
    if not is_new:
        before = stamp(entries_of(response), response.may_quote)
        if before == stamp(entries, may_quote):
            return
        if before != seen:
            raise AnsweredAlready(MEANWHILE)
        response.answers.all().delete()
        response.may_quote = may_quote
        response.save(update_fields=["may_quote"])
    if may_quote:
        set_consent("quote", True, actor=receipt.membership.person)
    Answer.objects.bulk_create(rows_of(response, items, entries))
    Receipt.objects.filter(pk=receipt.pk).update(is_done=True)


def response_of(receipt: Receipt) -> Response | None:
    """What they answered before, where it isn't anonymous."""
    return Response.objects.filter(wave=receipt.wave_id, membership=receipt.membership_id).first()


def entries_of(response: Response) -> dict[str, Entry]:
    """What is in a response, by the items' names."""
    return {
        Item(row.question, row.section).name: Entry(
            row.status, row.number, row.text, tuple(row.choices)
        )
        for row in response.answers.select_related("question", "section")
    }


def responses_of(person: Person) -> QuerySet[Response]:
    """What they answered under their name, the last first. Of anonymous answers nobody knows."""
    here = (Membership.State.ACTIVE, Membership.State.COMPLETED)
    mine = Response.objects.filter(membership__person=person, membership__state__in=here)
    return mine.select_related("wave__form", "wave__cohort").order_by("-wave__opened_at", "-pk")


def told_of(response: Response) -> list[tuple[str, str]]:
    """What was answered, question by question, for whoever answered it."""
    rows = response.answers.select_related("question", "section")
    found = []
    for row in rows.order_by("question__order", "section__order"):
        about = f"{row.question.text} ({row.section.title})" if row.section else row.question.text
        number = "" if row.number is None else exact(row.number)
        said = row.text or ", ".join(row.choices) or number
        found.append((about, said or dict(Answer.Status.choices)[row.status]))
    return found


def stamp(entries: Mapping[str, Entry], may_quote: bool) -> str:
    """A short text that is another one for other answers."""
    listed = [[n, e.status, e.number, e.text, e.choices] for n, e in sorted(entries.items())]
    told = json.dumps([listed, may_quote]).encode()
    return hashlib.sha256(told).hexdigest()[:16]
