"""A learner at a real terminal: tmux, keys, and files saved by hand."""

import os
import shutil
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.terminal


@pytest.fixture
def terminal(workspace, tmp_path):
    assert shutil.which("tmux")
    socket = str(tmp_path / "tmux")

    def tmux(*words):
        command = ["tmux", "-S", socket, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    class Terminal:
        def start(self):
            command = (
                f"BOOTCAMP_COURSE={workspace.course.root} {sys.executable} -m bootcamp start "
                f"{workspace.root} --no-browser; echo LEFT; sleep 60"
            )
            tmux("new-session", "-d", "-x", "80", "-y", "24", command)

        def press(self, *keys):
            tmux("send-keys", *keys)

        def sees(self, text, seconds=15.0):
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                screen = tmux("capture-pane", "-p")
                if text in screen:
                    return screen
                time.sleep(0.05)
            raise AssertionError(f"{text!r} never came. The screen says:\n{screen}")

        def end(self):
            tmux("kill-server")
            while subprocess.run(["tmux", "-S", socket, "ls"], capture_output=True).returncode == 0:
                time.sleep(0.05)  # a server that is ending takes no new session

    terminal = Terminal()
    yield terminal
    if os.path.exists(socket):
        subprocess.run(["tmux", "-S", socket, "kill-server"], capture_output=True, check=False)


def test_lesson_by_keyboard_alone(terminal, write, workspace):
    terminal.start()
    terminal.sees("Double a number.")
    terminal.press("h")
    terminal.sees("What is twice a number?")
    write("double", "def double(x):\n    return x * x\n")
    screen = terminal.sees("That is the square.")
    assert "Three doubled is six" in screen
    write("double", "def double(x):\n    return x + x\n")
    terminal.sees("PASS")
    terminal.press("n")
    terminal.sees("Sum the doubles.")
    terminal.press("l")
    terminal.sees("[x] double")
    terminal.press("by_hand", "Enter")
    terminal.sees("a answer")
    number = int(terminal.sees("What is").split("What is ")[1].split("+")[0].strip(" $"))
    terminal.press("a")
    terminal.sees("Your answer:")
    terminal.press(str(number - 1), "Enter")
    terminal.sees("That is one less.")
    terminal.press("a")
    terminal.press(str(number + 1), "Enter")
    terminal.sees("That is right.")
    terminal.press("q")
    terminal.sees("LEFT")
    terminal.end()
    terminal.start()
    terminal.sees("2 of 4 passed")
    terminal.sees("Sum the doubles.")
    terminal.press("C-c")
    terminal.sees("LEFT")
