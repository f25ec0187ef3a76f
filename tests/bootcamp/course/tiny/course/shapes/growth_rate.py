"""Which grows faster?"""

import numpy as np

from bootcamp.author import Predict, Question

exercise = Predict(
    minutes=2,
    difficulty=1,
    importance=2,
    hints=("Try a side of ten.", "Square the factor."),
    reveal="sides",
)


def question(rng: np.random.Generator) -> Question:
    return Question(
        text="The side is doubled. What grows faster?",
        answer="the area",
        choices=("the area", "the way around"),
        because="The area grows with the square of the side.",
    )
