"""Add up what travels along every path.

A value that is used in several places reaches the loss in several ways. How they combine is the one
idea of this lesson; meet it with numbers of your own.
"""

import numpy as np

from bootcamp.author import Answer, Question

exercise = Answer(
    minutes=6,
    difficulty=2,
    importance=5,
    hints=(
        "List every way from $x$ to $L$ along the arrows. There are three.",
        "Along one way the slopes multiply, as in the last lesson.",
        "Moving $x$ moves $L$ along all of them at once. So what happens to the products?",
    ),
)


def question(rng: np.random.Generator) -> Question:
    first, second = (int(n) for n in rng.choice([2, 3, 5, 7], size=2, replace=False))
    to_a, to_b = int(rng.choice([2, 3, 4])), int(rng.choice([-5, -3, -2]))
    skip = int(rng.choice([-11, 6, 9, 13]))
    along_a, along_b = to_a * first, to_b * second
    answer = along_a + along_b + skip
    wrong: dict[float | str, str] = {
        along_a + along_b: "The direct way from $x$ to $L$ is missing. It counts like the others.",
        along_a * along_b * skip: "Slopes multiply along one way; the ways themselves add up.",
        (to_a + to_b) * (first + second) + skip: "The slopes out of $x$ were added before they "
        "were multiplied. Each belongs to one way.",
        abs(along_a) + abs(along_b) + abs(skip): "A sign was lost: two ways may oppose each other.",
    }
    for one_way in (along_a, along_b, skip):
        wrong.setdefault(one_way, "That is one of the three ways. All of them count.")
    wrong.pop(answer, None)
    return Question(
        text="In a graph, $a$ and $b$ are computed from $x$, and the loss $L$ from $a$, $b$ and "
        f"$x$ itself. The local slopes are $\\partial a/\\partial x = {to_a}$, "
        f"$\\partial b/\\partial x = {to_b}$, $\\partial L/\\partial a = {first}$, "
        f"$\\partial L/\\partial b = {second}$; along the direct arrow from $x$ to $L$ the slope "
        f"is ${skip}$. What is $dL/dx$?",
        answer=answer,
        because=f"${to_a} \\cdot {first} + ({to_b}) \\cdot {second} + ({skip}) = {answer}$.",
        wrong=wrong,
    )
