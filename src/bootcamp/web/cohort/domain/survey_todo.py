"""What waits because of forms: to be answered; for organisers, what has just come in."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from bootcamp.web.cohort.domain.survey_wave import STAYED, takes_answers
from bootcamp.web.cohort.domain.todo import Todo
from bootcamp.web.cohort.models import Cohort, Form, Person, Receipt, Wave
from bootcamp.web.cohort.models.membership import Role

NEWS = timedelta(days=7)  # how long a closed wave is said to have closed


def for_asked(person: Person, cohort: Cohort, roles: frozenset[str]) -> Iterable[Todo]:
    """Open waves that ask them, until they have answered."""
    waiting = Receipt.objects.filter(
        wave__cohort=cohort,
        wave__state=Wave.State.OPEN,
        membership__person=person,
        membership__state__in=STAYED,
        is_done=False,
    ).select_related("wave__form")
    for receipt in waiting.order_by("wave__closes_at", "wave__opened_at"):
        wave = receipt.wave
        if takes_answers(wave):
            url = reverse("cohort:answer", args=[cohort.slug, wave.public])
            yield Todo(f"Answer: {wave}", url, wave.form.get_mode_display(), is_main=True)


def for_readers(person: Person, cohort: Cohort, roles: frozenset[str]) -> Iterable[Todo]:
    """Waves that closed in the last days, for those who read their results."""
    if not roles & {Role.ORGANISER, Role.EVALUATOR}:
        return
    if Role.ORGANISER in roles:
        yield from _open_ones(cohort)
    closed = cohort.waves.filter(
        state=Wave.State.CLOSED, closed_at__gt=timezone.now() - NEWS
    ).select_related("form")
    counted: Any = closed.annotate(
        came=Count("receipts", filter=Q(receipts__is_done=True)), asked=Count("receipts")
    )
    for wave in counted.order_by("-closed_at"):
        url = reverse("cohort:results", args=[cohort.slug, wave.public])
        says = f"{wave.came} of {wave.asked} answered"
        if wave.came >= cohort.k or wave.form.mode == Form.Mode.IDENTIFIED:
            yield Todo(f"Results: {wave}", url, says)
        elif Role.ORGANISER in roles:
            yield Todo(f"Too few answers: {wave}", url, f"{says}; you can extend it")


def _open_ones(cohort: Cohort) -> Iterable[Todo]:
    """Waves that are open, and how many have answered."""
    waves = cohort.waves.filter(state=Wave.State.OPEN).select_related("form")
    counted: Any = waves.annotate(
        came=Count("receipts", filter=Q(receipts__is_done=True)), asked=Count("receipts")
    )
    for wave in counted.order_by("closes_at", "pk"):
        url = reverse("cohort:wave", args=[cohort.slug, wave.public])
        yield Todo(f"Open: {wave}", url, f"{wave.came} of {wave.asked} have answered so far")
