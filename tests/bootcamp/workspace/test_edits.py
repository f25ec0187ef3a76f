"""One definition changes, and nothing else."""

import random
import subprocess
import sys
import time

import pytest

from bootcamp.workspace.edits import with_definition_of

REFERENCE = """import a


def first():
    return 1


class Box:
    size = 3

    def open(self):
        return "open"

    def close(self):
        return "closed"


def last():
    return 9
"""
MINE = REFERENCE.replace("return 9", "return 'mine'")


@pytest.mark.parametrize(
    ("gone", "name"),
    [
        ("def first():\n    return 1\n\n\n", "first"),
        ('    def open(self):\n        return "open"\n\n', "Box.open"),
        ('\n    def close(self):\n        return "closed"\n', "Box.close"),
        ("\n\ndef last():\n    return 'mine'\n", "last"),
    ],
)
def test_a_definition_that_is_gone_comes_back(gone, name):
    assert gone in MINE
    mended = with_definition_of(MINE.replace(gone, ""), name, MINE)
    scope: dict = {}
    exec(mended.replace("import a", ""), scope)
    box = scope["Box"]()
    found = [scope["first"](), box.open(), box.close(), scope["last"]()]
    assert found == [1, "open", "closed", "mine"]
    assert mended.count("def ") == MINE.count("def ")


def test_a_method_whose_class_is_gone_comes_back_with_it():
    before, _, after = MINE.partition("class Box:")
    alone = before + "def last():" + after.partition("def last():")[2]
    mended = with_definition_of(alone, "Box.close", REFERENCE)
    assert "return 'mine'" in mended
    scope: dict = {}
    exec(mended.replace("import a", ""), scope)
    assert scope["Box"]().open() == "open"


def test_a_definition_put_in_place_of_its_own_leaves_the_rest():
    assert with_definition_of(MINE, "last", REFERENCE) == REFERENCE


WRITER = """
import sys
from pathlib import Path
from bootcamp.workspace.edits import write
texts = [letter * 3_000_000 for letter in "ab"]
while True:
    for text in texts:
        write(Path(sys.argv[1]), text)
        print("written", flush=True)
"""


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    file = tmp_path / "file.py"
    chance = random.Random(0)
    for _ in range(10):
        command = [sys.executable, "-c", WRITER, str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout.readline() == "written\n"
            time.sleep(chance.random() * 0.05)
            writer.kill()
        text = file.read_text()
        assert (len(text), len(set(text))) == (3_000_000, 1)
