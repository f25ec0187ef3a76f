"""What someone can do now: each part of the house adds its own."""

from collections.abc import Iterable

from django.urls import reverse

from bootcamp.web.cohort.domain.after_todo import for_after
from bootcamp.web.cohort.domain.outbox import stuck_in
from bootcamp.web.cohort.domain.progress_todo import for_helpers, for_students
from bootcamp.web.cohort.domain.quiz_todo import for_learners
from bootcamp.web.cohort.domain.survey_todo import for_asked, for_readers
from bootcamp.web.cohort.domain.todo import Finder, Todo
from bootcamp.web.cohort.models import Cohort, Membership, Person
from bootcamp.web.cohort.models.membership import Role


def for_organisers(person: Person, cohort: Cohort, roles: frozenset[str]) -> Iterable[Todo]:
    """A name; mail that doesn't leave, and what a cohort lacks that is just begun."""
    if not person.name:
        url = reverse("cohort:me")
        yield Todo("Say what you are called", url, "Others read it where you have done something.")
    if Role.ORGANISER not in roles:
        return
    if count := stuck_in(cohort).count():
        yield Todo(
            f"{count} mail{'s haven’t' if count > 1 else ' hasn’t'} left",
            reverse("cohort:mail", args=[cohort.slug]),
            "Someone waits for it. The page says what the mail server answered.",
            is_main=True,
        )
    if not cohort.sections.exists():
        yield Todo(
            "Plan the programme",
            reverse("cohort:programme", args=[cohort.slug]),
            "Sections say what ratings are about, and which days they take.",
            is_main=True,
        )
    participants = Membership.objects.filter(cohort=cohort, role=Role.PARTICIPANT)
    if not participants.exists():
        yield Todo(
            "Invite participants",
            reverse("cohort:people", args=[cohort.slug]),
            "Paste their addresses; each gets a link that works once.",
            is_main=True,
        )


FINDERS: tuple[Finder, ...] = (  # of several that press, the first comes first
    for_organisers,
    for_learners,
    for_students,
    for_helpers,
    for_asked,
    for_after,
    for_readers,
)


def things_to_do(person: Person, cohort: Cohort, roles: frozenset[str]) -> list[Todo]:
    """Everything that this person can do now in this cohort, the most pressing first."""
    found = [todo for finder in FINDERS for todo in finder(person, cohort, roles)]
    return sorted(found, key=lambda todo: not todo.is_main)
