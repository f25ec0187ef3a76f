"""What holds of the inputs of one call of a check, and must go on holding while it is made smaller.

A smaller input that a learner is shown must be one that the definition is for. Nobody has written
down which those are; but the call that the check makes is one of them. What is true of its inputs,
alone and together, is kept: lengths within their axis, rows that add up to 1, an index below the
number of rows, numbers between the smallest and the largest that the check has in that place.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bootcamp.check.compare import as_numpy, is_array
from bootcamp.check.differ.arguments import Key, kind_of, leaves, lengths
from bootcamp.check.differ.calls import Call

Fact = tuple[str, tuple[Any, ...], Any]  # ("at most", (place, place), None): what, of which, value


class Relations:
    """The facts about a call's inputs; `seen` has every value that the check has in a place."""

    def __init__(self, call: Call, seen: Mapping[Key, Sequence[Any]]) -> None:
        self._ranges = {key: _range(values) for key, values in seen.items()}
        self._facts = set(_facts(call))

    def hold(self, call: Call) -> bool:
        """Whether all of it is so in another call, too, as far as it has the same places."""
        values = dict(leaves(call))
        if not all(self._is_within(key, value) for key, value in values.items()):
            return False
        places = {*values, *lengths(call)}
        wanted = {fact for fact in self._facts if places.issuperset(fact[1])}
        return wanted <= set(_facts(call))

    def _is_within(self, key: Key, value: Any) -> bool:
        known, own = self._ranges.get(key), _range([value])
        return not (known and own) or (known[0] <= own[0] and own[1] <= known[1])


def _range(values: Sequence[Any]) -> tuple[float, float] | None:
    """The smallest and the largest finite number among some values."""
    import numpy as np

    found = []
    for value in values:
        if is_array(value) or (isinstance(value, int | float) and not isinstance(value, bool)):
            numbers = as_numpy(value)
            if numbers.dtype.kind in "fiu":
                found += [numbers[np.isfinite(numbers)].astype(float).ravel()]
    numbers = np.concatenate(found) if found else np.zeros(0)
    return (float(numbers.min()), float(numbers.max())) if numbers.size else None


def _facts(call: Call) -> Iterator[Fact]:
    counts: dict[Any, tuple[int, int]] = {
        axis: (length, length) for axis, length in lengths(call).items()
    }
    axes = set(counts)
    for key, value in leaves(call):
        if kind_of(value) == "f":
            yield from ((name, (key,), None) for name in _traits(as_numpy(value)))
        elif kind_of(value) == "b" and value.ndim:
            numbers = as_numpy(value)
            yield from (("has one", (key,), is_so) for is_so in _in_every_row(numbers))
        elif (found := _range([value])) and _is_whole(value):
            counts[key] = int(found[0]), int(found[1])
            if len(key) > 1 and "then" not in key:  # of a shape, of strides: they stay as they are
                yield from (("beside", (key, axis), (found, counts[axis])) for axis in axes)
    for (one, ours), (other, theirs) in itertools.permutations(counts.items(), 2):
        if ours[1] <= theirs[0]:
            yield "at most", (one, other), None
        if ours[1] < theirs[0] and one not in axes:
            yield "below", (one, other), None
        if one not in axes and ours[0] > 1 and theirs[0] % ours[0] == 0:
            yield "divides", (one, other), None


def _is_whole(value: Any) -> bool:
    return kind_of(value) in ("i", "u") or (isinstance(value, int) and not isinstance(value, bool))


def _in_every_row(flags: Any) -> Iterator[bool]:
    if flags.any(axis=-1).all():
        yield True
    if not flags.all(axis=-1).any():
        yield False


def _traits(array: Any) -> Iterator[str]:
    """What is so of every row of numbers."""
    import numpy as np

    if not (array.ndim and array.size and np.isfinite(array).all()):
        return
    sums = array.sum(axis=-1)
    if (array >= 0).all() and (sums > 0).all():
        yield "has a sum above 0"
        if (abs(sums - 1) < 1e-4).all():
            yield "adds up to 1"
    steps = np.diff(array, axis=-1)
    if (steps >= 0).all():
        yield "is sorted"
    if (np.diff(np.sort(array, axis=-1), axis=-1) > 0).all():
        yield "has no two alike"
