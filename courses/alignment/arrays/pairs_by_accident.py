"""Predict the loss of a perfect model with one axis too many.

No error, no warning, and a loss that looks like any other: commit to a number first, then see where
it comes from in a table made by your own `squared_distances`.
"""

import numpy as np

from bootcamp.author import Predict, Question

exercise = Predict(
    minutes=4,
    difficulty=3,
    importance=5,
    hints=(
        "Which shape has `predictions - targets`? Write `[64, 1]` and `[64]` flush right.",
        "Each prediction meets each target. The predictions are the targets: so it is a mean over "
        "all pairs of targets, of their squared difference.",
        "Of two independent draws from the same numbers, the difference has the sum of their "
        "variances.",
    ),
    reveal="accidental_pairs",
)


def question(rng: np.random.Generator) -> Question:
    variance = float(rng.choice([1.5, 2.0, 3.0, 4.0, 5.0]))
    return Question(
        text="A model with one output gives `predictions` of shape `[64, 1]`. The `targets` have "
        f"the shape `[64]`; their mean is 0 and their variance {variance:g}. The model is perfect: "
        "`predictions[i, 0]` equals `targets[i]` for each i. What is "
        "`((predictions - targets) ** 2).mean()`?",
        answer=2 * variance,
        tolerance=0.01,
        because="The difference has the shape `[64, 64]`: each prediction minus each target. The "
        "64 pairs that belong together stand on its diagonal and are 0; the mean is over all 4096. "
        f"It is twice the variance, ${2 * variance:g}$, and it is least when all predictions are "
        "equal to the targets' mean. So a model trained on it learns to say the same for "
        "everything. The remedy: `predictions.squeeze(-1)`, and a look at the shapes.",
        wrong={
            0.0: "It would be 0 if each prediction met its own target alone.",
            variance: "That is the loss of a model that always says the mean.",
        },
    )
