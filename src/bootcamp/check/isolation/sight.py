"""What a nursery sees of the disk: the system, the Python environment, and no answers in it."""

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bootcamp import errors

PACKAGE = Path(errors.__file__).resolve().parent
COURSE = "course.toml"  # the folder that holds one is a course, with all its checks
SITES = tuple(  # where packages are installed
    f"{below}lib*/python*/{kind}-packages" for below in ("", "local/") for kind in ("site", "dist")
)


def visible(readable: Sequence[Path]) -> list[Path]:
    """What a nursery sees of the disk, a folder before what lies in it."""
    environment = [Path(sys.prefix), Path(sys.base_prefix), PACKAGE]
    named = (Path("/usr"), *environment, *readable)
    wanted = {path for each in named for path in (each.absolute(), each.resolve())}
    return sorted(p for p in wanted if not wanted & set(p.parents))


def covered(folders: Sequence[Path], hidden: Sequence[Path]) -> list[Path]:
    """What within these folders isn't to be seen, by each path that leads to it.

    That is what is hidden and, where packages are installed, what looks like it: any course, and a
    package of such a name. An installation that is edited in place leaves copies behind.
    """
    packages = [folder for folder in hidden if (folder / "__init__.py").is_file()]
    originals = {package.name: _names(package) for package in packages}
    found = {folder.resolve() for folder in hidden}
    for top in {top.resolve() for folder in folders for top in _searched(folder)}:
        found.update(_alike(top, originals))
    return sorted(
        folder / each.relative_to(folder.resolve())
        for each in found
        for folder in folders
        if each.exists() and each.is_relative_to(folder.resolve())
    )


def _searched(folder: Path) -> list[Path]:
    """Where packages are installed below a folder; if nowhere, the folder itself."""
    sites = [site for pattern in SITES for site in folder.glob(pattern) if site.is_dir()]
    return sites or [folder]


def _alike(top: Path, originals: Mapping[str, set[str]]) -> Iterator[Path]:
    """Every course below a folder, and every package with the name of a hidden one.

    Deeper down a name may be a coincidence: there, such a package also holds half of what that one
    holds.
    """
    waiting = [str(top)]
    while waiting:
        folder = waiting.pop()
        names, below = set(), []
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                names.add(entry.name)
                if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                    below.append(entry.path)
        name = os.path.basename(folder)
        original = originals.get(name, set())
        is_copy = os.path.dirname(folder) == str(top) or 2 * len(original & names) >= len(original)
        if COURSE in names or (name in originals and is_copy):
            yield Path(folder)
        else:
            waiting += below


def _names(folder: Path) -> set[str]:
    """What lies in a package, but for what lies in each."""
    return {path.name for path in folder.iterdir() if not path.name.startswith("__")}
