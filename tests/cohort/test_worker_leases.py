"""When a worker takes something, and how long it may keep it."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from bootcamp.check.client import Judge
from bootcamp.errors import JudgeError
from bootcamp.web.cohort.domain.course import _read
from bootcamp.web.cohort.domain.submission import clock, take
from bootcamp.web.cohort.models import Submission
from bootcamp.web.worker import kept

from .learning import RIGHT, save
from .test_worker import last, work_off, worker

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
