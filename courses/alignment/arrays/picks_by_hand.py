"""Trace which entries two integer tensors pick.

Pairs or a block? Whoever mixes the two up gets numbers of the right kind from the wrong places.
"""

import numpy as np

from bootcamp.author import Answer, Question

exercise = Answer(
    minutes=5,
    difficulty=2,
    importance=4,
    hints=(
        "Number the rows and the columns from 0. What does -1 mean for a Python list?",
        "The two tensors are read side by side: the first of the one with the first of the other. "
        "How many entries are picked?",
        "Write down the three pairs (row, column), look each of them up, and add.",
    ),
)


def question(rng: np.random.Generator) -> Question:
    x = rng.choice(np.arange(1, 100), size=(3, 4), replace=False).tolist()
    a, b = (int(n) for n in rng.permutation([1, 2]))
    c = int(rng.integers(1, 3))
    rows, columns = [a, b, a], [3, c, -1]  # 3 and -1 name the same column
    picked = [x[a][3], x[b][c], x[a][3]]
    wrong: dict[float | str, str] = {
        sum(x[row][column] for row in rows for column in columns): "That is the block: each of the "
        "rows with each of the columns. Two integer tensors in the brackets are read side by side.",
        x[a][3] + x[b][c]: "Two of the three pairs name the same entry. It is picked twice, and "
        "counts twice.",
        x[a - 1][2] + x[b - 1][c - 1] + x[a - 1][3]: "Rows and columns were counted from 1. The "
        "first has the number 0.",
        x[a][3] + x[b][c] + x[a][2]: "-1 is the last column, not the one before it.",
    }
    if len({sum(picked), *wrong}) < 5:
        return question(rng)  # two of these numbers are equal: nobody could tell why one is given
    table = ",\n".join("    [" + ", ".join(f"{n:2}" for n in row) + "]" for row in x)
    return Question(
        text=f"```python\nx = torch.tensor([\n{table},\n])\nrows = torch.tensor({rows})\n"
        f"columns = torch.tensor({columns})\nx[rows, columns].sum()\n```\n\nWhich number is it?",
        answer=sum(picked),
        because=f"Side by side: [{a}, 3], [{b}, {c}] and [{a}, -1], where -1 is column 3 again. "
        f"{picked[0]} + {picked[1]} + {picked[2]} = {sum(picked)}.",
        wrong=wrong,
    )
