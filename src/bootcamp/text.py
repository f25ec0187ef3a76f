"""The text in files that people write: read in one way everywhere, and written back as it was.

Editors put a byte order mark in front, end lines in two ways, save as UTF-16. Whatever reads a
file of a learner's, an author's or an organiser's reads it here, so that no two parts of the tool
see two texts in one file. A file that can't be read is an error with its reason, never "".
"""

import codecs
import difflib
import io
from collections import Counter
from pathlib import Path

from bootcamp.errors import SourceError

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(data: bytes, name: str) -> str:
    """The text in those bytes: no byte order mark, and lines that end in a newline alone.

    Raises SourceError with the reason where they aren't text in UTF-8.
    """
    if data.startswith(UTF_16):
        raise SourceError(f"{name} is in UTF-16. Save it as UTF-8 in your editor.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name} isn't UTF-8 text (byte {error.start} can't be read). "
            "Save it as UTF-8 in your editor."
        ) from error
    if "\0" in text:
        raise SourceError(
            f"{name} isn't text (byte {data.index(0)} is NUL). It is damaged, or saved in UTF-16: "
            "save it as UTF-8 in your editor."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(path: Path, name: str = "") -> str:
    """A file's text, as `decoded` gives it. Raises SourceError with the reason where it can't."""
    name = name or path.name
    try:
        return decoded(path.read_bytes(), name)
    except OSError as error:
        raise SourceError(f"{name} can't be read: {error.strerror}.") from error


def as_before(text: str, before: bytes) -> bytes:
    """The text's bytes for a file that holds `before`: its byte order mark and its line ends stay.

    A line that stays keeps its own end; a new one ends like the line before it.
    """
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    try:
        had = io.StringIO(before.decode("utf-8-sig"), newline="").readlines()
    except UnicodeDecodeError:
        had = []
    ends = [line[len(line.rstrip("\r\n")) :] for line in had]
    if set(ends) - {"\n"}:
        text = _with_ends(text, [line.rstrip("\r\n") for line in had], ends)
    return mark + text.encode()


def _with_ends(text: str, had: list[str], ends: list[str]) -> str:
    lines = io.StringIO(text).readlines()
    bare = [line.rstrip("\n") for line in lines]
    kept: dict[int, str] = {}
    matcher = difflib.SequenceMatcher(None, had, bare, autojunk=False)
    for first, other, size in matcher.get_matching_blocks():
        kept.update((other + step, ends[first + step]) for step in range(size))
    usual = Counter(filter(None, ends)).most_common(1)
    end = ends[0] or (usual[0][0] if usual else "\n")
    whole = []
    for number, line in enumerate(bare):
        is_last = number == len(bare) - 1
        end = kept.get(number) or end
        has_none = is_last and (kept.get(number) == "" or not lines[number].endswith("\n"))
        whole.append(line if has_none else line + end)
    return "".join(whole)
