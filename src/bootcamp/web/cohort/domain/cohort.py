"""Open a cohort, change it, plan its sections."""

import itertools
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import Cohort, Membership, Person, Section
from bootcamp.web.cohort.models.membership import Role

TOLD = ("k", "currency", "zone", "start", "end")  # in the trail with what they were


@transaction.atomic
def open_cohort(cohort: Cohort, *, actor: Person) -> Cohort:
    """Keep a new cohort; who opens it organises it."""
    if not actor.may_open_cohorts:
        raise BootcampError(
            "This account may not open cohorts. Whoever runs the server can allow it: "
            "`bootcamp organiser ADDRESS`."
        )
    cohort.save()
    if actor.zone == "UTC" and not actor.memberships.exists():  # new, and hasn't chosen one
        actor.zone = cohort.zone
        actor.save(update_fields=["zone"])
    Membership.objects.create(person=actor, cohort=cohort, role=Role.ORGANISER)
    note("opened the cohort", actor=actor, cohort=cohort)
    return cohort


@transaction.atomic
def change_cohort(cohort: Cohort, changed: list[str], *, actor: Person) -> None:
    """Keep changes to a cohort's fields. The smallest group is a promise: it can only grow."""
    before = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.k < before.k and cohort.waves.filter(opened_at__isnull=False).exists():
        raise BootcampError(
            f"People were asked under the promise that no group smaller than {before.k} is shown: "
            f"it stays {before.k}, or grows. Nothing was changed."
        )
    cohort.save()
    if changed:
        told = [
            f"{n} from {getattr(before, n)} to {getattr(cohort, n)}" if n in TOLD else n
            for n in changed
        ]
        note(f"changed {', '.join(told)}", actor=actor, cohort=cohort)


@transaction.atomic
def add_section(cohort: Cohort, *, actor: Person, **fields: Any) -> Section:
    """Add a section at the end of the programme."""
    if cohort.sections.filter(key=fields["key"]).exists():
        raise BootcampError(
            f"There is a section `{fields['key']}` already. Choose another short name."
        )
    last = cohort.sections.aggregate(last=Max("order"))["last"]
    section = Section.objects.create(cohort=cohort, order=(last or 0) + 1, **fields)
    note("added a section", f"section:{section.key}", actor=actor, cohort=cohort)
    return section


@transaction.atomic
def change_section(section: Section, place: int, *, actor: Person) -> None:
    """Keep a section's title, days and chapter, at this place of the programme, counted from 1."""
    others = list(section.cohort.sections.exclude(pk=section.pk))
    section.save()
    others.insert(place - 1, section)
    for order, each in enumerate(others, start=1):
        Section.objects.filter(pk=each.pk).update(order=order)
    note("changed a section", f"section:{section.key}", actor=actor, cohort=section.cohort)


@transaction.atomic
def remove_section(section: Section, *, actor: Person) -> None:
    """Remove a section that nothing was asked about yet."""
    if section.wave_set.exists() or section.answer_set.exists():
        raise BootcampError(
            f"People were asked about `{section.key}`: it stays, or their answers would be lost."
        )
    cohort, key = section.cohort, section.key
    section.delete()
    note("removed a section", f"section:{key}", actor=actor, cohort=cohort)


def today_in(cohort: Cohort, now: datetime | None = None) -> date:
    """The day that it is where the cohort meets."""
    return (now or timezone.now()).astimezone(cohort.tz).date()


def days_of_sections(cohort: Cohort) -> list[tuple[Section, list[date]]]:
    """Each section with its days of work, one section after another from the first day on."""
    work = iter(cohort.work_days)
    return [
        (each, list(itertools.islice(work, each.planned_days))) for each in cohort.sections.all()
    ]


def section_now(cohort: Cohort, day: date) -> Section | None:
    """The section whose planned days this day falls in; weekends and days off don't count."""
    if not cohort.start <= day <= cohort.end:
        return None
    past = sum(each <= day for each in cohort.work_days)
    for section in cohort.sections.all():
        past -= section.planned_days
        if past <= 0:
            return section
    return None
