"""Questions at the head of a lesson."""

import pytest

from bootcamp.course.read import read_course
from bootcamp.course.recall import recall, recalled
from bootcamp.errors import CourseError

LESSON = """+++
title = "{name}"
summary = "."
minutes = 5
needs = []
teaches = []
reading = []
+++
"""
ITEM = """
[[items]]
lesson = "{lesson}"
name = "{name}"
text = "How much is {{a}} and {{b}}?"
draw = {{ a = [1, 2, 3], b = [10, 20] }}
answer = "a + b"
wrong = [{{ is = "a * b", says = "That is {{a}} times {{b}}." }}]
because = "."
"""


@pytest.fixture
def course_with(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "__init__.py").write_text("")
    (tmp_path / "sums").mkdir()
    names = ["first", "second", "third"]
    for name in names:
        (tmp_path / "sums" / f"{name}.md").write_text(LESSON.format(name=name))
    (tmp_path / "course.toml").write_text(
        f'title = "Sums"\nlibrary = "lib"\n[[chapters]]\nfolder = "sums"\ntitle = "Sums"\n'
        f'summary = "."\nlessons = {names}\n'
    )

    def course_with(*items: str):
        (tmp_path / "sums" / "recall.toml").write_text("".join(items))
        return read_course(tmp_path)

    return course_with


def item(lesson: str, name: str) -> str:
    return ITEM.format(lesson=lesson, name=name)


def names_of(course, lesson: str, seeds=range(60)) -> list[tuple[str, ...]]:
    found = next(each for each in course.lessons if each.name == lesson)
    return [tuple(each.question.name for each in recall(course, found, seed)) for seed in seeds]


def test_the_first_lesson_asks_about_what_is_needed(course_with) -> None:
    course = course_with(item("", "needed"), item("first", "a"), item("second", "b"))
    assert set(names_of(course, "first")) == {("needed",)}


def test_a_lesson_asks_about_the_one_before_it_and_about_one_before_that(course_with) -> None:
    course = course_with(item("", "needed"), item("first", "a"),
                         item("first", "aa"), item("second", "b"), item("second", "bb"),
                         item("third", "c"))  # fmt: skip
    pairs = names_of(course, "third")
    assert {first for first, _ in pairs} == {"b", "bb"}
    assert {second for _, second in pairs} == {"a", "aa"}


def test_where_nothing_earlier_is_asked_both_are_about_the_one_before(course_with) -> None:
    course = course_with(item("", "needed"), item("second", "b"), item("second", "bb"))
    assert set(names_of(course, "third")) == {("b", "bb"), ("bb", "b")}


def test_each_visit_draws_numbers_anew(course_with) -> None:
    course = course_with(item("first", "a"))
    second = course.lessons[1]
    texts = {recall(course, second, seed)[0].question.text for seed in range(60)}
    assert len(texts) == 6


def test_a_known_wrong_answer_is_explained_and_another_is_not(course_with) -> None:
    course = course_with(item("first", "a"))
    found = recalled(course, course.lessons[1], "a", seed=4)
    assert found is not None
    question, numbers = found.question, dict(found.question.numbers)
    assert question.is_right(str(numbers["a"] + numbers["b"]))
    product = numbers["a"] * numbers["b"]
    assert question.why_wrong(str(product)) == f"That is {numbers['a']} times {numbers['b']}."
    assert question.why_wrong("12345") == question.why_wrong("twelve") == ""
    assert recalled(course, course.lessons[1], "other", seed=4) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('lesson = "first"', 'lesson = "frist"'), "the chapter has no lesson `frist`"),
        (('wrong = [{ is = "a * b", says = "That is {a} times {b}." }]\n', ""), "are explained"),
        (('[{ is = "a * b", says', '["a", { is = "a * b", says'), "Explain all"),
    ],
)
def test_an_item_that_cannot_be_asked_is_refused(change, says, course_with) -> None:
    course = course_with(item("first", "a").replace(*change))
    with pytest.raises(CourseError, match=says):
        recall(course, course.lessons[1], 0)
