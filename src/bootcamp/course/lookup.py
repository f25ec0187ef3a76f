"""What someone means who types a name: an exercise, or a lesson with all of its exercises."""

import difflib
import re
from collections.abc import Iterable, Sequence

from bootcamp.course.model import Course, ExerciseEntry, Lesson
from bootcamp.errors import BootcampError


def exercise_named(course: Course, typed: str) -> ExerciseEntry:
    """The exercise of that name. Raises BootcampError with what to type instead."""
    if found := course.exercises.get(typed):
        return found
    if lesson := lesson_named(course, typed):
        raise BootcampError(
            f"`{typed}` is a lesson, and this takes an exercise. "
            f"Name one of the lesson's: {_listed(lesson.exercises)}."
        )
    raise _unknown(course, typed, "exercise", course.exercises)


def exercises_named(course: Course, typed: str) -> tuple[ExerciseEntry, ...]:
    """The exercise of that name, or all of a lesson's. Raises BootcampError as above."""
    if typed in course.exercises:
        return (course.exercises[typed],)
    if lesson := lesson_named(course, typed):
        return tuple(course.exercises[name] for name in lesson.exercises)
    lessons = [lesson.name for lesson in course.lessons]
    raise _unknown(course, typed, "exercise or lesson", [*course.exercises, *lessons])


def all_named(course: Course, typed: Sequence[str]) -> list[ExerciseEntry]:
    """All exercises and lessons' exercises of these names, each once; without names, all."""
    found = [exercise for each in typed for exercise in exercises_named(course, each)]
    return list({each.name: each for each in found or course.exercises.values()}.values())


def lesson_named(course: Course, typed: str) -> Lesson | None:
    """The lesson that is meant by its file's name, `chapter/name` or its title; None for none.

    Raises BootcampError where it isn't clear which one, or a whole chapter may be meant.
    """
    found = [lesson for lesson in course.lessons if _plain(typed) in map(_plain, names_of(lesson))]
    chapters = [chapter for chapter in course.chapters if chapter.name == typed]
    others = [each for chapter in chapters for each in chapter.lessons if each not in found]
    if not others and len(found) < 2:
        return found[0] if found else None
    what = "is a chapter" if chapters else "may be more than one lesson"
    paths = _listed(f"{lesson.chapter}/{lesson.name}" for lesson in [*found, *others])
    raise BootcampError(f"`{typed}` {what}. Name an exercise, or one of these lessons: {paths}.")


def names_of(lesson: Lesson) -> Sequence[str]:
    """What a lesson may be called."""
    return lesson.name, f"{lesson.chapter}/{lesson.name}", lesson.title


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _unknown(course: Course, typed: str, what: str, known: Iterable[str]) -> BootcampError:
    near = difflib.get_close_matches(typed, list(dict.fromkeys(known)), 3)
    hint = f"Did you mean {' or '.join(near)}?" if near else "See `bootcamp list`."
    return BootcampError(f"There is no {what} `{typed}`. {hint}")
