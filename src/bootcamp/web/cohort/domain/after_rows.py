"""Capstones, and what was known by the cut-off, as the rows that a report is computed from."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from bootcamp.report import rows
from bootcamp.web.cohort.models import (
    Capstone,
    CapstoneScore,
    Cohort,
    CostLine,
    Metric,
    Outcome,
    Reuse,
    Text,
)

Name = Callable[[object], str]


def capstones(cohort: Cohort, moment: datetime, name: Name) -> tuple[rows.Capstone, ...]:
    """The projects; how large a team is, not who is in it."""
    found: Any = Capstone.objects.filter(cohort=cohort, made_at__lt=moment)
    return tuple(
        rows.Capstone(
            name(c.public), c.title, c.size, c.mentors, bool(c.write_up), c.is_alignment_related,
            c.is_public, c.summary,
        )
        for c in found.annotate(size=Count("team")).order_by("pk")
    )  # fmt: skip


def scores(cohort: Cohort, moment: datetime, name: Name) -> tuple[rows.Score, ...]:
    """What reviewers gave."""
    found = CapstoneScore.objects.filter(capstone__cohort=cohort, made_at__lt=moment).order_by("pk")
    return tuple(
        rows.Score(name(capstone), name(reviewer), criterion, float(value), float(out_of))
        for capstone, reviewer, criterion, value, out_of in found.values_list(
            "capstone__public", "reviewer__person__public", "criterion", "value", "out_of"
        )
    )


def outcomes(cohort: Cohort, cut_off: date, name: Name) -> tuple[rows.Outcome, ...]:
    """What became of whom, by pseudonym."""
    found = Outcome.objects.filter(membership__cohort=cohort, on__lte=cut_off).order_by("pk")
    return tuple(
        rows.Outcome(name(person), kind, track, what, months, may_publish)
        for person, kind, track, what, months, may_publish in found.values_list(
            "membership__person__public", "kind", "track", "what", "months_after", "may_publish"
        )
    )


def costs(cohort: Cohort, cut_off: date) -> tuple[rows.Cost, ...]:
    """The budget, each line in its own currency."""
    found = CostLine.objects.filter(cohort=cohort, on__lte=cut_off).order_by("pk")
    return tuple(
        rows.Cost(category, float(amount), currency, is_actual, in_kind)
        for category, amount, currency, is_actual, in_kind in found.values_list(
            "category", "amount", "currency", "is_actual", "in_kind"
        )
    )


def reach(cohort: Cohort, cut_off: date) -> tuple[rows.Reach, ...]:
    """What was read off by the cut-off."""
    found = Metric.objects.filter(cohort=cohort, on__lte=cut_off).order_by("pk")
    fields = ("what", "value", "is_lower_bound", "out_of", "on", "source")
    return tuple(rows.Reach(*row) for row in found.values_list(*fields))


def reuse(cohort: Cohort, cut_off: date) -> tuple[rows.Reuse, ...]:
    """Other organisations and the material."""
    found = Reuse.objects.filter(cohort=cohort, on__lte=cut_off).order_by("pk")
    fields = ("organisation", "material", "state", "may_publish")
    return tuple(rows.Reuse(*row) for row in found.values_list(*fields))


def texts(cohort: Cohort) -> dict[str, str]:
    """The organisers' passages, by key; an empty one isn't there."""
    found = Text.objects.filter(cohort=cohort).exclude(text="").order_by("pk")
    return dict(found.values_list("key", "text"))
