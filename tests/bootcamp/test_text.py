"""Files that people write are read in one way, and written back as they were."""

import codecs
import re
from pathlib import Path

import pytest

import bootcamp
from bootcamp.errors import SourceError
from bootcamp.text import as_before, decoded, read

LINES = "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    "data",
    [
        b"one\ntwo\nthree\n",
        b"one\r\ntwo\r\nthree\r\n",
        b"one\rtwo\rthree\r",
        b"one\r\ntwo\nthree\r",
        codecs.BOM_UTF8 + b"one\r\ntwo\nthree\n",
    ],
)
def test_a_mark_and_line_ends_make_no_other_text_and_are_written_back(data):
    text = decoded(data, "a.py")
    assert text == LINES
    assert as_before(text, data) == data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("x = 1\n".encode("utf-16"), "is in UTF-16"),
        (codecs.BOM_UTF16_BE + "x = 1\n".encode("utf-16-be"), "is in UTF-16"),
        ("x = 1\n".encode("utf-16-le"), "byte 1 is NUL"),
        (b"x = 1\n\0\0\0", "byte 6 is NUL"),
        (b"# -*- coding: latin-1 -*-\n# caf\xe9\n", "byte 31 can't be read"),
        (b"\xff", "byte 0 can't be read"),
    ],
)
def test_what_is_not_text_in_utf8_is_refused_with_the_reason(data, reason):
    with pytest.raises(SourceError, match=f"^a.py .*{reason}.* UTF-8 in your editor"):
        decoded(data, "a.py")


def test_a_file_that_vanished_is_refused_with_the_reason(tmp_path):
    with pytest.raises(SourceError, match=r"gone.py can't be read: No such file"):
        read(tmp_path / "gone.py")


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (b"a\r\nb\nc\r\n", "a\nB\nc\n", b"a\r\nB\r\nc\r\n"),  # like the line before it
        (b"a\nb\r\nc\n", "a\nb\nnew\nc\n", b"a\nb\r\nnew\r\nc\n"),
        (b"a\r\nb\nc", "a\nB\nc\n", b"a\r\nB\r\nc"),  # no end at the end stays none
        (b"a\r\nb", "a\nb\nc\n", b"a\r\nb\r\nc\r\n"),
        (b"a\nb", "a\nb\n", b"a\nb"),
        (b"", "a\n", b"a\n"),
        (codecs.BOM_UTF8 + b"a\r\n", "b\n", codecs.BOM_UTF8 + b"b\r\n"),
        (
            "x = '\u2028\x0c'\r\ny\n".encode(),
            "x = '\u2028\x0c'\nz\n",
            "x = '\u2028\x0c'\r\nz\r\n".encode(),
        ),
    ],
)
def test_a_line_that_stays_keeps_its_end_and_a_new_one_ends_like_the_line_before(
    before, text, after
):
    assert as_before(text, before) == after


NOT_WRITTEN_BY_PEOPLE = {  # the kernel's, the package's own, and what the tool itself wrote
    "check/audit/page.py",
    "check/client.py",
    "check/diagnose.py",
    "check/isolation/nursery.py",
    "check/isolation/wards.py",
    "check/process.py",
    "check/run.py",
    "report/page.py",
    "report/spec.py",
    "workspace/calls.py",
    "workspace/lock.py",
    "workspace/remote.py",
}


def test_nothing_else_reads_the_text_of_a_file():
    root = Path(bootcamp.__file__).parent
    others = {
        file.relative_to(root).as_posix()
        for file in root.rglob("*.py")
        if re.search(
            r"\.read_text\(|read_bytes\(\)\.decode\(|file\.read\(\)\.decode", file.read_text()
        )
    }
    assert others - {"text.py"} <= NOT_WRITTEN_BY_PEOPLE
