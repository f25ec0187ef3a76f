"""Answers that people would write: each wrong one must be rejected, each right one accepted.

Every exercise with code has a file `answers/<chapter>/<exercise>.py` with two tables. `WRONG` holds
plausible wrong answers, each against a sentence of the page or the docstring; `RIGHT` holds right
ones by other algorithms and in other styles. An answer is written whole, or (a wrong one) as the
reference with some of its text replaced: the text that stands there once, what stands there
instead, and so on in pairs.
"""

import runpy
from pathlib import Path

import pytest

from bootcamp.course.read import read_course

from .conftest import COURSE

LEAST_WRONG, LEAST_RIGHT = 0, 1  # answers to each exercise
EXERCISES = {
    name: exercise
    for name, exercise in read_course(COURSE, problems=[]).exercises.items()
    if exercise.kind in ("Exercise", "Experiment")
}
TABLES = {
    path.stem: runpy.run_path(str(path))
    for path in sorted((Path(__file__).parent / "answers").glob("*/*.py"))
}
WRONG = [(name, what) for name, tables in TABLES.items() for what in tables["WRONG"]]
RIGHT = [(name, how) for name, tables in TABLES.items() for how in tables["RIGHT"]]


def written(reference: str, answer: str | tuple[str, ...]) -> str:
    """The answer's text."""
    if isinstance(answer, str):
        return answer
    for find, instead in zip(answer[::2], answer[1::2], strict=True):
        assert reference.count(find) == 1, f"{find!r} stands {reference.count(find)} times"
        reference = reference.replace(find, instead)
    return reference


def test_every_exercise_has_its_answers() -> None:
    assert set(TABLES) == set(EXERCISES)
    few = {
        name: (len(tables["WRONG"]), len(tables["RIGHT"]))
        for name, tables in TABLES.items()
        if len(tables["WRONG"]) < LEAST_WRONG or len(tables["RIGHT"]) < LEAST_RIGHT
    }
    assert few == {}


@pytest.mark.parametrize(("name", "what"), WRONG)
def test_a_wrong_answer_is_rejected(name, what, verdict_on, workspace) -> None:
    answer = written(workspace.reference(name), TABLES[name]["WRONG"][what])
    verdict = verdict_on(name, answer)
    assert verdict.outcome in ("failed", "timeout", "ready-made"), verdict.says


@pytest.mark.parametrize(("name", "how"), RIGHT)
def test_a_right_answer_is_accepted(name, how, verdict_on) -> None:
    verdict = verdict_on(name, TABLES[name]["RIGHT"][how])
    assert (verdict.outcome, verdict.failure) == ("passed", None)
