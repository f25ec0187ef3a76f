"""Attempts survive whatever happens to the process that writes them."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from bootcamp.verdict import Verdict
from bootcamp.workspace.attempts import Attempts
from bootcamp.workspace.status import may_see_solution

WRITER = """
import sys
from pathlib import Path
from bootcamp.verdict import Verdict
from bootcamp.workspace.attempts import Attempts
attempts = Attempts(Path(sys.argv[1]))
for i in range(10**6):
    attempts.record("double", Verdict("double", "failed", "no"), f"try {i}")
    print(i, flush=True)
"""


def test_every_acknowledged_attempt_survives_kill_9_at_any_instant(tmp_path):
    path = tmp_path / "state.sqlite3"
    acknowledged = 0
    for kill in range(12):
        command = [sys.executable, "-c", WRITER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            for _ in range(1 + kill % 5):
                assert writer.stdout.readline()
                acknowledged += 1
            writer.kill()
            acknowledged += len(writer.stdout.readlines())
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert Attempts(path).count() >= acknowledged


def test_two_processes_record_at_once_and_nothing_is_lost(tmp_path):
    path = tmp_path / "state.sqlite3"
    program = WRITER.replace("10**6", "25")
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.DEVNULL)
        for _ in range(4)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    assert Attempts(path).count() == 100


def test_many_open_a_new_database_at_the_same_moment(tmp_path):
    for turn in range(20):
        with ThreadPoolExecutor(8) as pool:
            opened = pool.map(Attempts, [tmp_path / f"{turn}.sqlite3"] * 8)
            assert [attempts.count() for attempts in opened] == [0] * 8


def test_solution_opens_after_three_different_honest_tries(tmp_path):
    attempts = Attempts(tmp_path / "state.sqlite3")
    for code in ("a", "a", "b"):
        attempts.record("double", Verdict("double", "failed", ""), code)
    attempts.record("double", Verdict("double", "syntax", ""), "half typed")
    attempts.record("double", Verdict("double", "blank", ""), "stub")
    status = attempts.status("double")
    assert (status.tries, status.honest_tries, may_see_solution(status)) == (4, 2, False)
    attempts.record("double", Verdict("double", "failed", ""), "c")
    assert may_see_solution(attempts.status("double"))


def test_a_database_damaged_behind_its_first_page_is_set_aside(tmp_path):
    path = tmp_path / "state.sqlite3"
    attempts = Attempts(path)
    for number in range(200):
        attempts.record("double", Verdict("double", "failed", "no"), f"try {number}" * 50)
    del attempts
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\xff" * (len(data) - 8192 - 4096)
    path.write_bytes(data)
    attempts = Attempts(path)
    assert attempts.set_aside is not None
    assert attempts.set_aside.read_bytes() == bytes(data)
    assert attempts.statuses() == {}


def test_damaged_database_is_set_aside_not_deleted(tmp_path):
    path = tmp_path / "state.sqlite3"
    path.write_bytes(b"this is no database, but it was somebody's" * 100)
    attempts = Attempts(path)
    assert attempts.set_aside is not None
    assert attempts.set_aside.read_bytes().startswith(b"this is no database")
    assert attempts.count() == 0
