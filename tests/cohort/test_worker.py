"""Real judges, real processes: what they say, and what is left when they are killed."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection

from bootcamp.web.cohort.domain.study import Student
from bootcamp.web.cohort.domain.submission import LEASE
from bootcamp.web.cohort.models import Attempt, Draft, Submission
from bootcamp.web.worker import Worker

from .conftest import join, make_person
from .learning import RIGHT, SQUARE, save

SLOW = (
    'def double(x):\n    """Twice x."""\n    import time\n\n    time.sleep(2)\n    return 2 * x\n'
)
APART = "def total(values):\n    return 2.0 * sum(values)\n"
TOTAL = "def total(values):\n    return sum(double(value) for value in values)\n"
WAIT = 20_000
BWRAP = pytest.mark.isolation


@pytest.fixture
def worker(tiny):
    """A worker whose judge runs beside the test, without walls."""
    worker = Worker(is_isolated=False)
    yield worker
    worker.close()


def work_off(worker):
    """Work until nothing is left to do."""
    while worker.work():
        pass


def last(person, name="double"):
    return Student(person).statuses()[name].last


def test_code_is_judged_and_told_its_mistake_and_leaves_nothing_in_the_folder(worker, participant):
    before = {path: path.read_text() for path in sorted(worker._folder.rglob("*.py"))}
    save(participant, SQUARE)
    work_off(worker)
    assert (last(participant).outcome, last(participant).mistake) == (
        "failed",
        "That is the square.",
    )
    save(participant, RIGHT)
    work_off(worker)
    assert last(participant).passed
    after = {path: path.read_text() for path in sorted(worker._folder.rglob("*.py"))}
    assert after != {}
    assert {p: t for p, t in after.items() if p in before} == before
    assert "2 * x" not in "".join(after.values())


def test_a_changed_signature_is_told_without_a_command_that_the_page_doesnt_have(
    worker, participant
):
    save(participant, "def double(y):\n    return y + y\n")
    work_off(worker)
    assert (last(participant).outcome, "bootcamp" in last(participant).says) == ("signature", False)


def test_each_stands_on_their_own_stack(worker, participant, cohort):
    other = make_person("otto")
    join(other, cohort)
    save(participant, SQUARE)
    save(participant, TOTAL, "total")
    save(other, TOTAL, "total")
    work_off(worker)
    assert (last(participant, "total").outcome, last(participant, "total").blames) == (
        "stack",
        ("double",),
    )
    assert last(other, "total").passed


def test_a_question_is_drawn_and_its_answer_judged_with_the_persons_own_numbers(
    worker, participant
):
    student = Student(participant)
    assert student.question("by_hand") is None
    work_off(worker)
    question = Student(participant).question("by_hand")
    assert re.fullmatch(r"What is \$\d \+ 1\$\?", question["text"])
    student.check("by_hand", "abc")
    work_off(worker)
    assert last(participant, "by_hand").says.startswith("Expected a number such as")
    assert Student(participant).statuses()["by_hand"].tries == 0
    student.check("by_hand", str(question["answer"]))
    work_off(worker)
    assert last(participant, "by_hand").passed
    assert last(participant, "by_hand").details["answer"] == str(question["answer"])
    assert Student(participant).statuses()["by_hand"].tries == 1


def test_what_the_course_has_no_more_is_refused_in_a_sentence(worker, participant):
    Submission.objects.create(person=participant, exercise="gone", code="x")
    Draft.objects.create(person=participant, exercise="gone_too", code="y")
    save(participant, RIGHT)
    work_off(worker)
    assert Submission.objects.get(exercise="gone").error == (
        "The course has no exercise `gone` any more."
    )
    assert last(participant).passed


def database_url():
    """The database of the tests, for other processes."""

    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    host = known["HOST"] or known["OPTIONS"].get("host", "")
    password, port = known["PASSWORD"], known["PORT"]
    user = known["USER"] + (f":{password}" if password else "")
    return f"postgres://{user}@/{known['NAME']}?host={host}" + (f"&port={port}" if port else "")


@contextlib.contextmanager
def process(*words, **environment):
    command = [sys.executable, "-m", "bootcamp", "worker", *words]
    given = {**os.environ, "DATABASE_URL": database_url(), **environment}
    started = subprocess.Popen(command, env=given, stderr=subprocess.PIPE, text=True)
    try:
        yield started
    finally:
        with contextlib.suppress(ProcessLookupError):
            started.send_signal(signal.SIGCONT)
        started.kill()
        started.wait()
        assert started.stderr
        started.stderr.close()


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came to be")


def taken_by(started):
    return lambda: Submission.objects.filter(state="taken", worker__contains=f":{started.pid}:")


def is_done():
    return not Submission.objects.exclude(state="done").exists()


@BWRAP
@pytest.mark.django_db(transaction=True)
def test_killed_mid_way_it_loses_nothing_and_another_worker_takes_over(tiny, participant):
    save(participant, SLOW)
    with process() as first:
        wait_for(taken_by(first))
        time.sleep(0.5)  # it is in the midst of it
        first.kill()
        first.wait()
        save(participant, APART, "total")
        with process() as second:
            wait_for(is_done, LEASE.total_seconds() + 60)
            assert second.poll() is None
    slow = Submission.objects.get(exercise="double")
    assert (slow.tries, slow.attempt.outcome) == (2, "passed")
    assert sorted(Attempt.objects.values_list("exercise", "outcome")) == [
        ("double", "passed"),
        ("total", "passed"),
    ]


@BWRAP
@pytest.mark.django_db(transaction=True)
def test_one_that_was_frozen_until_its_lease_ended_marks_nothing_twice(tiny, participant):
    save(participant, SLOW)
    with process() as first:
        wait_for(taken_by(first))
        first.send_signal(signal.SIGSTOP)
        with process():
            wait_for(is_done, LEASE.total_seconds() + 60)
        first.send_signal(signal.SIGCONT)
        time.sleep(6)  # it has its verdict by now
        assert first.poll() is None
    assert Attempt.objects.count() == 1
    assert Submission.objects.get().tries == 2


@pytest.mark.django_db(transaction=True)
def test_open_is_refused_outside_debug(tiny):
    with process("--open") as started:
        said = started.communicate(timeout=60)[1]
    assert started.returncode == 2
    assert "on a developer's machine alone" in said


@pytest.mark.django_db(transaction=True)
def test_where_code_cant_be_isolated_it_refuses_to_run(tiny, tmp_path):
    with process(PATH=str(tmp_path)) as started:
        said = started.communicate(timeout=60)[1]
    assert started.returncode == 2
    assert said.startswith("Others' code isn't run here: bubblewrap isn't installed.")


@pytest.fixture
def working(worker):
    """The same worker in a thread, as long as the test runs."""

    stop = threading.Event()

    def work():
        while not stop.is_set():
            if not worker.work():
                stop.wait(0.1)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield worker
    stop.set()
    thread.join()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_participant_writes_in_the_page_is_told_the_mistake_and_passes(
    tiny, participant, working, live_server, page, signed_in
):
    cookie = signed_in(participant).cookies["groundup_session"].value
    page.context.add_cookies(
        [{"name": "groundup_session", "value": cookie, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/learn/lesson/sums/sums/")
    page.evaluate("window.stayed = true")
    box = page.locator("#double")
    box.get_by_role("link", name="Edit here").click()
    box.locator(".ace_editor").wait_for(timeout=WAIT)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(SQUARE)
    page.keyboard.press("Control+s")
    box.locator(".mistake", has_text="That is the square.").wait_for(timeout=WAIT)
    assert box.locator(".state").inner_text() == "Not yet"
    box.locator(".ace_content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(RIGHT)
    page.keyboard.press("Control+s")
    box.locator(".state", has_text="Passed").wait_for(timeout=WAIT)
    assert page.evaluate("document.querySelector('form.editor').ace.getValue()") == RIGHT
    by_hand = page.locator("#by_hand")
    by_hand.get_by_label("Your answer").fill("abc")
    by_hand.get_by_role("button", name="Answer").click()
    by_hand.get_by_text("Expected a number").wait_for(timeout=WAIT)
    by_hand.locator(".verdict:focus").wait_for(timeout=WAIT)  # the field was gone meanwhile
    assert page.evaluate("window.stayed") is True
    assert [each for each in page.evaluate("performance.getEntries().map(e => e.name)")
            if each.endswith("/events")] == []  # fmt: skip
