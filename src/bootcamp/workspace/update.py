"""Bring what is new in the course into a workspace that has a learner's work in it."""

import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from bootcamp.errors import SourceError, WorkspaceError
from bootcamp.text import read
from bootcamp.workspace.edits import write
from bootcamp.workspace.folder import STATE, Workspace
from bootcamp.workspace.merge import merge
from bootcamp.workspace.texts import pristine


@dataclass
class Update:
    """What an update did, file by file; paths are relative to the workspace."""

    changed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    conflicts: dict[str, list[str]] = field(default_factory=dict)  # file: what both sides changed
    backup: str = ""  # where every file that was touched is kept as it was


def is_behind(workspace: Workspace) -> bool:
    """Whether the course hands out other files now than when the workspace last got them."""
    base = workspace.root / STATE / "base"
    new = pristine(workspace.course)
    return new != {name: _text(base / name) for name in {*new, *_files(base)}}


def update(workspace: Workspace) -> Update:
    """Carry the course's changes in; what the learner changed stays as it is.

    A definition that both changed stays the learner's; the course's version of its file is put
    beside it as FILE.new. Every file is first copied to a backup. Ended at any instant and begun
    again, it comes to the same files.
    """
    done = Update()
    base_folder = workspace.root / STATE / "base"
    new = pristine(workspace.course)
    changes = {}
    for name in sorted({*new, *_files(base_folder)}):
        base = _text(base_folder / name)
        if base != new.get(name):
            changes[name] = (base, _text(workspace.root / name), new.get(name))
    try:
        if changes:
            done.backup = _back_up(workspace.root, list(changes))
        for name, versions in changes.items():
            _update_file(workspace.root, name, *versions, done)
            _put(base_folder / name, new.get(name))
    except OSError as error:
        raise WorkspaceError(
            f"The update stopped: {error.filename or workspace.root}: {error.strerror}. Nothing is "
            f"lost: {done.backup or 'no file'} holds what was there. Mend that, then run it again."
        ) from error
    return done


def _update_file(
    root: Path, name: str, base: str | None, mine: str | None, new: str | None, done: Update
) -> None:
    """Bring one file to what both sides made of it."""
    if mine == new:
        return
    if mine == base:  # untouched by the learner: the course decides
        kind = done.added if mine is None else done.removed if new is None else done.changed
        kind.append(name)
        _put(root / name, new)
    elif new is None:
        done.conflicts[name] = ["the course no longer has this file"]
    elif base is None or mine is None:  # both made it, or the learner removed it
        done.conflicts[name] = ["the whole file"]
        write(root / f"{name}.new", new)
    else:
        merged = merge(base, mine, new)
        if merged.conflicts:
            done.conflicts[name] = list(merged.conflicts)
            write(root / f"{name}.new", new)
        if merged.text != mine:
            done.changed.append(name)
            write(root / name, merged.text)


def _back_up(root: Path, names: list[str]) -> str:
    folder = root / STATE / "backups" / time.strftime("%Y-%m-%d-%H%M%S")
    while folder.exists():
        folder = folder.with_name(folder.name + "-again")
    for name in names:
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)
    folder.mkdir(parents=True, exist_ok=True)
    return os.fspath(folder.relative_to(root))


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.py")}


def _text(path: Path) -> str | None:
    """The file's text; None where there is none. What isn't text can't be merged."""
    try:
        return read(path, str(path)) if path.exists() else None
    except SourceError as error:
        raise WorkspaceError(f"{error} Nothing was changed.") from error


def _put(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        write(path, text)
