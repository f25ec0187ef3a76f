"""Audits of the tiny course."""

import pytest

from bootcamp import splice
from bootcamp.check.audit.audit import audit
from bootcamp.check.audit.equivalents import short_hash
from bootcamp.check.audit.state import State
from bootcamp.check.client import Judge
from bootcamp.course.read import read_course

RANDOM = """

def test_random_numbers_are_doubled(rng):
    for number in rng.normal(size=3).tolist():
        expected = 2 * number
        assert double(number) == expected
"""


@pytest.fixture
def audited(course, tmp_path):
    """Audit exercises of the course as it is now; one result for each."""

    def go(*names):
        now = read_course(course.root)
        state = State(tmp_path / "state.jsonl")
        try:
            return audit(now, names, 1, state)
        finally:
            state.close()

    return go


@pytest.fixture
def asked(course):
    """What the judge says to one step of an audit."""
    with Judge.start(course.root, None) as judge:
        yield lambda name, step, **more: judge.ask(
            {"do": "audit", "name": name, "step": step, **more}
        )


def edit(course, name, old, new):
    path = course.exercises[name].path
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def reference_of(course, name):
    target = course.exercises[name].target
    source = (course.library_root / target.file).read_text()
    return short_hash(splice.extract(source, target.qualname))
