"""The tests that someone can take now."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.quiz import PHASES, days_of, items_of, title_of, why_not_now
from bootcamp.web.cohort.domain.todo import Todo
from bootcamp.web.cohort.models import Cohort, Person, Standing, Test
from bootcamp.web.cohort.models.membership import Role

WHY = {
    "before": "Twenty minutes. Nobody sees your result: it shows later what the chapter gave you.",
    "after": "Twenty minutes: questions like those before the chapter, with other numbers.",
}


def for_learners(
    person: Person, cohort: Cohort, roles: frozenset[str], *, today: date | None = None
) -> Iterable[Todo]:
    """The test before a chapter on its first days, and the one after it from its last day on."""
    day = today or today_in(cohort)
    if Role.PARTICIPANT not in roles or not cohort.start <= day:
        return
    mine = Test.objects.filter(membership__person=person, cohort=cohort, ended_at__isnull=False)
    done = set(mine.values_list("chapter", "phase"))
    begun = {name for name, _ in done} | _tried(person)
    for chapter, days in days_of(cohort).items():
        for phase in PHASES:
            if (chapter, phase) not in done and _is_due(cohort, chapter, phase, day, days):
                url = reverse("cohort:quiz", args=[cohort.slug, chapter, phase])
                title = f"Take the short test {phase} {title_of(chapter)}"
                planned = f"Planned until {days[-1]:%-d %B}. " if phase == "after" else ""
                is_next = phase == "before" or chapter in begun
                yield Todo(title, url, planned + WHY[phase], is_main=is_next)


def _tried(person: Person) -> set[str]:
    """The chapters of which they have tried anything."""
    exercises = the_course().exercises
    tried = Standing.objects.filter(person=person, tried_at__isnull=False)
    names = tried.values_list("exercise", flat=True)
    return {exercises[name].chapter for name in names if name in exercises}


def _is_due(cohort: Cohort, chapter: str, phase: str, day: date, days: list[date]) -> bool:
    has_come = day >= (days[0] if phase == "before" else days[-1])
    return bool(has_come and items_of(chapter) and not why_not_now(cohort, chapter, phase, day))
