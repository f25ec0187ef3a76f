"""Conversations with a real worker, in a thread of this process."""

import socket
import sys
import threading
from types import ModuleType

import pytest

from bootcamp.check.boundary.names import Library
from bootcamp.check.boundary.session import Session
from bootcamp.check.boundary.wire import Channel
from bootcamp.check.boundary.worker import Worker


@pytest.fixture
def converse(monkeypatch):
    """Begin a conversation with a worker that has this text as the module `asked`."""
    ends = []

    def converse(text, reference):
        module = ModuleType("asked")
        exec(text, module.__dict__)
        monkeypatch.setitem(sys.modules, "asked", module)
        ours, theirs = socket.socketpair()

        def serve():
            with theirs:  # where the worker fails, the other side hears that it is gone
                Worker(Channel(theirs)).serve()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        ends.append((ours, thread))
        return Session(Channel(ours), Library({"asked": reference}))

    yield converse
    for ours, thread in ends:
        ours.close()
        thread.join(5)
