"""Other inputs, made of the calls of a check: legal, and of a kind that narrow answers fail on.

Whether an input is legal isn't known from the signature. What all calls of the check have in common
is kept to (`differ.contract`), numbers that may be places or counts shrink with the axes, and the
reference must give a plain result without an error or a warning.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bootcamp.check.compare import as_numpy, is_array
from bootcamp.check.differ.arguments import Axis, Key, kind_of, leaves, like, mapped, resized
from bootcamp.check.differ.calls import Call
from bootcamp.check.differ.contract import Contract
from bootcamp.check.differ.inputs import Inputs

AXIS_NAMES = ("axis", "axes", "dim", "dims")
MOST_PROBED = 60  # entries of one array that are tried one by one
PROBES = (float("nan"), -float("inf"), float("inf"))


@dataclass(frozen=True)
class HostileInput:
    """A call to try: `family` is what an exercise may exclude it by, `says` what is special."""

    family: str
    says: str
    call: Call
    is_without_effect: bool = False  # the special entries change nothing in the result


def hostile_inputs(
    call: Call,
    contract: Contract,
    inputs: Inputs,
    has_no_effect: Callable[[Call], bool],
) -> Iterator[HostileInput]:
    """Inputs like those of the call, each of another family than the one before, if it can be."""
    for axes in contract.axes(call):
        yield from _resized(call, contract, axes, 1)
    yield from _resized_first(call, contract)
    yield HostileInput("dtypes", "the numbers are of the other width", inputs.cast(call))
    for factor, word in ((1e-9, "tiny"), (1e4, "large")):
        yield HostileInput("magnitudes", f"the numbers are {word}", _scaled(call, contract, factor))
    yield HostileInput("ties", "numbers repeat", _with_ties(call, contract))
    for number in (0, 1):
        made = _constant(call, contract, number)
        yield HostileInput("ties", f"all numbers are {number}", made)
    yield from _forms(call)
    yield from _without_effect(call, contract, has_no_effect)


def _resized(
    call: Call, contract: Contract, axes: frozenset[Axis], length: int
) -> Iterator[HostileInput]:
    """The call with these axes of that length, where places and counts can shrink with them."""
    family, word = ("single axes", "length 1") if length else ("empty axes", "length 0")

    def shrink(key: Key, value: Any) -> Any:
        low = _lowest(contract, key)
        if key[-1] in AXIS_NAMES or low is None:
            return value
        if kind_of(value) in ("i", "u"):
            numbers = as_numpy(value)
            return like(value, numbers.clip(min(low, 0), max(low, length - 1, 0)))
        return max(low, min(value, length)) if type(value) is int else value

    made = mapped(resized(_any_first(call, axes), axes, length), shrink)
    if contract.keeps_order(made):
        yield HostileInput(family, f"an axis has {word}", made)


def _any_first(call: Call, axes: frozenset[Axis]) -> Call:
    """The call with each mask true in its first place along these axes, if it is in any."""

    def change(key: Key, value: Any) -> Any:
        numbers = as_numpy(value).copy() if kind_of(value) == "b" else None
        for place, axis in axes:
            if numbers is not None and place == key and axis < numbers.ndim:
                numbers[:] = numbers.any(axis=axis, keepdims=True)
        return value if numbers is None else like(value, numbers)

    return mapped(call, change)


def _lowest(contract: Contract, key: Key) -> int | None:
    """The lowest whole number that the check passes in this place."""
    seen = contract.seen.get(key, [])
    wholes = [x for x in seen if type(x) is int] + [
        int(as_numpy(x).min()) for x in seen if kind_of(x) in ("i", "u") and as_numpy(x).size
    ]
    return min(wholes, default=None)


def _resized_first(call: Call, contract: Contract) -> Iterator[HostileInput]:
    """The call with no rows: the axes that stand first in every array, if they go together."""
    first = [
        axes
        for axes in contract.axes(call)
        if any(axis == 0 and _rank(call, key) > 1 for key, axis in axes)
        and all(axis == 0 for _, axis in axes)
    ]
    if len(first) == 1:
        yield HostileInput("empty axes", "there are no rows", resized(call, first[0], 0))


def _rank(call: Call, key: Key) -> int:
    return max(
        (len(value.shape) for place, value in leaves(call) if place == key and is_array(value)),
        default=0,
    )


def _scaled(call: Call, contract: Contract, factor: float) -> Call:
    """The call with all its float arrays times a factor, but for shares and flags."""

    def change(key: Key, value: Any) -> Any:
        if kind_of(value) != "f" or contract.is_bound(key):
            return value
        narrow = factor**0.5 if factor > 1 and "float32" in str(value.dtype) else factor
        return like(value, as_numpy(value) * narrow)

    return mapped(call, change)


def _with_ties(call: Call, contract: Contract) -> Call:
    """The call with at most five different numbers in each float array, of their old signs."""

    def change(key: Key, value: Any) -> Any:
        numbers = as_numpy(value) if kind_of(value) == "f" else None
        if numbers is None or not numbers.size or contract.is_bound(key):
            return value
        most = abs(numbers).max()
        return (
            like(value, (2 * numbers / most).astype(int) + (0.5 - (numbers < 0))) if most else value
        )

    return mapped(call, change)


def _constant(call: Call, contract: Contract, number: int) -> Call:
    """The call with one number in all its float arrays, but where that can't be."""

    def change(key: Key, value: Any) -> Any:
        if kind_of(value) != "f" or not contract.may_be_all(key, number):
            return value
        return like(value, 0 * as_numpy(value) + number)

    return mapped(call, change)


