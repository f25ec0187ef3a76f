"""Each attack of the corpus, run for real: first, where that's safe, in the open, then in a ward.

`attacks/*.toml` holds them: `code` calls `won` when it has what it was after; `outcome` is how its
process must end in a ward; `shown` says who can show in the open that it would succeed.
"""

import os
import platform
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from bootcamp.check.isolation.nursery import FIRST_USER

pytestmark = pytest.mark.isolation
TABLES = sorted((Path(__file__).parent / "attacks").glob("*.toml"))
ATTACKS = [each for table in TABLES for each in tomllib.loads(table.read_text())["attack"]]
IS_ROOT = os.geteuid() == 0
SHOWN = [each for each in ATTACKS if each.get("shown") in ("anyone", IS_ROOT and "root")]
HERE = [each for each in ATTACKS if each.get("machine") in (None, platform.machine())]


def named(attacks):
    return pytest.mark.parametrize("attack", attacks, ids=[each["name"] for each in attacks])


@named(SHOWN)
def test_succeeds_in_the_open(attack, in_the_open):
    won, said = in_the_open(attack["code"])
    assert won, said


@named(HERE)
def test_is_contained(attack, host, facts, judge):
    outcome = host.run(attack["code"], facts, **attack.get("limits", {}))
    expected = attack["outcome"] if isinstance(attack["outcome"], list) else [attack["outcome"]]
    assert outcome.won == ""
    assert outcome.ended in expected, outcome
    assert outcome.is_cut_off, "something of the submission is still alive"
    assert judge.poll() is None
    assert field(judge.pid, "State") == ["S", "(sleeping)"]
    assert host.run("won(40 + 2)", {}).won == "42"


def test_another_submission_is_out_of_sight_and_reach(host, facts):
    """Its scratch, its memory, its process; while it runs, and after."""
    hides = "import time; open('/scratch/answer', 'w').write(SECRET); won('hidden'); time.sleep(60)"
    child, connection, output = host.begin(hides, facts)
    with connection:
        assert b"hidden" in connection.recv(1000)
        outcome = host.run(SEARCH, facts)
        assert (outcome.won, outcome.ended) == ("", "done")
        assert host.end(child) == "running"
    os.close(output)
    assert host.run(SEARCH, facts).won == ""


SEARCH = """
import os
for folder, folders, files in os.walk("/"):
    if folder.count("/") > 5 or folder.startswith(("/usr", "/proc")):
        folders.clear()
    if "answer" in files:
        won(folder)
for process in range(2, 400):
    for path in (f"/proc/{process}/root/scratch/answer", f"/proc/{process}/mem"):
        if os.path.exists(path):
            won(path)
    try:
        os.kill(process, 9)
        won(process)
    except ProcessLookupError:
        continue
"""


def test_search_for_another_submission_finds_it_where_nothing_separates_the_two(tmp_path):
    (tmp_path / "answer").touch()
    found = []
    bystander = subprocess.Popen(["sleep", "600"])
    search = SEARCH.replace('walk("/")', "walk(place)").replace("range(2, 400)", "[process]")
    exec(search, {"place": str(tmp_path), "process": bystander.pid, "won": found.append})
    assert found == [str(tmp_path), f"/proc/{bystander.pid}/mem", bystander.pid]
    assert bystander.wait() == -9


JUDGE_THAT_WAITS = """
import sys, time
sys.path.insert(0, sys.argv[1])
from hosting import Host
host = Host([])
code = "import os, time; os.fork(); os.setsid() if os.getpid() != 1 else won(); time.sleep(600)"
child, connection, output = host.begin(code, {}, wall_s=600.0)
connection.recv(100)
print("ready", flush=True)
time.sleep(600)
"""


def test_when_the_judge_is_killed_nothing_of_the_submissions_is_left():
    folder = str(Path(__file__).parent)
    judge = subprocess.Popen(
        [sys.executable, "-c", JUDGE_THAT_WAITS, folder], stdout=subprocess.PIPE, text=True
    )
    with judge.stdout:
        assert judge.stdout.readline() == "ready\n"
    below = descendants(judge.pid)
    assert len(below) >= 4  # bubblewrap, the nursery's program, the submission, its child
    judge.kill()
    judge.wait()
    deadline = time.monotonic() + 5
    while any(map(is_alive, below)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [process for process in below if is_alive(process)] == []


def field(process, name):
    """A field of what the kernel says of a process; None when there's no such process."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return None
    return next(line.split()[1:] for line in lines if line.startswith(f"{name}:"))


def is_alive(process):
    return field(process, "State") not in (None, ["Z", "(zombie)"])


def processes():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def descendants(process):
    parents = {each: parent for each in processes() if (parent := field(each, "PPid"))}
    found = {process}
    for _ in parents:
        found |= {each for each, (parent,) in parents.items() if int(parent) in found}
    return found - {process}


def state_of_the_machine():
    """What a submission could have left behind: equal before and after, or it has."""
    user = str(FIRST_USER + os.getpid() if IS_ROOT else os.getuid())
    confined = [p for p in processes() if len(field(p, "NSpid") or ()) > 1 and is_alive(p)]
    return {
        "processes": [p for p in confined if (field(p, "Uid") or [None])[0] == user],
        "mounts": Path("/proc/self/mountinfo").read_text(),
        "memory": [Path(f"/proc/sysvipc/{kind}").read_text() for kind in ("shm", "msg", "sem")],
        "files": [sorted(os.listdir(folder)) for folder in ("/", "/dev", "/dev/shm", "/usr/bin")],
        "names": [platform.node(), Path("/proc/sys/kernel/core_pattern").read_text()],
    }


@pytest.fixture(scope="module", autouse=True)
def before():
    return state_of_the_machine()


def test_afterwards_the_machine_is_as_before(before, host, facts):
    _, connection, output = host.begin("import time; won(); time.sleep(60)", facts)
    assert connection.recv(100)
    during = state_of_the_machine()
    assert len(during["processes"]) == len(before["processes"]) + 2
    connection.close()
    os.close(output)
    host.nursery.close()  # the submission runs still
    assert state_of_the_machine() == before
    assert (Path(facts["READABLE"]) / "data.txt").read_text() == "for everyone"
