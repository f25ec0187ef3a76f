"""A lesson is found by its name, its place or its title; what isn't clear is said."""

from dataclasses import replace

import pytest

from bootcamp.course.lookup import all_named, exercise_named, exercises_named
from bootcamp.errors import BootcampError


@pytest.fixture
def two_lessons(course):
    """A second chapter, `more`, whose lesson is called as the first chapter."""
    chapter = course.chapters[0]
    first = replace(chapter.lessons[0], name="adding", title="Adding up", exercises=("double",))
    second = replace(first, name="sums", chapter="more", title="Sums of rows", exercises=("total",))
    more = replace(chapter, name="more", lessons=(second,))
    return replace(course, chapters=(replace(chapter, lessons=(first,)), more))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("adding", ["double"]),
        ("sums/adding", ["double"]),
        ("adding UP", ["double"]),
        ("adding-up", ["double"]),
        ("more/sums", ["total"]),
        ("sums of rows", ["total"]),
        ("scaled", ["scaled"]),
    ],
)
def test_a_lesson_is_found_by_what_it_is_called(two_lessons, typed, names):
    assert [each.name for each in exercises_named(two_lessons, typed)] == names


def test_a_chapter_called_like_a_lesson_of_another_is_never_guessed(two_lessons):
    with pytest.raises(BootcampError, match="is a chapter.*`more/sums`, `sums/adding`"):
        exercises_named(two_lessons, "sums")


def test_a_chapter_is_told_to_be_one(two_lessons):
    with pytest.raises(BootcampError, match="`more` is a chapter.*`more/sums`"):
        exercises_named(two_lessons, "more")


def test_where_one_exercise_is_wanted_those_of_a_lesson_are_named(course):
    with pytest.raises(BootcampError, match="is a lesson.*`double`, `total`, `scaled`, `by_hand`"):
        exercise_named(course, "sums")


def test_authors_may_name_a_lesson_too_and_nothing_is_done_twice(course):
    assert [each.name for each in all_named(course, ["total", "sums"])] == [
        "total", "double", "scaled", "by_hand",
    ]  # fmt: skip
    assert len(all_named(course, [])) == 4