def _forms(call: Call) -> Iterator[HostileInput]:
    """The call with its axes counted from the end, in another order, and switches turned."""
    rank = max((len(x.shape) for _, x in leaves(call) if is_array(x)), default=0)

    def from_end(key: Key, value: Any) -> Any:
        is_axis = type(value) is int and any(part in AXIS_NAMES for part in key)
        return value - rank if is_axis and 0 <= value < rank else value

    def turned(value: Any) -> Any:
        return tuple(reversed(value)) if isinstance(value, tuple) else value

    yield HostileInput("forms", "axes are counted from the end", mapped(call, from_end))
    kwargs = {k: turned(v) if k in AXIS_NAMES else v for k, v in call.kwargs.items()}
    yield HostileInput("forms", "axes come in another order", replace(call, kwargs=kwargs))
    for name, value in call.kwargs.items():
        if isinstance(value, bool):
            turned_kwargs = {**call.kwargs, name: not value}
            says = f"`{name}` is {not value}"
            yield HostileInput("forms", says, replace(call, kwargs=turned_kwargs))


def _without_effect(
    call: Call, contract: Contract, has_no_effect: Callable[[Call], bool]
) -> Iterator[HostileInput]:
    """NaN and infinities in all entries that have no effect on the result.

    An entry that wins or loses a comparison whatever it is would take NaN, and not minus infinity.
    """
    for key, value in leaves(call):
        if kind_of(value) != "f" or not 0 < as_numpy(value).size <= MOST_PROBED or "then" in key:
            continue
        numbers = as_numpy(value)
        idle = [
            place
            for place in range(numbers.size)
            if all(has_no_effect(_with(call, key, [place], fill)) for fill in PROBES)
        ]
        for family, fill in (("NaN", float("nan")), ("infinities", float("inf"))):
            if idle:
                says = f"entries that don't count are {fill}"
                yield HostileInput(family, says, _with(call, key, idle, fill), True)
        if contract.has_infinities(key):
            says = "an entry is minus infinity"
            one = _with(call, key, [0], -float("inf"))
            yield HostileInput("infinities", says, one)
            says = "an entry is minus infinity, and the others aren't far above"
            alone = replace(one, then=[])  # a pullback shows the rounding of such large numbers
            yield HostileInput("infinities", says, _lowered(alone, key))


def _lowered(call: Call, key: Key) -> Call:
    """The call with all finite numbers of one array far below 0, in their order."""
    import numpy as np

    def change(place: Key, value: Any) -> Any:
        if place != key:
            return value
        numbers = as_numpy(value)
        highest = numbers[np.isfinite(numbers)].max(initial=0.0)
        return like(value, np.where(np.isfinite(numbers), (numbers - highest - 1) * 1e30, numbers))

    return mapped(call, change)


def _with(call: Call, key: Key, places: list[int], fill: float) -> Call:
    def change(place: Key, value: Any) -> Any:
        if place != key:
            return value
        numbers = as_numpy(value).copy()
        numbers.reshape(-1)[places] = fill
        return like(value, numbers)

    return mapped(call, change)
