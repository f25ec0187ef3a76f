"""Take a chain of three functions apart by hand.

Each link of a chain has a slope of its own, taken at the number that reaches *that link*. One
number of your own is enough to see how they combine.
"""

import numpy as np

from bootcamp.author import Answer, Question

exercise = Answer(
    minutes=6,
    difficulty=2,
    importance=4,
    hints=(
        "Go forwards first, and write down $u$, $v$ and $w$ as numbers.",
        "Each link has a slope: of $u$ with respect to $x$, of $v$ with respect to $u$, of $w$ "
        "with respect to $v$. At which number is the second one taken?",
        "Multiply the three slopes.",
    ),
)


def draw(rng: np.random.Generator) -> tuple[int, int, int, int]:
    a, c = (int(n) for n in rng.choice([2, 3, 4, 5, 7], size=2, replace=False))
    return a, c, int(rng.integers(4, 8)), int(rng.choice([-3, -2, 4, 6]))


def wrong_answers(a: int, c: int, x: int, u: int) -> list[tuple[int, str]]:
    return [
        (
            c * 3 * u**2,
            "The slope of the first link is missing: when $x$ moves by 1, $u$ moves by more "
            "than 1.",
        ),
        (
            c * 3 * x**2 * a,
            "The slope of the cube was taken at $x$. The number that reaches the cube is $u$.",
        ),
        (c * u**3, "That is the value of $w$, not its slope."),
        (c + 3 * u**2 + a, "The slopes were added. Along one chain they multiply."),
        (3 * u**2 * a, "The slope of the last link is missing."),
        (c * 2 * u**2 * a, "The slope of a cube has the factor 3, not 2."),
    ]


def question(rng: np.random.Generator) -> Question:
    a, c, x, u = draw(rng)
    answer = c * 3 * u**2 * a
    wrong = wrong_answers(a, c, x, u)
    if len({answer, *(number for number, _ in wrong)}) <= len(wrong):
        return question(rng)  # two of these numbers are equal: nobody could tell why one is given
    return Question(
        text=f"Let $u = {a}x - {a * x - u}$, $v = u^3$ and $w = {c}v$. What is $dw/dx$ at "
        f"$x = {x}$?",
        answer=answer,
        because=f"Forwards, $u = {u}$. The slopes are $dw/dv = {c}$, $dv/du = 3u^2 = {3 * u**2}$ "
        f"and $du/dx = {a}$; their product is ${answer}$.",
        tolerance=1e-6,  # whole numbers, some of them close together
        wrong=dict(wrong),
    )
