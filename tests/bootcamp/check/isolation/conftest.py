"""Programs that are started as nurseries, and the host that the attacks are run by."""

import json
import sys
from pathlib import Path

import pytest

from bootcamp.check.isolation.nursery import Nursery

sys.path.insert(0, str(Path(__file__).parents[3] / "attacks" / "host"))
from hosting import Host


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

    def run(text, readable=(), **options):
        (tmp_path / "program.py").write_text(
            f"import socket\nsay = socket.socket(fileno=0)\n{text}"
        )
        command = [sys.executable, str(tmp_path / "program.py")]
        opened.append(
            Nursery.start(command, [tmp_path / "program.py", *(readable or [tmp_path])], **options)
        )
        return opened[-1]

    yield run
    for nursery in opened:
        nursery.close()


@pytest.fixture
def told():
    """The next thing that a nursery's program says."""
    return lambda nursery: json.loads(nursery.control.recv(1 << 16))
