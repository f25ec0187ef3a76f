"""A plan that takes long: what was found in the time is kept, and getting ready leaves it."""

import pytest

from bootcamp import splice
from bootcamp.check.bench import Bench
from bootcamp.check.diagnose import TakesLongError
from bootcamp.check.hostile import find, plan_of
from bootcamp.check.judge import get_ready
from bootcamp.course.read import read_course

SLEEPS = """def scaled(x, factor=2.0):
    import time
    scaled.calls = getattr(scaled, "calls", 0) + 1
    time.sleep(0 if scaled.calls < {first} else 60)
    return np.asarray(x) * factor
"""


@pytest.fixture
def bench_with(course, workspace):
    """A bench of the course whose reference sleeps from a call on, and its exercise."""

    def make(first):
        file = course.library_root / "tinylib" / "sums.py"
        file.write_text(splice.replace(file.read_text(), "scaled", SLEEPS.format(first=first)))
        now = read_course(course.root, problems=[])
        return Bench(now, workspace.root), now.exercises["scaled"]

    return make


def again(bench):
    """Another bench, which remembers what is on the disk."""
    return Bench(bench.course, bench.workspace)


def test_what_was_found_in_the_time_is_tried_and_kept(bench_with, monkeypatch):
    monkeypatch.setattr(find, "SECONDS", 4.0)
    bench, exercise = bench_with(4)
    found = find.all_cases(bench, exercise, 4.0)
    assert found
    assert find.all_cases(again(bench), exercise, 0.0) == found


def test_getting_ready_leaves_what_takes_long_to_be_found_another_time(bench_with, monkeypatch):
    monkeypatch.setattr("bootcamp.check.judge.PLAN_READY_SECONDS", 0.0)
    bench, exercise = bench_with(1000)
    get_ready(bench, exercise, 0)
    assert "layouts" in {case["family"] for case in plan_of(bench, exercise)}


def test_getting_ready_finds_what_is_tried(bench_with):
    bench, exercise = bench_with(1000)
    get_ready(bench, exercise, 0)
    assert plan_of(again(bench), exercise, 0.0)
    with pytest.raises(TakesLongError):
        plan_of(Bench(bench.course, None), exercise, 0.0)
