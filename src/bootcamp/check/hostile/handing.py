"""Stand in place of a definition, hand its arguments over in another way, and see what it does."""

import contextlib
import functools
import itertools
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from bootcamp.check.compare import as_numpy, is_array
from bootcamp.check.differ.calls import reachable
from bootcamp.check.hostile.layouts import Way, handed

MOST_CALLS = 100  # of one test whose arguments are handed over otherwise
MOST_WORK = 10_000  # for numpy, to see whether two arrays share memory

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

    def _call(
        self,
        function: Callable[..., Any],
        args: Any,
        kwargs: Any,
        path: Path,
        is_in_graph: bool = False,
    ) -> Any:
        """`is_in_graph`: of a function of a result, whether the caller's graph leads there."""
        if self.way is None or self._is_inside or self._calls >= MOST_CALLS:
            return function(*args, **kwargs)
        self._calls += 1
        arrays = [part for part in reachable((args, kwargs)) if is_array(part)]
        is_in_graph |= any(getattr(array, "requires_grad", False) for array in arrays)
        made: dict[int, tuple[Any, Any]] = {}
        args, kwargs = handed((args, kwargs), self.way, made, overlapping(arrays))
        if any(given is not ours for ours, given in made.values()):
            self.forms.add(form_of(args, kwargs))
            self.rank = max(self.rank, *(given.ndim for _, given in made.values()))
        with self._inside():
            result = function(*args, **kwargs)
        self._look_at_arguments(made)
        self._look_at_result(result, made)
        return self._watched(result, path, is_in_graph)

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

    def _watched(self, result: Any, path: Path, is_in_graph: bool) -> Any:
        """The result, with functions that hand over in the same way.

        It is outside of any graph, unless the caller's own arguments were in one.
        """
        if type(result) in (tuple, list):
            parts = enumerate(result)
            return type(result)(self._watched(x, (*path, i), is_in_graph) for i, x in parts)
        if is_array(result):
            is_marked = getattr(result, "requires_grad", False) and not is_in_graph
            return result.detach() if is_marked else result
        if self.functions is None:
            is_function = isinstance(result, FunctionType)
        else:
            is_function = path in self.functions and callable(result)
        if not is_function:
            return result
        self.found.add(path)
        inner = (*path, 0)
        return lambda *args, **kwargs: self._call(result, args, kwargs, inner, is_in_graph)


def overlapping(arrays: list[Any]) -> set[int]:
    """The ids of those that share memory with another; handed over otherwise, they wouldn't."""
    import numpy as np

    found = set()
    for (one, a), (other, b) in itertools.combinations([(id(x), as_numpy(x)) for x in arrays], 2):
        if np.may_share_memory(a, b):  # quick, but says so of two columns of a matrix, too
            with contextlib.suppress(np.exceptions.TooHardError):
                if not np.shares_memory(a, b, MOST_WORK):  # type: ignore[arg-type]
                    continue
            found |= {one, other}
    return found


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
