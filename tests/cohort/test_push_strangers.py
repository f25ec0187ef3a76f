"""A server that isn't ours, or is an older one: what a workspace sends there, and says of it."""

import contextlib
import http.server
import json
import threading

import pytest

from bootcamp.cli import pushing  # noqa: F401  (adds to the group)
from bootcamp.errors import RemoteError
from bootcamp.workspace import remote

from .test_push_client import tried, workspace

__all__ = ["workspace"]  # a fixture


class Nonsense(http.server.BaseHTTPRequestHandler):
    """Speaks another language, or almost ours."""

    reply = b"SSH-2.0-OpenSSH\r\n"

    def handle(self):
        self.rfile.readline()
        self.wfile.write(self.reply)


OURS = b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n"


@contextlib.contextmanager
def served_by(handler):
    """A server of these answers: its address."""
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@contextlib.contextmanager
def connected_with(reply, workspace):
    """A workspace that is connected with a server which always says this, and has a try to send."""
    Nonsense.reply = reply
    with served_by(Nonsense) as url:
        login = {"url": url, "key": "x", "agrees": True}
        (workspace.root / ".bootcamp" / "login.json").write_text(json.dumps(login))
        tried(workspace)
        yield


@pytest.mark.parametrize(
    "reply", [b"SSH-2.0-OpenSSH\r\n", OURS + b'{"kept": "many"}', OURS + b"[]"]
)
def test_a_server_that_isnt_ours_is_told_and_sending_goes_on_afterwards(workspace, reply):
    with connected_with(reply, workspace):
        with pytest.raises(RemoteError):
            remote.push(workspace)
        pusher = remote.Pusher(workspace)
        pusher.nudge()
        assert pusher.settle(10) != ""
        pusher.nudge()  # the thread is no obstacle
        pusher.settle(10)
        assert pusher._thread is None


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
    with served_by(Elsewhere) as url, pytest.raises(RemoteError, match="status 302"):
        remote.log_in(workspace, url, "k", True)
    assert Elsewhere.came == [("/api/push", "Bearer k")]


def test_a_server_that_doesnt_say_how_much_it_holds_is_sent_each_thing_once(workspace):
    with connected_with(OURS + b'{"kept": 1, "known": 0}', workspace):
        assert remote.push(workspace).kept == 1
        assert remote.push(workspace).kept == 0
