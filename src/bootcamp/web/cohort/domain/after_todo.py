"""What is to do when a cohort nears its end, and after it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from bootcamp.report.arithmetic import months_later
from bootcamp.web.cohort.domain.after import unscored_by
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.domain.report import taken_back_since
from bootcamp.web.cohort.domain.todo import Todo
from bootcamp.web.cohort.models import Cohort, Outcome, Person
from bootcamp.web.cohort.models.membership import Role

WEEK = timedelta(days=7)
FOLLOW_UPS = (24, 12, 6, 0)  # months after the end, the latest first


def for_after(person: Person, cohort: Cohort, roles: frozenset[str]) -> Iterable[Todo]:
    """Capstones to score, outcomes to tell, a report to make."""
    day = today_in(cohort)
    if Role.REVIEWER in roles and (count := unscored_by(person, cohort).count()):
        title = f"Score {count} capstone{'s' if count > 1 else ''}"
        url = reverse("cohort:capstones", args=[cohort.slug])
        yield Todo(title, url, "You see others' scores once you have given yours.", is_main=True)
    if roles & {Role.PARTICIPANT, "alumni"} and day > cohort.end:
        yield from _outcome(person, cohort, day)
    is_near = roles & {Role.ORGANISER, Role.EVALUATOR} and day > cohort.end - WEEK
    if is_near and not cohort.reports.filter(cut_off__gte=cohort.end - WEEK).exists():
        url = reverse("cohort:reports", args=[cohort.slug])
        yield Todo("Make the report", url, "From the rows, with one button.")
    if Role.ORGANISER in roles:
        yield from _words_taken_back(cohort)


def _words_taken_back(cohort: Cohort) -> Iterable[Todo]:
    """Readable editions that may still quote someone. Who it is isn't said: that names a quote."""
    for run in filter(taken_back_since, cohort.reports.readable().defer("html", "bundle")):
        url = reverse("cohort:report", args=[cohort.slug, run.public])
        why = "Someone took back their words since it was made. See whether it quotes them."
        yield Todo(f"Look again at the edition of {run.cut_off:%-d %B}", url, why)


def _outcome(person: Person, cohort: Cohort, day: date) -> Iterable[Todo]:
    due = next(after for after in FOLLOW_UPS if months_later(cohort.end, after) <= day)
    told = Outcome.objects.filter(
        membership__person=person, membership__cohort=cohort, months_after__gte=due
    )
    if not told.exists():
        when = f" {due} months after" if due else ""
        url = reverse("cohort:outcomes", args=[cohort.slug])
        yield Todo(f"Tell what became of you{when}", url, "“Nothing yet” is an answer too.")
