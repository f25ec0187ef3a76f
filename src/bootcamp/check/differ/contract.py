"""What all inputs of a check have in common, taken to be part of the definition's contract.

Numbers that are never negative stay so, probabilities go on adding up to 1, indices are among
those seen, and axes that are always equally long are resized together.
"""

import itertools
from collections.abc import Sequence
from typing import Any

from bootcamp.check.compare import as_numpy, is_array
from bootcamp.check.differ.arguments import Axis, Key, kind_of, leaves, lengths
from bootcamp.check.differ.calls import Call, is_number
from bootcamp.check.differ.outcomes import Outcome, oddities

PLAIN = (bool, int, float, str, type(None))
LENGTH_OF = {"empty axes": 0, "single axes": 1}


class Contract:
    """The calls of a check, and what they have in common.

    `excludes`: see `Exercise`.
    """

    def __init__(self, calls: Sequence[Call], excludes: Sequence[str] = ()) -> None:
        self.calls = calls
        self.excludes = excludes
        self._bad_lengths = {LENGTH_OF[name] for name in excludes if name in LENGTH_OF}
        self.seen: dict[Key, list[Any]] = {}
        for call in calls:
            for key, value in leaves(call):
                self.seen.setdefault(key, []).append(value)
        self._rules = {key: Rule(values) for key, values in self.seen.items()}
        self._alike: dict[Any, list[dict[Axis, int]]] = {}
        self._lengths = [lengths(call) for call in calls]
        for call in calls:
            self._alike.setdefault(_profile(call), []).append(lengths(call))
        self.errors = {inner.error for call in calls for inner in (call, *call.then)}
        self.oddities: set[str] = set()
        self.gradients_fit = True

    def learn(self, call: Call, wanted: Outcome) -> None:
        """Take note of what the reference makes of a call of the check."""
        self.oddities |= oddities(wanted)
        self.gradients_fit &= _gradients_fit(call, wanted)

    def allows(self, call: Call, wanted: Outcome) -> bool:
        """Whether the reference takes this input as the check shows that it should."""
        errors = {outcome.error for outcome in (wanted, *wanted.then)}
        return (
            self._bad_lengths.isdisjoint(lengths(call).values())
            and errors <= {"", *self.errors}
            and oddities(wanted) <= self.oddities
            and (_gradients_fit(call, wanted) or not self.gradients_fit)
        )

    def kept(self, key: Key, value: Any, numbers: Any) -> Any:
        """Fresh numbers made such as stand in this place; None where such can't be drawn."""
        rule = self._rules.get(key)
        return rule.kept(numbers, kind_of(value)) if rule else None

    def is_bound(self, key: Key) -> bool:
        """Whether the numbers in this place have a scale of their own: all from 0 to 1."""
        rule = self._rules.get(key)
        return rule is not None and (rule.is_share or rule.is_flags or rule.is_within_one)

    def may_be_all(self, key: Key, number: float) -> bool:
        """Whether an array in this place may hold one number everywhere."""
        rule = self._rules.get(key)
        return rule is not None and not (
            self.is_bound(key) or rule.is_sorted or (rule.is_positive and number <= 0)
        )

    def keeps_order(self, call: Call) -> bool:
        """Whether axes of which one is never longer than the other, and was as long, stay so."""
        now = lengths(call)
        for one, other in itertools.permutations(now, 2):
            pairs = [
                (seen[one], seen[other]) for seen in self._lengths if one in seen and other in seen
            ]
            is_bound = all(a <= b for a, b in pairs) and len({a == b for a, b in pairs}) == 2
            if is_bound and now[one] > now[other]:
                return False
        return True

    def has_infinities(self, key: Key) -> bool:
        """Whether the check passes infinities in this place."""
        import numpy as np

        arrays = [as_numpy(value) for value in self.seen.get(key, []) if kind_of(value) == "f"]
        return any(bool(np.isinf(array).any()) for array in arrays)

    def axes(self, call: Call) -> list[frozenset[Axis]]:
        """The call's axes, those together that have always had the same length."""
        now = lengths(call)
        examples = [*self._alike.get(_profile(call), []), now]
        found: dict[tuple[int, ...], set[Axis]] = {}
        for axis in now:
            found.setdefault(tuple(known.get(axis, -1) for known in examples), set()).add(axis)
        return [frozenset(axes) for axes in found.values()]


def _profile(call: Call) -> Any:
    """What two calls share that differ in nothing but lengths and numbers."""
    return repr(
        [
            (key, len(value.shape) if is_array(value) else value if _is_option(value) else "")
            for key, value in leaves(call)
        ]
    )


def _is_option(value: Any) -> bool:
    return isinstance(value, PLAIN) and not isinstance(value, float)


def _gradients_fit(call: Call, outcome: Outcome) -> bool:
    """Whether each function that came with an array is called with one of that array's shape."""
    shape = _first_shape(outcome.result)
    firsts = (inner.args[0] for inner in call.then if inner.args and is_array(inner.args[0]))
    return (shape is None or all(tuple(first.shape) == shape for first in firsts)) and all(
        map(_gradients_fit, call.then, outcome.then)
    )


def _first_shape(result: Any) -> tuple[int, ...] | None:
    if isinstance(result, tuple | list) and result:
        result = result[0]
    return tuple(as_numpy(result).shape) if is_array(result) or is_number(result) else None


class Rule:
    """What all arrays that were seen in one place have in common."""

    def __init__(self, values: Sequence[Any]) -> None:
        import numpy as np

        arrays = [as_numpy(value) for value in values if is_array(value)]
        filled = [array for array in arrays if array.size and array.dtype.kind in "fiu"]
        numbers = np.concatenate([array.ravel() for array in filled] or [np.zeros(0)])
        numbers = numbers[np.isfinite(numbers)]
        is_drawn = bool((numbers != np.round(numbers)).any())  # else it was chosen by hand
        self.values = np.array(sorted(set(numbers.tolist())))
        self.is_flags = numbers.size > 3 and self.values.tolist() == [0.0, 1.0]
        self.is_within_one = bool(numbers.size and numbers.min() >= 0 and numbers.max() <= 1)
        self.is_positive = is_drawn and bool((numbers >= 0).all())
        self.is_share = bool(filled) and self.is_positive and all(map(_adds_up, filled))
        self.is_sorted = is_drawn and all(map(_is_sorted, filled))

    def kept(self, numbers: Any, kind: str) -> Any:
        """Fresh numbers made such; None where such numbers can't be drawn."""
        import numpy as np

        if kind == "b":
            return numbers > 0
        if kind in ("i", "u"):
            choices = self.values if self.values.size else np.zeros(1)
            return choices[(np.abs(numbers) * 7).astype(int) % choices.size]
        if kind != "f":
            return None
        if self.is_flags:
            return (numbers > 0).astype(float)
        if self.is_positive:
            numbers = np.abs(numbers)
        if self.is_share and numbers.ndim:
            numbers = numbers + (numbers.sum(axis=-1, keepdims=True) == 0)
            numbers = numbers / numbers.sum(axis=-1, keepdims=True)
        return np.sort(numbers) if self.is_sorted and numbers.ndim else numbers


def _adds_up(array: Any) -> bool:
    return bool(array.ndim and (abs(array.sum(axis=-1) - 1) < 1e-4).all())


def _is_sorted(array: Any) -> bool:
    import numpy as np

    return bool(array.ndim and array.shape[-1] > 2 and (np.diff(array) >= 0).all())
