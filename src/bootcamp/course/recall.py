"""Two questions at the head of a lesson, about earlier ones: `<chapter>/recall.toml`.

    [[items]]
    lesson = "slopes"                  # the lesson of this chapter that the question is about
    name = "central_error"
    text = "..."
    draw = { h = [0.1, 0.2] }
    answer = "h * h"
    wrong = [{ is = "h", says = "..." }]   # of a number: expressions, each explained
    because = "..."

The items are those of `items.py`, without code. A lesson asks one question about the lesson before
it and one about any lesson before that, where there is one; the first lesson of a course asks about
what it needs, in items whose `lesson` is "". Each time a page is opened, questions and numbers are
drawn anew. Nothing is kept of the answers.
"""

import random
from dataclasses import dataclass

from bootcamp.course.items import Drawn, Item, drawn, read_items
from bootcamp.course.model import Chapter, Course, Lesson
from bootcamp.errors import CourseError

FILE = "recall.toml"
ASKED = 2


@dataclass(frozen=True)
class Recalled:
    """A question, and the lesson that it is about; None where it is about what is needed."""

    question: Drawn
    about: Lesson | None


def recall(course: Course, lesson: Lesson, seed: int) -> tuple[Recalled, ...]:
    """The questions at the head of a lesson: two, or as many as there are. Raises CourseError."""
    chance = random.Random(f"{seed}:{lesson.chapter}/{lesson.name}")
    earlier = course.lessons[: course.lessons.index(lesson)]
    wanted = earlier or (None,)
    pool = [(about, item) for about, item in _items_of(course) if about in wanted]
    last = [about for about in earlier if any(about == other for other, _ in pool)][-1:]
    chance.shuffle(pool)
    pool.sort(key=lambda pair: pair[0] not in last)  # stable: a question about the last one first
    before = [pair for pair in pool[1:] if pair[0] not in last] or pool[1:]
    chosen = pool[:1] + before[: ASKED - 1]
    return tuple(Recalled(drawn((item,), seed)[0], about) for about, item in chosen)


def recalled(course: Course, lesson: Lesson, name: str, seed: int) -> Recalled | None:
    """One of those questions, by its name; None where this seed doesn't draw it."""
    found = [each for each in recall(course, lesson, seed) if each.question.name == name]
    return found[0] if found else None


def _items_of(course: Course) -> list[tuple[Lesson | None, Item]]:
    """Every item, with the lesson that it is about."""
    return [
        (_about(chapter, item), item)
        for chapter in course.chapters
        for item in read_items(chapter.path, FILE)
    ]


def _about(chapter: Chapter, item: Item) -> Lesson | None:
    where = f"{chapter.name}/{FILE}, `{item.name}`"
    if item.code or not item.says:
        raise CourseError(
            f"{where}: expected a number or a choice whose wrong answers are explained. "
            "Write `wrong = [{ is = …, says = … }]`."
        )
    if not item.lesson:
        return None
    for lesson in chapter.lessons:
        if lesson.name == item.lesson:
            return lesson
    raise CourseError(f"{where}: the chapter has no lesson `{item.lesson}`. Correct `lesson`.")
