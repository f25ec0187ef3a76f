"""Change one definition in a learner's file, and nothing else in it."""

import errno
import os
import shutil
import tempfile
import textwrap
from collections.abc import Iterable
from pathlib import Path

from bootcamp import splice
from bootcamp.errors import SourceError, WorkspaceError
from bootcamp.text import as_before, decoded
from bootcamp.workspace.indent import unit_in, with_unit

WRITABLE = 0o222


def write(path: Path, text: str, made_from: str | None = None) -> None:
    """Write a file whole or not at all: a temporary file, to disk, then renamed into place.

    Its byte order mark stays, and lines end as they do in the file that is there. Raises
    WorkspaceError where that no longer holds the text that the new one was made from.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()  # through a symbolic link, to what it points at
    before = path.read_bytes() if path.is_file() else b""
    if made_from is not None and decoded(before, path.name) != made_from:
        raise WorkspaceError(
            f"{path.name} was changed meanwhile. Nothing was written: look at it, and try again."
        )
    if path.exists() and not path.stat().st_mode & WRITABLE:
        raise PermissionError(errno.EACCES, "it may only be read", str(path))
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(as_before(text, before))
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
    owner = name.rpartition(".")[0]
    if owner and not splice.has(tree, owner):
        return with_definition_of(text, owner, other)
    return with_definition(text, name, splice.extract(other, name), _siblings(other, name))


def with_definition(text: str, name: str, definition: str, after: Iterable[str] = ()) -> str:
    """The text with that definition in place of its own, or behind the first of `after`.

    It is indented as the text is. Raises SourceError where the outcome isn't Python, or is another
    text outside of the definition.
    """
    tree = splice.parse(text, "the file")
    unit = unit_in(text, name)
    rest = splice.take_apart(text, [name])[1]
    problem = ""
    for candidate in (with_unit(definition, unit), definition):
        try:
            if splice.has(tree, name):
                made = splice.replace(text, name, candidate)
            else:
                made = splice.insert(text, name, candidate, after)
            if splice.take_apart(made, [name])[1] == rest:
                return made
        except SourceError as error:
            problem = problem or f"{error}. "
    raise SourceError(
        f"`{name}` doesn't fit into the file as that is written: {problem}Put the definition on "
        "lines of its own, indented with blanks or with tabs alone"
    )


def _siblings(source: str, name: str) -> list[str]:
    """The definitions that stand before this one beside it, the nearest first."""
    owner = name.rpartition(".")[0]
    found = splice.definitions(splice.syntax(source))
    names = [each for each, _ in found if each.rpartition(".")[0] == owner]
    return names[: names.index(name)][::-1]


def expect_python(text: str) -> None:
    """Raises SourceError where what was typed can't be parsed."""
    try:
        splice.parse(text, "What you typed")
    except SourceError as error:
        raise SourceError(f"{error}. Nothing was saved: mend that first.") from error


IN_THE_FILE = "Imports and functions of your own go into the file, in your editor."


def with_edited(text: str, name: str, edited: str, elsewhere: str = IN_THE_FILE) -> str:
    """The text with the definition that someone typed in place of its own.

    Raises SourceError where either can't be parsed, or more than that definition was typed.
    """
    short_name = name.rpartition(".")[2]
    edited = with_unit(textwrap.dedent(edited), unit_in(text, name))
    try:
        body = splice.parse(edited, "What you typed").body
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
    return with_definition(text, name, edited)
