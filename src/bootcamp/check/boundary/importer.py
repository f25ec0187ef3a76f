"""In a child of the judge: `import groundup...` gives a check handles instead of code."""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType
from typing import Any

from bootcamp.check.boundary.handles import Remote
from bootcamp.check.boundary.names import OPAQUE, Library
from bootcamp.check.boundary.session import Session
from bootcamp.check.run import BoundaryFault
from bootcamp.workspace.overlay import forget


class Opaque:
    """A name of the library that is neither code nor a literal: good for annotations alone."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getitem__(self, key: object) -> "Opaque":
        return self

    def __or__(self, other: object) -> "Opaque":
        return self

    __ror__ = __or__

    def __getattr__(self, name: str) -> Any:
        raise BoundaryFault(f"the check uses `{self._name}`, which can't cross: only code can")


class Importer(MetaPathFinder, Loader):
    """Makes the library's modules of what is known of them without running them."""

    def __init__(self, session: Session, library: Library) -> None:
        self.session = session
        self.library = library

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """The spec of a module of the library."""
        if fullname not in self.library.modules:
            return None
        is_package = any(name.startswith(f"{fullname}.") for name in self.library.modules)
        return spec_from_loader(fullname, self, is_package=is_package)

    def exec_module(self, module: ModuleType) -> None:
        """Have the worker import it, and fill ours with handles."""
        name = module.__name__
        self.session.ask("import", name)
        names = self.library.modules[name]
        for each in (*names.definitions, *names.imported, *names.values):
            setattr(module, each, self._thing(name, each))

    def _thing(self, module: str, name: str) -> Any:
        place = self.library.origin(module, name)
        known = self.library.modules.get(place[0])
        if known is None:
            return Opaque(name)
        if error := self.library.error(*place):
            return error
        if place[1] in known.definitions:
            return Remote(self.session, place)
        value = known.values.get(place[1], OPAQUE)
        return Opaque(name) if value is OPAQUE else value


def serve(session: Session, library: Library, package: str) -> None:
    """In a child: let imports of the library give handles."""
    forget(package)
    sys.meta_path.insert(0, Importer(session, library))
