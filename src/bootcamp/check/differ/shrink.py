"""Simpler inputs: fewer entries, whole numbers, fewer options."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from bootcamp.check.compare import as_numpy, is_array, is_tensor
from bootcamp.check.differ.arguments import (
    Axis,
    Key,
    kind_of,
    leaves,
    lengths,
    like,
    mapped,
    resized,
)
from bootcamp.check.differ.calls import Call, is_object
from bootcamp.check.differ.literals import written

FEW = 24  # entries: so many are tried one by one


def size_of(call: Call) -> tuple[int, int, int, int]:
    """What "smaller" means: no empty arrays, fewer entries, whole numbers, fewer characters."""
    arrays = [as_numpy(value) for _, value in leaves(call) if is_array(value)]
    sizes = [array.size for array in arrays]
    broken = sum(int((a != a.round()).sum()) for a in arrays if a.dtype.kind == "f")
    return sizes.count(0), sum(sizes), broken, len(written(call, "f"))


def simpler(call: Call, all_axes: list[frozenset[Axis]]) -> Iterator[Call]:
    """Calls like this one with one thing made simpler, the boldest first."""
    for place in range(len(call.then)):
        yield replace(call, then=call.then[:place] + call.then[place + 1 :])
    for name in call.kwargs:
        yield replace(call, kwargs={k: v for k, v in call.kwargs.items() if k != name})
    for axes in all_axes:
        old = lengths(call)[next(iter(axes))]
        for new in sorted({1, 2, old // 2, old - 1}):
            if 0 < new < old:
                yield resized(call, axes, new)
                yield resized(call, axes, new, from_end=True)
    yield _widened(call)
    for change in (_rounded, _rounded_to_tenths, _made_small):
        yield _with_numbers(call, change)
    yield from _one_at_a_time(call)


def _rounded(numbers: Any) -> Any:
    return numbers.round()


def _rounded_to_tenths(numbers: Any) -> Any:
    return numbers.round(1)


def _made_small(numbers: Any) -> Any:
    return numbers.clip(-3, 3).round()


def _with_numbers(call: Call, change: Callable[[Any], Any]) -> Call:
    def changed(key: Key, value: Any) -> Any:
        return like(value, change(as_numpy(value))) if kind_of(value) == "f" else value

    return mapped(call, changed)


def _widened(call: Call) -> Call:
    """In float64, where numpy needs no word about the dtype."""

    def changed(key: Key, value: Any) -> Any:
        is_narrow = kind_of(value) == "f" and not is_tensor(value)
        return like(value, value, "float64") if is_narrow else value

    return mapped(call, changed)


def _one_at_a_time(call: Call) -> Iterator[Call]:
    for key, value in leaves(call):
        for other in _simpler_values(value):
            yield _with_value(call, key, other)


def _with_value(call: Call, place: Key, other: Any) -> Call:
    return mapped(call, lambda key, value: other if key == place else value)


def _simpler_values(value: Any) -> Iterator[Any]:
    import numpy as np

    if is_array(value):
        numbers = as_numpy(value)
        if numbers.dtype.kind not in "fiu" or numbers.size > FEW:
            return
        yield like(value, np.zeros_like(numbers))
        yield like(value, np.ones_like(numbers))
        for place in np.ndindex(numbers.shape):
            for number in (0, 1, 2):
                if numbers[place] not in (0, 1, number):
                    simple = numbers.copy()
                    simple[place] = number
                    yield like(value, simple)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from (number for number in (0, 1, 2) if abs(number) < abs(value))
    elif isinstance(value, float):
        yield from (x for x in (0.0, 1.0, float(np.round(value)), float(np.round(value, 1))))


def is_plain(call: Call) -> bool:
    """Whether all that goes in can be written down: no functions, no objects of the library."""
    return not any(
        is_object(value) or (callable(value) and not is_array(value)) for _, value in leaves(call)
    )
