"""What there is to learn now, and who needs help with it."""

from collections.abc import Iterable

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.progress import (
    QUIET_DAYS,
    STUCK_DAYS,
    STUCK_TRIES,
    participants_of,
    quiet,
    stuck,
)
from bootcamp.web.cohort.domain.todo import Todo
from bootcamp.web.cohort.models import Cohort, Person, Standing
from bootcamp.web.cohort.models.membership import Role

DONE = ("passed", "borrowed")
SHOWN = 3


def for_students(person: Person, cohort: Cohort, roles: frozenset[str]) -> Iterable[Todo]:
    """The exercise that a participant is at."""
    if Role.PARTICIPANT not in roles:
        return
    course = the_course()
    rows = Standing.objects.filter(person=person).exclude(state="untouched")
    states = dict(rows.values_list("exercise", "state"))
    for name, exercise in course.exercises.items():
        if states.get(name) in DONE or not exercise.lesson:
            continue
        url = reverse("lesson", args=[exercise.chapter, exercise.lesson])
        begin = "Go on with" if states else "Begin with"
        why = exercise.summary.replace("`", "")
        yield Todo(f"{begin} {name}", f"{url}#{name}", why, is_main=True)
        return


def for_helpers(person: Person, cohort: Cohort, roles: frozenset[str]) -> Iterable[Todo]:
    """The exercises that most people are stuck on."""
    if not roles & {Role.TA, Role.ORGANISER}:
        return
    now, people = timezone.now(), participants_of(cohort).values("person")
    url = reverse("cohort:progress", args=[cohort.slug])
    rows = Standing.objects.filter(stuck(now), person__in=people)
    counted = rows.values_list("exercise").annotate(n=Count("pk")).order_by("-n", "exercise")
    for number, (name, n) in enumerate(counted[:SHOWN]):
        who = "1 person is" if n == 1 else f"{n} people are"
        yield Todo(
            f"See who is stuck on {name}",
            f"{url}#stuck",
            f"{who} stuck: {STUCK_TRIES} different tries or more in the last {STUCK_DAYS} days.",
            is_main=number == 0,
        )
    if n := quiet(cohort, now).count():
        who = "1 person has" if n == 1 else f"{n} people have"
        why = f"{who} tried nothing in the last {QUIET_DAYS} days of work."
        yield Todo("See who is quiet", f"{url}#quiet", why)
