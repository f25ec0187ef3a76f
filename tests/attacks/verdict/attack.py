"""Wrong answers that try to be marked right: each is code at the end of a learner's module.

`fools` says whether the trick works where check and code share a process: it shows that the attack
is one, and that the boundary is what stops it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attack:
    """A trick: which exercise it answers, and with what."""

    exercise: str
    code: str
    fools: bool = False


WRONG = {
    "scaled": "def scaled(x, factor=2.0):\n    return np.zeros(np.shape(x))\n",
    "counted": "def counted(values):\n    return -1\n",
    "softened": "def softened(scores):\n    return torch.zeros(scores.shape)\n",
    "standardised": "def standardised(values):\n    return [0.0 for _ in values]\n",
    "checked_root": "def checked_root(x):\n    return -1.0\n",
}


def wrong(exercise: str, code: str, fools: bool = False) -> Attack:
    """A trick beside a wrong answer."""
    return Attack(exercise, f"{WRONG[exercise]}\n{code}", fools)
