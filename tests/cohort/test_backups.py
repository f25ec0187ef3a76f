"""A PostgreSQL database is copied to a file and put back from it; SQLite's is in test_serve."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest

URL = os.environ.get("DATABASE_URL", "")
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not URL.startswith("postgres"), reason="this run is on SQLite"),
]


@pytest.fixture
def environment(tmp_path):
    """A database of its own, beside the one that the tests are in."""
    with psycopg.connect(URL, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS backed_up")
        connection.execute("CREATE DATABASE backed_up")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BOOTCAMP", "DJANGO"))}
    return {
        **kept,
        "DATABASE_URL": urlsplit(URL)._replace(path="/backed_up").geturl(),
        "BOOTCAMP_DATA": str(tmp_path / "data"),
        "BOOTCAMP_SECRET_KEY": "a-secret-that-is-long-enough-for-a-test",
    }


def bootcamp(environment, *words):
    command = [sys.executable, "-m", "bootcamp", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def addresses(environment):
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        found = connection.execute("SELECT email FROM cohort_person ORDER BY email").fetchall()
    return [address for (address,) in found]


def test_a_backup_is_put_back_and_what_was_there_is_kept(environment, tmp_path):
    copy = str(tmp_path / "copy")
    assert bootcamp(environment, "organiser", "first@example.org").returncode == 0
    said = bootcamp(environment, "backup", copy)
    assert said.stdout.startswith(f"Copied to {copy}"), said.stderr
    bootcamp(environment, "organiser", "second@example.org")
    assert addresses(environment) == ["first@example.org", "second@example.org"]
    said = bootcamp(environment, "recover", "--yes", copy)
    assert said.returncode == 0, said.stderr
    assert addresses(environment) == ["first@example.org"]
    kept = said.stdout.rpartition(" is in ")[2].strip().rstrip(".")
    assert bootcamp(environment, "recover", "--yes", kept).returncode == 0
    assert addresses(environment) == ["first@example.org", "second@example.org"]


def test_what_is_no_backup_changes_nothing(environment, tmp_path):
    bootcamp(environment, "organiser", "first@example.org")
    (tmp_path / "wrong").write_bytes(b"PGDMP and then nothing")
    said = bootcamp(environment, "recover", "--yes", str(tmp_path / "wrong"))
    assert (said.returncode, "Nothing was changed" in said.stderr) == (2, True)
    assert "Traceback" not in said.stderr
    assert addresses(environment) == ["first@example.org"]
