"""A session: what is saved is checked, within a second, and hints and solutions follow the policy."""

import contextlib
import os
import sqlite3
import subprocess
import threading
import time

import pytest

from bootcamp.check.client import Judge
from bootcamp.errors import BootcampError
from bootcamp.session import Session
from bootcamp.workspace.versions import versions


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


def found_ahead(workspace, count, seconds=5.0):
    """How many things are kept that were found ahead, once they are `count` or the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        kept = len(list(workspace.root.glob(".bootcamp/cache/*.json")))
        if kept == count or time.monotonic() > deadline:
            return kept
        time.sleep(0.05)


def test_how_the_mistakes_of_what_is_to_do_fail_is_known_before_one_is_made(watched, workspace):
    first, second, *_ = (e for e in workspace.course.exercises.values() if e.kind == "Exercise")
    count = len(first.mistakes) + 1  # how each mistake fails, and what is tried on a right answer
    assert found_ahead(workspace, count) == count > 1
    watched.select(second.name)
    both = count + len(second.mistakes) + 1
    assert found_ahead(workspace, both) == both > count + 1


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


def events_until_quiet(subscription, quiet=1.2):
    """What came, until nothing comes any more."""
    found = []
    while event := subscription.get(timeout=quiet):
        found.append(event)
    return found


def verdicts_in(events):
    return [(e.exercise, e.verdict.outcome) for e in events if e.kind == "verdict"]


def test_once_the_file_can_be_read_again_what_is_at_hand_is_checked_and_nothing_else(
    watched, workspace, write
):
    write("double", "def double(x):\n    return x + x\n")
    write("total", "def total(values):\n    return 3 * sum(values)\n")
    subscription = watched.subscribe()
    events_until_quiet(subscription)
    file = workspace.root / "tinylib/sums.py"
    whole = file.read_text()
    file.write_text(whole.replace("def total(values):", "def total(values"))
    assert verdicts_in(events_until_quiet(subscription)) == [("total", "syntax")]
    file.write_text(whole)
    assert verdicts_in(events_until_quiet(subscription)) == [("total", "failed")]


@pytest.mark.parametrize("spoiled", [b"", None, b"\xff\xfe"])
def test_a_file_emptied_deleted_or_unreadable_and_put_back_is_checked_once(
    watched, workspace, write, spoiled
):
    write("total", "def total(values):\n    return 3 * sum(values)\n")
    subscription = watched.subscribe()
    events_until_quiet(subscription)
    file = workspace.root / "tinylib/sums.py"
    whole = file.read_bytes()
    file.unlink() if spoiled is None else file.write_bytes(spoiled)
    said = verdicts_in(events_until_quiet(subscription))
    assert ("total", "unreadable" if spoiled != b"" else "missing") in said
    file.write_bytes(whole)
    assert verdicts_in(events_until_quiet(subscription))[0] == ("total", "failed")


def test_what_stands_outside_of_the_definitions_is_checked_with_what_was_begun(
    watched, workspace, write
):
    write("double", "def double(x):\n    return TWO * x\n")
    subscription = watched.subscribe()
    assert next_verdict(subscription).outcome == "failed"  # TWO isn't defined
    file = workspace.root / "tinylib/sums.py"
    for added, outcome in (("TWO = 2\n", "passed"), ("TWO = 3\n", "failed")):
        file.write_text(added + file.read_text().replace("TWO = 2\n", ""))
        assert verdicts_in(events_until_quiet(subscription)) == [("double", outcome)]


def test_a_save_that_breaks_two_shows_one_and_says_how_the_other_did(watched, workspace):
    subscription = watched.subscribe()
    file = workspace.root / "tinylib/sums.py"
    text = file.read_text()
    for name, body in (("double", "return x + x"), ("total", "return 3")):
        text = text.replace(f'raise NotImplementedError("{name}")', body)
    file.write_text(text)
    events = events_until_quiet(subscription)
    assert sorted(verdicts_in(events)) == [("double", "passed"), ("total", "failed")]
    last = events[-1]
    assert (last.kind, last.exercise, last.text) == (
        "saved",
        "total",
        "Also checked: double passes.",
    )


def expect_growth(file, seconds=5.0):
    """See a file become longer."""
    before = file.stat().st_size if file.exists() else 0
    deadline = time.monotonic() + seconds
    while not (file.exists() and file.stat().st_size > before):
        assert time.monotonic() < deadline, "nothing writes into the file any more"
        time.sleep(0.02)


def test_a_loop_without_end_keeps_nothing_else_waiting(watched, workspace, write, tmp_path):
    file = workspace.course.root / "sums" / "total.py"
    file.write_text(file.read_text().replace("seconds=3", "seconds=8"))
    write("double", "def double(x):\n    return x + x\n")
    subscription = watched.subscribe()
    assert next_verdict(subscription).passed
    turns = tmp_path / "turns"
    loop = f"def total(values):\n    while True: open({str(turns)!r}, 'a').write('one more ')\n"
    write("total", loop)
    expect_growth(turns)  # it is being checked, for eight seconds
    write("total", "def total(values):\n    return 2.0 * sum(values)\n")
    verdict = next_verdict(subscription, 10)
    assert (verdict.exercise, verdict.outcome) == ("total", "passed")
    expect_growth(turns)  # the verdict didn't wait for its end
    assert next_verdict(subscription, 9) is None  # the old one is late, and nobody is told
    assert watched.statuses()["total"].last.passed


def test_current_is_the_first_not_passed(session, write):
    assert session.current().name == "double"
    write("double", "def double(x):\n    return x + x\n")
    session.check("double")
    assert session.current().name == "total"


def test_current_is_what_was_last_worked_on_after_another_start_as_well(
    session, write, workspace, judge
):
    write("total", "def total(values):\n    return 5\n")
    session.check("total")
    assert Session(workspace, judge).current().name == "total"
    session.select("scaled")
    assert Session(workspace, judge).current().name == "scaled"
    session.hint("total")
    assert Session(workspace, judge).current().name == "total"
    workspace.borrow("total")  # it is done: the next one
    assert Session(workspace, judge).current().name == "scaled"


def test_a_text_overtaken_by_the_next_save_is_among_the_attempts(watched, workspace, write):
    loop, good = (
        f"def total(values):\n    {body}\n"
        for body in ("while True: pass", "return 2.0 * sum(values)")
    )
    subscription = watched.subscribe()
    write("total", loop)
    while subscription.get(timeout=5).kind != "checking":
        pass
    time.sleep(0.6)  # a save waits for so long at most
    write("total", good)
    assert next_verdict(subscription, 10).outcome == "passed"
    assert [version.text for version in versions(workspace, "total")] == [loop, good]


def test_a_text_whose_check_ends_without_a_verdict_is_among_the_attempts(workspace, write, course):
    judge = Judge.start(course.root, workspace.root)
    session = Session(workspace, judge)
    text = "def double(x):\n    return x\n"
    write("double", text)
    judge.close()
    with pytest.raises(BootcampError):
        session.check("double")
    assert [version.text for version in versions(workspace, "double")] == [text]


def test_an_attempt_keeps_the_code_and_the_hints_seen(session, write, workspace):
    write("double", "def double(x):\n    return x\n")
    session.hint("double")
    for answer in ("1", "2", "3"):
        session.check("double", answer=answer)  # it asks for code: an answer is none
    with sqlite3.connect(workspace.attempts.path) as database:
        kept = database.execute("SELECT code, hint_level FROM attempt").fetchall()
    assert kept == [("def double(x):\n    return x\n", 1)] * 3
    assert session.statuses()["double"].honest_tries == 1


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


def judges_of_ours():
    """How many judges this process has started that still run."""
    listed = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True
    )
    return listed.stdout.count("bootcamp.check.zygote")


def test_a_second_judge_that_is_being_started_ends_with_the_first(course, workspace, write):
    write("total", "def total(values):\n    while True: pass\n")
    before = judges_of_ours()
    judge = Judge.start(course.root, workspace.root)

    def check():
        with contextlib.suppress(BootcampError):
            judge.check("total")

    busy, waiting = threading.Thread(target=check), threading.Thread(target=check)
    busy.start()
    waiting.start()  # one of them finds the judge busy, and a second one is started
    while judges_of_ours() == before + 1:
        time.sleep(0.01)
    judge.close()
    busy.join()
    waiting.join()
    assert judges_of_ours() == before
