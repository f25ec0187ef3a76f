"""Whether two calls came to the same, and if not, how they differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bootcamp.check.compare import as_numpy, is_array, is_tensor
from bootcamp.check.differ.calls import generator_state, is_number, is_object, reachable
from bootcamp.check.differ.literals import literal
from bootcamp.check.differ.outcomes import Outcome, largest

DEEPEST = 40
# What rounding may do to a right answer, by the width of its numbers: relative to the number, and
# to the largest number in play.
ROUNDING = {8: (1e-9, 1e-12), 4: (1e-4, 1e-6), 2: (3e-2, 3e-2)}


@dataclass(frozen=True)
class Gap:
    """How two outcomes differ. `follow_up` says at which of the calls that follow: () at none."""

    kind: str  # "error", "structure", "shape", "dtype", "value", "argument", "alias"
    expected: str
    got: str
    follow_up: tuple[int, ...] = ()


def gap_between(expected: Outcome, got: Outcome, follow_up: tuple[int, ...] = ()) -> Gap | None:
    """How the second outcome differs from the first; None where it doesn't."""
    if expected.error or got.error:
        if expected.error == got.error:
            return None
        texts = [x.says or literal(x.result, names=False) for x in (expected, got)]
        return Gap("error", texts[0], texts[1], follow_up)
    comparing = _Comparing(expected, got)
    if kind := comparing.kind_of_gap(expected.result, got.result):
        texts = [literal(x.result, names=False) for x in (expected, got)]
        if texts[0] == texts[1]:  # it is hidden in an object
            texts = comparing.told(f"the result{comparing.place}")
        return Gap(kind, texts[0], texts[1], follow_up)
    for place, (wanted, came) in enumerate(zip(expected.then, got.then, strict=True)):
        if gap := gap_between(wanted, came, (*follow_up, place)):
            return gap
    comparing = _Comparing(expected, got)
    if comparing.kind_of_gap(_numbered(expected), _numbered(got)):
        number, _, part = comparing.place[1:].partition("]")
        texts = comparing.told(f"argument {number}{part}")
        return Gap("argument", f"{texts[0]} afterwards", f"{texts[1]} afterwards", follow_up)
    if got.aliases and not expected.aliases:
        return Gap("alias", "a new array", "an array that shares the argument's memory", follow_up)
    return None


def _numbered(outcome: Outcome) -> dict[int | str, Any]:
    args, kwargs = outcome.arguments
    return {**dict(enumerate(args, 1)), **kwargs}


class _Words(str):
    """What is said in place of a value."""


def _passed_in(value: Any, number: int | None) -> _Words:
    which = "a new one" if number is None else "one of those passed in"
    return _Words(f"{literal(value)}, {which}")


