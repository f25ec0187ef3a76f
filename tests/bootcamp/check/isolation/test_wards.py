"""What holds in a ward. That it holds against attacks is in tests/attacks/host."""

import ctypes
import json
import os
import socket
import time

import pytest

from bootcamp.check.isolation import linux

pytestmark = pytest.mark.isolation
KINDS = ("user", "pid", "mnt", "ipc", "net", "uts")


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
def test_spare_wards_time_counts_from_its_beginning(start, begin_after_s, ask_after_s, ended, told):
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


def test_filter_knows_every_call_that_it_refuses():
    """A name with a slip in it would refuse nothing. Some are of other machines or older kernels."""
    seccomp = ctypes.CDLL("libseccomp.so.2")
    names = " ".join(linux.REFUSED.values()).split()
    assert len(names) == len(set(names))
    unknown = [n for n in names if seccomp.seccomp_syscall_resolve_name(n.encode()) == -1]
    assert unknown == []
