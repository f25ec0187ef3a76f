"""The short test before and after a chapter: begun, answered bit by bit, finished once.

Before and after ask variants of the same items. The numbers come from the test's seed, so that a
test that was left can be gone on with; and its points are given when it is finished.
"""

import functools
import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from bootcamp.course.items import Drawn, Item, drawn, read_items, seed_apart
from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.cohort import days_of_sections, today_in
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.submission import enqueue_item
from bootcamp.web.cohort.models import Cohort, Membership, Person, Test, TestItem
from bootcamp.web.cohort.models.membership import Role

PHASES = ("before", "after")
LATE_DAYS = 2  # so many of a section's first days the test before it can still be begun
LONGEST = 4000  # characters of an answer
TOO_LATE = (
    "The test before this chapter is closed: now that you have learned some of it, it would no "
    "longer measure what you knew before. What wasn't finished isn't counted."
)
FINISHED = "You have finished this test: its answers stand. Nothing was changed."


def items_of(chapter: str) -> tuple[Item, ...]:
    """The items of a chapter of the course; none where it has no test."""
    paths = {each.name: each.path for each in the_course().chapters}
    return _read(paths[chapter]) if chapter in paths else ()


@functools.lru_cache(maxsize=64)
def _read(path: Path) -> tuple[Item, ...]:
    return read_items(path)


def title_of(chapter: str) -> str:
    """What the chapter is called."""
    return next((each.title for each in the_course().chapters if each.name == chapter), chapter)


def days_of(cohort: Cohort) -> dict[str, list[date]]:
    """The days of work that are planned for each chapter, one section after another."""
    found: dict[str, list[date]] = {}
    for section, days in days_of_sections(cohort):
        if section.chapter and days:
            found.setdefault(section.chapter, []).extend(days)
    return found


def why_not_now(cohort: Cohort, chapter: str, phase: str, day: date) -> str:
    """Why this test can't be begun on this day; "" if it can."""
    days = days_of(cohort).get(chapter)
    if phase not in PHASES or not days or not items_of(chapter):
        return "There is no such test in this cohort."
    last_chance = days[min(LATE_DAYS, len(days)) - 1]
    if phase == "before" and day > last_chance:
        return (
            f"The test before this chapter could be begun until {last_chance:%-d %B}: now that you "
            "have learned some of it, it would no longer measure what you knew before."
        )
    if phase == "after" and day < days[-1]:
        return f"The test after this chapter can be begun from {days[-1]:%-d %B} on, its last day."
    return ""


def test_of(member: Membership, chapter: str, phase: str) -> Test | None:
    """The test, if it was begun."""
    return member.tests.filter(chapter=chapter, phase=phase).first()


def begin(
    member: Membership, chapter: str, phase: str, *, actor: Person, day: date | None = None
) -> Test:
    """Begin a test; one that was begun before is gone on with. `day` is today if it isn't given."""
    _expect_own(member, actor)
    if found := test_of(member, chapter, phase):
        return found
    if says := why_not_now(member.cohort, chapter, phase, day or today_in(member.cohort)):
        raise BootcampError(says)
    items, seed = items_of(chapter), secrets.randbits(30)
    if other := member.tests.filter(chapter=chapter).exclude(phase=phase).first():
        if phase == "before":
            raise BootcampError(TOO_LATE)
        asked = set(other.items.values_list("name", flat=True))
        items = tuple(item for item in items if item.name in asked) or items
        seed = seed_apart(items, other.seed, seed)
    try:
        with transaction.atomic():
            test = Test.objects.create(
                membership=member, cohort=member.cohort, chapter=chapter, phase=phase, seed=seed
            )
            TestItem.objects.bulk_create(TestItem(test=test, name=item.name) for item in items)
    except IntegrityError:  # begun in another tab at this very moment
        return member.tests.get(chapter=chapter, phase=phase)
    return test


