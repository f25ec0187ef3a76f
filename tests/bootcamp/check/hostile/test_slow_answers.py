"""A slow answer that is right passes; one that hangs doesn't, and a host lets off nothing."""

import pytest

from bootcamp import splice
from bootcamp.check.client import Judge
from bootcamp.course.read import read_course

SLOW = """def scaled(x, factor=2.0):
    import time
    scaled.calls = getattr(scaled, "calls", 0) + 1
    time.sleep(0.6 if scaled.calls == 1 else 60)  # the check itself makes one call
    return np.asarray(x) * factor
"""
HANGS = """def scaled(x, factor=2.0):
    while not np.asarray(x).size:
        pass
    return np.asarray(x) * factor
"""


@pytest.fixture
def verdict_on(course, workspace):
    """The verdict on an answer to `scaled`, whose check has three seconds."""
    path = course.exercises["scaled"].path
    path.write_text(path.read_text().replace("minutes=", "seconds=3.0, minutes=", 1))
    assert read_course(course.root).exercises["scaled"].seconds == 3.0

    def verdict_on(source, hosted=False):
        file = workspace.root / "tinylib" / "sums.py"
        file.write_text(splice.replace(file.read_text(), "scaled", source))
        with Judge.start(course.root, workspace.root) as judge:
            return judge.check("scaled", hosted=hosted)

    return verdict_on


def test_a_slow_answer_passes_whose_tests_pass_in_time(verdict_on):
    verdict = verdict_on(SLOW)
    assert (verdict.outcome, len(verdict.tests)) == ("passed", 1)


def test_an_answer_that_hangs_where_its_tests_were_quick_is_refused(verdict_on):
    assert verdict_on(HANGS).outcome == "timeout"


def test_on_a_host_a_slow_answer_is_let_off_nothing(verdict_on):
    assert verdict_on(SLOW, hosted=True).outcome == "timeout"
