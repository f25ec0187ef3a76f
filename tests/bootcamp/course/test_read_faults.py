"""Each fault of a course is one sentence that says what to do, and hides nothing else."""

from pathlib import Path

import pytest

from bootcamp.course.read import read_course
from bootcamp.errors import CourseError

from .conftest import Tiny
from .test_read import IN_ORDER, problems_of

# Each fault: the file, the text taken out, the text put in, and what is said.
FAULTS = {
    "a computed field": (
        "course/shapes/total.py",
        "minutes=5",
        "minutes=2 + 3",
        (
            "shapes/total.py, line 12: `minutes` is computed (`2 + 3`), and the file is read without "
            "being run. Write the value itself."
        ),
    ),
    "a field of the wrong type": (
        "course/shapes/total.py",
        'hints=("Begin with nothing.", "Each rectangle adds its own area.")',
        'hints=("Begin with nothing.")',
        (
            "shapes/total.py, line 15: `hints` should be a tuple of strings (one string needs a comma "
            "after it), and is 'Begin with nothing.'. Correct it."
        ),
    ),
    "a number out of range": (
        "course/shapes/total.py",
        "difficulty=1",
        "difficulty=9",
        "shapes/total.py, line 13: `difficulty` is 9. Give a number from 1 to 5.",
    ),
    "an unknown field": (
        "course/shapes/total.py",
        "minutes=5",
        "minute=5",
        "shapes/total.py, line 12: Exercise: There is no field `minute`. Write `minutes`.",
    ),
    "a missing field": (
        "course/shapes/total.py",
        "    minutes=5,\n",
        "",
        "shapes/total.py, line 10: `minutes` is missing. Add `minutes=` to Exercise(…).",
    ),
    "an unknown kind": (
        "course/shapes/total.py",
        "exercise = Exercise(",
        "exercise = Excercise(",
        (
            "shapes/total.py, line 10: `Excercise` is no kind of exercise. Use one of Exercise, Answer, "
            "Predict, WriteTest, Experiment."
        ),
    ),
    "a kind that is not imported": (
        "course/shapes/total.py",
        "import Exercise, Mistake",
        "import Mistake",
        (
            "shapes/total.py, line 10: `Exercise` is not imported. Add `from bootcamp.author import "
            "Exercise`."
        ),
    ),
    "Mistake not imported": (
        "course/shapes/total.py",
        "import Exercise, Mistake",
        "import Exercise",
        (
            "shapes/total.py, line 17: `Mistake` is not imported. Add `from bootcamp.author import "
            "Mistake`."
        ),
    ),
    "the target not imported": (
        "course/shapes/total.py",
        "from tiny.area import total\n",
        "\n",
        (
            "shapes/total.py, line 11: `total` is not imported. Add `from MODULE import total` at the "
            "top."
        ),
    ),
    "a target that its module lacks": (
        "src/tiny/area.py",
        "def total(",
        "def totals(",
        (
            "shapes/total.py, line 11: tiny/area.py doesn't define `total`. Name a function, method or "
            "class that is written there."
        ),
    ),
    "a mistake that is not one": (
        "course/shapes/total.py",
        'Mistake("+=", "=", says="Only the last rectangle is counted.")',
        '"+="',
        "shapes/total.py, line 17: This isn't a mistake. Write `Mistake(find, instead, says=…)`.",
    ),
    "a mistake that says nothing": (
        "course/shapes/total.py",
        ', says="Only the last rectangle is counted."',
        "",
        "shapes/total.py, line 17: This mistake has no `says`. Add it.",
    ),
    "a stand-in that is not there": (
        "course/shapes/rectangle.py",
        "Mistake(half_of_it,",
        "Mistake(half,",
        (
            "shapes/rectangle.py, line 24: `half` is not a function of this file. Define it above, or "
            "quote the text."
        ),
    ),
    "a syntax error": (
        "course/shapes/total.py",
        "exercise = Exercise(",
        "exercise = = Exercise(",
        "shapes/total.py, line 10: invalid syntax. Correct the line.",
    ),
    "no exercise in the file": (
        "course/shapes/total.py",
        "exercise = Exercise(",
        "my_exercise = Exercise(",
        (
            "shapes/total.py: the file doesn't define `exercise`. Add `exercise = Exercise(…)`, or "
            "begin the file's name with `_` if it isn't an exercise."
        ),
    ),
    "a lesson without a page": (
        "course/course.toml",
        'lessons = ["areas", "squares"]',
        'lessons = ["areas", "squares", "circles"]',
        (
            "course.toml: the lesson `circles` has no page shapes/circles.md. Write the page, or take "
            "the name out of `lessons`."
        ),
    ),
    "a link to nothing": (
        "course/shapes/areas.md",
        "[total](exercise:total)",
        "[total](exercise:total)\n\n[circle](exercise:circle)",
        (
            "shapes/areas.md: the link `exercise:circle` leads to nothing. Correct the name, or write "
            "it with `bootcamp new shapes/circle`."
        ),
    ),
    "an exercise on two pages": (
        "course/shapes/squares.md",
        "[which grows faster]",
        "[total](exercise:total)\n\n[which grows faster]",
        (
            "shapes/squares.md: the exercise `total` already stands on shapes/areas.md. Remove one of "
            "the two links."
        ),
    ),
    "front matter without a field": (
        "course/shapes/squares.md",
        "minutes = 20\n",
        "",
        "shapes/squares.md, front matter: `minutes` is missing. Add `minutes = 30`.",
    ),
    "front matter that isn't TOML": (
        "course/shapes/squares.md",
        'title = "Squares"',
        "title = Squares",
        (
            "shapes/squares.md, line 2: this isn't TOML (Invalid value). Correct the line; strings "
            "need quotes."
        ),
    ),
    "front matter with a field of the wrong type": (
        "course/shapes/squares.md",
        "minutes = 20",
        'minutes = "20"',
        (
            "shapes/squares.md, front matter: `minutes` should be a whole number, and is '20'. Write "
            "`minutes = 30`."
        ),
    ),
    "a page without front matter": (
        "course/shapes/squares.md",
        '+++\ntitle = "Squares"',
        'title = "Squares"',
        (
            "shapes/squares.md, line 1: a lesson begins with its front matter between two lines `+++`. "
            "Put `+++` on the first line, then title, summary and the rest, then `+++`."
        ),
    ),
}
SAYS_WHAT_TO_DO = [
    "Write",
    "Correct",
    "Give",
    "Add",
    "Use",
    "Name",
    "Put",
    "Remove",
    "Import",
    "Define",
    "Make",
    "Rename",
    "Save",
    "Move",
    "or ",
]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_and_hides_no_other_exercise(tiny: Tiny, fault: str) -> None:
    file, old, new, says = FAULTS[fault]
    assert problems_of(tiny) == []
    tiny.edit(file, old, new)
    problems: list[CourseError] = []
    course = read_course(tiny.root, problems)
    assert [str(problem) for problem in problems] == [says]
    assert any(word in says.rpartition(": ")[2] or word in says for word in SAYS_WHAT_TO_DO)
    if file.startswith("course/shapes") and file.endswith(".py"):
        assert list(course.exercises) == [n for n in IN_ORDER if n != Path(file).stem]


@pytest.mark.parametrize("fault", FAULTS)
def test_without_a_list_the_first_fault_is_raised(tiny: Tiny, fault: str) -> None:
    file, old, new, says = FAULTS[fault]
    tiny.edit(file, old, new)
    with pytest.raises(CourseError) as raised:
        read_course(tiny.root)
    assert str(raised.value) == says


def test_three_broken_files_give_three_sentences_and_the_rest_is_read(tiny: Tiny) -> None:
    for name in ("total", "grow", "field_by_hand"):
        tiny.write(f"course/shapes/{name}.py", "exercise = (")
    problems: list[CourseError] = []
    course = read_course(tiny.root, problems)
    assert [problem.exercise for problem in problems] == ["field_by_hand", "grow", "total"]
    assert set(course.exercises) == set(IN_ORDER) - {"total", "grow", "field_by_hand"}
