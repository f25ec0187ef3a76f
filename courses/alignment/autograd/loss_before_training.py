"""How large is the loss before anything has been learned?

Commit to a number; then see the curve that your own code draws.
"""

import math

import numpy as np

from bootcamp.author import Predict, Question

exercise = Predict(
    minutes=3,
    difficulty=2,
    importance=4,
    hints=(
        "A network that knows nothing gives each of the ten classes about the same probability.",
        "The loss is minus the logarithm of the probability of the right class. Which probability "
        "is it here? The logarithm is the natural one.",
    ),
    reveal="loss_curve",
)


def question(rng: np.random.Generator) -> Question:
    return Question(
        text="A fresh network is shown digits of ten classes. About how large is its "
        "cross-entropy, in nats, before the first step?",
        answer=math.log(10),
        tolerance=0.1,
        because="Ten classes, about equally probable: the loss is near $-\\ln \\frac{1}{10} = "
        "\\ln 10 \\approx 2.30$. The first scores are not exactly equal but random, so the curve "
        "begins a little above. A first loss of 20 would mean that the scores are far too large, "
        "and one of 0.1 that the targets leak into the inputs: it is the cheapest test of a "
        "training run.",
        wrong={
            1.0: "That is the loss of a network that gives the right class 37%.",
            0.1: "That is the probability of the right class. The loss is minus its logarithm.",
            0.9: "That is the share of wrong answers, not the cross-entropy.",
        },
    )
