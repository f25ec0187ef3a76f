"""Handles: what a check holds in place of a function, class or object of the code under test.

Every use of one is a request to the worker. Two handles are equal when they stand for the same
object. A handle is never taken for a number: it has no truth, no order and no array of its own, and
what its operators give are objects again. Else the code under test would compare in the check's
place: `abs(got - expected) < 1e-6` would ask it. Compare an object's plain attributes and arrays.
"""

from collections.abc import Iterator
from typing import Any, NoReturn, Protocol

from bootcamp.check.run import BoundaryFault

BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")


class Asks(Protocol):
    """What a handle needs of the conversation that it belongs to."""

    is_sealed: bool

    def ask(self, do: str, *arguments: Any, **options: Any) -> Any:
        """Have the worker do something."""

    def plain_with(self, name: str, thing: "Remote") -> str:
        """Which plain data has an attribute of that name, if no object of the library's has one."""

    def refused(self, says: str) -> Exception:
        """What to raise where the check wants of an object what only plain data has."""


class Remote:
    """Stands for something that the worker has."""

    __slots__ = ("_number", "_session")
    __array_ufunc__ = None  # so that numpy leaves `array * handle` to us

    def __init__(self, session: Asks, number: int | tuple[str, str]) -> None:
        """`number` is the worker's for it, or a module and a name for a definition."""
        object.__setattr__(self, "_session", session)
        object.__setattr__(self, "_number", number)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or self._session.is_sealed:
            raise AttributeError(name)
        if kind := self._session.plain_with(name, self):
            raise self._session.refused(f"Expected {kind} with `{name}`, got an object.")
        return self._session.ask("get", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._session.ask("set", self, name, value)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """What the worker's function returns."""
        return self._session.ask("call", self, *arguments, **options)

    def __getitem__(self, key: Any) -> Any:
        self._expect("__getitem__")
        return self._session.ask("item", self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._session.ask("set_item", self, key, value)

    def __iter__(self) -> Iterator[Any]:
        iterator: Iterator[Any] = self._session.ask("iterate", self)
        return iterator

    def __next__(self) -> Any:
        return self._session.ask("next", self)

    def __len__(self) -> int:
        self._expect("__len__")
        length = self._session.ask("length", self)
        if type(length) is not int or length < 0:
            raise BoundaryFault(f"a length of {length!r}")
        return length

    def __instancecheck__(self, thing: object) -> bool:
        return isinstance(thing, Remote) and self._session.ask("instance", thing, self) is True

    def __enter__(self) -> Any:
        return self._session.ask("enter", self)

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        self._session.ask("exit", self, [kind.__name__, str(error)] if kind else None)

    def __bool__(self) -> bool:
        raise self._session.refused("Expected True or False, got an object.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remote) and other._number == self._number

    def __hash__(self) -> int:
        return hash(("handle", self._number))

    def _expect(self, name: str) -> None:
        """Raise TypeError where plain data has that method, and nothing of the library's.

        `len(got) == 3` of an object that holds nothing would hold, and a loop over it do nothing.
        """
        if self._session.plain_with(name, self):
            raise TypeError("Expected plain data, such as a list or an array, got an object.")

    def __repr__(self) -> str:
        name = self._number[1] if isinstance(self._number, tuple) else "something"
        return f"<your {name}>"


def _operator(name: str, is_reflected: bool = False) -> Any:
    def operate(self: Remote, *others: Any) -> Remote:
        operands = (*others, self) if is_reflected else (self, *others)
        result = self._session.ask("operator", name, *operands)
        if isinstance(result, Remote):
            return result
        kind = type(result).__name__
        raise self._session.refused(f"Expected an object from `{name}` of an object, got {kind}.")

    return operate


def _number(self: Remote, *unused: Any, **options: Any) -> NoReturn:
    """What numpy, torch, `math` and `float` ask of a thing to take it for numbers."""
    raise self._session.refused("Expected numbers, got an object.")


for _name in BINARY:
    setattr(Remote, f"__r{_name}__", _operator(_name, is_reflected=True))
for _name in (*BINARY, "lt", "le", "gt", "ge", "neg", "pos", "abs", "invert"):
    setattr(Remote, f"__{_name}__", _operator(_name))
for _name in ("array", "array_function", "float", "int", "index", "complex", "round"):
    setattr(Remote, f"__{_name}__", _number)
