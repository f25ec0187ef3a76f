"""A workspace sends what was checked in it: as agreed, once, and again where it isn't sure."""

import json
import os
import sqlite3
import stat
import subprocess
import sys

import pytest
from click.testing import CliRunner

from bootcamp.check.client import Judge
from bootcamp.cli import pushing  # noqa: F401  (adds to the group)
from bootcamp.cli.group import bootcamp
from bootcamp.errors import RemoteError
from bootcamp.session import Session
from bootcamp.verdict import Verdict
from bootcamp.web.cohort.domain.keys import make_key
from bootcamp.web.cohort.models import Attempt, Mark
from bootcamp.workspace import remote
from bootcamp.workspace.attempts import hash_of
from bootcamp.workspace.folder import Workspace

from .conftest import join, make_person
from .learning import RIGHT, SQUARE
from .test_push import key

__all__ = ["key"]  # a fixture


@pytest.fixture
def workspace(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    return Workspace.create(tmp_path / "work", tiny)


def connected(workspace, live_server, key, tries):
    """Log in, and try so often; nothing is sent by itself."""
    remote.log_in(workspace, live_server.url, key, agrees=False)
    for number in range(tries):
        tried(workspace, code=f"{number}")


def tried(workspace, outcome="failed", code=SQUARE):
    verdict = Verdict("double", outcome, "", mistake="That is the square.")
    workspace.attempts.record("double", verdict, code)


@pytest.mark.django_db(transaction=True)
def test_login_asks_and_push_sends_what_isnt_there_yet(
    workspace, key, live_server, participant, monkeypatch
):
    monkeypatch.chdir(workspace.root)
    said = CliRunner().invoke(bootcamp, ["login", live_server.url], input=f"{key}\nn\n")
    assert "(never the code)?" in said.output
    assert f"Connected with {live_server.url}" in said.output
    kept = workspace.root / ".bootcamp" / "login.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    tried(workspace)
    workspace.attempts.mark("double", "hint")
    workspace.attempts.mark("double", "borrowed", "MY OWN CODE")
    workspace.attempts.mark("double", "lent", hash_of("x"))
    assert CliRunner().invoke(bootcamp, ["push"]).output == (
        "Sent: 4 new, 0 that the server had already.\n"
    )
    tried(workspace, "passed", RIGHT)
    assert json.loads(CliRunner().invoke(bootcamp, ["push", "--json"]).output) == {
        "kept": 1,
        "known": 0,
        "left": 0,
        "refused": 0,
        "why": "",
    }
    rows = Attempt.objects.filter(person=participant).order_by("at")
    assert list(rows.values_list("outcome", "code", "code_hash", "mistake")) == [
        ("failed", "", hash_of(SQUARE), "That is the square."),
        ("passed", "", hash_of(RIGHT), "That is the square."),
    ]
    marks = set(Mark.objects.values_list("kind", "text"))
    assert marks == {("hint", ""), ("borrowed", ""), ("lent", hash_of("x"))}
    (workspace.root / ".bootcamp" / "sent.json").unlink()
    assert remote.push(workspace) == remote.Sent(kept=0, known=5, left=0)


@pytest.mark.django_db(transaction=True)
def test_a_long_history_goes_in_several_deliveries(workspace, key, live_server, monkeypatch):
    monkeypatch.setattr(remote, "AT_ONCE", 3)
    connected(workspace, live_server, key, 8)
    assert remote.push(workspace) == remote.Sent(kept=8, known=0, left=0)


@pytest.mark.django_db(transaction=True)
def test_a_key_that_the_server_doesnt_know_isnt_kept(workspace, live_server):
    with pytest.raises(RemoteError, match="This key isn't known"):
        remote.log_in(workspace, live_server.url, "gu_nonsense", agrees=True)
    assert remote.login_of(workspace) is None


@pytest.mark.parametrize("url", ["http://cohort.example.org", "ftp://127.0.0.1", "https://"])
def test_a_key_doesnt_travel_in_the_clear(workspace, url):
    with pytest.raises(RemoteError, match=r"Expected an address such as https://cohort"):
        remote.log_in(workspace, url, "gu_x", agrees=True)


def test_without_a_login_push_says_how_to_get_one(workspace, monkeypatch):
    monkeypatch.chdir(workspace.root)
    said = subprocess.run(
        [sys.executable, "-m", "bootcamp", "push"], capture_output=True, text=True
    )
    assert (said.returncode, "`bootcamp login URL`" in said.stderr) == (2, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("agrees", [True, False])
def test_a_check_is_sent_by_itself_only_if_they_agreed(workspace, key, live_server, agrees):
    remote.log_in(workspace, live_server.url, key, agrees)
    file = workspace.root / "tinylib" / "sums.py"
    file.write_text(file.read_text().replace('raise NotImplementedError("double")', "return x * x"))
    with Judge.start(workspace.course.root, workspace.root) as judge:
        session = Session(workspace, judge)
        session.check("double")
        session.settle(10)
    assert Attempt.objects.count() == agrees


def test_a_network_that_fails_disturbs_no_check_and_it_is_sent_the_next_time(
    workspace, key, live_server, transactional_db
):
    remote.log_in(workspace, live_server.url, key, agrees=True)
    path = workspace.root / ".bootcamp" / "login.json"
    right = path.read_text()
    path.write_text(right.replace(live_server.url, "http://127.0.0.1:9"))
    tried(workspace)
    pusher = remote.Pusher(workspace)
    pusher.nudge()
    assert pusher.settle(10) == (
        "http://127.0.0.1:9 doesn't answer (Connection refused). Is that the address?"
    )
    assert Attempt.objects.count() == 0
    path.write_text(right)
    tried(workspace, code=RIGHT)
    pusher.nudge()
    assert pusher.settle(10) == ""
    assert Attempt.objects.count() == 2


def test_a_check_from_the_command_line_says_that_it_wasnt_sent(workspace, monkeypatch):
    login = {"url": "http://127.0.0.1:9", "key": "x", "agrees": True}
    (workspace.root / ".bootcamp" / "login.json").write_text(json.dumps(login))
    monkeypatch.chdir(workspace.root)
    said = subprocess.run(
        [sys.executable, "-m", "bootcamp", "check", "double"], capture_output=True, text=True
    )
    assert "Not sent yet: http://127.0.0.1:9 doesn't answer" in said.stderr


def test_a_damaged_login_is_told_and_no_check_fails_for_it(workspace):
    (workspace.root / ".bootcamp" / "login.json").write_text("{")
    remote.Pusher(workspace).nudge()
    with pytest.raises(Exception, match=r"Run `bootcamp login URL` again"):
        remote.push(workspace)
    assert os.listdir(workspace.root)


@pytest.mark.django_db(transaction=True)
def test_what_was_checked_while_the_clock_was_wrong_holds_up_nothing(workspace, key, live_server):
    remote.log_in(workspace, live_server.url, key, agrees=False)
    tried(workspace, code="x")
    with sqlite3.connect(workspace.root / ".bootcamp" / "state.sqlite3") as database:
        database.execute("UPDATE attempt SET at = 86400.0")
    database.close()
    for number in range(3):
        tried(workspace, code=f"{number}")
    sent = remote.push(workspace)
    assert (sent.kept, sent.refused) == (3, 1)
    assert "a clock that is right, got '86400.0'" in sent.why
    assert remote.push(workspace) == remote.Sent(0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_server_that_was_put_back_to_an_older_backup_gets_it_all_again(
    workspace, key, live_server
):
    connected(workspace, live_server, key, 4)
    remote.push(workspace)
    Attempt.objects.order_by("-pk")[:1].get().delete()
    Attempt.objects.order_by("-pk")[:1].get().delete()
    tried(workspace, code="new")
    remote.push(workspace)
    assert Attempt.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_login_to_another_account_sends_it_all_there(workspace, key, live_server, cohort):
    connected(workspace, live_server, key, 1)
    remote.push(workspace)
    other = make_person("otto")
    join(other, cohort)
    remote.log_in(workspace, live_server.url, make_key("desk", actor=other), agrees=False)
    assert remote.push(workspace).kept == 1
    assert Attempt.objects.filter(person=other).count() == 1


@pytest.mark.django_db(transaction=True)
def test_after_the_database_here_was_replaced_nothing_new_is_taken_for_sent(
    workspace, key, live_server
):
    connected(workspace, live_server, key, 3)
    remote.push(workspace)
    (workspace.root / ".bootcamp" / "state.sqlite3").unlink()
    again = Workspace.open(workspace.root)
    for number in range(5):
        tried(again, code=f"new {number}")
    remote.push(again)
    assert Attempt.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_push_all_sends_everything_again_and_nothing_is_kept_twice(
    workspace, key, live_server, monkeypatch
):
    connected(workspace, live_server, key, 1)
    remote.push(workspace)
    monkeypatch.chdir(workspace.root)
    said = CliRunner().invoke(bootcamp, ["push", "--all"]).output
    assert said == "Sent: 0 new, 1 that the server had already.\n"
