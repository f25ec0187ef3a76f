"""What the attacks are aimed at: a host, and a stand-in for its judge that may come to harm."""

import contextlib
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from hosting import Host  # noqa: E402  found through the line above

REPOSITORY = HERE.parents[2]
SECRET = "the expected values are 2, 3 and 5"

JUDGE = """
import ctypes, os, sys, time
secret = ctypes.create_string_buffer(sys.stdin.readline().strip().encode())
ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_long(-1), 0, 0, 0)  # anyone may trace it, Yama or not
print(ctypes.addressof(secret), flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder of the host's: a home with a secret, and a folder that submissions may read."""
    root = tmp_path_factory.mktemp("host")
    (root / "home").mkdir()
    (root / "home" / "secret").write_text(SECRET)
    (root / "readable").mkdir()
    (root / "readable" / "data.txt").write_text("for everyone")
    return root


@pytest.fixture(scope="module")
def leaks(place):
    """What an isolation that leaks would hand on: a variable, and an open file."""
    os.environ["HOST_SECRET"] = SECRET
    descriptor = os.open(place / "home" / "secret", os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    yield descriptor
    os.close(descriptor)
    del os.environ["HOST_SECRET"]


@pytest.fixture(scope="module")
def host(place, leaks):
    host = Host([place / "readable"])
    yield host
    host.nursery.close()


class Servers:
    """A TCP, a UDP and two Unix sockets on which something answers, for as long as it's open."""

    def __init__(self, folder):
        handler = http.server.SimpleHTTPRequestHandler
        handler.log_message = lambda *words: None
        self.tcp = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.tcp.serve_forever, daemon=True).start()
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix_path = str(folder / "socket")
        self.abstract = f"\0groundup-{os.getpid()}"
        self.unix = []
        for address in (self.unix_path, self.abstract):
            self.unix.append(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
            self.unix[-1].bind(address)

    def close(self):
        self.tcp.shutdown()
        for each in (self.tcp.socket, self.udp, *self.unix):
            each.close()


@pytest.fixture(scope="module")
def servers(place):
    servers = Servers(place / "home")
    yield servers
    servers.close()


@contextlib.contextmanager
def stand_in(leaks, place):
    """A process that stands for the judge: a secret in its memory, environment and open files."""
    process = subprocess.Popen(
        [sys.executable, "-c", JUDGE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=[leaks],
        cwd=place / "home",
        text=True,
    )
    with process.stdin, process.stdout:
        process.stdin.write(f"{SECRET}\n")
        process.stdin.flush()
        process.address = int(process.stdout.readline())
        yield process
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def judge(leaks, place):
    with stand_in(leaks, place) as process:
        yield process


@pytest.fixture(scope="module")
def facts(place, judge, servers):
    """What an attacker who knows everything about the host knows."""
    return {
        "SECRET": SECRET,
        "SECRET_FILE": str(place / "home" / "secret"),
        "READABLE": str(place / "readable"),
        "REPOSITORY": str(REPOSITORY),
        "JUDGE": judge.pid,
        "ADDRESS": judge.address,
        "TCP": servers.tcp.server_address[1],
        "UDP": servers.udp.getsockname()[1],
        "UNIX": servers.unix_path,
        "ABSTRACT": servers.abstract,
        "SITE": next(path for path in sys.path if path.endswith("site-packages")),
    }


@pytest.fixture
def in_the_open(facts, leaks, place, tmp_path):
    """Run an attack without isolation: what it won, and otherwise what it said."""

    def run(code):
        with stand_in(leaks, place) as judge:  # it may not survive
            here = facts | {"JUDGE": judge.pid, "ADDRESS": judge.address}
            said = subprocess.run(
                [sys.executable, str(HERE / "submission.py")],
                input=json.dumps({"code": code, "facts": here}),
                capture_output=True,
                text=True,
                cwd=tmp_path,
                pass_fds=[leaks],
                timeout=30,
                check=False,
            )
        for left in (place / "readable").iterdir():
            left.unlink()
        (place / "readable" / "data.txt").write_text("for everyone")
        told = [json.loads(line) for line in said.stdout.splitlines()]
        return [each["won"] for each in told if "won" in each], said.stdout + said.stderr

    return run
