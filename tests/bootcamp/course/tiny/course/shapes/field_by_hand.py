"""How large is the field?"""

import numpy as np

from bootcamp.author import Answer, Question

exercise = Answer(
    minutes=2,
    difficulty=1,
    importance=2,
    hints=("Multiply.", "One side times the other."),
)


def question(rng: np.random.Generator) -> Question:
    width, height = int(rng.integers(2, 9)), int(rng.integers(11, 19))
    return Question(
        text=f"A field is {width} m by {height} m. How many square metres is it?",
        answer=width * height,
        because=f"${width} \\cdot {height} = {width * height}$.",
        wrong={width + height: "That is the way along two sides."},
    )
