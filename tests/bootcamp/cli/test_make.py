"""What `make` shows in a terminal, while it installs and when it is left."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.terminal
REPOSITORY = Path(__file__).parents[3]
PIP = """#!/bin/sh
for word; do [ "$before" = --log ] && log=$word; before=$word; done
echo "$@" >> pip.words
echo "2026-12-01T12:00:00,000 Collecting sympy" >> $log
[ -e impatient ] || until [ -e enough ]; do sleep 0.1; done
"""


@pytest.fixture
def checkout(tmp_path):
    """A copy of the Makefile, with a pip that waits until there is a file `enough`."""
    folder = tmp_path / "checkout"
    (folder / ".venv/bin").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(REPOSITORY / name, folder)
    (folder / ".venv/bin/python").symlink_to(sys.executable)
    (folder / ".venv/bin/pip").write_text(PIP)
    (folder / ".venv/bin/pip").chmod(0o755)
    return folder


def test_make_says_what_it_installs_and_for_how_long(terminal_on, workspace, checkout):
    terminal = terminal_on(workspace)
    terminal.run(f"cd {checkout}; make .venv/bin/.installed-host")
    first = re.search(r"(\d+ s)   Collecting sympy", terminal.sees("s   Collecting sympy"))[1]
    while first in (screen := terminal.sees("s   Collecting sympy")):
        time.sleep(0.1)
    assert len(re.findall(r"\d+ s ", screen)) == 1  # one line, which changes
    (checkout / "enough").touch()
    screen = terminal.sees("LEFT")
    assert "Collecting" not in screen
    words = (checkout / "pip.words").read_text().splitlines()
    assert [each.partition("constraints.txt ")[2] for each in words] == [
        "torch", "-e .", "-e .[host,pdf]",
    ]  # fmt: skip


def test_make_writes_no_more_to_a_log_than_what_it_does(checkout):
    (checkout / "impatient").touch()
    command = ["make", ".venv/bin/.installed"]
    unmade = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        command, cwd=checkout, env=unmade, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["Installing (one to three minutes, torch first) ..."]
    assert done.stderr == ""


def test_make_ends_where_pip_fails(terminal_on, workspace, checkout):
    (checkout / ".venv/bin/pip").write_text("#!/bin/sh\necho 'ERROR: no room' >&2\nexit 3\n")
    terminal = terminal_on(workspace)
    terminal.run(f"cd {checkout}; make .venv/bin/.installed")
    screen = terminal.sees("LEFT")
    assert "ERROR: no room" in screen.splitlines()
    assert "Error 3" in screen
    assert not (checkout / ".venv/bin/.installed").exists()


def test_make_ends_on_ctrl_c_while_it_installs(terminal_on, workspace, checkout):
    terminal = terminal_on(workspace)
    terminal.run(f"cd {checkout}; PS1='ready ' bash --norc -i", height=40)
    terminal.sees("ready")
    terminal.press("make start", "Enter")
    terminal.sees("s   Collecting sympy")
    terminal.press("C-c")
    terminal.press("echo code $?", "Enter")
    screen = terminal.sees("code 130")
    time.sleep(2.5)  # by then a line that went on would have changed
    assert terminal.screen() == screen


def test_make_start_ends_quietly_on_ctrl_c(terminal_on, workspace, checkout):
    binaries = checkout / ".venv/bin"
    command = f'exec {sys.executable} -m bootcamp "$@" {workspace.root} --no-browser'
    (binaries / "bootcamp").write_text(f"#!/bin/sh\n{command}\n")
    (binaries / "bootcamp").chmod(0o755)
    (binaries / ".installed").touch()
    terminal = terminal_on(workspace)
    terminal.run(f"cd {checkout}; PS1='ready ' bash --norc -i")
    terminal.sees("ready")
    terminal.press("make start", "Enter")
    terminal.sees("Double a number.")
    terminal.press("C-c")
    screen = terminal.sees("Everything is kept.")
    terminal.press("echo code $?", "Enter")
    screen = terminal.sees("code 130")
    assert "Error" not in screen
    assert "***" not in screen
