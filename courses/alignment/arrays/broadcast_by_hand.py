"""Say how large a result broadcasting makes, before you run it.

Reading shapes is done on paper, or in the head: flush right, pair by pair.
"""

import numpy as np

from bootcamp.author import Answer, Question

exercise = Answer(
    minutes=5,
    difficulty=2,
    importance=5,
    hints=(
        "Write the two shapes below each other, flush right. Where the upper one has an axis and "
        "the lower one has none, write a 1.",
        "Each pair of lengths must be equal, or one of them is 1 and gives way. That is the shape "
        "of the sum `a + b`.",
        "Which of its axes does the reduction take away? Multiply the lengths of the others.",
    ),
)


def question(rng: np.random.Generator) -> Question:
    p, q, r = (int(n) for n in rng.choice([2, 3, 5, 7, 11, 13], size=3, replace=False))
    first_goes = bool(rng.integers(2))
    dim, gone, left, lost = (0, "first", r * q, q) if first_goes else (-1, "last", p * r, p)
    wrong: dict[float | str, str] = {
        p * r * q: f"That is `a + b`. The sum along axis {dim} takes one of its axes away.",
        0: "They do broadcast. Shapes are lined up on the right, not on the left: the lengths "
        f"{p} and {r} never meet.",
        p * q: "That would be so if the middle axis were summed. Axis 0 is the first, -1 the last.",
        p * r if first_goes else r * q: f"Another axis has been taken away. `dim={dim}` is the "
        f"{gone} one.",
        lost: f"The middle axis of `a` has length 1, and meets the {r} of `b`: it's stretched.",
    }
    return Question(
        text=f"`a` has the shape `[{p}, 1, {q}]` and `b` the shape `[{r}, 1]`. How many entries "
        f"has `(a + b).sum(dim={dim})`? If the two don't broadcast, answer 0.",
        answer=left,
        because=f"Flush right, `b` is `[1, {r}, 1]`. Each axis of length 1 gives way, so `a + b` "
        f"is `[{p}, {r}, {q}]`. Without its {gone} axis, "
        + (f"`[{r}, {q}]`" if first_goes else f"`[{p}, {r}]`")
        + f" remains: {left} entries.",
        wrong=wrong,
    )
