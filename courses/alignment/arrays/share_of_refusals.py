"""Predict how much a measured rate moves when you measure it again.

Every figure that an evaluation reports is a share of samples. Commit yourself to how far such a
share strays; then see it, drawn with your own sampler.
"""

import numpy as np

from bootcamp.author import Predict, Question

exercise = Predict(
    minutes=5,
    difficulty=2,
    importance=4,
    hints=(
        "One answer is a refusal, 1, with probability 0.2, and else 0. Its variance is "
        "$0.2 \\cdot 0.8$.",
        "The mean of $n$ independent answers has that variance divided by $n$. The standard "
        "deviation is its square root.",
        "About 95% lie within two standard deviations.",
    ),
    reveal="spread_of_shares",
)

RIGHT = "12% to 28%"
ONE = "16% to 24%"
NARROW = "19% to 21%"
WIDE = "0% to 60%"


def question(rng: np.random.Generator) -> Question:
    choices = [RIGHT, ONE, NARROW, WIDE]
    rng.shuffle(choices)
    return Question(
        text="A model refuses a prompt with probability 0.2. You sample 100 answers and report the "
        "share of refusals. Then you do all of it again, many times. Between which bounds do about "
        "95% of the reported shares lie?",
        answer=RIGHT,
        choices=tuple(choices),
        because="The standard deviation of the share is the square root of 0.2 · 0.8 / 100, which "
        "is 0.04: four points, and about 95% lie within two of them. With four times as many "
        "samples it halves. Two models of which one refused 18 and the other 24 prompts of 100 "
        "have not been told apart.",
        wrong={
            ONE: "That is one standard deviation to each side, which holds about two thirds.",
            NARROW: "So narrow a range takes some 6,400 samples: the spread shrinks only with the "
            "square root of their number.",
            WIDE: "That is as far as a share of 3 or 4 samples strays.",
        },
    )
