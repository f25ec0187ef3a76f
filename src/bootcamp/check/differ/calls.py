"""Calls of one definition of the library: noted while a check runs, and made again.

Everyone who uses the definition goes through an `Exchange`: it notes what the definition is called
with, and lets another take its place.
"""

import copy
import functools
from collections.abc import Callable, Iterator
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from types import FunctionType, ModuleType
from typing import Any

from bootcamp.check.compare import as_numpy, is_array, is_tensor

MOST_CALLS = 200  # noted for one definition; the rest of a check's calls is seldom of another kind
MOST_OBJECTS = 3000  # reachable from one call's arguments
MOST_ENTRIES = 3000  # of all arrays among them

Path = tuple[int | str, ...]  # where in a result a function stands: (1,) is its second item


class NotCopiedError(Exception):
    """The arguments are too large to be kept, or hold what can't be copied."""


@dataclass
class Call:
    """The arguments of one call, as they were before it, and what was done with its result.

    `names` are those of the parameters. `then` are calls of functions that it returned, each under
    its `path` in the result. `context` holds the context variables as they were.
    """

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    names: tuple[str, ...] = ()
    context: Context | None = None
    then: list["Call"] = field(default_factory=list)
    path: Path = ()
    test: str = ""  # the test that made it
    error: str = ""  # the type of the exception that it ended by


class Exchange:
    """Stands in the library in place of a function or method, and passes calls on to `chosen`."""

    def __init__(self) -> None:
        self.chosen: Callable[..., Any] = lambda *args, **kwargs: None
        self.through: Callable[..., Any] = self.chosen
        self.calls: list[Call] = []
        self.test = ""
        self._names: tuple[str, ...] = ()
        self._notes = False
        self._depth = 0

    def put_into(self, owner: Any, name: str) -> FunctionType | None:
        """Take the place of `owner.name`; what stood there, None where it is no function."""
        original = vars(owner).get(name)
        if not isinstance(original, FunctionType):
            return None

        @functools.wraps(original)
        def through(*args: Any, **kwargs: Any) -> Any:
            return self._noted(args, kwargs) if self._notes else self.chosen(*args, **kwargs)

        setattr(owner, name, through)
        self.chosen, self.through = original, through
        code = original.__code__
        self._names = code.co_varnames[: code.co_argcount]
        return original

    def noting(self, test: str) -> None:
        """Note the calls from now on, as made by this test; "" ends it."""
        self.test, self._notes = test, bool(test)

    def _noted(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        call = self._begin(args, kwargs)
        return self._run(self.chosen, args, kwargs, call)

    def _begin(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Call | None:
        if self._depth or len(self.calls) >= MOST_CALLS:
            return None  # what it does within itself is its own affair
        try:
            kept_args, kept_kwargs = copied((args, kwargs))
        except NotCopiedError:
            return None
        context = copy_context()
        self.calls.append(Call(kept_args, kept_kwargs, self._names, context, test=self.test))
        return self.calls[-1]

    def _run(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        call: Call | None,
    ) -> Any:
        self._depth += 1
        try:
            result = function(*args, **kwargs)
        except Exception as error:
            if call:
                call.error = type(error).__name__
            raise
        finally:
            self._depth -= 1
        return self._watched(result, call, ()) if call else result

    def _watched(self, result: Any, call: Call, path: Path) -> Any:
        """The result, in which functions note how they are called."""
        if type(result) in (tuple, list):
            parts = (self._watched(part, call, (*path, i)) for i, part in enumerate(result))
            return type(result)(parts)
        if not isinstance(result, FunctionType):
            return result

        @functools.wraps(result)
        def through(*args: Any, **kwargs: Any) -> Any:
            if not self._notes or len(call.then) >= 4:
                return result(*args, **kwargs)
            try:
                kept_args, kept_kwargs = copied((args, kwargs))
                inner = Call(kept_args, kept_kwargs, context=copy_context(), path=path)
            except NotCopiedError:
                return result(*args, **kwargs)
            call.then.append(inner)
            return self._run(result, args, kwargs, inner)

        return through


def reachable(value: Any) -> Iterator[Any]:
    """Everything that can be reached from a value: items, keys, attributes; each once."""
    seen: set[int] = set()
    stack = [value]
    while stack:
        item = stack.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        yield item
        if isinstance(item, tuple | list | set | frozenset):
            stack.extend(reversed(list(item)))
        elif isinstance(item, dict):
            stack.extend(reversed([*item.keys(), *item.values()]))
        elif is_object(item):
            stack.extend(reversed(list(vars(item).values())))


def is_object(value: Any) -> bool:
    """Whether it is an instance of a class written in Python, with attributes of its own."""
    if isinstance(value, type | ModuleType | FunctionType) or is_array(value):
        return False
    return hasattr(value, "__dict__")


def is_number(value: Any) -> bool:
    """Whether it is one number, Python's or numpy's."""
    is_numpys = type(value).__module__ == "numpy" and hasattr(value, "item")
    return isinstance(value, bool | int | float) or (is_numpys and not is_array(value))


def generator_state(value: Any) -> Any:
    """The state of a numpy or PyTorch generator as plain data; None of anything else."""
    if hasattr(value, "bit_generator"):
        return value.bit_generator.state
    if hasattr(value, "get_state") and hasattr(value, "manual_seed"):
        return value.get_state().tolist()
    return None


def copied(value: Any) -> Any:
    """A deep copy: arrays with their flags, tensors as leaves, generators by their state.

    Raises NotCopiedError.
    """
    memo: dict[int, Any] = {}
    entries = 0
    try:
        for count, item in enumerate(reachable(value)):
            made = _copy_of(item)
            if made is not None:
                memo[id(item)] = made
                entries += as_numpy(made).size if is_array(made) else 0
            if count > MOST_OBJECTS or entries > MOST_ENTRIES:
                raise NotCopiedError
        return copy.deepcopy(value, memo)
    except NotCopiedError:
        raise
    except Exception as error:  # a learner's own __deepcopy__, a lock, an open file
        raise NotCopiedError from error


def _copy_of(item: Any) -> Any:
    if is_tensor(item):
        return item.detach().clone().requires_grad_(item.requires_grad)
    if is_array(item):
        made = item.copy("K")
        made.flags.writeable = item.flags.writeable
        return made
    if generator_state(item) is None:
        return None
    if hasattr(item, "bit_generator"):
        return copy.deepcopy(item)
    twin = type(item)(device=item.device)
    twin.set_state(item.get_state())
    return twin
