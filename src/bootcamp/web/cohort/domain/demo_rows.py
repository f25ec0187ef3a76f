"""What the people of the made-up cohort did and answered. All of it is drawn at random."""

import random
from datetime import datetime, time, timedelta

from django.utils import timezone

from bootcamp.course.items import Drawn
from bootcamp.course.model import ExerciseEntry
from bootcamp.web.cohort.domain import quiz, survey_answer, survey_form, survey_wave
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.privacy import set_consent
from bootcamp.web.cohort.domain.standing import rebuild
from bootcamp.web.cohort.domain.survey_file import from_library
from bootcamp.web.cohort.domain.survey_items import Entry, Item, items_of
from bootcamp.web.cohort.models import (
    Attempt,
    Capstone,
    Cohort,
    CostLine,
    Mark,
    Membership,
    Metric,
    Person,
    Reuse,
    Test,
    Text,
    Wave,
)

SECONDS_BETWEEN_TRIES = 240
SOLVED_BY_NOW = {"arrays": 0.85, "autograd": 0.45}
SAID = (
    "More time for the second lesson.",
    "The pictures of what differs helped a lot.",
    "Pairing with someone slower than me taught me the most.",
    "I would have liked a worked example first.",
)


def attempts(cohort: Cohort, members: list[Membership], draw: random.Random) -> None:
    """Tries of everyone: most of the first chapter, half of the second."""
    exercises = the_course().exercises.values()
    begun = datetime.combine(cohort.start, time(), cohort.tz)
    rows, marks = [], []
    for member in members:
        set_consent("push", True, actor=member.person)
        talent = draw.uniform(0.6, 1.3)
        for number, exercise in enumerate(exercises):
            if draw.random() > SOLVED_BY_NOW.get(exercise.chapter, 0) * talent:
                continue
            at = begun + timedelta(hours=9 + 3.8 * number + draw.uniform(0, 3))
            if at > timezone.now():
                continue
            made, hints = _tries(member.person, exercise, at, draw)
            rows += made
            marks += hints
    Attempt.objects.bulk_create(rows)
    Mark.objects.bulk_create(marks)
    rebuild()


def _tries(
    person: Person, exercise: ExerciseEntry, at: datetime, draw: random.Random
) -> tuple[list[Attempt], list[Mark]]:
    """A few that fail, often like a known mistake, and mostly one that passes."""
    wrong = draw.choice((0, 0, 1, 1, 2, 3, 5))
    outcomes = ["failed"] * wrong + ["passed"] * (draw.random() < 0.9)
    rows, hints = [], 0
    marks: list[Mark] = []
    for number, outcome in enumerate(outcomes):
        at += timedelta(seconds=SECONDS_BETWEEN_TRIES * draw.uniform(0.3, 2))
        if number > 1 and hints < len(exercise.hints):
            marks.append(Mark(person=person, exercise=exercise.name, at=at, kind="hint"))
            hints += 1
        known = [mistake.says for mistake in exercise.mistakes]
        named = draw.choice(known) if known and outcome == "failed" and draw.random() < 0.7 else ""
        rows.append(
            Attempt(
                person=person, exercise=exercise.name, at=at, outcome=outcome, honest=True,
                hint_level=hints, code_hash=f"{draw.getrandbits(64):016x}", mistake=named[:400],
                verdict={}, source="push",
            )
        )  # fmt: skip
    return rows, marks


def waves(
    cohort: Cohort, members: list[Membership], organiser: Person, draw: random.Random
) -> None:
    """Forms that were answered, and one that waits."""
    for key, label, share, day in (
        ("beliefs", "Before the programme", 1.0, 0),
        ("daily", "First Friday", 0.9, 4),
        ("sections", "After two weeks", 0.9, 11),
    ):
        wave = _opened(cohort, key, label, organiser)
        for member in members:
            if draw.random() < share:
                entries = {item.name: _entry(item, draw) for item in items_of(wave)}
                survey_answer.answer(wave, entries, actor=member.person, may_quote=True)
        survey_wave.close_wave(wave, actor=organiser)
        at = datetime.combine(cohort.start + timedelta(days=day), time(9), cohort.tz)
        Wave.objects.filter(pk=wave.pk).update(opened_at=at, closed_at=at + timedelta(hours=9))
    survey_form.make_form(cohort, from_library("exit"), actor=organiser)
    _opened(cohort, "daily", "Today", organiser)