class _Comparing:
    """Compares two values deeply. What was passed in is known by its number."""

    def __init__(self, expected: Outcome, got: Outcome) -> None:
        self.labels = expected.labels, got.labels
        self.scale = max(expected.scale, largest(reachable(expected.result)))
        self.met: set[tuple[int, int]] = set()
        self.place = ""  # of the gap: "[1].grad"
        self.pair: tuple[Any, Any] = expected.result, got.result

    def kind_of_gap(self, wanted: Any, came: Any, depth: int = 0) -> str:
        """The kind of a `Gap`; "" where they are the same."""
        if depth > DEEPEST or (id(wanted), id(came)) in self.met:
            return ""
        if is_number(wanted) or is_number(came):
            if not all(is_number(x) or is_array(x) for x in (wanted, came)):
                return "structure"
            return self._of_arrays(as_numpy(wanted), as_numpy(came), is_loose=True)
        if is_array(wanted) or is_array(came):
            if not (is_array(wanted) and is_array(came)) or is_tensor(wanted) != is_tensor(came):
                return "structure"
            if getattr(wanted, "requires_grad", False) != getattr(came, "requires_grad", False):
                return "structure"
            return self._of_arrays(as_numpy(wanted), as_numpy(came))
        self.met.add((id(wanted), id(came)))
        if isinstance(wanted, tuple | list) and isinstance(came, tuple | list):
            return self._of_items(wanted, came, depth)
        if isinstance(wanted, dict) and isinstance(came, dict):
            return self._of_dicts(wanted, came, depth)
        if (state := generator_state(wanted)) is not None:
            return "" if state == generator_state(came) else "value"
        if is_object(wanted) and is_object(came):
            return self._of_objects(wanted, came, depth)
        if callable(wanted) or callable(came):
            return "" if callable(wanted) and callable(came) else "structure"
        return self._of_the_rest(wanted, came)

    def _of_the_rest(self, wanted: Any, came: Any) -> str:
        if type(wanted) is type(came) and not _has_equality(wanted):
            return ""  # nothing is known of what it holds
        try:
            return "" if bool(wanted == came) else "value"
        except Exception:  # what can't be compared isn't known to differ
            return ""

    def _of_arrays(self, wanted: Any, came: Any, is_loose: bool = False) -> str:
        import numpy as np

        if wanted.shape != came.shape:
            return "shape"
        if wanted.dtype != came.dtype and not is_loose:
            return "dtype"
        if wanted.dtype.kind not in "fiubc" or came.dtype.kind not in "fiubc":
            return self._of_the_rest(wanted.tolist(), came.tolist())
        width = min([x.dtype.itemsize for x in (wanted, came) if x.dtype.kind == "f"], default=8)
        relative, absolute = ROUNDING.get(width, ROUNDING[8])
        if wanted.dtype.kind in "iub" and came.dtype.kind in "iub":
            relative = absolute = 0.0
        with np.errstate(all="ignore"):
            bound = absolute * self.scale
            same = np.isclose(came, wanted, rtol=relative, atol=bound, equal_nan=True)
        return "" if bool(np.all(same)) else "value"

    def _of_items(self, wanted: Any, came: Any, depth: int) -> str:
        if len(wanted) != len(came) or isinstance(wanted, tuple) != isinstance(came, tuple):
            return "structure"
        pairs = zip(wanted, came, strict=True)
        return self._first(((f"[{i}]", *pair) for i, pair in enumerate(pairs)), depth)

    def _of_dicts(self, wanted: dict[Any, Any], came: dict[Any, Any], depth: int) -> str:
        ours = {self._key(key, 0): value for key, value in wanted.items()}
        theirs = {self._key(key, 1): value for key, value in came.items()}
        if ours.keys() != theirs.keys():
            return "structure"
        return self._first(((f"[{key!r}]", ours[key], theirs[key]) for key in ours), depth)

    def _key(self, key: Any, side: int) -> Any:
        number = self.labels[side].get(id(key))
        return key if number is None else ("passed in", number)

    def _of_objects(self, wanted: Any, came: Any, depth: int) -> str:
        numbers = self.labels[0].get(id(wanted)), self.labels[1].get(id(came))
        if numbers[0] != numbers[1]:
            self.pair = _passed_in(wanted, numbers[0]), _passed_in(came, numbers[1])
            return "value"
        if type(wanted).__qualname__ != type(came).__qualname__:
            return "structure"
        ours, theirs = vars(wanted), vars(came)
        if not ours.keys() <= theirs.keys():
            return "structure"
        return self._first(((f".{name}", ours[name], theirs[name]) for name in ours), depth)

    def _first(self, parts: Iterable[tuple[str, Any, Any]], depth: int) -> str:
        """The kind of the first gap among some parts; where it stands is kept."""
        for name, wanted, came in parts:
            if kind := self.kind_of_gap(wanted, came, depth + 1):
                if not self.place and not isinstance(self.pair[0], _Words):
                    self.pair = wanted, came
                self.place = name + self.place
                return kind
        return ""

    def told(self, what: str) -> list[str]:
        """The two values at the place of the gap, in words."""
        texts = (x if isinstance(x, _Words) else literal(x, names=False) for x in self.pair)
        return [f"{what} is {text}" for text in texts]


def _has_equality(value: Any) -> bool:
    return any("__eq__" in vars(kind) for kind in type(value).__mro__ if kind is not object)
