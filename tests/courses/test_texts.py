"""What a terminal shows of the course is plain: no formula is left as it was typed."""

import re

import pytest

from bootcamp.cli.show import console, exercise_lines, paragraphs, prose
from bootcamp.course.read import read_course
from bootcamp.session import Session

from .conftest import COURSE

EXERCISES = read_course(COURSE, problems=[]).exercises
SEEDS = range(4)


def printed(*things) -> str:
    """What a terminal shows of these."""
    terminal = console()
    with terminal.capture() as shown:
        for thing in things:
            terminal.print(thing)
    return shown.get()


def marks_left(text: str) -> list[str]:
    """What is left of LaTeX, but for what stands in backquotes."""
    return re.findall(r"\S*[\\$]\S*|\S+[_^]{\S*", re.sub(r"`[^`]*`", "", text))


def test_what_is_left_of_a_formula_is_found() -> None:
    assert marks_left(r"for \sin at $x$ and x_{1}, not `a\n`") == [r"\sin", "$x$", "x_{1},"]


@pytest.mark.parametrize("name", EXERCISES)
def test_what_an_exercise_asks_hints_and_says_is_plain_text(name, workspace, judge) -> None:
    exercise = EXERCISES[name]
    said = [*exercise.hints, *(mistake.says for mistake in exercise.mistakes)]
    shown = printed(exercise_lines(Session(workspace, judge), name), *map(prose, said))
    if exercise.kind in ("Answer", "Predict"):
        for seed in SEEDS:
            question = judge.question(name, seed)
            texts = [question["text"], question["because"]]
            shown += printed(*map(paragraphs, texts))
            shown += printed(*map(prose, [*question["choices"], *dict(question["wrong"]).values()]))
    assert marks_left(shown) == []
