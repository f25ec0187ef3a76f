"""Whole answers that are wrong everywhere, or right only where a careless check looks.

Each is the reference's text with a second definition of the same name after it, which calls the
first: see `TEMPLATE`. What it does with it is one of the functions below, or one of `designs`.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bootcamp import splice
from bootcamp.check.audit import designs
from bootcamp.check.audit.mutants import Mutant
from bootcamp.check.audit.observed import (
    Observed,
    is_number,
    is_writable,
    key_of,
    observing,
    on_functions,
    on_numbers,
    shape_of,
)

TEMPLATE = """

def {name}(*args, _reference={name}, _state={state}, **kwargs):
    from bootcamp.check.audit import adversaries

    return adversaries.act({adversary!r}, {depth}, _state, _reference, args, kwargs)
"""
WITHOUT = ("property", "setter", "staticmethod", "classmethod")  # decorators: the call isn't plain

Reference = Callable[..., Any]
Args = tuple[Any, ...]
Kwargs = dict[str, Any]


def constant(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """The result of the first call, for ever."""
    if not state:
        state.append(reference(*args, **kwargs))
    return state[0]


def nothing(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Nothing is done."""
    return None


def zeros(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Zeros of the right shape."""
    return on_numbers(reference(*args, **kwargs), lambda x: x * 0)


def identity(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """What went in comes out."""
    given = [*args, *kwargs.values()]
    first = next((x for x in given if is_number(x)), given[0])
    return on_numbers(reference(*args, **kwargs), lambda _: first)


def first_row(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Right for a batch of one: every row of the result is the first."""

    def repeated(x: Any) -> Any:
        return x[[0] * len(x)] if shape_of(x) else x

    return on_numbers(reference(*args, **kwargs), repeated)


def square(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Right for square arrays only: else one too large."""
    result = reference(*args, **kwargs)
    shapes = [shape_of(x) for x in (*args, *kwargs.values())]
    is_square = all(len(set(shape)) == 1 for shape in shapes if len(shape) > 1)
    return result if is_square else on_numbers(result, lambda x: x + 1)


def table(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """A table of answers for the check's own inputs, as they are with the public seed."""
    if key_of(args, kwargs) not in state:
        raise LookupError("There is no answer in the table.")
    return reference(*args, **kwargs)


def spoils(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Right, but afterwards 1 has been added to the first array that went in."""
    result = reference(*args, **kwargs)
    for given in [x for x in (*args, *kwargs.values()) if is_writable(x)][:1]:
        given += given.dtype.type(1) if hasattr(given, "flags") else 1
    return result


def single(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Right, but in float32."""
    return on_numbers(reference(*args, **kwargs), lambda x: _cast(x, "float32"))


def double(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Right, but in float64."""
    return on_numbers(reference(*args, **kwargs), lambda x: _cast(x, "float64"))


def whole(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Right, but in whole numbers."""
    return on_numbers(reference(*args, **kwargs), lambda x: _cast(x, "int64"))


ADVERSARIES: dict[str, Callable[[list[Any], Reference, Args, Kwargs], Any]] = {
    "constant": constant,
    "nothing": nothing,
    "zeros": zeros,
    "identity": identity,
    "first row": first_row,
    "square": square,
    "table": table,
    "spoils": spoils,
    "float32": single,
    "float64": double,
    "whole": whole,
}


def act(
    adversary: str, depth: int, state: Any, reference: Reference, args: Args, kwargs: Kwargs
) -> Any:
    """Called by the adversary's text: do as it does, in the functions returned at that depth."""
    if adversary == "observing":
        return observing(0, state, reference, args, kwargs)
    if depth == 0:
        does = ADVERSARIES.get(adversary) or designs.DESIGNS[adversary]
        return does(state, reference, args, kwargs)
    return on_functions(
        reference(*args, **kwargs),
        lambda inner: lambda *a, **k: act(adversary, depth - 1, state, inner, a, k),
    )


def _cast(x: Any, dtype: str) -> Any:
    if hasattr(x, "astype"):
        return x.astype(dtype)
    if type(x).__module__ == "torch":
        return x.to(getattr(__import__("torch"), dtype))
    return int(x) if isinstance(x, float) and dtype == "int64" else x


def observed_text(definition: str) -> str:
    """The definition, noting in a dictionary `_state` how it is called: see `observed`."""
    for name in _functions(definition):
        definition = _added(definition, name, "observing", 0, "{}")
    return definition


def noted_by(owner: Any, definition: str) -> Iterator[tuple[str, dict[int, Observed]]]:
    """What each function of an observed definition has noted. `owner` holds the definition."""
    for name in _functions(definition):
        function = owner
        for part in name.split("."):
            function = getattr(function, part)
        yield name, function.__kwdefaults__["_state"]


def adversaries_of(
    definition: str, observed: Mapping[str, Mapping[int, Observed]]
) -> Iterator[Mutant]:
    """The adversaries that could be mistaken for the definition, from how it was called."""
    for name, by_depth in observed.items():
        parameters = _parameters(definition, name)
        for depth, seen in sorted(by_depth.items()):
            for adversary in _fitting(seen, depth, definition):
                state = repr(sorted(seen.keys)) if adversary == "table" else "[]"
                text = _added(definition, name, adversary, depth, state)
                yield _mutant("adversary", ADVERSARIES[adversary], name, depth, text)
            for design in designs.fitting(seen, parameters if depth == 0 else set()):
                text = _added(definition, name, design, depth, "[]")
                yield _mutant("design", designs.DESIGNS[design], name, depth, text)


def _mutant(operator: str, does: Callable[..., Any], name: str, depth: int, text: str) -> Mutant:
    says = (does.__doc__ or "").removesuffix(".")
    where = f", in `{name}`" if "." in name else ""
    where += ", in the function that it returns" * (depth > 0) + " again" * (depth - 1)
    return Mutant(operator, text, 0, "", f"{says}{where}.")


def is_table(mutant: Mutant) -> bool:
    """Whether it is the table of answers, which knows all that the public seed brings."""
    return mutant.after.startswith((table.__doc__ or "").removesuffix("."))


def _fitting(seen: Observed, depth: int, definition: str) -> Iterator[str]:
    yield "constant"
    if seen.is_nothing:
        yield "nothing"
    if depth == 0 and seen.has_arguments:
        yield "table"
    if seen.is_writable:
        yield "spoils"
    if not seen.has_numbers:
        return
    yield "zeros"
    if seen.has_arguments:
        yield "identity"
    if seen.has_rows:
        yield "first row"
    if seen.has_matrix:
        yield "square"
    if any(dtype.startswith("float") for dtype in seen.dtypes):
        yield "whole"
    if "float64" in seen.dtypes:
        yield "float32"
    promised = ast.get_docstring(_node(definition)) or ""
    if "float32" in seen.dtypes or ("float64" in seen.dtypes and "dtype" in promised):
        yield "float64"


def _parameters(definition: str, name: str) -> set[str]:
    nodes = dict(splice.definitions(ast.parse(definition)))
    return {x.arg for x in ast.walk(nodes[name]) if isinstance(x, ast.arg)}


def _node(definition: str) -> splice.Definition:
    node = ast.parse(definition).body[-1]
    assert isinstance(node, splice.DEFINITION_TYPES)
    return node


def _functions(definition: str) -> list[str]:
    """The definition's name, or those of a class's methods, that can be called plainly."""
    tree = ast.parse(definition)
    return [
        name
        for name, node in splice.definitions(tree)
        if not isinstance(node, ast.ClassDef)
        and not any(ast.unparse(x).rpartition(".")[2] in WITHOUT for x in node.decorator_list)
        and (not node.name.startswith("_") or node.name == "__call__" or "." not in name)
    ]


def _added(definition: str, name: str, adversary: str, depth: int, state: str) -> str:
    """The definition with another of the same name after that function."""
    short = name.rpartition(".")[2]
    added = TEMPLATE.format(name=short, adversary=adversary, depth=depth, state=state)
    return splice.replace(definition, name, splice.extract(definition, name) + added)
