"""The tiny course on a server, and what learners write in it."""

import pytest

from bootcamp.verdict import Verdict
from bootcamp.web.cohort.domain.study import Student
from bootcamp.web.cohort.domain.submission import finish, take
from bootcamp.workspace.attempts import hash_of
from tests.bootcamp.conftest import course  # noqa: F401

SQUARE = 'def double(x):\n    """Twice x."""\n    return x * x\n'
RIGHT = 'def double(x):\n    """Twice x."""\n    return 2 * x\n'


@pytest.fixture
def tiny(course, monkeypatch):  # noqa: F811
    """The course of four exercises, as the one that the server's cohorts learn."""
    monkeypatch.setenv("BOOTCAMP_COURSE", str(course.root))
    return course


def save(person, text, name="double"):
    """Write on the page: it is saved and submitted."""
    student = Student(person)
    student.write_source(name, text, hash_of(student.source(name)))


def verdict(outcome="passed", name="double", **fields):
    """What a judge would say."""
    return Verdict(name, outcome, "1 of 2 tests pass.", **fields)


def judge_next(outcome="passed", now=None, **fields):
    """Be a worker for one submission."""
    from django.utils import timezone

    taken = take("a worker", now or timezone.now())
    assert finish(taken, verdict(outcome, taken.exercise, **fields))
    return taken
