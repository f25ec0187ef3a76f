"""What holds in a nursery and in a ward. That it holds against attacks is in tests/attacks/host."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bootcamp.check.isolation import linux
from bootcamp.check.isolation.nursery import ENVIRONMENT, FIRST_USER, PACKAGE, Nursery, visible
from bootcamp.check.isolation.offers import offers, require
from bootcamp.errors import IsolationError

pytestmark = pytest.mark.isolation
ATTACKS = Path(__file__).parents[2] / "attacks" / "host"
sys.path.insert(0, str(ATTACKS))
from hosting import Host  # noqa: E402  found through the line above

KINDS = ("user", "pid", "mnt", "ipc", "net", "uts")


@pytest.fixture(scope="module")
def host():
    host = Host([])
    yield host
    host.nursery.close()


@pytest.fixture
def start(tmp_path):
    """Start a program as a nursery, and hear what it says once it's ready."""
    opened = []
    tmp_path.chmod(0o755)  # the nursery's user isn't root, whoever we are

    def run(text, **options):
        (tmp_path / "program.py").write_text(
            f"import socket\nsay = socket.socket(fileno=0)\n{text}"
        )
        command = [sys.executable, str(tmp_path / "program.py")]
        opened.append(Nursery.start(command, [tmp_path], **options))
        return opened[-1]

    yield run
    for nursery in opened:
        nursery.close()


def told(nursery):
    return json.loads(nursery.control.recv(1 << 16))


# ----------------------------------------------------------------------------------- the nursery


ABOUT = """
import json, os
say.send(b"ready")
say.send(json.dumps({
    "variables": dict(os.environ),
    "files": sorted(os.listdir("/proc/self/fd"), key=int)[:-1],
    "processes": [name for name in os.listdir("/proc") if name.isdigit()],
    "interfaces": [line.split(":")[0].strip() for line in open("/proc/net/dev")][2:],
    "users": open("/proc/self/uid_map").read().split(),
    "folders": [os.path.exists(path) for path in ("/home", "/etc/passwd", "/var", "/run", "/sys")],
    "dev": sorted(os.listdir("/dev")),
}).encode())
say.recv(1)
"""


def test_nursery_sees_only_itself(start, monkeypatch):
    monkeypatch.setenv("HOST_SECRET", "7")
    with open("/etc/passwd") as leak:
        os.set_inheritable(leak.fileno(), True)
        about = told(start(ABOUT))
    about["variables"].pop("PWD", None)
    about["variables"].pop("LC_CTYPE", None)
    assert about["variables"] == ENVIRONMENT
    assert about["files"] == ["0", "1", "2"]
    assert about["processes"] == ["1"]
    assert about["interfaces"] == ["lo"]
    assert about["folders"] == [False] * 5
    assert about["dev"] == ["full", "null", "random", "urandom", "zero"]


def test_nursery_is_nobody_outside_where_the_host_is_root(start):
    inside, outside, count = map(int, told(start(ABOUT))["users"])
    here = FIRST_USER + os.getpid() if os.geteuid() == 0 else os.geteuid()
    assert (inside, outside, count) == (0, here, 1)


