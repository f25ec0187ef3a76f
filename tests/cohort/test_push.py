"""A learner's own machine sends what was checked there: once, without code, and as agreed."""

import http.server
import json
import math
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from bootcamp.check.client import Judge
from bootcamp.cli import pushing  # noqa: F401  (adds to the group)
from bootcamp.cli.group import bootcamp
from bootcamp.errors import RemoteError
from bootcamp.session import Session
from bootcamp.verdict import Verdict
from bootcamp.web.cohort.domain.keys import MOST, make_key
from bootcamp.web.cohort.domain.privacy import agreed, set_consent
from bootcamp.web.cohort.forms.push import MOST_ROWS
from bootcamp.web.cohort.models import Attempt, AuditEvent, Mark, Standing, Token
from bootcamp.workspace import remote
from bootcamp.workspace.attempts import hash_of
from bootcamp.workspace.folder import Workspace

from .conftest import at_once, join, make_person
from .learning import RIGHT, SQUARE

ROW = {
    "exercise": "double", "at": 1_780_000_000.25, "outcome": "failed", "honest": 1,
    "hint_level": 2, "code_hash": "0123456789abcdef", "mistake": "That is the square.",
}  # fmt: skip
MARK = {"exercise": "double", "at": 1_779_999_000.5, "kind": "hint", "code_hash": ""}


@pytest.fixture
def key(tiny, participant):
    return make_key("my laptop", actor=participant)


def send(client, key, attempts=(ROW,), marks=(MARK,), **headers):
    body = json.dumps({"attempts": attempts, "marks": marks})
    given = {"Authorization": f"Bearer {key}", **headers}
    return client.post("/api/push", body, content_type="application/json", headers=given)


def counts(reply):
    """What became of a delivery: new, known, left out, refused."""
    found = reply.json()
    return tuple(found[name] for name in ("kept", "known", "left", "refused"))


def test_what_is_sent_is_kept_and_shows_where_its_person_stands(client, key, participant):
    assert counts(send(client, key)) == (2, 0, 0, 0)
    attempt = Attempt.objects.get()
    assert (attempt.person, attempt.source, attempt.code, attempt.verdict) == (
        participant, "push", "", {},
    )  # fmt: skip
    assert (attempt.at.timestamp(), attempt.hint_level, attempt.honest) == (ROW["at"], 2, True)
    row = Standing.objects.get()
    assert (row.state, row.tries, row.hints) == ("trying", 1, 1)


def test_the_same_sent_twice_is_one(client, key):
    send(client, key)
    later = {**ROW, "at": ROW["at"] + 60, "outcome": "passed"}
    assert counts(send(client, key, [ROW, later, later], [])) == (1, 2, 0, 0)
    assert list(Attempt.objects.order_by("at").values_list("outcome", flat=True)) == [
        "failed",
        "passed",
    ]
    assert Standing.objects.get().state == "passed"


@pytest.mark.django_db(transaction=True)
def test_the_same_sent_by_eight_at_once_is_one(key):
    from django.test import Client

    found = at_once(8, lambda number: send(Client(), key).status_code)
    assert found == [200] * 8
    assert (Attempt.objects.count(), Mark.objects.count()) == (1, 1)


def test_code_that_is_sent_all_the_same_is_kept_nowhere(client, key):
    extra = {"code": "SECRET-CODE", "verdict": {"says": "SECRET-CODE"}, "person": 1}
    assert send(client, key, [{**ROW, **extra}], [{**MARK, **extra}]).status_code == 200
    kept = [*Attempt.objects.values(), *Mark.objects.values(), *AuditEvent.objects.values()]
    assert "SECRET-CODE" not in str(kept)


def test_a_mistake_that_isnt_one_of_the_courses_isnt_kept(client, key):
    forged = {**ROW, "at": ROW["at"] + 1, "mistake": "<script>alert(1)</script>"}
    assert send(client, key, [ROW, forged], []).json()["kept"] == 2
    found = Attempt.objects.order_by("at").values_list("mistake", flat=True)
    assert list(found) == ["That is the square.", ""]


