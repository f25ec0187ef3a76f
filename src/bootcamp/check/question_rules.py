"""What must hold of a question, whoever asks it: tried with many learners' seeds."""

import itertools
from collections.abc import Iterator
from typing import Any

from bootcamp.check.client import Judge
from bootcamp.check.kinds import matches
from bootcamp.course.model import ExerciseEntry

SEEDS = range(1, 51)


def question_refusals(exercise: ExerciseEntry, judge: Judge) -> Iterator[str]:
    """What doesn't hold of an exercise that asks a question."""
    questions = judge.questions(exercise.name, list(SEEDS))
    first = questions[0]["answer"]
    right = judge.check(exercise.name, answer=str(first), learner_seed=SEEDS[0])
    if not right.passed:
        yield f"Its own answer {first!r} isn't accepted. Mend question()."
    for seed, question in zip(SEEDS, questions, strict=True):
        answer = question["answer"]
        if question["choices"] and answer not in question["choices"]:
            yield f"The answer {answer!r} isn't among the choices (seed {seed}). Add it."
            return
    if exercise.kind == "Answer":  # a prediction is told nothing of wrong answers
        yield from _refusals_of_wrong_answers(questions)


def _refusals_of_wrong_answers(questions: list[dict[str, Any]]) -> Iterator[str]:
    again = "Draw other numbers while that is so."
    for seed, question in zip(SEEDS, questions, strict=True):
        known = [question["answer"], *(key for key, _ in question["wrong"])]
        for one, other in itertools.combinations(known, 2):
            if matches(other, one, question["tolerance"]):
                which = "right" if one == known[0] else "wrong"
                yield (
                    f"The known wrong answer {other!r} counts as the {which} answer {one!r} "
                    f"(seed {seed}): it is too near. {again}"
                )
                return
    counts = [len(question["wrong"]) for question in questions]
    if min(counts) < max(counts):
        seed = SEEDS[counts.index(min(counts))]
        yield (
            f"Some learners get {max(counts)} known wrong answers, others {min(counts)} "
            f"(seed {seed}): two of theirs, or one and the right one, are the same number. {again}"
        )
