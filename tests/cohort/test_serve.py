"""The server as real processes: what it refuses, what it leaves behind, backups while it runs."""

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from bootcamp.web.backups import new_name_for_what_was

SECRET = "a-secret-that-is-long-enough-for-a-server-of-a-test"
START_SECONDS = 60


@pytest.fixture
def environment(tmp_path):
    given = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("BOOTCAMP", "DATABASE_URL", "DJANGO"))
    }
    return {**given, "BOOTCAMP_DATA": str(tmp_path / "data"), "BOOTCAMP_SECRET_KEY": SECRET}


def bootcamp(environment, *words, check=True, **options):
    command = [sys.executable, "-m", "bootcamp", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=check,
                          timeout=120, **options)  # fmt: skip


@contextlib.contextmanager
def serving(environment, port, *words):
    command = [sys.executable, "-m", "bootcamp", "serve", "--port", str(port), "--judges", "0"]
    with open(log_of(environment), "w") as log:
        process = subprocess.Popen([*command, *words], env=environment, stdout=log, stderr=log)
    try:
        wait_until(lambda: get(f"http://127.0.0.1:{port}/readyz")[0] == 200)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def log_of(environment):
    return environment["BOOTCAMP_DATA"] + ".log"


def wait_until(condition, seconds=START_SECONDS):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to be")


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


def children_of(parent):
    """The processes that a process has begun."""
    found = subprocess.run(
        ["ps", "--ppid", str(parent), "-o", "pid="], capture_output=True, text=True
    )
    return [int(word) for word in found.stdout.split()]


def is_running(process):
    with contextlib.suppress(OSError), open(f"/proc/{process}/stat") as opened:
        return opened.read().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.parametrize("secret", ["", "short"])
def test_without_a_secret_of_its_own_it_refuses_to_start(environment, secret):
    done = bootcamp({**environment, "BOOTCAMP_SECRET_KEY": secret}, "serve", check=False)
    assert done.returncode == 2
    assert "Expected a secret of 32 characters or more in BOOTCAMP_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_isnt_there_is_said_in_a_sentence(environment):
    wrong = {**environment, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    done = bootcamp(wrong, "serve", check=False)
    assert done.returncode == 2
    assert "The database can't be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_answers_logs_no_person_and_leaves_no_process_behind(environment):
    bootcamp(environment, "organiser", "olga@example.org")
    with serving(environment, 8711) as process:
        base = "http://127.0.0.1:8711"
        assert get(f"{base}/healthz") == (200, '{"ok": true}')
        assert get(f"{base}/invitation/a-secret-token/?who=olga@example.org")[0] == 410
        assert get(f"{base}/static/study/page.css")[0] == 200
        helpers = children_of(process.pid)
        assert len(helpers) >= 3
        process.send_signal(signal.SIGINT)
        process.wait(30)
    wait_until(lambda: not any(map(is_running, helpers)), 15)
    with open(log_of(environment)) as log:
        said = log.read()
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert {"page": "/invitation/<str:token>/", "status": 410}.items() <= lines[0].items()
    assert "olga" not in said
    assert "a-secret-token" not in said


def test_killed_at_once_it_leaves_no_process_behind(environment):
    with serving(environment, 8712) as process:
        helpers = children_of(process.pid)
        assert len(helpers) >= 3
        process.kill()
        wait_until(lambda: not any(map(is_running, helpers)), 15)


def test_a_helper_that_dies_is_started_again(environment):
    with serving(environment, 8713) as process:

        def ticking():
            found = subprocess.run(["pgrep", "-P", str(process.pid), "-f", "bootcamp tick"],
                                   capture_output=True, text=True).stdout.split()  # fmt: skip
            return found[0] if found else ""

        first = ticking()
        os.kill(int(first), signal.SIGKILL)
        wait_until(lambda: ticking() not in ("", first), 30)


def test_a_backup_taken_while_it_runs_is_put_back_while_it_runs(environment, tmp_path):
    with serving(environment, 8714):
        bootcamp(environment, "organiser", "first@example.org")
        said = bootcamp(environment, "backup", str(tmp_path / "copy")).stdout
        assert re.fullmatch(r"Copied to .*copy, 0\.\d MB\. It holds personal data\.\n", said)
        assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
        bootcamp(environment, "organiser", "second@example.org")
        assert addresses(environment) == ["first@example.org", "second@example.org"]
        said = bootcamp(environment, "recover", "--yes", str(tmp_path / "copy")).stdout
        assert addresses(environment) == ["first@example.org"]
        assert get("http://127.0.0.1:8714/readyz")[0] == 200
        kept = said.rpartition(" is in ")[2].strip().rstrip(".")
        assert addresses(environment, kept) == ["first@example.org", "second@example.org"]


def test_puttings_back_of_the_same_second_keep_a_copy_each():
    assert len({new_name_for_what_was() for _ in range(20)}) == 20


def addresses(environment, path=None):
    place = path or f"{environment['BOOTCAMP_DATA']}/cohort.sqlite3"
    with contextlib.closing(sqlite3.connect(place)) as connection:
        found = connection.execute("SELECT email FROM cohort_person ORDER BY email").fetchall()
    return [address for (address,) in found]


def test_a_file_that_is_no_backup_changes_nothing(environment, tmp_path):
    with serving(environment, 8715):
        bootcamp(environment, "organiser", "first@example.org")
        (tmp_path / "wrong").write_text("no backup")
        done = bootcamp(environment, "recover", "--yes", str(tmp_path / "wrong"), check=False)
        assert (done.returncode, "Nothing was changed" in done.stderr) == (2, True)
        with contextlib.closing(sqlite3.connect(tmp_path / "empty")) as empty:
            empty.execute("CREATE TABLE t (x)")
        done = bootcamp(environment, "recover", "--yes", str(tmp_path / "empty"), check=False)
        assert (done.returncode, "not of this program" in done.stderr) == (2, True)
        assert addresses(environment) == ["first@example.org"]


def test_a_backup_never_replaces_a_file(environment, tmp_path):
    with serving(environment, 8716):
        (tmp_path / "kept").write_text("precious")
        done = bootcamp(environment, "backup", str(tmp_path / "kept"), check=False)
        assert (done.returncode, "exists already" in done.stderr) == (2, True)
        assert (tmp_path / "kept").read_text() == "precious"
