"""What holds in a nursery. That it holds against attacks is in tests/attacks/host."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bootcamp.check.isolation.nursery import ENVIRONMENT, FIRST_USER
from bootcamp.check.isolation.offers import offers, require
from bootcamp.check.isolation.sight import PACKAGE, covered, visible
from bootcamp.errors import IsolationError

pytestmark = pytest.mark.isolation


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


def test_nursery_sees_only_itself(start, monkeypatch, told):
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
    assert about["dev"] == ["full", "null", "random", "urandom"]


def test_nursery_is_nobody_outside_where_the_host_is_root(start, told):
    inside, outside, count = map(int, told(start(ABOUT))["users"])
    here = FIRST_USER + os.getpid() if os.geteuid() == 0 else os.geteuid()
    assert (inside, outside, count) == (0, here, 1)


def test_hidden_folder_is_empty_and_its_neighbour_is_not(start, tmp_path, told):
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


def test_hidden_file_is_empty_and_its_neighbour_is_not(start, tmp_path, told):
    for name in ("labels.csv", "images.csv"):
        (tmp_path / name).write_text("1, 2")
    text = f"""
import json
def read(name):
    try:
        return open("{tmp_path}/" + name).read()
    except OSError:
        return ""
say.send(b"ready")
say.send(json.dumps([read("labels.csv"), read("images.csv")]).encode())
say.recv(1)
"""
    assert told(start(text, hidden=[tmp_path / "labels.csv"])) == ["", "1, 2"]
    assert told(start(text)) == ["1, 2", "1, 2"]


LISTS = """
import json, os
say.send(b"ready")
say.send(json.dumps([os.path.exists(path) for path in {paths}]).encode())
say.recv(1)
"""


def test_hidden_folder_is_hidden_by_every_path_and_a_file_in_it_is_shown(start, tmp_path, told):
    for name in ("check.py", "warm_up.py"):
        write(tmp_path / "real" / "course" / name)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    checks = [str(tmp_path / way / "course" / "check.py") for way in ("real", "link")]
    warm_up = tmp_path / "real" / "course" / "warm_up.py"
    text = LISTS.format(paths=[*checks, str(warm_up)])
    readable = [tmp_path / "link", warm_up]
    assert told(start(text, readable=readable)) == [True, True, True]
    hidden = [tmp_path / "real" / "course"]
    assert told(start(text, readable=readable, hidden=hidden)) == [False, False, True]


def write(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


@pytest.mark.parametrize(
    ("left", "is_covered"),
    [
        ("bootcamp/courses/alignment/course.toml", True),
        ("other/__pycache__/course.toml", False),
        ("other/deep/down/elsewhere/course.toml", True),
        ("asked/__init__.py", True),  # an older copy of the library, with nothing in common
        ("asked/__pycache__/sums.cpython-311.pyc", True),  # what is left when its text was removed
        ("vendored/asked/sums.py", True),
        ("other/asked/else.py", False),  # a part of another package, by coincidence
        ("asking/sums.py", False),
    ],
)
def test_copy_of_what_is_hidden_is_covered_where_packages_are_installed(tmp_path, left, is_covered):
    library = tmp_path / "src" / "asked"
    for name in ("__init__.py", "sums.py"):
        write(library / name)
    environment = tmp_path / "venv"
    site = environment / "lib" / "python3.11" / "site-packages"
    file = write(site / left)
    (found,) = covered([environment], [library]) or [None]
    assert (found is not None and file.is_relative_to(found)) == is_covered


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
