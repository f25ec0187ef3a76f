"""A session: what is saved is checked, within a second, and hints and solutions follow the policy."""

import threading
import time

import pytest

from bootcamp.errors import BootcampError
from bootcamp.session import Session


@pytest.fixture
def session(workspace, judge):
    return Session(workspace, judge)


@pytest.fixture
def watched(session):
    stop = threading.Event()
    thread = threading.Thread(target=session.watch, args=[stop])
    thread.start()
    time.sleep(0.3)  # until the watcher has looked for the first time
    yield session
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def next_verdict(subscription, seconds=5.0):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        event = subscription.get(timeout=0.1)
        if event and event.verdict:
            return event.verdict
    return None


def test_saving_a_file_checks_the_exercise_that_changed(watched, write):
    subscription = watched.subscribe()
    write("total", "def total(values):\n    return 2 * sum(values)\n")
    verdict = next_verdict(subscription)
    assert (verdict.exercise, verdict.outcome) == ("total", "passed")
    assert watched.statuses()["total"].state == "passed"
    write("double", "def double(x):\n    return x\n")
    verdict = next_verdict(subscription)
    assert (verdict.exercise, verdict.mistake) == ("double", "That is x itself.")


def test_a_save_before_the_watcher_listens_is_checked_too(session, write):
    subscription = session.subscribe()
    write("double", "def double(x):\n    return x\n")
    stop = threading.Event()
    thread = threading.Thread(target=session.watch, args=[stop], daemon=True)
    thread.start()
    verdict = next_verdict(subscription)
    assert verdict
    assert (verdict.exercise, verdict.mistake) == ("double", "That is x itself.")
    assert next_verdict(subscription, seconds=1.5) is None  # once is enough
    stop.set()
    thread.join(5)


def test_half_typed_file_is_said_once_and_the_next_save_is_checked(watched, workspace, write):
    subscription = watched.subscribe()
    file = workspace.root / "tinylib/sums.py"
    whole = file.read_text()
    file.write_text(whole.replace("def double(x):", "def double(x"))
    assert next_verdict(subscription).outcome == "syntax"
    file.write_text(whole)
    write("double", "def double(x):\n    return x + x\n")
    seen = [next_verdict(subscription) for _ in range(2)]
    assert "passed" in [verdict.outcome for verdict in seen if verdict]


def test_current_is_the_first_not_passed(session, write):
    assert session.current().name == "double"
    write("double", "def double(x):\n    return x + x\n")
    session.check("double")
    assert session.current().name == "total"


def test_hints_come_one_at_a_time_and_end(session):
    assert session.hint("double") == "What is twice a number?"
    assert session.hint("double") == "Add it to itself."
    assert session.hint("double") is None
    assert len(session.hints_seen("double")) == 2


def test_solution_is_closed_until_earned_and_opens_now_with_a_mark(session):
    with pytest.raises(BootcampError, match="3 different tries"):
        session.solution("double")
    assert "return x + x" in session.solution("double", now=True)
    assert session.statuses()["double"].marks == ["solution"]
