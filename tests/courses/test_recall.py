"""The questions at the head of lessons: whatever is drawn, they can be asked and told apart."""

import pytest

from bootcamp.course.items import drawn, read_items
from bootcamp.course.page import render_inline, render_markdown
from bootcamp.course.read import read_course
from bootcamp.course.recall import FILE, recall

from .conftest import COURSE

READ = read_course(COURSE, problems=[])
ITEMS = [
    (chapter.name, item) for chapter in READ.chapters for item in read_items(chapter.path, FILE)
]
SEEDS = range(200)


@pytest.mark.parametrize("lesson", READ.lessons, ids=lambda lesson: lesson.name)
def test_every_lesson_asks_its_questions(lesson) -> None:
    for seed in SEEDS:
        asked = recall(READ, lesson, seed)
        assert len(asked) == (1 if lesson == READ.lessons[0] else 2)


def test_no_name_is_there_twice() -> None:
    names = [item.name for _, item in ITEMS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("chapter", "item"), ITEMS, ids=lambda each: getattr(each, "name", each))
def test_a_wrong_answer_is_never_right_and_has_one_explanation(chapter, item) -> None:
    for seed in SEEDS:
        (question,) = drawn((item,), seed)
        for text in (question.text, question.because):
            assert render_markdown(text)
        wrong = [answer for answer, _ in question.explained]
        assert wrong
        assert len(set(wrong)) == len(wrong), dict(question.numbers)
        for answer, says in question.explained:
            given = answer if isinstance(answer, str) else repr(answer)
            assert not question.is_right(given), (dict(question.numbers), given)
            assert question.why_wrong(given) == says
            assert render_inline(says)
