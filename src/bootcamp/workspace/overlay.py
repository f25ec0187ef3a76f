"""The importer that lets a half-written library run: what is still blank comes from the reference.

The learner's package is theirs: `python`, a debugger, a notebook and pytest in the workspace import
it from its files. Its `__init__.py` calls `install`, and from then on each of its modules is
compiled with the reference's definitions in place of those that are still blank, before anyone
imports them. A filled definition takes the line of the stub that it replaces.
"""

import ast
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

from bootcamp import splice
from bootcamp.syntax import compiled
from bootcamp.text import read
from bootcamp.workspace.calls import note_calls


class Compiled(NamedTuple):
    """A module, ready to be run, and the text that it was made of."""

    code: CodeType
    path: str
    is_package: bool
    source: str = ""


def compile_module(
    source: str,
    path: str,
    reference: str | None,
    *,
    replace: Iterable[str] = (),
    keep: str = "",
    prepare: Callable[[ast.Module], None] | None = None,
) -> CodeType:
    """The module's code, with the reference's definitions in place of the blank ones.

    Names in `replace` come from the reference even where they are written. The definition `keep`,
    and what is inside it, stays as it is, blank or not. `prepare` may change the tree last. Raises
    SourceError where `source` can't be parsed or compiled.
    """
    tree = splice.parse(source, path)
    if reference is not None:
        other = splice.syntax(reference)
        theirs = [name for name in replace if splice.has(other, name)]
        blank = [name for name in blank_functions(tree) if splice.has(other, name)]
        chosen = dict.fromkeys(name for name in [*theirs, *blank] if not is_inside(name, keep))
        splice.fill(tree, other, [name for name in chosen if not _covered(name, theirs)])
    if prepare:
        prepare(tree)
    return compiled(tree, path)


def blank_functions(tree: ast.Module) -> list[str]:
    """The names of the functions and methods that nobody has written yet."""
    return [
        name
        for name, node in splice.definitions(tree)
        if not isinstance(node, ast.ClassDef) and splice.is_blank(node)
    ]


def is_inside(name: str, owner: str) -> bool:
    """Whether a definition is `owner` or stands inside it."""
    return bool(owner) and (name == owner or name.startswith(owner + "."))


def _covered(name: str, replaced: list[str]) -> bool:
    """Whether the definition comes in with a class that is replaced whole."""
    return any(name != other and is_inside(name, other) for other in replaced)


class Overlay(MetaPathFinder, Loader):
    """Serves the modules of one package from `get`, which gives None for what it doesn't have."""

    def __init__(self, library: str, get: Callable[[str], Compiled | None]) -> None:
        self.library = library
        self.get = get

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """The spec of a module of the library."""
        if fullname.partition(".")[0] != self.library or not (found := self.get(fullname)):
            return None
        spec = spec_from_loader(fullname, self, origin=found.path, is_package=found.is_package)
        if spec:
            spec.has_location = True
            spec.loader_state = found
            if found.is_package:
                spec.submodule_search_locations = [str(Path(found.path).parent)]
        return spec

    def get_code(self, fullname: str) -> CodeType | None:
        """The module's code: `python -m` asks for it."""
        found = self.get(fullname)
        return found.code if found else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code in its namespace."""
        spec = module.__spec__
        assert spec is not None
        exec(spec.loader_state.code, module.__dict__)


def forget(package: str) -> None:
    """Let the package and its modules be imported anew."""
    if package in sys.modules:  # else none of its modules is: a child that looks copies all pages
        for name in [n for n in sys.modules if n.partition(".")[0] == package]:
            del sys.modules[name]


def put_first(overlay: Overlay) -> None:
    """Let it serve the library from now on."""
    sys.meta_path.insert(0, overlay)


def install(package_init: str) -> None:
    """Fill the blanks of the package whose `__init__.py` this is. Called by that file.

    The reference is the one of the course that the workspace records. Where an overlay serves the
    library already, nothing is done: a check decides by itself what is filled.
    """
    package = Path(package_init).resolve().parent
    serving = (finder for finder in sys.meta_path if isinstance(finder, Overlay))
    if any(finder.library == package.name for finder in serving):
        return
    reference = _reference_root(package)
    note = note_calls()

    def get(fullname: str) -> Compiled | None:
        relative = Path(*fullname.split("."))
        for root in (package.parent, reference):
            for file in (root / relative / "__init__.py", root / relative.with_suffix(".py")):
                if file.is_file():
                    is_package = file.name == "__init__.py"
                    inside = file.relative_to(root)
                    ours = reference / inside
                    known = read(ours) if ours.is_file() else None
                    code = compile_module(
                        read(file), str(file), known, prepare=lambda tree: note(tree, fullname)
                    )
                    return Compiled(code, str(file), is_package)
        return None

    put_first(Overlay(package.name, get))


def _reference_root(package: Path) -> Path:
    """The folder that holds the package of the course that the workspace records."""
    from bootcamp.course.read import find_course, find_library
    from bootcamp.workspace.folder import recorded

    course, _ = recorded(package.parent)
    return find_library(find_course(course), package.name)
