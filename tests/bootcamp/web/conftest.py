"""A site over the tiny course, and a browser where there is one."""

import os
import threading
from pathlib import Path

import pytest

from bootcamp.session import Session
from bootcamp.web.serve import serve

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture
def session(workspace, judge):
    return Session(workspace, judge)


@pytest.fixture
def site(session):
    stop = threading.Event()
    watcher = threading.Thread(target=session.watch, args=(stop,), daemon=True)
    watcher.start()
    server = serve(session, port=8700)
    yield server
    server.close()
    stop.set()
    watcher.join(5)


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
