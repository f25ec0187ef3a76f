"""A wave: planned, opened to everyone at once, closed for good; opened again only if too few came.

Careful: `_held` locks the wave's row on PostgreSQL, so that no answer slips in while it closes.
SQLite has no such lock and needs none: there one transaction writes at a time.
"""

import logging
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.survey_items import Entry, Item, items_of
from bootcamp.web.cohort.domain.survey_seal import unseal
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import (
    Answer,
    Form,
    Membership,
    Person,
    Receipt,
    Response,
    Section,
    Wave,
)
from bootcamp.web.cohort.models.membership import Memberships, Role

LOGGER = logging.getLogger("bootcamp.web")
STAYED = (Membership.State.ACTIVE, Membership.State.COMPLETED)
LEFT = (Membership.State.WITHDRAWN, Membership.State.DEFERRED)


@transaction.atomic
def plan_wave(
    form: Form,
    *,
    actor: Person,
    label: str = "",
    asks: str = Role.PARTICIPANT,
    sections: Iterable[Section] = (),
    closes_at: datetime | None = None,
    months_after: int = 0,
) -> Wave:
    """A round of asking that isn't open yet. Without sections it is about all that there are."""
    _expect_later(closes_at)
    wave = Wave.objects.create(
        cohort=form.cohort,
        form=form,
        key=_free_key(form, label),
        label=label.strip(),
        asks=asks,
        closes_at=closes_at,
        months_after=months_after,
    )
    wave.sections.set(sections)
    note("planned a wave", f"wave:{wave.public}", actor=actor, cohort=wave.cohort)
    return wave


def asked_by(wave: Wave) -> Memberships:
    """Whom a wave asks if it opens now: who has the role, or has completed it."""
    return Membership.objects.filter(cohort=wave.cohort_id, role=wave.asks, state__in=STAYED)


@transaction.atomic
def open_wave(wave: Wave, *, actor: Person) -> Wave:
    """Ask everyone. Receipts are made now, in random order: none says when its answer came."""
    Form.objects.select_for_update().get(pk=wave.form_id)  # nobody edits it meanwhile
    wave = _held(wave)
    _expect(wave, Wave.State.DRAFT, "It can be opened once.")
    _expect_later(wave.closes_at)
    questions = list(wave.form.questions.all())
    if not questions:
        raise BootcampError("This form has no questions yet. Add one, then open the wave.")
    _fix_sections(wave, any(question.per_section for question in questions))
    members = list(asked_by(wave).order_by("pk"))
    if not members:
        raise BootcampError(
            f"The cohort has no {Role(wave.asks).label} to ask. Invite someone first, or ask "
            "another role."
        )
    secrets.SystemRandom().shuffle(members)
    Receipt.objects.bulk_create(Receipt(wave=wave, membership=member) for member in members)
    wave.state, wave.opened_at = Wave.State.OPEN, timezone.now()
    wave.save(update_fields=["state", "opened_at"])
    note("opened a wave", f"wave:{wave.public}", actor=actor, cohort=wave.cohort)
    return wave


@transaction.atomic
def close_wave(wave: Wave, *, actor: Person | None) -> Wave:
    """Take no more answers. If enough came, anonymous ones are unsealed and shuffled."""
    wave = _held(wave)
    _expect(wave, Wave.State.OPEN, "Only an open wave can be closed.")
    receipts = wave.receipts.all()
    if wave.form.mode == Form.Mode.ANONYMOUS and _done(receipts) >= wave.cohort.k:
        _open_envelopes(wave)
    has_left = Q(membership__state__in=LEFT, is_done=False)  # whoever answered before counts
    wave.eligible = receipts.exclude(has_left).count()
    wave.state, wave.closed_at = Wave.State.CLOSED, timezone.now()
    wave.error = ""
    wave.save(update_fields=["eligible", "state", "closed_at", "error"])
    note("closed a wave", f"wave:{wave.public}", actor=actor, cohort=wave.cohort)
    return wave


@transaction.atomic
def extend_wave(wave: Wave, closes_at: datetime | None, *, actor: Person) -> Wave:
    """Let it be answered until then; one that has closed only if too few came to show results."""
    wave = _held(wave)
    _expect_later(closes_at)
    if says := why_it_stays_closed(wave):
        raise BootcampError(says)
    if wave.state == Wave.State.DRAFT:
        raise BootcampError("This wave isn't open yet. Open it first.")
    wave.state, wave.closes_at = Wave.State.OPEN, closes_at
    wave.closed_at = wave.eligible = None
    wave.save(update_fields=["state", "closes_at", "closed_at", "eligible"])
    note("extended a wave", f"wave:{wave.public}", actor=actor, cohort=wave.cohort)
    return wave


def why_it_stays_closed(wave: Wave) -> str:
    """Why a closed wave can't be extended; "" if it can, or isn't closed."""
    another = "Plan another wave of the same form."
    if wave.is_closed and (wave.responses.exists() and _was_enough(wave)):
        return (
            "This wave closed with results: it stays closed. Whatever came later could be told "
            f"apart from them. {another}"
        )
    if wave.is_closed and was_discarded(wave):
        return f"What was answered is thrown away: this wave stays closed. {another}"
    return ""


