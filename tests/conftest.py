"""What all tests share: a real browser and a real terminal."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("groundup", deadline=None)  # a busy machine is no failure
settings.load_profile("groundup")

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM.exists():
        pytest.skip(f"No browser at {CHROMIUM}: apt-get install chromium, or set CHROMIUM.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


class Terminal:
    """A terminal, by default of 80 by 24, in which `bootcamp start` runs on a workspace."""

    def __init__(self, socket, workspace):
        self.socket = str(socket)
        self.workspace = workspace

    def tmux(self, *words, check=True):
        command = ["tmux", "-S", self.socket, *words]
        return subprocess.run(command, capture_output=True, text=True, check=check)

    def start(self, width=80, height=24):
        self.run(
            f"{sys.executable} -m bootcamp start {self.workspace.root} --no-browser", width, height
        )

    def run(self, command, width=80, height=24):
        """Run a command of a shell; what it leaves stays on the screen."""
        course = f"export BOOTCAMP_COURSE={self.workspace.course.root}"
        script = f"{course}; {command}; echo LEFT; sleep 60"
        self.tmux("new-session", "-d", "-x", str(width), "-y", str(height), script)

    def press(self, *keys):
        self.tmux("send-keys", *keys)

    def screen(self):
        """What is on the screen now."""
        return self.tmux("capture-pane", "-p").stdout

    def sees(self, text, seconds=15.0):
        """The screen, as soon as it says this."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            screen = self.screen()
            if text in screen:
                return screen
            time.sleep(0.05)
        raise AssertionError(f"{text!r} never came. The screen says:\n{screen}")

    def end(self):
        self.tmux("kill-server", check=False)
        while self.tmux("ls", check=False).returncode == 0:
            time.sleep(0.05)  # a server that is ending takes no new session


@pytest.fixture
def terminal_on(tmp_path):
    """Make a terminal for a workspace."""
    assert shutil.which("tmux")
    opened = []

    def make(workspace):
        opened.append(Terminal(tmp_path / "tmux", workspace))
        return opened[-1]

    yield make
    for terminal in opened:
        terminal.end()
