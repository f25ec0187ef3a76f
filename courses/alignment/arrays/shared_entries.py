"""Predict what a write to one window does to the others.

A view shows memory that something else shows too. Commit yourself before you run it.
"""

import numpy as np

from bootcamp.author import Predict, Question

exercise = Predict(
    minutes=4,
    difficulty=2,
    importance=4,
    hints=(
        "How many entries lie in memory, and how many does the view show?",
        "At which offset lies `windows[2, 1]`? Which other pairs of indices lead there?",
    ),
    reveal="shared_windows",
)


def question(rng: np.random.Generator) -> Question:
    choices = ["1", "3", "5", "15"]
    rng.shuffle(choices)
    return Question(
        text="What is the last line's value?\n\n```python\n"
        "x = torch.zeros(7)\n"
        "windows = x.as_strided((5, 3), (1, 1))  # all windows of three neighbours\n"
        "windows[2, 1] = 1.0\n"
        "windows.sum().item()\n```",
        answer="3",
        choices=tuple(choices),
        because="The entry lies at offset $2 + 1 = 3$. So do `windows[1, 2]` and "
        "`windows[3, 0]`: three windows of three cover it, each with another of its places. A view "
        "whose entries share memory is safe to read, and a trap to write to. `windows += 1` would "
        "even add 1 to an entry once for each window that shows it: seven zeros become 1, 2, 3, 3, "
        "3, 2, 1, without an error. Take a `clone()` first.",
        wrong={
            "1": "The 15 entries of the view lie on 7 places in memory, so they can't all be "
            "independent.",
            "5": "Not each of the five windows covers the place: the first and the last don't.",
            "15": "Only one place in memory was written to.",
        },
    )
