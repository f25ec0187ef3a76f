"""Nobody marks their own work: every attack is refused across the boundary, and the judge goes on.

Where an attack says that it fools a check in the same process, that is shown first: a trick that
never works would prove nothing by being refused.
"""

import pytest

from . import plain
from .attack import WRONG as WRONG_NUMBERS
from .conftest import CHECKS
from .forgeries import CHANNEL, FORGERIES
from .searches import SEARCHES
from .tricks import TRICKS

pytestmark = pytest.mark.isolation
ATTACKS = {**TRICKS, **SEARCHES, **FORGERIES, **plain.PLAIN}
WRONG = {**WRONG_NUMBERS, **plain.WRONG}

RIGHT = {
    "scaled": "def scaled(x, factor=2.0):\n    return factor * np.array(x)\n",
    "counted": "def counted(values):\n    return len([v for v in values if v > 0])\n",
    "softened": "def softened(s):\n    e = torch.exp(s)\n    return e / e.sum(-1, keepdim=True)\n",
    "checked_root": "def checked_root(x):\n    if x < 0: raise RangeError\n    return x ** 0.5\n",
    "flipped": "def flipped(x):\n    return np.array([list(column) for column in zip(*x)])\n",
    "mapped": "def mapped(function, values):\n    return list(map(function, values))\n",
    "standardised": (
        "def standardised(values):\n    m, s = np.mean(values), np.std(values)\n"
        "    return [float((v - m) / s) for v in values]\n"
    ),
    "tally": "",
    **plain.RIGHT,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_right_answer_passes_across_the_boundary(name, verdict_on):
    code = RIGHT[name].replace("def softened(s)", "def softened(scores)").replace("(s)", "(scores)")
    assert verdict_on(name, code, hosted=True).outcome == "passed"


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_without_a_trick_fails_in_both(name, verdict_on):
    for hosted in (False, True):
        assert verdict_on(name, WRONG[name], hosted=hosted).outcome == "failed"


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_is_refused(name, verdict_on):
    attack = ATTACKS[name]
    if attack.fools:
        assert verdict_on(attack.exercise, attack.code, hosted=False).outcome == "passed"
    for _ in range(2 if "earlier" in name else 1):  # a second run may know the first one's inputs
        verdict = verdict_on(attack.exercise, attack.code, hosted=True)
        assert not verdict.passed, verdict
    answer = RIGHT["counted"]
    assert verdict_on("counted", answer, hosted=True).outcome == "passed"


LAYOUTS = {
    "shares_memory_with_the_argument": "def flipped(x):\n    return x.T\n",
    "reads_by_the_order_of_storage": "def flipped(x):\n"
    "    flat = np.lib.stride_tricks.as_strided(x, (x.size,), (x.itemsize,))\n"
    "    return np.array(flat.reshape(x.shape).T)\n",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_how_an_argument_lies_in_memory_counts_in_both(name, verdict_on):
    for hosted in (False, True):
        verdict = verdict_on("flipped", LAYOUTS[name], hosted=hosted)
        assert verdict.failure.test == "test_a_new_array_of_a_transposed_one"


TRUE_BUT_FORGED = """
    send({"value": sum(value > 0 for value in values), "changed": ["dict", []]})
    kind, usual = type(channel[0]), type(channel[0]).send
    def skip(self, *unused):
        kind.send = usual
    kind.send = skip
"""


def test_code_that_speaks_on_the_connection_itself_is_heard(verdict_on):
    """So the attacks that do so were heard, and refused for what they said."""
    assert verdict_on("counted", CHANNEL + TRUE_BUT_FORGED, hosted=True).outcome == "passed"


def test_there_are_enough():
    assert len(ATTACKS) >= 30
