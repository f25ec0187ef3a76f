"""Where the cohort stands; for a participant, where they stand themselves."""

import functools
from collections.abc import Iterable
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bootcamp.course.model import Chapter
from bootcamp.course.page import render_inline
from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.domain.items import ENOUGH, items_of
from bootcamp.web.cohort.domain.progress import (
    QUIET_DAYS,
    STUCK_DAYS,
    STUCK_TRIES,
    OfExercise,
    OfPerson,
    last_mistakes,
    progress_of,
    quiet,
    seen_by,
    standing_of,
)
from bootcamp.web.cohort.domain.quiz import finished_by
from bootcamp.web.cohort.models import Cohort, Person, Standing
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.access import Asking, for_roles
from bootcamp.workspace.status import LABELS

COMMON = 8  # mistakes that are shown first
STUCK_SHOWN = 6  # people of each exercise, who tried last first; the table of people has all


@for_roles(Role.ORGANISER, Role.TA, Role.PARTICIPANT, also_alumni=True)
def progress(request: Asking) -> HttpResponse:
    """Exercise by exercise and person by person; a participant sees their own rows alone."""
    if request.roles & {Role.PARTICIPANT, "alumni"}:
        return _own(request)
    now, course = timezone.now(), the_course()
    found = progress_of(request.cohort, now, reader=request.user)
    context = {
        "progress": found,
        "people": sorted(found.people, key=lambda row: row.solved),
        "quiet": _quiet(found.people, request.cohort, now),
        "quiet_days": QUIET_DAYS,
        "stuck": [
            (
                row.exercise,
                [(one, _inline(one.mistake)) for one in row.stuck[:STUCK_SHOWN]],
                len(row.stuck) - STUCK_SHOWN,
            )
            for row in sorted(found.exercises, key=lambda row: -len(row.stuck))
            if row.stuck
        ],
        "common": _common(found.exercises),
        "chapters": [_chapter(each, found.exercises) for each in course.chapters],
        "total": len(course.exercises),
        "stuck_days": STUCK_DAYS,
        "stuck_tries": STUCK_TRIES,
    }
    return render(request, "cohort/progress.html", context)


@for_roles(Role.ORGANISER, Role.TA)
def items(request: Asking) -> HttpResponse:
    """How hard the exercises are, and how well each tells people apart."""
    found = items_of(request.cohort, reader=request.user)
    return render(request, "cohort/items.html", {"items": found, "enough": ENOUGH})


def _quiet(people: Iterable[OfPerson], cohort: Cohort, now: datetime) -> list[OfPerson]:
    """Their rows; who never tried anything comes first, then who did longest ago."""
    waiting = set(quiet(cohort, now).values_list("person", flat=True))
    rows = [row for row in people if row.person.pk in waiting]
    return sorted(rows, key=lambda row: row.tried_at.timestamp() if row.tried_at else 0.0)


def _common(rows: Iterable[OfExercise]) -> list[tuple[OfExercise, str, int]]:
    """The known mistakes that most people made, of exercises that not all who tried have solved."""
    open_ = [row for row in rows if row.solved < row.tried]
    made = [(row, _inline(says), n) for row in open_ for says, n in row.mistakes if n > 1]
    return sorted(made, key=lambda each: -each[2])[:COMMON]


def _names(chapter: Chapter) -> list[str]:
    return [name for lesson in chapter.lessons for name in lesson.exercises]


def _chapter(chapter: Chapter, rows: Iterable[OfExercise]) -> dict[str, object]:
    names = _names(chapter)
    begun = [row for row in rows if row.exercise.name in names]
    made = [
        (row.exercise.name, [(_inline(says), n) for says, n in row.mistakes])
        for row in begun
        if row.mistakes
    ]
    return {"chapter": chapter, "rows": begun, "made": made, "rest": len(names) - len(begun)}


@functools.lru_cache(maxsize=4096)
def _inline(says: str) -> str:
    """A known mistake's sentence as HTML. They are the course's own, so there are not many."""
    return render_inline(says)


@for_roles(Role.ORGANISER, Role.TA)
def person(request: Asking, public: str) -> HttpResponse:
    """Where one participant stands, exercise by exercise."""
    seen = seen_by(request.user, request.cohort)
    found = next((each for each in seen if each.public == public), None)
    if found is None:
        raise Http404
    return render(request, "cohort/progress_own.html", {"whose": found, **_standing(found)})


def _own(request: Asking) -> HttpResponse:
    tests = finished_by(request.user, request.cohort)
    context = {"tests": tests, **_standing(request.user)}
    return render(request, "cohort/progress_own.html", context)


def _standing(person: Person) -> dict[str, object]:
    course, known, mistakes = the_course(), standing_of(person), last_mistakes(person)
    chapters = []
    for chapter in course.chapters:
        names = [name for name in _names(chapter) if name in known]
        rows = [
            (
                course.exercises[name],
                known[name],
                _label(known[name]),
                "" if known[name].state == "passed" else _inline(mistakes.get(name, "")),
            )
            for name in names
        ]
        passed = sum(known[name].state == "passed" for name in names)
        of = len(_names(chapter))
        chapters.append({"chapter": chapter, "rows": rows, "passed": passed, "of": of})
    return {
        "chapters": chapters,
        "passed": sum(row.state == "passed" for row in known.values()),
        "total": len(course.exercises),
    }


def _label(row: Standing) -> str:
    return LABELS.get(row.state, row.state)