def questions_of(test: Test) -> tuple[Drawn, ...]:
    """The items of a test, with its numbers; without what the course has dropped since."""
    asked = set(test.items.values_list("name", flat=True))
    return drawn(tuple(i for i in items_of(test.chapter) if i.name in asked), test.seed)


def why_closed(test: Test, day: date | None = None) -> str:
    """Why an unfinished test can't be gone on with: the chapter is under way; "" if it can."""
    if test.phase != "before" or test.ended_at:
        return ""
    later = test.membership.tests.filter(chapter=test.chapter, phase="after").exists()
    today = day or today_in(test.cohort)
    return TOO_LATE if later or why_not_now(test.cohort, test.chapter, "before", today) else ""


@transaction.atomic
def keep(test: Test, answers: Mapping[str, str], rating: int | None, *, actor: Person) -> None:
    """Keep what was answered so far."""
    _expect_own(test.membership, actor)
    if says := why_closed(test):
        raise BootcampError(says)
    changes = {} if rating is None else {"self_rating": _expect_rating(rating)}
    mine = Test.objects.filter(pk=test.pk, ended_at=None)
    if not mine.update(begun_at=F("begun_at"), **changes):
        raise BootcampError(FINISHED)
    _write(test, answers)


@transaction.atomic
def finish(
    test: Test,
    answers: Mapping[str, str],
    rating: int | None,
    *,
    actor: Person,
    day: date | None = None,
) -> None:
    """Keep the answers and count the points. It is done once: whoever is second is told so."""
    _expect_own(test.membership, actor)
    if says := FINISHED if test.ended_at else why_closed(test, day):
        raise BootcampError(says)
    unreadable = {
        number: says
        for number, question in enumerate(questions_of(test), start=1)
        if (says := why_not(question, answers.get(question.name, "")))
    }
    if unreadable or rating is None:
        problems = [f"Question {number}: {says}" for number, says in unreadable.items()]
        missing = ["How well do you know the topic? Choose 1 to 10."] if rating is None else []
        raise BootcampError(" ".join(["Not finished yet.", *problems, *missing]))
    mine = Test.objects.filter(pk=test.pk, ended_at=None)
    if not mine.update(ended_at=timezone.now(), self_rating=_expect_rating(rating)):
        raise BootcampError(FINISHED)
    _write(test, answers)
    questions = {question.name: question for question in questions_of(test)}
    for row in test.items.all():
        asked = questions.get(row.name)
        if asked is None:
            row.delete()  # the course has dropped the item since
            continue
        waits = bool(asked.code) and not asked.is_blank(row.answer)
        row.points = None if waits else float(asked.is_right(row.answer))
        row.save(update_fields=["points"])
        if waits:
            enqueue_item(row, actor=actor)


def _write(test: Test, answers: Mapping[str, str]) -> None:
    for row in test.items.all():
        given = answers.get(row.name, row.answer).rstrip()[:LONGEST]
        if given != row.answer:
            row.answer = given
            row.save(update_fields=["answer"])


def why_not(question: Drawn, given: str) -> str:
    """Why this can't be an answer; "" if it can, or nothing was given."""
    if len(given) > LONGEST:
        return f"Expected at most {LONGEST} characters, got {len(given)}."
    return question.why_unreadable(given)


def left_out(test: Test, answers: Mapping[str, str]) -> list[int]:
    """The numbers of the questions that these answers leave open."""
    return [
        number
        for number, question in enumerate(questions_of(test), start=1)
        if question.is_blank(answers.get(question.name, ""))
    ]


def _expect_own(member: Membership, actor: Person) -> None:
    if member.person_id != actor.pk or member.role != Role.PARTICIPANT:
        raise BootcampError("This is somebody else's test. Open your own.")


def _expect_rating(rating: int) -> int:
    if not 1 <= rating <= 10:
        raise BootcampError(f"Expected how well you know it, from 1 to 10, got {rating}.")
    return rating
