"""Say how what came differs from what was expected: shapes first, then dtypes, then values."""

import math
import reprlib
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from bootcamp.check.patterns import patterns_of_shape, patterns_of_values
from bootcamp.numerals import rounded
from bootcamp.verdict import Grid, Picture

MOST_CELLS = 200  # of an array that is drawn

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
    picture: Picture | None = None


def short(value: Any) -> str:
    """A value in one short piece of text, whatever it is."""
    try:
        if is_array(value):
            return _short_array(value)
        if isinstance(value, float):
            return rounded(value, 10)
        if isinstance(value, FunctionType):
            return f"the function {value.__name__}"
        if type(value).__module__ == "numpy" and hasattr(value, "item"):
            return short(value.item())
        text = _short.repr(value)
        return f"a {type(value).__name__}" if " object at 0x" in text else text
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
    if isinstance(expected, list | tuple) and isinstance(got, list | tuple):
        return _compare_sequences(got, expected, says)
    if _both_numbers(expected, got):
        return Comparison(says, *texts, patterns_of_values(as_numpy(got), as_numpy(expected)))
    return Comparison(says, *texts)


def _both_numbers(*values: Any) -> bool:
    try:
        return all(
            not isinstance(value, str | bytes) and math.isfinite(float(value)) for value in values
        )
    except (TypeError, ValueError, OverflowError):
        return False


def _kind(value: Any, name: str) -> str:
    if value is None:
        return "None: is a `return` missing?"
    text = short(value)
    return text if text.startswith(("the function ", f"a {name}")) else f"{name} {text}"


def _compare_sequences(got: Any, expected: Any, says: str) -> Comparison:
    came, wanted = _numbers_in(got), _numbers_in(expected)
    texts = short(expected), short(got)
    if came is None or wanted is None:
        return Comparison(says, *texts, _first_difference_in_sequence(got, expected))
    if came.shape != wanted.shape:
        hint = patterns_of_shape(came, wanted) or _first_difference_in_sequence(got, expected)
        return Comparison(says, *texts, hint, picture_of(came, wanted))
    difference = _describe_difference(came, wanted)
    return Comparison(says, *texts, difference, picture_of(came, wanted))


def _numbers_in(value: Any) -> Any:
    """Nested lists of numbers as an array; None where they are something else."""
    import numpy as np

    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        return None
    return array if array.dtype.kind in "fiub" and array.size else None


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
    if came.dtype.kind not in "fiub" or wanted.dtype.kind not in "fiub":
        return Comparison(f"Expected numbers, got {short(got)}.", texts[0], short(got))
    picture = picture_of(came, wanted)
    if wanted.shape != came.shape and wanted.size > 1:
        says = f"Expected shape {wanted.shape}, got shape {came.shape}."
        return Comparison(says, *texts, patterns_of_shape(came, wanted), picture)
    if wanted.dtype != came.dtype and _equal(wanted, came):
        return Comparison(f"Expected dtype {wanted.dtype}, got dtype {came.dtype}.", *texts)
    came, wanted = np.broadcast_arrays(came, wanted)
    says = "The values differ." if came.size > 1 else f"Expected {texts[0]}, got {texts[1]}."
    return Comparison(says, *texts, _describe_difference(came, wanted), picture)


def _describe_difference(came: Any, wanted: Any) -> str:
    import numpy as np

    differs = differing(came, wanted)
    if not differs.any():
        return ""
    if np.isclose(came, wanted, rtol=1e-5, atol=1e-8, equal_nan=True).all():
        gap = float(np.max(np.abs(came[differs] - wanted[differs])))
        return f"The largest difference is {gap:.3g}: small, but more than rounding explains."
    if came.size == 1:
        return patterns_of_values(came, wanted)
    parts = []
    if (bad := ~np.isfinite(came) & np.isfinite(wanted)).any():
        is_or_are = "is" if bad.sum() == 1 else "are"
        oddity = f"{is_or_are} {_oddity(came[bad])}"
        parts.append(f"{int(bad.sum())} of {came.size} entries {oddity}.")
    place = tuple(int(i) for i in np.argwhere(differs)[0])
    first = f"First difference at {list(place)}"
    texts = f"expected {short(wanted[place])}, got {short(came[place])}"
    count = f"{int(differs.sum())} of {came.size} entries differ"
    parts += [f"{first}: {texts}; {count}.", patterns_of_values(came, wanted)]
    return " ".join(filter(None, parts))


def _oddity(numbers: Any) -> str:
    import numpy as np

    if np.isnan(numbers).all():
        return "NaN"
    return "infinite" if np.isinf(numbers).all() else "NaN or infinite"


def differing(came: Any, wanted: Any) -> Any:
    """Which entries differ: by more than rounding if any does so, else by anything at all."""
    import numpy as np

    differs = ~np.isclose(came, wanted, rtol=1e-5, atol=1e-8, equal_nan=True)
    return differs if differs.any() else (came != wanted) & ~(np.isnan(came) & np.isnan(wanted))


def picture_of(came: Any, wanted: Any) -> Picture | None:
    """Two arrays as they are drawn; None where they are too large, or have no axis or too many."""
    if not all(1 <= x.ndim <= 3 and x.size <= MOST_CELLS for x in (came, wanted)):
        return None
    if max(came.size, wanted.size) < 2:
        return None
    differs = differing(came, wanted).ravel().tolist() if came.shape == wanted.shape else ()
    return Picture(_grid(wanted), _grid(came), tuple(differs))


def _grid(array: Any) -> Grid:
    cells = (x if math.isfinite(x) else str(x) for x in array.ravel().tolist())
    return Grid(array.shape, tuple(cells))


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
        value = value.float() if "bfloat16" in str(value.dtype) else value
    return np.asarray(value)


def _short_array(value: Any) -> str:
    import numpy as np

    array = as_numpy(value)
    if array.ndim == 0 and array.dtype.kind in "fiub":
        return short(array.item())
    with np.printoptions(precision=5, suppress=True, threshold=40, edgeitems=2, linewidth=72):
        text = str(array)
    return f"{array.dtype} {list(array.shape)}\n{text}"[:800]
