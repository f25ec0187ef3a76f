"""A site over the tiny course."""

import threading

import pytest

from bootcamp.session import Session
from bootcamp.web.serve import serve


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