@pytest.mark.parametrize("given", ["nonsense", "", "gu_" + "x" * 43])
def test_a_key_that_isnt_known_is_told_what_to_do(client, key, given):
    refused = send(client, given)
    assert refused.status_code == 401
    assert refused.json()["error"] == (
        "This key isn't known: it was revoked, or isn't complete. On the cohort's site, the page You "
        "leads to your keys: make one there and run `bootcamp login` again."
    )
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"outcome": "perfect"}, "Expected an outcome, got 'perfect'"),
        ({"outcome": []}, "Expected an outcome, got '[]'"),
        ({"exercise": "<b>"}, "Expected an exercise's name, got '<b>'"),
        ({"exercise": "x" * 81}, "Expected an exercise's name"),
        ({"at": 0}, "Expected seconds since 1970, of a clock that is right, got '0'"),
        ({"at": 1e300}, "Expected seconds since 1970"),
        ({"at": 10**400}, "Expected seconds since 1970"),
        ({"at": math.nan}, "Expected seconds since 1970"),
        ({"at": True}, "Expected seconds since 1970"),
        ({"at": 1_500_000_000}, "Expected seconds since 1970, of a clock that is right"),
        ({"at": time.time() + 2 * 24 * 3600}, "Expected seconds since 1970, of a clock that is"),
        ({"at": "now"}, "Expected seconds since 1970, of a clock that is right, got 'now'"),
        ({"hint_level": -1}, "Expected a number of hints, got '-1'"),
        ({"code_hash": "def double"}, "Expected a hash of at most 16 digits"),
        ({"mistake": ["x"]}, "Expected a known mistake's sentence"),
        ({"honest": "yes"}, "Expected honest as true or false"),
    ],
)
def test_a_row_that_isnt_as_it_should_be_is_refused_and_holds_up_no_other(
    client, key, change, says
):
    reply = send(client, key, [{**ROW, **change}, {**ROW, "at": ROW["at"] + 1}], [])
    assert counts(reply) == (1, 0, 0, 1)
    assert reply.json()["why"].startswith(says)
    assert [row.at.timestamp() for row in Attempt.objects.all()] == [ROW["at"] + 1]


def test_no_mistake_is_none_however_it_is_written(client, key):
    assert counts(send(client, key, [{**ROW, "mistake": {}}], [])) == (1, 0, 0, 0)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"attempts": 1, "marks": []}'])
def test_what_is_no_delivery_is_refused_in_a_sentence(client, key, body):
    headers = {"Authorization": f"Bearer {key}"}
    refused = client.post("/api/push", body, content_type="application/json", headers=headers)
    assert refused.status_code == 400
    assert refused.json()["error"].startswith("Expected ")


def test_a_delivery_is_bounded(client, key):
    many = [{**ROW, "at": ROW["at"] + number} for number in range(MOST_ROWS + 1)]
    assert counts(send(client, key, many[:-1], [])) == (MOST_ROWS, 0, 0, 0)
    assert "at most 500 rows, got '501'" in send(client, key, many, []).json()["error"]
    huge = send(client, key, [{**ROW, "mistake": "x" * 600_000}], [])
    assert (huge.status_code, "at most 524288 bytes" in huge.json()["error"]) == (413, True)


def test_a_key_is_shown_once_kept_as_a_hash_and_opens_nothing_once_revoked(
    client, tiny, participant, signed_in
):
    mine = signed_in(participant)
    shown = mine.post("/me/keys/", {"label": "my laptop"}).content.decode()
    key = shown.partition('<code class="written">')[2].partition("<")[0]
    assert len(key) > 40
    assert key not in mine.get("/me/keys/").content.decode()
    assert key not in str([*Token.objects.values(), *AuditEvent.objects.values()])
    assert send(client, key).status_code == 200
    url = f"/me/keys/{Token.objects.get().public}/revoke"
    assert signed_in(make_person("eve")).post(url).status_code == 404
    assert send(client, key).status_code == 200
    mine.post(url)
    assert send(client, key).status_code == 401


def test_to_make_a_key_is_to_agree_and_who_takes_it_back_is_sent_nothing_more(
    client, key, participant
):
    assert agreed(participant, "push")
    set_consent("push", False, actor=participant)
    refused = send(client, key)
    assert (refused.status_code, "You took back" in refused.json()["error"]) == (403, True)
    assert not Attempt.objects.exists()


def test_keys_are_bounded(tiny, participant, signed_in):
    for number in range(MOST):
        make_key(str(number), actor=participant)
    page = signed_in(participant).post("/me/keys/", {"label": "one more"}).content.decode()
    assert "Expected fewer than 10 keys, got 10" in page
    assert Token.objects.count() == MOST


