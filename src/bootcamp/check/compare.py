"""Say how what came differs from what was expected: shapes first, then dtypes, then values."""

import math
import reprlib
from dataclasses import dataclass
from typing import Any

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 160
_short.maxlist = _short.maxtuple = _short.maxdict = _short.maxset = 12
_short.maxlevel = 4


@dataclass(frozen=True)
class Comparison:
    """What a learner is told of two values."""

    says: str
    expected: str
    got: str
    difference: str = ""


def short(value: Any) -> str:
    """A value in one short piece of text, whatever it is."""
    try:
        if is_array(value):
            return _short_array(value)
        if isinstance(value, float):
            return f"{value:.10g}"
        if type(value).__module__ == "numpy" and hasattr(value, "item"):
            return short(value.item())
        return _short.repr(value)
    except Exception as error:  # a learner's own __repr__ may do anything
        return f"<{type(value).__name__} that can't be shown: {type(error).__name__}>"


def is_array(value: Any) -> bool:
    """Whether it is a numpy array or a PyTorch tensor; asked without importing either."""
    kind = type(value)
    if kind.__module__.partition(".")[0] == "torch":
        return hasattr(value, "new_tensor")
    return kind.__module__ == "numpy" and kind.__name__ == "ndarray"


def compare(got: Any, expected: Any) -> Comparison:
    """What stands between two values that should have been equal, or nearly so."""
    if is_array(expected) or is_array(got):
        return _compare_arrays(got, expected)
    texts = short(expected), short(got)
    if type(expected) is not type(got) and not _both_numbers(expected, got):
        names = type(expected).__name__, type(got).__name__
        says = f"Expected {_kind(expected, names[0])}, got {_kind(got, names[1])}."
        return Comparison(says, *texts)
    says = f"Expected {texts[0]}, got {texts[1]}."
    difference = ""
    if isinstance(expected, list | tuple) and isinstance(got, list | tuple):
        difference = _first_difference_in_sequence(got, expected)
    elif _both_numbers(expected, got):
        difference = _pattern([float(got)], [float(expected)])
    return Comparison(says, *texts, difference)


def _both_numbers(*values: Any) -> bool:
    try:
        return all(
            not isinstance(value, str | bytes) and math.isfinite(float(value)) for value in values
        )
    except (TypeError, ValueError, OverflowError):
        return False


def _kind(value: Any, name: str) -> str:
    return "None: is a `return` missing?" if value is None else f"{name} {short(value)}"


def _compare_arrays(got: Any, expected: Any) -> Comparison:
    import numpy as np

    texts = short(expected), short(got)
    if not is_array(got):
        if got is None:
            return Comparison("Expected an array, got None: is a `return` missing?", *texts)
        try:
            got = np.asarray(got, dtype=float)
        except (TypeError, ValueError):
            return Comparison(f"Expected an array, got {type(got).__name__}.", *texts)
    wanted, came = as_numpy(expected), as_numpy(got)
    if came.dtype == object:
        return Comparison(f"Expected numbers, got {short(got)}.", texts[0], short(got))
    if wanted.shape != came.shape and wanted.size > 1:
        hint = ""
        if wanted.ndim == came.ndim and wanted.shape == came.shape[::-1]:
            hint = "The axes are in reverse order: transposed?"
        says = f"Expected shape {wanted.shape}, got shape {came.shape}."
        return Comparison(says, *texts, hint)
    if wanted.dtype != came.dtype and _equal(wanted, came):
        return Comparison(f"Expected dtype {wanted.dtype}, got dtype {came.dtype}.", *texts)
    came, wanted = np.broadcast_arrays(came, wanted)
    says = "The values differ." if came.size > 1 else f"Expected {texts[0]}, got {texts[1]}."
    return Comparison(says, *texts, _describe_difference(came, wanted))


def _describe_difference(came: Any, wanted: Any) -> str:
    import numpy as np

    differs = ~np.isclose(came, wanted, rtol=1e-5, atol=1e-8, equal_nan=True)
    if not differs.any():
        gap = float(np.max(np.abs(came - wanted)))
        return f"The largest difference is {gap:.3g}: small, but more than rounding explains."
    parts = []
    bad = int((~np.isfinite(came) & np.isfinite(wanted)).sum())
    if bad:
        parts.append(f"{bad} of {came.size} entries are NaN or infinite.")
    place = tuple(int(i) for i in np.argwhere(differs)[0])
    where = f" at {list(place)}" if place else ""
    first = f"First difference{where}: expected {wanted[place]:.10g}, got {came[place]:.10g}"
    count = f"; {int(differs.sum())} of {came.size} entries differ" if came.size > 1 else ""
    parts.append(f"{first}{count}.")
    if came.ndim == 2 and came.shape[0] == came.shape[1] and _equal(came.T, wanted):
        parts.append("It is the expected array, transposed.")
    pattern = _pattern(came.ravel().tolist(), wanted.ravel().tolist())
    return " ".join([*parts, pattern]).strip()


def _pattern(came: list[float], wanted: list[float]) -> str:
    """What the numbers themselves say: a sign, a constant factor."""
    pairs = [(c, w) for c, w in zip(came, wanted, strict=True) if abs(w) > 1e-12]
    if not pairs or any(not math.isfinite(c) for c, _ in pairs):
        return ""
    factor = pairs[0][0] / pairs[0][1]
    if any(abs(c - factor * w) > 1e-6 * max(abs(w), abs(c)) for c, w in pairs):
        return ""
    if abs(factor + 1) < 1e-6:
        return "The sign is the wrong way round."
    if abs(factor) < 1e-12:
        return "Everything is 0." if len(pairs) > 1 else ""
    if abs(factor - 1) < 1e-6 or len(pairs) < 2:
        return ""
    return f"Every entry is off by the factor {factor:.4g}."


def _first_difference_in_sequence(got: Any, expected: Any) -> str:
    if len(got) != len(expected):
        return f"Expected {len(expected)} items, got {len(got)}."
    for place, (came, wanted) in enumerate(zip(got, expected, strict=True)):
        if is_array(came) or is_array(wanted):
            continue
        if came != wanted:
            where = f"First difference at [{place}]"
            return f"{where}: expected {short(wanted)}, got {short(came)}."
    return ""


def _equal(one: Any, other: Any) -> bool:
    import numpy as np

    try:
        return bool(np.allclose(one, other, rtol=1e-5, atol=1e-8, equal_nan=True))
    except (TypeError, ValueError):
        return False


def as_numpy(value: Any) -> Any:
    """A number, array or tensor as a numpy array, outside of any graph."""
    import numpy as np

    if hasattr(value, "detach"):
        value = value.detach()
    return np.asarray(value)


def _short_array(value: Any) -> str:
    import numpy as np

    array = as_numpy(value)
    if array.ndim == 0 and array.dtype.kind in "fiub":
        return short(array.item())
    with np.printoptions(precision=5, suppress=True, threshold=40, edgeitems=2, linewidth=72):
        text = str(array)
    return f"{array.dtype} {list(array.shape)}\n{text}"[:800]
