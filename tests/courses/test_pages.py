"""What every lesson has: honest minutes, something to do soon, a card, questions to go on with."""

import re

import pytest

from bootcamp.course.items import read_items
from bootcamp.course.page import ExerciseBlock, FigureBlock, render_lesson
from bootcamp.course.read import read_course
from bootcamp.course.recall import FILE

from .conftest import COURSE

READ = read_course(COURSE, problems=[])
EACH = pytest.mark.parametrize("lesson", READ.lessons, ids=lambda lesson: lesson.name)
WORDS_A_MINUTE = 200
MINUTES_A_FORMULA, MINUTES_A_LINE_OF_CODE = 0.5, 0.1  # beside the words in it
MOST_WORDS = 900  # between two things to do
LEAST_ITEMS = 6  # about each lesson, for later ones to ask


def reading_minutes(body: str) -> float:
    """How long a careful reader takes for a page, without its exercises."""
    code = re.findall(r"^```.*?^```", body, re.M | re.S)
    lines = sum(len(block.split("\n")) - 2 for block in code)
    text = re.sub(r"^```.*?^```", "", body, flags=re.M | re.S)
    formulas = len(re.findall(r"\$\$.*?\$\$", text, re.S))
    words = len(re.sub(r"\$\$.*?\$\$", "", text, flags=re.S).split())
    return words / WORDS_A_MINUTE + formulas * MINUTES_A_FORMULA + lines * MINUTES_A_LINE_OF_CODE


@EACH
def test_the_minutes_are_those_of_the_exercises_and_of_reading(lesson) -> None:
    exercises = sum(READ.exercises[name].minutes for name in lesson.exercises)
    honest = exercises + reading_minutes(lesson.body)
    assert 0.9 * honest <= lesson.minutes <= 1.15 * honest, round(honest)


@EACH
def test_there_is_something_to_do_after_900_words_at_most(lesson) -> None:
    words, most = 0, 0
    for block in render_lesson(lesson):
        if isinstance(block, ExerciseBlock):
            words = 0
        elif not isinstance(block, FigureBlock):
            words += len(
                re.sub(
                    r"<math.*?</math>",
                    " f ",
                    re.sub(r"<pre.*?</pre>", "", block.html, flags=re.S),
                    flags=re.S,
                ).split()
            )
        most = max(most, words)
    assert most <= MOST_WORDS


@EACH
def test_a_figure_comes_before_the_first_exercise_that_it_explains(lesson) -> None:
    figures = [block for block in render_lesson(lesson) if isinstance(block, FigureBlock)]
    assert any(not figure.after for figure in figures)


@EACH
def test_a_lesson_ends_with_a_card_and_three_open_questions(lesson) -> None:
    assert 3 <= len(lesson.keep) <= 8
    assert len(lesson.explore) == 3


@EACH
def test_later_lessons_have_questions_about_it(lesson) -> None:
    chapter = next(each for each in READ.chapters if each.name == lesson.chapter)
    about = [item for item in read_items(chapter.path, FILE) if item.lesson == lesson.name]
    assert len(about) >= LEAST_ITEMS


@EACH
def test_each_exercise_with_code_says_what_to_notice(lesson) -> None:
    entries = [READ.exercises[name] for name in lesson.exercises]
    coded = [entry for entry in entries if entry.kind in ("Exercise", "Experiment")]
    assert [entry.name for entry in coded if not entry.notice] == []