def _opened(cohort: Cohort, key: str, label: str, organiser: Person) -> Wave:
    form = cohort.forms.filter(key=key).first()
    if form is None:
        form = survey_form.make_form(cohort, from_library(key), actor=organiser)
    wave = survey_wave.plan_wave(form, actor=organiser, label=label)
    return survey_wave.open_wave(wave, actor=organiser)


def _entry(item: Item, draw: random.Random) -> Entry:
    kind, options = item.question.kind, item.question.options
    if kind == "likert5":
        return Entry("answered", number=draw.choice((2, 3, 4, 4, 5, 5)))
    if kind == "scale10":
        return Entry("answered", number=draw.choice((4, 6, 7, 7, 8, 8, 9, 10)))
    if kind == "probability":
        return Entry("answered", number=draw.choice((10, 30, 50, 60, 70, 80)))
    if kind == "choice":
        return Entry("answered", choices=(draw.choice(options),))
    if kind == "multi":
        return Entry("answered", choices=tuple(draw.sample(options, 1)))
    if kind == "number":
        return Entry("answered", number=draw.randint(1, 12))
    return Entry("answered", text=draw.choice(SAID)) if draw.random() < 0.4 else Entry()


def tests(cohort: Cohort, members: list[Membership], draw: random.Random) -> None:
    """The short tests of the first chapter, before and after."""
    for member in members:
        for phase, days, skill in (("before", 0, 0.35), ("after", 7, 0.75)):
            day = cohort.start + timedelta(days=days)
            test = quiz.begin(member, "arrays", phase, actor=member.person, day=day)
            answers = {
                asked.name: (asked.code or str(asked.answer))
                if draw.random() < skill
                else _wrong(asked)
                for asked in quiz.questions_of(test)
            }
            rating = max(1, min(10, round(10 * skill + draw.uniform(-2, 2))))
            quiz.finish(test, answers, rating, actor=member.person, day=day)
            for item in test.items.filter(points=None):  # it is known: no judge is needed
                codes = {asked.name: asked.code.rstrip() for asked in quiz.questions_of(test)}
                item.submission.delete()
                item.points = float(item.answer == codes[item.name])
                item.save(update_fields=["points"])
            at = datetime.combine(day, time(10), cohort.tz)
            Test.objects.filter(pk=test.pk).update(begun_at=at, ended_at=at + timedelta(minutes=20))


def _wrong(asked: Drawn) -> str:
    """A wrong answer of the kind that is asked for."""
    others = [choice for choice in asked.choices if choice != asked.answer]
    return next(iter((*asked.wrong, *others)), "0")


def around(cohort: Cohort, members: list[Membership]) -> None:
    """Capstones that are planned, costs, reach, reuse, and the organisers' prose."""
    for number, title in enumerate(("Probes for refusal", "Sparse features of a tiny model")):
        capstone = Capstone.objects.create(
            cohort=cohort, title=title, mentors=1, is_alignment_related=True, is_public=True
        )
        capstone.team.set(members[4 * number : 4 * number + 4])
    for category, amount, in_kind in (("Rooms", 9000, False), ("Stipends", 24000, False),
                                      ("Mentors' time", 6000, True)):  # fmt: skip
        CostLine.objects.create(cohort=cohort, category=category, amount=amount, in_kind=in_kind,
                                currency=cohort.currency)  # fmt: skip
    Metric.objects.create(cohort=cohort, what="Members of the chat", value=120, on=cohort.start,
                          is_lower_bound=True)  # fmt: skip
    Reuse.objects.create(cohort=cohort, organisation="A reading group", material="Arrays",
                         state="used")  # fmt: skip
    Text.objects.create(cohort=cohort, key="goals", text="That everyone can build what they study.")
