"""A host that runs attacks, and a stand-in for its judge, so that an attack may succeed in the open."""

import contextlib
import http.server
import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from bootcamp.check.isolation.nursery import Nursery

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
SECRET = "the expected values are 2, 3 and 5"
LIMITS = {
    "memory_bytes": 128 << 20,
    "scratch_bytes": 8 << 20,
    "processes": 16,
    "open_files": 64,
    "cpu_s": 5,
    "wall_s": 5.0,
}
OUTPUT_KEPT = 100_000  # bytes

JUDGE = """
import ctypes, os, sys, time
secret = ctypes.create_string_buffer(sys.stdin.readline().strip().encode())
ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_long(-1), 0, 0, 0)  # anyone may trace it, Yama or not
print(ctypes.addressof(secret), flush=True)
time.sleep(600)
"""


@dataclass
class Outcome:
    """How an attack went: what it won, or how its process ended."""

    won: str
    ended: str  # "done", an error's name, "time", "memory", a signal's name
    text: str
    output: bytes
    seconds: float
    is_cut_off: bool  # nobody holds the other end of its sockets any more


class Host:
    """Runs submissions in a nursery."""

    def __init__(self, readable):
        command = [sys.executable, str(HERE / "nest.py")]
        self.nursery = Nursery.start(command, [HERE, *readable])

    def begin(self, code, facts, **limits):
        """Begin a submission: its number, its socket, and where its output comes out."""
        ours, theirs = socket.socketpair()
        output, inlet = os.pipe()
        request = {"code": code, "facts": facts, "limits": LIMITS | limits}
        with theirs:
            message = json.dumps(request).encode()
            socket.send_fds(self.nursery.control, [message], [theirs.fileno(), inlet])
        os.close(inlet)
        return int(self.nursery.control.recv(64)), ours, output

    def run(self, code, facts, **limits):
        """Run a submission to its end."""
        started = time.monotonic()
        child, connection, output = self.begin(code, facts, **limits)
        with connection:
            said, printed = _read(connection.fileno(), output, (LIMITS | limits)["wall_s"] + 3)
            ended = self.end(child, 0.0 if b"ended" in said else 0.5)
            seconds = time.monotonic() - started
            is_cut_off = _is_at_its_end(connection.fileno()) and _is_at_its_end(output)
        os.close(output)
        told = {}
        for line in said.splitlines():
            told |= json.loads(line) if line.startswith(b"{") and line.endswith(b"}") else {}
        how = told.get("ended") or ended
        text = told.get("text", "")
        return Outcome(told.get("won", ""), how, text, printed, seconds, is_cut_off)

    def end(self, child, grace_s=0.0):
        """End a submission; how it had ended by then."""
        self.nursery.control.send(json.dumps({"end": child, "grace_s": grace_s}).encode())
        return self.nursery.control.recv(64).decode()


def _read(connection, output, seconds):
    """What it says, until it says how it ended or has gone, and the beginning of what it prints."""
    said, printed, waiting = b"", b"", [connection, output]
    deadline = time.monotonic() + seconds
    while connection in waiting and b"ended" not in said and len(said) < OUTPUT_KEPT:
        ready, _, _ = select.select(waiting, [], [], max(0, deadline - time.monotonic()))
        if not ready:
            break
        for source in ready:
            chunk = os.read(source, 1 << 16)
            if not chunk:
                waiting.remove(source)
            elif source == connection:
                said += chunk
            else:
                printed = (printed + chunk)[:OUTPUT_KEPT]
    return said, printed


def _is_at_its_end(descriptor):
    """Whether no process holds the other end: all that is left is read, and then there's an end."""
    os.set_blocking(descriptor, False)
    try:
        while os.read(descriptor, 1 << 16):
            continue
    except BlockingIOError:
        return False
    except ConnectionResetError:
        pass
    return True


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
