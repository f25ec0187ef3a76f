"""Known mistakes, made a second time in another style, are told their own sentence.

For each lesson there is a file `<chapter>/again_<lesson>.py` (a long one may have several) with
`AGAIN`: for each exercise its mistakes in their order, each as the text of the definition.
"""

import runpy
from pathlib import Path

import pytest

from bootcamp.course.read import read_course

from .conftest import COURSE

RIGHT, WRONG = 0.90, 0.02  # at least so many get the right sentence, at most so many a wrong one
EXERCISES = read_course(COURSE, problems=[]).exercises
AGAIN: dict[str, dict[str, tuple[str, ...]]] = {}  # by chapter and exercise
for path in sorted(Path(__file__).parent.glob("*/again_*.py")):
    AGAIN.setdefault(path.parent.name, {}).update(runpy.run_path(str(path))["AGAIN"])


def test_every_known_mistake_is_made_again() -> None:
    exercises = {name: e for name, e in EXERCISES.items() if e.kind in ("Exercise", "Experiment")}
    wanted = {name: len(exercise.mistakes) for name, exercise in exercises.items()}
    assert wanted == {n: len(texts) for again in AGAIN.values() for n, texts in again.items()}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("chapter", AGAIN)
def test_mistakes_made_again_are_told_the_right_sentence(chapter, verdict_on, workspace) -> None:
    told = []
    for name, texts in AGAIN[chapter].items():
        stub = workspace.file(name).read_text()
        for mistake, text in zip(EXERCISES[name].mistakes, texts, strict=True):
            verdict = verdict_on(name, text)
            assert verdict.outcome not in ("passed", "blank", "broken", "syntax"), (name, text)
            told.append((mistake.says, verdict.mistake, name, text))
        workspace.file(name).write_text(stub)  # the next one's verdict is about nothing else
    right = sum(says == said for says, said, *_ in told)
    missed = [row for row in told if row[0] != row[1]]
    wrong = [row for row in missed if row[1]]
    for says, said, name, text in missed:
        print(f"{name}\n  expected: {says}\n  said: {said or 'nothing'}{text}")
    print(f"{right} of {len(told)} told the right sentence, {len(wrong)} a wrong one")
    assert right >= RIGHT * len(told)
    assert len(wrong) <= WRONG * len(told)
