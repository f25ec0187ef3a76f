"""Change one definition in a learner's file, and nothing else in it."""

import os
import shutil
import tempfile
import textwrap
from pathlib import Path

from bootcamp import splice
from bootcamp.errors import SourceError, WorkspaceError


def read(file: Path) -> str:
    """A file's text, its lines ending in a newline alone. Raises WorkspaceError, SourceError."""
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{file.name} isn't UTF-8 text (byte {error.start} can't be read). Nothing was "
            "changed. Save it as UTF-8 in your editor."
        ) from error
    except OSError as error:
        raise WorkspaceError(f"{file} can't be read: {error.strerror}.") from error


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all: a temporary file, to disk, then renamed into place.

    Lines end as they do in the file that is there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()  # through a symbolic link, to what it points at
    if path.is_file() and b"\r\n" in path.read_bytes():
        text = text.replace("\n", "\r\n")
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def with_definition_of(text: str, name: str, other: str) -> str:
    """The text with that definition taken from another text of its module.

    A definition that is gone comes back to its place; everything else stays. Raises SourceError
    where the text can't be parsed: then only its owner can mend it.
    """
    tree = splice.parse(text, "the file")
    if splice.has(tree, name):
        return splice.replace(text, name, splice.extract(other, name))
    owner = name.rpartition(".")[0]
    if owner and not splice.has(tree, owner):
        return with_definition_of(text, owner, other)
    return splice.insert(text, name, splice.extract(other, name), _siblings(other, name))


def _siblings(source: str, name: str) -> list[str]:
    """The definitions that stand before this one beside it, the nearest first."""
    owner = name.rpartition(".")[0]
    found = splice.definitions(splice.syntax(source))
    names = [each for each, _ in found if each.rpartition(".")[0] == owner]
    return names[: names.index(name)][::-1]


IN_THE_FILE = "Imports and functions of your own go into the file, in your editor."


def with_edited(text: str, name: str, edited: str, elsewhere: str = IN_THE_FILE) -> str:
    """The text with the definition that someone typed in place of its own.

    Raises SourceError where either can't be parsed, or more than that definition was typed.
    """
    short_name = name.rpartition(".")[2]
    try:
        body = splice.parse(textwrap.dedent(edited), "What you typed").body
        whole = splice.parse(text, "The file outside of it")
    except SourceError as error:
        raise SourceError(f"{error}. Nothing was saved: mend that first.") from error
    if [getattr(node, "name", "") for node in body] != [short_name]:
        raise SourceError(
            f"What you typed should define `{short_name}` and nothing else, so nothing was saved. "
            f"{elsewhere}"
        )
    if not splice.has(whole, name):
        raise SourceError(
            f"`{name}` is no longer defined in the file, so nothing was saved. "
            "`bootcamp reset` puts its stub back."
        )
    return splice.replace(text, name, edited)
