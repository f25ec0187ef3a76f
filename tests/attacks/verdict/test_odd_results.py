"""What is too odd to be compared, drawn or measured is a wrong answer like any other."""

import pytest

pytestmark = pytest.mark.isolation

ODD = {
    "a whole number of a thousand digits": "10**1000",
    "whole numbers that are no floats": "[10**400, -(10**400), 1]",
    "a range that no memory holds": "range(10**18)",
    "more axes than can be broadcast": "np.zeros((1,) * 60)",
    "no entries, along another axis": "np.empty((0, 3))",
    "lists within lists": "__import__('functools').reduce(lambda inner, _: [inner], range(300), 0)",
    "a thousand lists of a thousand": "[[1] * 400] * 400",
    "long texts in lists of lists of lists": "[[[['x' * 150] * 12] * 12] * 12] * 12",
    "half a character": "'\\ud800' * 1000",
    "complex numbers that are none": "np.full(3, complex(np.nan, np.inf))",
    "the largest numbers without a sign": "np.full(3, 2**64 - 1, np.uint64)",
    "a dictionary of arrays": "{'a': np.ones(3)}",
    "a tuple with names": "__import__('collections').namedtuple('R', 'shape dtype')((3,), 'f')",
}


@pytest.mark.parametrize("hosted", [True, False], ids=["hosted", "together"])
@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "asked", ["scaled(x, factor=2.0)", "counted(values)", "softened(scores)"], ids=str
)
def test_it_is_told_as_a_wrong_answer(verdict_on, asked, odd, hosted):
    name = asked.partition("(")[0]
    verdict = verdict_on(name, f"def {asked}:\n    return {ODD[odd]}\n", hosted)
    outcomes = ("failed", "memory") if "no memory" in odd else ("failed",)  # numpy tries to hold it
    assert verdict.outcome in outcomes, verdict
    assert verdict.failure.says
    assert len(str(verdict.to_json())) < 20_000