def test_hidden_folder_is_empty_and_its_neighbour_is_not(start, tmp_path):
    for name in ("answers", "data"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    text = f"""
import json, os
say.send(b"ready")
say.send(json.dumps([os.listdir("{tmp_path}/answers"), os.listdir("{tmp_path}/data")]).encode())
say.recv(1)
"""
    assert told(start(text, hidden=[tmp_path / "answers"])) == [[], ["file"]]
    assert told(start(text)) == [["file"], ["file"]]


def test_folder_within_a_readable_one_is_bound_once(tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    assert visible([inner, tmp_path]).count(tmp_path) == 1
    assert inner not in visible([inner, tmp_path])
    assert PACKAGE in visible([])


def test_program_that_fails_is_told_with_its_last_words(start):
    with pytest.raises(IsolationError, match="didn't start: ValueError: no such course"):
        start("raise ValueError('no such course')")


def test_without_bubblewrap_the_sentence_says_how_to_get_it(start, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(IsolationError, match="apt-get install bubblewrap"):
        start("")
    with pytest.raises(IsolationError, match="bubblewrap isn't installed. `apt-get install"):
        require()


FORBIDDEN = """
from bootcamp.check.isolation.offers import offers, require
from bootcamp.errors import IsolationError
try:
    require()
except IsolationError as error:
    print(error)
"""


def test_where_namespaces_are_forbidden_others_code_is_refused():
    shell = 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"'
    said = subprocess.run(
        ["unshare", "-rm", "sh", "-c", shell, "sh", sys.executable, "-c", FORBIDDEN],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.startswith("Others' code isn't run here: ")
    assert "as root: `sysctl -w user.max_user_namespaces=10000`" in said.stdout


def test_where_nothing_is_forbidden_all_is_offered():
    assert [offer.ok for offer in offers()] == [True, True, True, True]
    require()


JUDGE = """
import sys, time
from pathlib import Path
from bootcamp.check.isolation.nursery import Nursery
program = "import socket, time; socket.socket(fileno=0).send(b'ready'); time.sleep(600)"
nursery = Nursery.start([sys.executable, "-c", program])
print(nursery.control.fileno(), flush=True)
time.sleep(600)
"""


def test_nursery_that_hears_nothing_ends_with_the_host_all_the_same():
    judge = subprocess.Popen([sys.executable, "-c", JUDGE], stdout=subprocess.PIPE, text=True)
    with judge.stdout:
        judge.stdout.readline()
    children = Path(f"/proc/{judge.pid}/task/{judge.pid}/children").read_text().split()
    below = Path(f"/proc/{children[0]}/task/{children[0]}/children").read_text().split()
    assert len(below) == 1
    judge.kill()
    judge.wait()
    deadline = time.monotonic() + 5
    while is_alive(below[0]) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_alive(below[0])


def is_alive(process):
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


# -------------------------------------------------------------------------------------- the wards


def begun(host, code, **limits):
    """Begin a submission, and hear the first thing that it says."""
    child, connection, output = host.begin(code, {}, **limits)
    os.close(output)
    with connection:
        connection.settimeout(10)
        said = connection.recv(1 << 16)
    return child, json.loads(said.splitlines()[0])


def test_each_ward_has_namespaces_of_its_own(host):
    code = f"import os, json, time; won({{k: os.readlink(f'/proc/self/ns/{{k}}') for k in {KINDS}}}); time.sleep(9)"
    seen = [{kind: os.readlink(f"/proc/self/ns/{kind}") for kind in KINDS}]
    children = []
    for _ in range(2):
        child, said = begun(host, code)
        children.append(child)
        seen.append(eval(said["won"]))
    for kind in KINDS:
        assert len({each[kind] for each in seen}) == 3, kind
    for child in children:
        host.end(child)


def test_ward_leads_its_session_and_has_no_parent(host):
    said = host.run("import os; won((os.getpid(), os.getppid(), os.getsid(0), os.getpgrp()))", {})
    assert said.won == "(1, 0, 1, 1)"


def test_ward_has_the_limits_that_were_asked_for(host):
    names = ("CPU", "NPROC", "NOFILE", "CORE", "SIGPENDING", "MEMLOCK", "RTPRIO", "NICE")
    code = f"import resource; won([resource.getrlimit(getattr(resource, 'RLIMIT_' + n)) for n in {names}])"
    bounds = (7, 11, 13, 1, 1000, 0, 0, 0)
    said = host.run(code, {}, cpu_s=7, processes=11, open_files=13)
    assert eval(said.won) == [(bound, bound) for bound in bounds]


def test_each_ward_has_a_count_of_processes_of_its_own(host):
    code = """
import os, time
for _ in range(4):
    if os.fork() == 0:
        time.sleep(600)
won(4)
time.sleep(600)
"""
    children = [begun(host, code, processes=5) for _ in range(3)]
    assert [said for _, said in children] == [{"won": "4"}] * 3
    for child, _ in children:
        host.end(child)


LISTEN = """
import socket, time
mine, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
call("connect", mine.fileno(), bytes(16), 16)  # to nobody: anyone may write
mine.bind("\\0meeting-place")
won("listening")
time.sleep(600)
"""
TALK = """
import socket
mine, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
mine.connect("\\0meeting-place")
won("we can talk")
"""


def test_two_wards_find_no_name_under_which_to_meet(host):
    child, said = begun(host, LISTEN)
    assert said == {"won": "listening"}
    outcome = host.run(TALK, {})
    assert (outcome.won, outcome.ended) == ("", "ECONNREFUSED")
    host.end(child)


def test_two_processes_in_one_ward_can_meet_under_that_name(host):
    both = f"""
import os, time
outlet, inlet = os.pipe()
if os.fork() == 0:
    won = lambda said: os.write(inlet, b"!")
    exec({LISTEN!r})
os.read(outlet, 1)
exec({TALK!r})
"""
    outcome = host.run(both, {})
    assert outcome.won == "we can talk", outcome


def test_ward_that_cant_be_confined_runs_nothing_and_says_why(host):
    outcome = host.run("won('unconfined')", {}, scratch_bytes=-1)
    assert (outcome.won, outcome.ended) == ("", "exit 70")
    assert "mount: Invalid argument" in host.nursery.said()


SPARE = """
import os, time
from bootcamp.check.isolation.wards import Limits, Wards
wards = Wards()
say.send(b"ready")
child = wards.fork(Limits(wall_s=0.2), is_spare=True)
if child == 0:
    time.sleep(600)
say.settimeout(None)
wards.wait_for(say)
say.recv(10)
wards.begin(child)
wards.wait_for(say)
say.recv(10)
say.send(b'"' + wards.end(child).encode() + b'"')
"""


@pytest.mark.parametrize(
    ("begin_after_s", "ask_after_s", "ended"), [(0.6, 0.0, ""), (0.0, 0.6, "time")]
)
def test_spare_wards_time_counts_from_its_beginning(start, begin_after_s, ask_after_s, ended):
    nursery = start(SPARE)
    time.sleep(begin_after_s)
    nursery.control.send(b"begin")
    time.sleep(ask_after_s)
    nursery.control.send(b"end")
    assert told(nursery) == ended


KEPT = """
import os, socket
from bootcamp.check.isolation.wards import Limits, Wards
wards = Wards()
say.send(b"ready")
_, given, _, _ = socket.recv_fds(say, 10, 2)
child = wards.fork(Limits(), given[::-1])
if child == 0:
    os.write(3, b"second")
    os.write(4, b"first")
    os._exit(0)
wards.end(child, grace_s=5.0)
"""


def test_kept_files_are_numbered_in_order(start):
    nursery = start(KEPT)
    pairs = [socket.socketpair() for _ in range(2)]
    socket.send_fds(nursery.control, [b"!"], [theirs.fileno() for _, theirs in pairs])
    assert [ours.recv(100) for ours, _ in pairs] == [b"first", b"second"]
    for ours, theirs in pairs:
        ours.close()
        theirs.close()


# ------------------------------------------------------------------------------- the system calls


def test_filter_knows_every_call_that_it_refuses():
    """A name with a slip in it would refuse nothing. Some are of other machines or older kernels."""
    import ctypes

    seccomp = ctypes.CDLL("libseccomp.so.2")
    names = " ".join(linux.REFUSED.values()).split()
    assert len(names) == len(set(names))
    unknown = [n for n in names if seccomp.seccomp_syscall_resolve_name(n.encode()) == -1]
    assert unknown == []
