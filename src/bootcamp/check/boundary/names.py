"""What the library's modules define, read from the reference without running anything of it.

The check imports names of the library. What each name is, a function, a class, an error or a plain
value, is read here and never asked of the code under test. What a class inherits from an installed
package is asked of that package.
"""

import ast
import builtins
import contextlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bootcamp import splice

OPAQUE = object()


@dataclass(frozen=True)
class Names:
    """The top-level names of one module."""

    definitions: frozenset[str]  # functions and classes
    bases: Mapping[str, tuple[str, ...]]  # of each class, as they're written
    imported: Mapping[str, tuple[str, str]]  # the name here: (module, the name there)
    values: Mapping[str, Any]  # what is assigned; OPAQUE where it isn't a literal
    attributes: frozenset[str]  # of the objects of its classes: methods, and what is assigned
    inherited: frozenset[str]  # of those objects: what they have from installed packages


def names_of(source: str, module: str) -> Names:
    """The names that a module's text binds at top level. Raises SourceError."""
    tree = splice.parse(source, module)
    bases: dict[str, tuple[str, ...]] = {}
    imported: dict[str, tuple[str, str]] = {}
    values: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            bases[node.name] = tuple(map(ast.unparse, node.bases))
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                imported[alias.asname or alias.name] = (node.module, alias.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                values[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                values[node.targets[0].id] = OPAQUE
    found = (node.name for node in tree.body if isinstance(node, splice.DEFINITION_TYPES))
    inherited = frozenset().union(*map(attributes_in, installed_bases(tree, module)))
    return Names(frozenset(found), bases, imported, values, attributes_of(tree), inherited)


def attributes_of(tree: ast.Module) -> frozenset[str]:
    """The names that the module's classes give to what their objects have."""
    found: set[str] = set()
    for owner in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for node in ast.walk(owner):
            if isinstance(node, ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
                found.add(node.id if isinstance(node, ast.Name) else node.attr)
    return frozenset(found)


def installed_bases(tree: ast.Module, module: str) -> Iterator[str]:
    """The full name of each class of an installed package that a class of the module extends."""
    full: dict[str, str] = {}  # by the name here
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                full[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                full[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    library = module.partition(".")[0]
    for owner in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for base in owner.bases:
            named = base.value if isinstance(base, ast.Subscript) else base  # Mapping[str, int]
            first, dot, rest = ast.unparse(named).partition(".")
            name = full.get(first, "")
            if name and name.partition(".")[0] != library:
                yield name + dot + rest


def attributes_in(name: str) -> frozenset[str]:
    """What the objects of a class of an installed package have, besides what all objects have."""
    found: set[str] = set()
    with contextlib.suppress(ImportError, AttributeError, ValueError):
        kind = pkgutil.resolve_name(name)
        for each in inspect.getmro(kind) if isinstance(kind, type) else ():
            found.update(vars(each))
            with contextlib.suppress(OSError, TypeError, SyntaxError):  # it has no text
                for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(each)))):
                    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                        found.update([node.attr] if ast.unparse(node.value) == "self" else [])
    return frozenset(found - set(dir(object)))


class Library:
    """The names of every module of a library."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.modules = {module: names_of(text, module) for module, text in sources.items()}
        self._errors: dict[tuple[str, str], type[BaseException]] = {}
        self.attributes = frozenset().union(*(each.attributes for each in self.modules.values()))
        self.inherited = frozenset().union(*(each.inherited for each in self.modules.values()))

    def origin(self, module: str, name: str) -> tuple[str, str]:
        """Where a name is defined, through whatever modules import it from there."""
        seen = set()
        while (module, name) not in seen and module in self.modules:
            seen.add((module, name))
            known = self.modules[module]
            if name in known.definitions or name not in known.imported:
                break
            module, name = known.imported[name]
        return module, name

    def error(self, module: str, name: str) -> type[BaseException] | None:
        """A class of our own for a library's error of that name; None where it isn't an error."""
        place = module, name = self.origin(module, name)
        if place in self._errors:
            return self._errors[place]
        for base in self.modules[module].bases.get(name, ()) if module in self.modules else ():
            parent = getattr(builtins, base, None) or self.error(module, base)
            if isinstance(parent, type) and issubclass(parent, BaseException):
                self._errors[place] = type(name, (parent,), {"__module__": module})
                return self._errors[place]
        return None
