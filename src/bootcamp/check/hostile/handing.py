"""Stand in place of a definition, hand its arguments over in another way, and see what it does."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from bootcamp.check.compare import as_numpy, is_array
from bootcamp.check.differ.calls import reachable
from bootcamp.check.hostile.layouts import Way, handed

MOST_CALLS = 100  # of one test whose arguments are handed over otherwise

Path = tuple[int, ...]  # where in a result a function stands: (1,) is its second item


class HandingError(AssertionError):
    """The definition did to its caller's memory what it may not."""


class Handing:
    """Calls a function with its arguments handed over in `way`, and notes what that leads to."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.begin(None)

        @functools.wraps(function)
        def through(*args: Any, **kwargs: Any) -> Any:
            return self._call(function, args, kwargs, ())

        self.through = through

    def begin(
        self,
        way: Way | None,
        *,
        may_share: bool = True,
        may_change: bool = True,
        functions: frozenset[Path] | None = None,
    ) -> None:
        """Begin a test. None: the arguments go through as they are.

        `functions` are the places in results where functions stand, whose arguments are handed
        over so, too; None: wherever one is found.
        """
        self.way, self.may_share, self.may_change = way, may_share, may_change
        self.functions = functions
        self.found: set[Path] = set()
        self.forms: set[str] = set()  # of the calls whose arguments were handed over otherwise
        self.rank = 0  # the most axes of an array that was handed over
        self.has_shared = self.has_changed = False
        self._calls = 0
        self._is_inside = False

    def _call(self, function: Callable[..., Any], args: Any, kwargs: Any, path: Path) -> Any:
        if self.way is None or self._is_inside or self._calls >= MOST_CALLS:
            return function(*args, **kwargs)
        self._calls += 1
        made: dict[int, tuple[Any, Any]] = {}
        args, kwargs = handed((args, kwargs), self.way, made)
        if any(given is not ours for ours, given in made.values()):
            self.forms.add(form_of(args, kwargs))
            self.rank = max(self.rank, *(given.ndim for _, given in made.values()))
        with self._inside():
            result = function(*args, **kwargs)
        self._look_at_arguments(made)
        self._look_at_result(result, made)
        return self._watched(result, path)

    @contextlib.contextmanager
    def _inside(self) -> Iterator[None]:
        self._is_inside = True
        try:
            yield
        finally:
            self._is_inside = False

    def _look_at_arguments(self, made: dict[int, tuple[Any, Any]]) -> None:
        """Whether an argument was changed; the check sees the change."""
        for ours, given in made.values():
            if given is ours or _same_bytes(ours, given):
                continue
            self.has_changed = True
            if not self.may_change:
                raise HandingError("An array that was passed in was changed.")
            ours[...] = given.detach() if hasattr(given, "detach") else given

    def _look_at_result(self, result: Any, made: dict[int, tuple[Any, Any]]) -> None:
        import numpy as np

        given = [as_numpy(array) for _, array in made.values()]
        for part in filter(is_array, reachable(result)):
            if any(np.may_share_memory(as_numpy(part), array) for array in given if array.size):
                self.has_shared = True
                if not self.may_share:
                    raise HandingError(
                        "Expected a result with memory of its own, got one that shares the "
                        "memory of an argument: a change of one would change the other."
                    )

    def _watched(self, result: Any, path: Path) -> Any:
        """The result outside of any graph, with functions that hand over in the same way."""
        if type(result) in (tuple, list):
            return type(result)(self._watched(x, (*path, i)) for i, x in enumerate(result))
        if is_array(result):
            return result.detach() if getattr(result, "requires_grad", False) else result
        if self.functions is None:
            is_function = isinstance(result, FunctionType)
        else:
            is_function = path in self.functions and callable(result)
        if not is_function:
            return result
        self.found.add(path)
        return lambda *args, **kwargs: self._call(result, args, kwargs, (*path, 0))


def form_of(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """What two calls share that differ in the lengths and numbers of their arrays alone."""

    def of(value: Any) -> str:
        if is_array(value):
            return f"{type(value).__name__} {value.dtype} {len(value.shape)}"
        if type(value) in (tuple, list):
            return str([of(part) for part in value])
        is_option = isinstance(value, bool | int | float | str | None)
        return repr(value) if is_option else type(value).__name__

    return str([[of(value) for value in args], {name: of(value) for name, value in kwargs.items()}])


def _same_bytes(one: Any, other: Any) -> bool:
    return bool(as_numpy(one).tobytes() == as_numpy(other).tobytes())
