"""One definition changes, and nothing else."""

import random
import subprocess
import sys
import time

import pytest

from bootcamp.errors import SourceError, WorkspaceError
from bootcamp.workspace.edits import with_definition, with_definition_of, with_edited, write

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


TABS = "class Box:\n\tsize = 3\n\n\tdef open(self):\n\t\treturn 'mine'\n\n\tdef close(self):\n\t\treturn 2\n"
TWO = TABS.replace("\t", "  ")
BESIDE_TABS = f"def first():\n    return 1\n\n\n{TABS}"


@pytest.mark.parametrize("text", [TABS, TWO, BESIDE_TABS, f"import a\n\x0c\n{TABS}", TABS[:-1]])
@pytest.mark.parametrize("is_gone", [False, True])
def test_a_definition_is_indented_as_the_file_is(text, is_gone):
    unit = "  " if text == TWO else "\t"
    own = f"{unit}def open(self):\n{2 * unit}return 'mine'\n\n"
    assert own in text
    before = text.replace(own, "") if is_gone else text
    made = with_definition_of(before, "Box.open", REFERENCE)
    assert f'{unit}def open(self):\n{2 * unit}return "open"\n' in made
    scope: dict = {}
    exec(made.replace("import a", ""), scope)
    assert scope["Box"]().open() == "open"
    assert scope["Box"]().close() == 2


DEEP = '''def deep(x):
    """Text.

        Laid out.
    """
    for y in x:
        if y:
            z = (1 +
                 2)
            return """
    as it is"""
'''


def test_each_level_becomes_one_and_long_strings_stay():
    text = "def deep(x):\n\treturn 0\n"
    made = with_definition(text, "deep", DEEP)
    assert "\t\t\tz = (1 +\n\t\t\t\t 2)\n" in made
    assert '"""\n    as it is"""' in made
    scope: dict = {}
    exec(made, scope)
    assert scope["deep"]([1]) == "\n    as it is"


@pytest.mark.parametrize(
    "typed",
    [
        "def open(self):\n    if self:\n        return 5\n",
        "def open(self):\n\tif self:\n\t\treturn 5\n",
        "def open(self):\n\tif self:\n        return 5\n",  # a tab that was there, and blanks
    ],
)
def test_what_is_typed_on_a_page_is_indented_as_the_file_is(typed):
    assert "\tdef open(self):\n\t\tif self:\n\t\t\treturn 5\n" in with_edited(
        TABS, "Box.open", typed
    )


UNEVEN = """def open(self):
    if self:
      # of four blanks, then two, then two
      if self > (1 +
                 2):
        return 2
    return 1
"""


@pytest.mark.parametrize("text", [TABS, TWO, MINE, TABS.replace("\t", " ")])
def test_levels_of_unequal_width_stay_levels(text):
    made = with_edited(text, "Box.open", UNEVEN)
    scope: dict = {}
    exec(made.replace("import a", ""), scope)
    assert [scope["Box"].open(size) for size in (0, 2, 4)] == [1, 1, 2]
    if text == TABS:
        assert "\t\t\tif self > (1 +\n\t\t\t\t\t   2):\n\t\t\t\treturn 2\n\t\treturn 1\n" in made


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("class Box: size = 3\n", "Box.open"),  # nowhere to put a method
        ("class Box: size = 3; colour = 4\n", "Box.open"),
        ("class Box: \\\n    size = 3\n", "Box.open"),
    ],
)
def test_where_a_definition_does_not_fit_nothing_is_made(text, name):
    with pytest.raises(SourceError, match="doesn't fit|one line"):
        with_definition_of(text, name, REFERENCE)


NESTED = """class Outer:
\t@staticmethod
\tdef plain(x,
\t\ty=1): return x; y

\tclass Inner:
\t\tdef get(self): return 1
\t\t@property
\t\tdef \\
\t\t\t\tvalue(self):
\t\t\treturn 2
x = 1; y = 2
"""


@pytest.mark.parametrize(
    "name", ["Outer.plain", "Outer.Inner.get", "Outer.Inner.value", "Outer.Inner"]
)
@pytest.mark.parametrize(
    "spoil", [lambda t: t, lambda t: t.replace("x = 1", "\x0cx = 1"), str.rstrip]
)
def test_a_definition_taken_from_its_own_text_changes_nothing(name, spoil):
    text = spoil(NESTED)
    assert with_definition_of(text, name, text).rstrip("\n") == text.rstrip("\n")


def test_a_file_that_may_only_be_read_stays(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("x = 1\n")
    file.chmod(0o444)
    with pytest.raises(PermissionError, match="may only be read"):
        write(file, "x = 2\n")
    assert file.read_text() == "x = 1\n"


def test_a_link_stays_a_link_and_what_it_points_at_is_written(tmp_path):
    file, link = tmp_path / "a.py", tmp_path / "b.py"
    file.write_bytes(b"x = 1\r\n")
    link.symlink_to(file)
    write(link, "x = 2\n")
    assert link.is_symlink()
    assert file.read_bytes() == b"x = 2\r\n"


def test_a_file_that_was_changed_meanwhile_is_not_written(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("x = 5\n")
    with pytest.raises(WorkspaceError, match="changed meanwhile"):
        write(file, "x = 2\n", made_from="x = 1\n")
    assert file.read_text() == "x = 5\n"
