"""`bootcamp audit` as a command: goes on where it was, says how far it is, ends with one object."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from bootcamp.check.audit.audit import audit
from bootcamp.check.audit.state import State
from bootcamp.errors import BootcampError

from .conftest import RANDOM, edit


def command(course, *words):
    environment = {**os.environ, "BOOTCAMP_COURSE": str(course.root)}
    return subprocess.Popen(
        [sys.executable, "-m", "bootcamp", "audit", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_an_audit_that_was_killed_goes_on_where_it_was(course, tmp_path, number):
    state = tmp_path / "state.jsonl"
    words = ("total", "scaled", "--jobs", "1", "--json", "--state", str(state))
    first = command(course, *words)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (
        state.exists() and state.read_text().count("\n") > 5
    ):
        time.sleep(0.01)
    first.send_signal(number)
    out, err = first.communicate(timeout=60)
    assert (out, "Traceback" in err) == ("", False)
    assert first.returncode == (-9 if number == signal.SIGKILL else 130)
    assert ("goes on where it was" in err) == (number == signal.SIGINT)
    known = [json.loads(line)["key"] for line in state.read_text().splitlines() if line[-1:] == "}"]
    assert len(known) > 5
    second = command(course, *words)
    out, _ = second.communicate(timeout=120)
    report = json.loads(out.splitlines()[-1])
    lines = [json.loads(line) for line in state.read_text().splitlines() if line[-1:] == "}"]
    keys = [line["key"] for line in lines]
    assert keys[: len(known)] == known  # kept
    assert len(set(keys)) == len(keys)  # and none of them done again
    tried = [line for line in lines if isinstance(line["found"], str)]
    assert len(tried) == report["mutants"]


def test_the_command_ends_with_one_object_and_says_by_its_code_whether_all_holds(course, tmp_path):
    html, state = tmp_path / "page.html", tmp_path / "state.jsonl"
    options = ("--json", "--state", str(state))
    out, _ = command(course, "double", *options, "--html", str(html)).communicate(timeout=120)
    report = json.loads(out.splitlines()[-1])
    assert list(report) == [
        "exercises", "mutants", "killed", "alike", "equivalent", "survived", "leaky", "seconds", "details",
    ]  # fmt: skip
    outcomes = ("killed", "alike", "equivalent", "survived")
    assert sum(report[outcome] for outcome in outcomes) == report["mutants"]
    assert report["leaky"] == ["double"]
    (details,) = report["details"]
    assert (details["exercise"], len(details["survived"])) == ("double", report["survived"])
    assert "A table of answers" in html.read_text()
    path = course.exercises["double"].path
    path.write_text(path.read_text() + RANDOM)
    strong = command(course, "double", *options)
    strong.communicate(timeout=120)
    assert strong.returncode == 0


def test_what_cannot_be_audited_is_said_in_a_sentence(course, tmp_path):
    for words, says in (
        (["treble"], "There is no exercise or lesson `treble`"),
        (["double", "--state", "/proc/none/state"], "Name another file with --state"),
        (["double", "--jobs", "0"], "0 is not in the range"),
    ):
        process = command(course, *words)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, says in err, "Traceback" in err) == (2, True, False), err


def test_a_line_that_was_cut_off_is_passed_over(tmp_path):
    path = tmp_path / "state.jsonl"
    state = State(path)
    state.put("one", "kept")
    state.close()
    path.write_bytes(path.read_bytes() + b'{"key": "two", "fou')
    state = State(path)
    assert (state.get("one"), state.get("two")) == ("kept", None)
    state.put("three", {})
    state.close()
    state = State(path)
    assert (state.get("one"), state.get("three")) == ("kept", {})
    state.close()


def test_results_follow_from_the_check_and_the_library(audited, course, tmp_path):
    state = tmp_path / "state.jsonl"

    def tried():
        audited("double")
        return state.read_text().count('"found": "')

    first = tried()
    assert tried() == first > 0
    edit(course, "double", "assert double(0.0) == 0.0", "assert double(0.5) == 1.0")
    second = tried()
    assert second == 2 * first
    library = course.library_root / "tinylib" / "sums.py"
    library.write_text(library.read_text().replace('"""Sums."""', '"""All sums."""'))
    assert tried() == 3 * first


def test_the_audit_says_how_far_it_is(course, tmp_path):
    heard = []
    state = State(tmp_path / "state.jsonl")
    audit(course, ["double"], 2, state, lambda *step: heard.append(step))
    state.close()
    running = [step for step in heard if step[2] == "running the checks on mutants"]
    assert sorted(done for done, _, _ in running) == list(range(1, len(running) + 1))
    assert {total for _, total, _ in running} == {len(running)}


def test_a_course_with_nothing_to_audit_holds(course, tmp_path):
    state = State(tmp_path / "state.jsonl")
    report = audit(course, ["by_hand"], 1, state)
    state.close()
    assert (report.holds, report.to_json()["exercises"]) == (True, 0)
    with pytest.raises(BootcampError):
        audit(course, ["nothing"], 1, state)
