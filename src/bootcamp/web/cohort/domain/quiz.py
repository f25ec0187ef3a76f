"""The short test before and after a chapter: begun, answered bit by bit, finished once.

Before and after ask variants of the same items. The numbers come from the test's seed, so that a
test that was left can be gone on with; and its points are given when it is finished.
"""

import functools
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from bootcamp.course.items import Drawn, Item, drawn, read_items, seed_apart
from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.cohort import days_of_sections, today_in
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.quiz_answer import (
    bare,
    is_refused,
    is_right,
    is_to_write,
    why_not,
    why_refused,
)
from bootcamp.web.cohort.domain.submission import enqueue_item
from bootcamp.web.cohort.models import Cohort, Membership, Person, Test, TestItem
from bootcamp.web.cohort.models.membership import Role

PHASES = ("before", "after")
LATE_DAYS = 2  # so many of a section's first days the test before it can still be begun
RATING = "self_rating"  # beside the items' names
NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})
TOO_LATE = (
    "The test before this chapter is closed: now that you have learned some of it, it would no "
    "longer measure what you knew before. What wasn't finished isn't counted."
)
SEEN_LATER = "How it went, you see here once you have finished the test after the chapter."
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
def keep(
    test: Test,
    answers: Mapping[str, str],
    rating: int | None,
    *,
    actor: Person,
    had: Mapping[str, Sequence[str]] = NOTHING,
    day: date | None = None,
) -> dict[str, str]:
    """Keep what was changed on a page, and give back what couldn't be kept, by the item's name.

    `had`: what the page knows to have been in each field, when it was loaded and since. What was
    changed to something else in another window meanwhile stays.
    """
    _expect_own(test.membership, actor)
    if says := why_closed(test, day):
        raise BootcampError(says)
    mine = Test.objects.filter(pk=test.pk, ended_at=None)
    if not mine.update(begun_at=F("begun_at")):  # from here on no other window changes it
        raise BootcampError(FINISHED)
    refused = {}
    for question, row in asked_in(test):
        if question.name in answers:
            now, given, *before = (
                bare(question, text)
                for text in (row.answer, answers[row.name], *had.get(row.name, ("",)))
            )
            if is_to_write(now, given, before):
                row.answer = given
                row.save(update_fields=["answer"])
            elif is_refused(now, given, before):
                refused[row.name] = given
    return refused | ({} if rating is None else _rate(test, rating, had.get(RATING, ("",))))


def _rate(test: Test, rating: int, had: Sequence[str]) -> dict[str, str]:
    """Keep the rating, or give it back, in the same way."""
    _expect_rating(rating)
    test.refresh_from_db(fields=["self_rating"])
    now, given = str(test.self_rating or ""), str(rating)
    if is_to_write(now, given, had):
        test.self_rating = rating
        test.save(update_fields=["self_rating"])
    return {RATING: given} if is_refused(now, given, had) else {}


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
    refused = keep(test, answers, rating, actor=actor, day=day)
    if says := [*map(why_refused, refused.values()), *missing(test)]:
        raise BootcampError(" ".join(["Not finished yet.", *says]))
    test.ended_at = timezone.now()
    test.save(update_fields=["ended_at"])
    asked = {row.pk: question for question, row in asked_in(test)}
    for row in test.items.all():
        question = asked.get(row.pk)
        if question is None:
            row.delete()  # the course has dropped the item since
            continue
        waits = bool(question.code) and not question.is_blank(row.answer)
        row.points = None if waits else float(is_right(question, row.answer))
        row.save(update_fields=["points"])
        if waits:
            enqueue_item(row, actor=actor)


def asked_in(test: Test) -> list[tuple[Drawn, TestItem]]:
    """The items of a test with its numbers, each with what was answered so far."""
    rows = {row.name: row for row in test.items.all()}
    return [(question, rows[question.name]) for question in questions_of(test)]


def missing(test: Test) -> list[str]:
    """What stands between the answers so far and finishing; questions may be left open."""
    unreadable = [f"Question {number}: {says}" for number, says in unreadable_in(test).items()]
    unrated = "How well do you know the topic? Choose 1 to 10."
    return unreadable + ([] if test.self_rating else [unrated])


def unreadable_in(test: Test) -> dict[int, str]:
    """Why what was answered so far can't be an answer, by the question's number."""
    return {
        number: says
        for number, (question, row) in enumerate(asked_in(test), start=1)
        if (says := why_not(question, row.answer))
    }


def left_out(test: Test) -> list[int]:
    """The numbers of the questions that are open."""
    asked = enumerate(asked_in(test), start=1)
    return [number for number, (question, row) in asked if question.is_blank(row.answer)]


def why_unseen(test: Test) -> str:
    """Why someone doesn't see yet how their finished test went; "" if they do."""
    done = test.membership.tests.filter(chapter=test.chapter, ended_at__isnull=False)
    is_seen = done.filter(phase="after").exists()
    return "" if is_seen else SEEN_LATER


def why_secret(test: Test, day: date | None = None) -> str:
    """Why the right answers aren't shown yet: someone could still use them; "" if they are.

    The test after a chapter can be begun without end; what counts is the cohort's last day.
    """
    cohort = test.cohort
    done = Test.objects.filter(chapter=test.chapter, phase="after", ended_at__isnull=False)
    taking = Membership.objects.active().filter(cohort=cohort, role=Role.PARTICIPANT)
    is_over = (day or today_in(cohort)) > cohort.end
    if is_over or not taking.exclude(tests__in=done).exists():
        return ""
    return (
        "The right answers come here when everybody in the cohort has finished the test after "
        f"this chapter, or on {cohort.end + timedelta(days=1):%-d %B} at the latest."
    )


def finished_by(person: Person, cohort: Cohort) -> list[tuple[str, str, str]]:
    """The title, phase and address of each test that they finished here, the first one first."""
    mine = Membership.objects.filter(person=person, cohort=cohort, role=Role.PARTICIPANT)
    here = set(cohort.sections.values_list("chapter", flat=True))
    done = Test.objects.filter(membership__in=mine, ended_at__isnull=False).order_by("ended_at")
    return [
        (title_of(name), phase, reverse("cohort:quiz", args=[cohort.slug, name, phase]))
        for name, phase in done.values_list("chapter", "phase")
        if name in here and items_of(name)
    ]


def _expect_own(member: Membership, actor: Person) -> None:
    if member.person_id != actor.pk or member.role != Role.PARTICIPANT:
        raise BootcampError("This is somebody else's test. Open your own.")


def _expect_rating(rating: int) -> int:
    if not 1 <= rating <= 10:
        raise BootcampError(f"Expected how well you know it, from 1 to 10, got {rating}.")
    return rating
