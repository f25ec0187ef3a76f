"""Predict the best step for measuring a slope.

Your `central_difference` measures the slope of the sine at 1, in double precision (float64, about
16 digits) and in single precision (float32, about 7 digits). Commit yourself first; then see the
error against the step, measured by your own function.
"""

import numpy as np

from bootcamp.author import Predict, Question

exercise = Predict(
    minutes=6,
    difficulty=3,
    importance=3,
    hints=(
        "Two errors add up. One shrinks with the square of the step $h$; the other is that of "
        "rounding, about $\\epsilon$, divided by the step.",
        "Their sum is smallest about where they are equal: $h^2 \\approx \\epsilon / h$.",
        "For float64 $\\epsilon$ is about $2 \\cdot 10^{-16}$, for float32 about $10^{-7}$.",
    ),
    reveal="gradient_check_error",
)

RIGHT = "float64: about 1e-5, float32: about 1e-2 to 1e-3"
ROOT = "float64: about 1e-8, float32: about 1e-4 to 1e-3"
TINY = "float64: about 1e-15, float32: about 1e-7"
SAME = "about 1e-5 for both"


def question(rng: np.random.Generator) -> Question:
    choices = [RIGHT, ROOT, TINY, SAME]
    rng.shuffle(choices)
    return Question(
        text="Which step gives a central difference the smallest error, for $\\sin$ at $x = 1$?",
        answer=RIGHT,
        choices=tuple(choices),
        because="The error is about $h^2/6 + \\epsilon/h$, least near $h = \\epsilon^{1/3}$: "
        "$6 \\cdot 10^{-6}$ in float64 and $5 \\cdot 10^{-3}$ in float32 (Press et al., *Numerical "
        "Recipes*, 3rd ed., 2007, section 5.7). Even there only about "
        "two thirds of the digits are right: measured in float32, a correct gradient and a wrong "
        "one are hard to tell apart. Check gradients in float64.",
        wrong={
            ROOT: "$\\sqrt\\epsilon$ is the best step of the *forward* difference, whose error "
            "shrinks like $h$. The central one leaves out less, so it can afford a longer step.",
            TINY: "At so small a step nearly all digits of the two values are equal, and the "
            "difference is made of rounding.",
            SAME: "Rounding is half a billion times coarser in float32, so the two errors balance "
            "at a longer step.",
        },
    )
