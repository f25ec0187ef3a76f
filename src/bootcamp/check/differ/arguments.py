"""The values that stand among a call's arguments, each at its place, and other values like them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bootcamp.check.compare import as_numpy, is_array, is_tensor
from bootcamp.check.differ.calls import Call

Key = tuple[int | str, ...]  # a place: ("x",), or ("then", 0, 0) for what follows
Change = Callable[[Key, Any], Any]
Axis = tuple[Key, int]  # an axis of the array in a place


def mapped(call: Call, change: Change) -> Call:
    """The call with every value that stands among its arguments changed, those that follow too."""

    def walk(key: Key, value: Any) -> Any:
        if type(value) in (tuple, list):
            return type(value)(walk((*key, i), part) for i, part in enumerate(value))
        if type(value) is dict:
            return {name: walk((*key, name), part) for name, part in value.items()}
        return change(key, value)

    def of(one: Call, above: Key) -> Call:
        names = [*one.names[: len(one.args)], *range(len(one.names), len(one.args))]
        places = zip(names, one.args, strict=True)
        args = tuple(walk((*above, name), part) for name, part in places)
        kwargs = {name: walk((*above, name), part) for name, part in one.kwargs.items()}
        then = [of(inner, (*above, "then", i)) for i, inner in enumerate(one.then)]
        return replace(one, args=args, kwargs=kwargs, then=then)

    return of(call, ())


def leaves(call: Call) -> list[tuple[Key, Any]]:
    """Every value that stands among the arguments, with its place."""
    found: list[tuple[Key, Any]] = []

    def note(key: Key, value: Any) -> Any:
        found.append((key, value))
        return value

    mapped(call, note)
    return found


def kind_of(value: Any) -> str:
    """The kind of number in an array, as numpy writes it: "f", "i", "u", "b"; "" of all else."""
    return str(as_numpy(value).dtype.kind) if is_array(value) else ""


def like(value: Any, numbers: Any, dtype: Any = None) -> Any:
    """Other numbers as an array or tensor of the same kind as `value`."""
    import numpy as np

    if is_tensor(value):
        if kind_of(value) in ("i", "u") and dtype is None:  # what a wider one held may not fit
            bounds = np.iinfo(as_numpy(value).dtype)
            numbers = np.asarray(numbers).clip(bounds.min, bounds.max).astype(bounds.dtype)
        made = value.new_tensor(numbers.tolist(), dtype=dtype or value.dtype)
        return made.reshape(numbers.shape).requires_grad_(value.requires_grad)
    made = np.asarray(numbers).astype(dtype or value.dtype)
    made.flags.writeable = value.flags.writeable
    return made


def lengths(call: Call) -> dict[Axis, int]:
    """The length of every axis of every array."""
    return {
        (key, axis): length
        for key, value in leaves(call)
        if is_array(value)
        for axis, length in enumerate(value.shape)
    }


def resized(call: Call, axes: frozenset[Axis], length: int, *, from_end: bool = False) -> Call:
    """The call with these axes of that length: entries are cut off, or repeated.

    What is cut off are the last entries, or `from_end` the first.
    """
    import numpy as np

    def change(key: Key, value: Any) -> Any:
        numbers = as_numpy(value) if is_array(value) else None
        for place, axis in axes:
            if place == key and numbers is not None and axis < numbers.ndim:
                old = numbers.shape[axis]
                taken = np.arange(length if old else 0) % max(old, 1)
                taken = old - 1 - taken[::-1] if from_end else taken
                numbers = np.take(numbers, taken, axis=axis)
        return value if numbers is None else like(value, numbers)

    return mapped(call, change)
