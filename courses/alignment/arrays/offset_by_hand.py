"""Find an entry's place in memory by hand.

Transposing and slicing move nothing. They change the strides and the place of the first entry,
nothing more, so you can follow them on paper.
"""

import numpy as np

from bootcamp.author import Answer, Question

exercise = Answer(
    minutes=6,
    difficulty=2,
    importance=4,
    hints=(
        "What are the strides of x? What does `transpose` do to them?",
        "A slice that begins at s moves the first entry by s strides of that axis. A slice with a "
        "step multiplies the stride.",
        "The offset is that of the first entry, plus index times stride for each of the three "
        "axes of y.",
    ),
)


def question(rng: np.random.Generator) -> Question:
    a, b, c = (int(n) for n in rng.choice([5, 6, 7, 8, 9], size=3, replace=False))
    start, k = int(rng.integers(1, 3)), int(rng.integers(1, 3))
    i, j = 4, 1  # with i = start + j, x's strides would do for y's
    strides = c, b * c, 2  # of y
    answer = start * b * c + i * c + j * b * c + 2 * k
    wrong: dict[float | str, str] = {
        i * c + j * b * c + 2 * k: f"The slice begins at {start}, so y's first entry is not x's.",
        start * b * c + i * c + j * b * c + k: "The step of the slice is missing: one further "
        "along the last axis of y is two further in x.",
        start * c + i * b * c + j * c + 2 * k: "These are the strides of x before its axes were "
        "exchanged.",
        start * c + i * c + j * b * c + 2 * k: "The slice moves along the second axis of y. Which "
        "stride has that axis?",
    }
    return Question(
        text="What is the last line's value?\n\n```python\n"
        f"x = torch.arange({a * b * c}).view({a}, {b}, {c})  # each entry is its own offset\n"
        f"y = x.transpose(0, 1)[:, {start}:, ::2]\n"
        f"y[{i}, {j}, {k}].item()\n```",
        answer=answer,
        because=f"x has the strides ({b * c}, {c}, 1), its transpose ({c}, {b * c}, 1), and y "
        f"{strides}. The slice moves the first entry to {start} × {b * c} = {start * b * c}. So "
        f"{start * b * c} + {i} × {c} + {j} × {b * c} + {k} × 2 = {answer}.",
        wrong=wrong,
    )
