"""What a check calls a definition with: enough to know which adversaries could fool it.

The definition is run under a wrapper that notes each call, and each call of a function that it
returns: `depth` 0 is the definition, 1 a function in its result, such as a pullback.
"""

import copy
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import BuiltinFunctionType, CodeType, FunctionType, GeneratorType, MethodType
from typing import Any

DEEPEST = 6  # levels of objects inside objects that tell two arguments apart
FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType)
PLAIN = (bool, int, float, complex, str, bytes, type(None), slice, type(...))


@dataclass
class Observed:
    """What was seen of the calls at one depth."""

    keys: list[str] = field(default_factory=list)  # of the arguments, each once
    has_arguments: bool = False
    has_matrix: bool = False  # among the arguments
    is_writable: bool = False  # an array among the arguments
    has_numbers: bool = False  # from here on: in the result
    has_rows: bool = False  # an array with two or more
    is_nothing: bool = True  # always None
    dtypes: list[str] = field(default_factory=list)  # "float32"; of a plain number "float"

    def note(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
        """Take note of a call's arguments."""
        given = [*args, *kwargs.values()]
        _add(self.keys, key_of(args, kwargs))
        self.has_arguments |= bool(given)
        self.has_matrix |= any(len(shape_of(x)) > 1 for x in given)
        self.is_writable |= any(map(is_writable, given))

    def note_result(self, result: Any) -> None:
        """Take note of what came back."""
        self.is_nothing &= result is None
        for number in numbers_in(result):
            self.has_numbers = True
            self.has_rows |= len(shape_of(number)) > 0 and len(number) > 1
            if type(number) is float or _package(number) in ("numpy", "torch"):
                _add(self.dtypes, str(getattr(number, "dtype", "float")).rpartition(".")[2])


def observing(
    depth: int,
    seen: dict[int, Observed],
    reference: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """Call the reference, and take note of it in `seen`, by depth."""
    here = seen.setdefault(depth, Observed())
    here.note(args, kwargs)
    result = reference(*args, **kwargs)
    here.note_result(result)
    return on_functions(
        result, lambda inner: lambda *a, **k: observing(depth + 1, seen, inner, a, k)
    )


def from_json(data: Mapping[str, Any]) -> dict[int, Observed]:
    """What was observed, from plain data: `asdict` of each."""
    return {int(depth): Observed(**observed) for depth, observed in data.items()}


def on_functions(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with every function in it changed; tuples and lists are looked into."""
    if isinstance(value, FUNCTIONS):
        return change(value)
    if type(value) in (tuple, list):
        return type(value)(on_functions(part, change) for part in value)
    return value


def numbers_in(value: Any) -> Iterable[Any]:
    """Every array and number in a result; tuples, lists and dictionaries are looked into."""
    if is_number(value):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from numbers_in(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from numbers_in(part)


def on_numbers(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with every array and number in it changed."""
    if is_number(value):
        return change(value)
    if type(value) in (tuple, list):
        return type(value)(on_numbers(part, change) for part in value)
    if isinstance(value, dict):
        return {key: on_numbers(part, change) for key, part in value.items()}
    if isinstance(value, GeneratorType):
        return (on_numbers(part, change) for part in value)
    return value


def is_number(value: Any) -> bool:
    """Whether it is a number, or anything like an array: it has a shape and a dtype."""
    if isinstance(value, int | float):
        return not isinstance(value, bool)
    return hasattr(value, "shape") and hasattr(value, "dtype") and not isinstance(value, type)


def shape_of(value: Any) -> tuple[int, ...]:
    """Its shape; () where it has none."""
    return tuple(getattr(value, "shape", ())) if is_number(value) else ()


def is_writable(value: Any) -> bool:
    """Whether it is an array or tensor that can be changed in place."""
    if _package(value) == "numpy":
        return bool(shape_of(value)) and bool(value.flags.writeable)
    return _package(value) == "torch" and hasattr(value, "add_") and not value.requires_grad


def key_of(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
    """A short text that tells arguments apart by their content."""
    digest = hashlib.sha256()
    for part in _content((args, dict(kwargs)), 0):
        digest.update(part + b"\0")
    return digest.hexdigest()[:12]


def _content(value: Any, level: int) -> Iterable[bytes]:
    yield type(value).__name__.encode()
    if level > DEEPEST:
        return
    if isinstance(value, PLAIN):
        yield repr(value).encode()
    elif _package(value) in ("numpy", "torch") and hasattr(value, "shape"):
        array = value.detach() if hasattr(value, "detach") else value
        yield f"{value.dtype} {tuple(value.shape)}".encode()
        yield getattr(array, "numpy", lambda: array)().tobytes()
    else:
        for part in _parts(value):
            yield from _content(part, level + 1)


def _parts(value: Any) -> Iterable[Any]:
    """What an object holds."""
    if isinstance(value, dict):
        return [part for item in value.items() for part in item]
    if isinstance(value, tuple | list):
        return value
    if isinstance(value, FunctionType):
        cells = [cell.cell_contents for cell in value.__closure__ or ()]
        return [value.__code__.co_code, *_constants(value.__code__), *cells]
    if type(value).__name__ in ("list_iterator", "tuple_iterator"):
        return list(copy.copy(value))
    if type(value).__name__ == "Generator" and _package(value) == "numpy":
        return [repr(value.bit_generator.state)]
    return [part for item in sorted(getattr(value, "__dict__", {}).items()) for part in item]


def _constants(code: CodeType) -> list[Any]:
    return [x for x in (*code.co_consts, *code.co_names) if isinstance(x, PLAIN)]


def _package(value: Any) -> str:
    return type(value).__module__.partition(".")[0]


def _add(known: list[str], new: str) -> None:
    if new not in known:
        known.append(new)