@pytest.fixture
def workspace(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    return Workspace.create(tmp_path / "work", tiny)


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


def test_what_was_done_while_consent_was_taken_back_stays_on_the_machine(client, key, participant):
    set_consent("push", False, actor=participant)
    set_consent("push", True, actor=participant)
    span = participant.consents.order_by("pk").first()
    start = time.time() - 3600
    span.given_at = datetime.fromtimestamp(start - 1000, UTC)
    span.withdrawn_at = datetime.fromtimestamp(start, UTC)
    span.save()
    rows = [
        ROW | {"at": at, "code_hash": f"{number}"}
        for number, at in enumerate((start - 2000, start - 1, start, start + 60, time.time() + 60))
    ]
    marks = [MARK | {"at": start + 30}, MARK | {"at": start - 30}]
    assert counts(send(client, key, rows, marks)) == (4, 0, 3, 0)
    assert counts(send(client, key, rows, marks)) == (0, 4, 3, 0)
    hashes = Attempt.objects.order_by("at").values_list("code_hash", flat=True)
    assert list(hashes) == ["0", "1", "4"]


@pytest.mark.django_db(transaction=True)
def test_a_long_history_goes_in_several_deliveries(workspace, key, live_server, monkeypatch):
    monkeypatch.setattr(remote, "AT_ONCE", 3)
    remote.log_in(workspace, live_server.url, key, agrees=False)
    for number in range(8):
        tried(workspace, code=f"{number}")
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
    begun = time.monotonic()
    pusher.nudge()
    assert time.monotonic() - begun < 0.1
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


def test_a_length_that_is_no_number_is_refused_in_a_sentence(client, key):
    body = json.dumps({"attempts": [], "marks": []})
    headers = {"Authorization": f"Bearer {key}", "Content-Length": "many"}
    refused = client.post("/api/push", body, content_type="application/json", headers=headers)
    assert (refused.status_code, "got many" in refused.json()["error"]) == (413, True)


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
    remote.log_in(workspace, live_server.url, key, agrees=False)
    for number in range(4):
        tried(workspace, code=f"{number}")
    remote.push(workspace)
    Attempt.objects.order_by("-pk")[:1].get().delete()
    Attempt.objects.order_by("-pk")[:1].get().delete()
    tried(workspace, code="new")
    remote.push(workspace)
    assert Attempt.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_login_to_another_account_sends_it_all_there(workspace, key, live_server, cohort):
    remote.log_in(workspace, live_server.url, key, agrees=False)
    tried(workspace)
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
    remote.log_in(workspace, live_server.url, key, agrees=False)
    for number in range(3):
        tried(workspace, code=f"{number}")
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
    remote.log_in(workspace, live_server.url, key, agrees=False)
    tried(workspace)
    remote.push(workspace)
    monkeypatch.chdir(workspace.root)
    said = CliRunner().invoke(bootcamp, ["push", "--all"]).output
    assert said == "Sent: 0 new, 1 that the server had already.\n"


class Nonsense(http.server.BaseHTTPRequestHandler):
    """Speaks another language, or almost ours."""

    reply = b"SSH-2.0-OpenSSH\r\n"

    def handle(self):
        self.rfile.readline()
        self.wfile.write(self.reply)


OURS = b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n"


@pytest.mark.parametrize(
    "reply", [b"SSH-2.0-OpenSSH\r\n", OURS + b'{"kept": "many"}', OURS + b"[]"]
)
def test_a_server_that_isnt_ours_is_told_and_sending_goes_on_afterwards(workspace, reply):
    Nonsense.reply = reply
    with http.server.HTTPServer(("127.0.0.1", 0), Nonsense) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        login = {"url": url, "key": "x", "agrees": True}
        (workspace.root / ".bootcamp" / "login.json").write_text(json.dumps(login))
        tried(workspace)
        with pytest.raises(RemoteError):
            remote.push(workspace)
        pusher = remote.Pusher(workspace)
        pusher.nudge()
        assert pusher.settle(10) != ""
        pusher.nudge()  # the thread is no obstacle
        pusher.settle(10)
        assert pusher._thread is None
        server.shutdown()


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Sends everyone to another address, and writes down who came."""

    came = []  # noqa: RUF012  of all instances

    def do_GET(self):
        self.came.append((self.path, self.headers.get("Authorization")))
        self.send_error(404)

    def do_POST(self):
        self.came.append((self.path, self.headers.get("Authorization")))
        self.send_response(302)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/stolen")
        self.end_headers()

    def log_message(self, *unused):
        """Be still."""


def test_a_key_follows_no_redirect(workspace):
    with http.server.HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(RemoteError, match="status 302"):
            remote.log_in(workspace, f"http://127.0.0.1:{server.server_address[1]}", "k", True)
        server.shutdown()
    assert Elsewhere.came == [("/api/push", "Bearer k")]