def _was_enough(wave: Wave) -> bool:
    """Whether its results were shown: unsealed anonymous answers were, whatever k is by now."""
    return wave.form.mode == Form.Mode.ANONYMOUS or answered(wave) >= wave.cohort.k


def was_discarded(wave: Wave) -> bool:
    """Whether its anonymous answers were thrown away: they are neither sealed nor unsealed."""
    is_anonymous = wave.is_closed and wave.form.mode == Form.Mode.ANONYMOUS
    kept = wave.envelopes.exists() or wave.responses.exists()
    return is_anonymous and not kept and answered(wave) > 0


@transaction.atomic
def discard_envelopes(wave: Wave, *, actor: Person) -> None:
    """Throw away the anonymous answers of a wave to which too few came: nobody has read them."""
    wave = _held(wave)
    _expect(wave, Wave.State.CLOSED, "Close it first.")
    if not wave.envelopes.exists():
        raise BootcampError("Expected sealed answers, got none. Nothing was changed.")
    wave.envelopes.all().delete()
    note("threw sealed answers away", f"wave:{wave.public}", actor=actor, cohort=wave.cohort)


@transaction.atomic
def remove_wave(wave: Wave, *, actor: Person) -> None:
    """Remove a wave that wasn't opened."""
    wave = _held(wave)
    _expect(wave, Wave.State.DRAFT, "What was asked stays.")
    note("removed a wave", f"wave:{wave.public}", actor=actor, cohort=wave.cohort)
    wave.delete()


def close_due(now: datetime | None = None) -> int:
    """Close what is over; how many. One that can't be closed says why, and is tried again."""
    due = Wave.objects.filter(state=Wave.State.OPEN, closes_at__lte=now or timezone.now())
    closed = 0
    for wave in due.order_by("closes_at", "id"):
        try:
            close_wave(wave, actor=None)
            closed += 1
        except Exception as error:  # whatever it is, it is this wave's alone: the others close
            why = str(error) if isinstance(error, BootcampError) else type(error).__name__
            why = why[:300]  # never the text of an error: it may quote an answer
            if why != wave.error:
                Wave.objects.filter(pk=wave.pk).update(error=why)
                about = {"wave": wave.public, "why": type(error).__name__}
                LOGGER.error("a wave could not be closed", extra={"about": about})
    return closed


def answered(wave: Wave) -> int:
    """How many have answered."""
    return _done(wave.receipts.all())


def takes_answers(wave: Wave, now: datetime | None = None) -> bool:
    """Whether it can be answered now."""
    is_over = wave.closes_at is not None and wave.closes_at <= (now or timezone.now())
    return wave.state == Wave.State.OPEN and not is_over


def _open_envelopes(wave: Wave) -> None:
    """Unseal all, shuffle, write the responses in that order, and destroy the envelopes."""
    items = items_of(wave)
    envelopes = wave.envelopes.order_by("id")
    found = [unseal(bytes(envelope.sealed), wave.public) for envelope in envelopes]
    secrets.SystemRandom().shuffle(found)
    responses = [Response(wave=wave, may_quote=may_quote) for _, may_quote in found]
    Response.objects.bulk_create(responses)
    rows = [
        row
        for response, (entries, _) in zip(responses, found, strict=True)
        for row in rows_of(response, items, entries)
    ]
    secrets.SystemRandom().shuffle(rows)
    Answer.objects.bulk_create(rows)
    envelopes.delete()


def rows_of(response: Response, items: list[Item], entries: dict[str, Entry]) -> list[Answer]:
    """The entries of a response, as rows of the table."""
    return [
        Answer(
            response=response,
            question=item.question,
            section=item.section,
            status=entry.status,
            number=entry.number,
            text=entry.text,
            choices=list(entry.choices),
        )
        for item in items
        for entry in [entries[item.name]]
    ]


def _done(receipts: QuerySet[Receipt]) -> int:
    return receipts.filter(is_done=True).count()


def _held(wave: Wave) -> Wave:
    found = Wave.objects.select_for_update(of=("self",)).select_related("form", "cohort")
    held = found.filter(pk=wave.pk).first()
    if held is None:
        raise BootcampError("This wave was removed meanwhile. Load the list of forms again.")
    return held


def _expect(wave: Wave, state: Wave.State, why: str) -> None:
    if wave.state != state:
        raise BootcampError(f"Expected a wave that is {state}, got one that is {wave.state}. {why}")


def _expect_later(moment: datetime | None) -> None:
    if moment is not None and moment <= timezone.now():
        raise BootcampError("The wave would close in the past. Choose a later time, or none.")


def _fix_sections(wave: Wave, asks_about_sections: bool) -> None:
    """What the wave is about doesn't change once it is open."""
    if not asks_about_sections:
        wave.sections.clear()
    elif not wave.sections.exists():
        wave.sections.set(wave.cohort.sections.all())
        if not wave.sections.exists():
            raise BootcampError(
                "This form asks about each section, and the cohort has none. Plan the programme "
                "first."
            )


def _free_key(form: Form, label: str) -> str:
    """The wave's key: the form's, with the label or else a number."""
    taken = set(form.cohort.waves.values_list("key", flat=True))
    wanted = slugify(f"{form.key}-{label}" if label else form.key, allow_unicode=False)[:50]
    numbered = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(key for key in numbered if key not in taken)
