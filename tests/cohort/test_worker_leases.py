"""When a worker takes something, and how long it may keep it."""

import time
from datetime import timedelta

import pytest
from django.db import DataError, connection
from django.utils import timezone

from bootcamp.check.client import Judge
from bootcamp.errors import JudgeEndedTwice, JudgeError
from bootcamp.web.cohort.domain.course import _read
from bootcamp.web.cohort.domain.submission import clock, take
from bootcamp.web.cohort.models import Submission
from bootcamp.web.worker import kept
from tests.bootcamp.hard_to_read import body, nested_finally

from .learning import RIGHT, save
from .test_worker import TOTAL, last, work_off, worker

__all__ = ["worker"]  # a fixture


def test_a_worker_whose_judge_doesnt_start_takes_nothing(worker, participant, monkeypatch):
    save(participant, RIGHT)

    def fails(*args, **kwargs):
        raise JudgeError("It can't be warmed up.")

    with monkeypatch.context() as patched:
        patched.setattr(Judge, "start", fails)
        for _ in range(5):
            with pytest.raises(JudgeError):
                worker.work()
    row = Submission.objects.get()
    assert (row.state, row.tries) == ("waiting", 0)
    work_off(worker)
    assert last(participant).passed


def test_a_judge_that_is_cold_takes_nothing(worker, participant, tiny):
    text = (tiny.root / "course.toml").read_text()
    (tiny.root / "course.toml").write_text(f'warm_up = "warm.py"\n{text}')
    (tiny.root / "warm.py").write_text("import a_package_that_isnt_there\n")
    _read.cache_clear()
    save(participant, RIGHT)
    with pytest.raises(JudgeError, match="Install what is missing"):
        worker.work()
    assert (Submission.objects.get().state, worker._judge) == ("waiting", None)
    _read.cache_clear()


@pytest.mark.parametrize(
    ("error", "tries"),
    [(JudgeEndedTwice("x"), 1), (JudgeError("It ended."), 2), (ValueError("x"), 1),
     (RecursionError("x"), 1), (MemoryError(), 1), (DataError("x"), 1)],
)  # fmt: skip
def test_what_can_never_be_judged_is_given_up_and_the_next_one_is_judged(
    worker, participant, ta, monkeypatch, error, tries
):
    usual = Judge.check

    def fails(judge, name, **more):
        if name == "double":
            raise error
        return usual(judge, name, **more)

    monkeypatch.setattr(Judge, "check", fails)
    save(participant, RIGHT)
    save(ta, TOTAL, "total")
    for _ in range(4):
        worker.work()
        Submission.objects.filter(state="taken").update(lease_until=timezone.now())
    poisoned = Submission.objects.get(exercise="double")
    assert (poisoned.state, poisoned.tries) == ("failed", tries)
    assert poisoned.error.startswith("It couldn't be judged")
    assert last(ta, "total").passed


def test_code_that_cant_be_read_gets_a_verdict_and_the_judge_goes_on(worker, participant, ta):
    for text in (body("y = " + "+".join(["0"] * 2000)), "return 1\n", nested_finally(25)):
        Submission.objects.create(person=participant, exercise="double", code=text)
        save(ta, RIGHT)
        judge = worker._judge
        work_off(worker)
        assert Submission.objects.filter(person=participant).latest("pk").tries == 1
        assert not last(participant).passed
        assert last(ta).passed
        assert judge in (None, worker._judge)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("longest", "is_kept"), [(60.0, True), (0.0, False)])
def test_a_lease_is_renewed_while_it_is_judged_but_not_for_ever(
    tiny, participant, monkeypatch, longest, is_kept
):
    lease = timedelta(seconds=0.6)
    monkeypatch.setattr("bootcamp.web.worker.LEASE", lease)
    monkeypatch.setattr("bootcamp.web.cohort.domain.submission.LEASE", lease)
    monkeypatch.setattr("bootcamp.web.worker.LONGEST_SECONDS", longest)
    save(participant, RIGHT)
    submission = take("one", clock())
    with kept(submission):
        time.sleep(1.5)
        assert (take("two", clock()) is None) is is_kept


def test_leases_are_kept_by_the_databases_clock(db, monkeypatch):
    """A worker whose machine is an hour ahead takes nobody's lease away."""
    right = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: right + timedelta(hours=1))
    is_right = abs(clock() - right) < timedelta(minutes=1)
    assert is_right is (connection.vendor == "postgresql")  # SQLite: there is one machine
