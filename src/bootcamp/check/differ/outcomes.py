"""Make a call, and see what comes of it: a result or an error, side effects, what follows."""

import contextlib
import contextvars
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bootcamp.check.compare import as_numpy, is_array
from bootcamp.check.differ.calls import (
    Call,
    Path,
    copied,
    is_object,
    reachable,
)

MOST_ITEMS = 100  # of an iterator that is returned


@dataclass
class Outcome:
    """What came of a call: a result or an error, the arguments afterwards, and what followed."""

    result: Any = None
    error: str = ""  # the exception's type
    says: str = ""
    arguments: Any = None
    labels: dict[int, int] = field(default_factory=dict)  # what was passed in, numbered, by id
    aliases: bool = False  # the result shares its memory with an argument
    scale: float = 0.0  # the largest number passed in
    then: list["Outcome"] = field(default_factory=list)
    is_watched: bool = False  # the result is what was seen of an iterator or of a block


def outcome_of(function: Callable[..., Any], call: Call) -> Outcome:
    """Make the call on copies of its arguments, then the calls that follow, and see what comes.

    What follows is done level by level: a function that a second run returned may be called after
    that of a first, and find what the second run left behind.
    """
    first = Outcome()
    level = [(first, function, call)]
    while level:
        following = []
        for outcome, called, made in level:
            result = _make(outcome, called, made)
            outcome.then = [Outcome() for _ in made.then]
            for inner, later in zip(outcome.then, made.then, strict=True):
                if outcome.error:
                    inner.error = outcome.error
                else:
                    following.append((inner, _function_at(result, later.path), later))
        level = following
    return first


def _make(outcome: Outcome, function: Callable[..., Any], call: Call) -> Any:
    """Make one call, note in `outcome` what comes of it, and return its result itself."""
    args, kwargs = copied((call.args, call.kwargs))
    parts = list(reachable((args, kwargs)))
    outcome.arguments = args, kwargs
    outcome.labels = {id(part): number for number, part in enumerate(parts) if is_object(part)}
    outcome.scale = largest(parts)
    try:
        surroundings = call.context.copy() if call.context else contextvars.copy_context()
        result = surroundings.run(_observed, outcome, lambda: function(*args, **kwargs))
    except (Exception, SystemExit) as error:
        outcome.error = type(error).__name__
        outcome.says = " ".join(f"{outcome.error}: {error}".split())[:160]
        return None
    arrays = [part for part in parts if is_array(part)]
    outcome.aliases = any(
        _share_memory(part, array)
        for part in reachable(result)
        if is_array(part)
        for array in arrays
    )
    outcome.result = _snapshot(result)
    return result


def _function_at(result: Any, path: Path) -> Callable[..., Any]:
    try:
        for place in path:
            result = result[place]
    except (TypeError, IndexError, KeyError):
        result = None
    return result if callable(result) else _no_function


def _no_function(*args: Any, **kwargs: Any) -> None:
    raise TypeError("no function was returned there")


def _snapshot(result: Any) -> Any:
    """Arrays as they are now: what follows may change them. All else stays what it is."""
    if is_array(result):
        return copied(result)
    if type(result) in (tuple, list):
        return type(result)(map(_snapshot, result))
    if type(result) is dict:
        return {key: _snapshot(value) for key, value in result.items()}
    return result


def _observed(outcome: Outcome, make: Callable[[], Any]) -> Any:
    """A result as something that can be compared: what an iterator yields, what a block changes."""
    result = make()
    is_block = hasattr(result, "__enter__") and hasattr(result, "__exit__")
    outcome.is_watched = is_block or hasattr(result, "__next__")
    if hasattr(result, "__next__"):
        return list(itertools.islice(result, MOST_ITEMS))
    if is_block:
        return contextvars.copy_context().run(_entered, make)
    return result


def _entered(make: Callable[[], Any]) -> list[Any]:
    """What is set inside a block, inside one in it, after each, and after an error."""
    told = []
    with make():
        told.append(_variables())
        with make():
            told.append(_variables())
        told.append(_variables())
    told.append(_variables())
    with contextlib.suppress(ZeroDivisionError), make():
        raise ZeroDivisionError
    return [*told, _variables()]


def _variables() -> dict[str, bool]:
    """The context variables that say yes or no and don't have their default value."""
    told = {}
    for variable, value in contextvars.copy_context().items():
        with contextlib.suppress(LookupError):
            if isinstance(value, bool) and value != contextvars.Context().run(variable.get):
                told[variable.name] = value
    return told


def _share_memory(one: Any, other: Any) -> bool:
    import numpy as np

    return bool(as_numpy(one).size) and np.may_share_memory(as_numpy(one), as_numpy(other))


def largest(values: Iterable[Any]) -> float:
    """The largest finite size of a number among some values.

    Whole numbers, which may be counts and places, matter only where there are no others.
    """
    import numpy as np

    most = {"f": 0.0, "i": 0.0, "u": 0.0}
    for value in values:
        if is_array(value) or isinstance(value, float | int):
            numbers = as_numpy(value)
            kind = numbers.dtype.kind
            if kind in most and numbers.size:
                sizes = np.abs(numbers[np.isfinite(numbers)], dtype=float)
                most[kind] = max(most[kind], float(sizes.max(initial=0.0)))
    return most["f"] or max(most.values())


def oddities(outcome: Outcome) -> set[str]:
    """Whether results, or arguments afterwards, hold a "nan" or an "inf"."""
    import numpy as np

    held = (outcome.result, outcome.arguments, [inner.result for inner in outcome.then])
    found = set()
    for part in reachable(held):
        if is_array(part) or isinstance(part, float):
            numbers = as_numpy(part)
            if numbers.dtype.kind == "f" and not np.isfinite(numbers).all():
                found.add("nan" if np.isnan(numbers).any() else "inf")
    return found
