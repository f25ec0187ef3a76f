"""Say how what came differs from what was expected: shapes first, then dtypes, then values."""

import math
import reprlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

from bootcamp.check.patterns import patterns_of_shape, patterns_of_values
from bootcamp.numerals import rounded
from bootcamp.verdict import Grid, Picture

MOST_CELLS, LONGEST = 200, 4000  # of an array that is drawn; characters of what is told

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 160
_short.maxlist = _short.maxtuple = _short.maxdict = _short.maxset = 12
_short.maxlevel = 4
ODD = (TypeError, ValueError, RuntimeError, OverflowError)  # of what can't become an array


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
        text = _short.repr(value)[:LONGEST]
        return f"a {type(value).__name__}" if " object at 0x" in text else text
    except Exception as error:  # a learner's own __repr__ may do anything
        return f"<{type(value).__name__} that can't be shown: {type(error).__name__}>"


def is_array(value: Any) -> bool:
    """Whether it is a numpy array or a PyTorch tensor; asked without importing either."""
    kind = type(value)
    if kind.__module__.partition(".")[0] == "torch":
        return hasattr(value, "new_tensor")
    return kind.__module__ == "numpy" and kind.__name__ == "ndarray"


def compare(got: Any, expected: Any, looked_at: str = "") -> Comparison:
    """What stands between two values that should have been equal, or nearly so.

    `looked_at` is how the check calls what came, where it isn't what a function returned.
    """
    texts = short(expected), short(got)
    if got is None and expected is not None:
        is_none = f"but `{looked_at}` is None." if looked_at else "got None: is a `return` missing?"
        return Comparison(f"Expected {_named(expected)}, {is_none}", *texts)
    if kinds_differ(got, expected):
        return Comparison(f"Expected {_named(expected)}, got {_named(got)}.", *texts)
    if is_array(expected) or is_array(got):
        return _compare_arrays(got, expected)
    if type(expected) is not type(got) and not _both_numbers(expected, got):
        return Comparison(f"Expected {_named(expected)}, got {_named(got)}.", *texts)
    says = f"Expected {texts[0]}, got {texts[1]}."
    if isinstance(expected, list | tuple) and isinstance(got, list | tuple):
        return _compare_sequences(got, expected, says)
    if _both_numbers(expected, got):
        return Comparison(says, *texts, patterns_of_values(as_numpy(got), as_numpy(expected)))
    return Comparison(says, *texts)


def kinds_differ(got: Any, expected: Any) -> bool:
    """Whether no comparison of numbers is possible: a tuple where a tensor should be."""
    if is_array(expected) and is_tensor(expected):
        return not is_tensor(got)
    if is_array(expected):
        is_numbers = is_array(got) or isinstance(got, list | tuple) or _both_numbers(got)
        return not is_numbers or (is_tensor(got) and bool(got.requires_grad))
    if is_array(got):
        return not (isinstance(expected, list | tuple) or _both_numbers(expected))
    return (got is None) != (expected is None)


def unwrapped(value: Any) -> Any:
    """The thing itself where numpy.testing has made an array of a thing that is none."""
    is_wrapped = is_array(value) and value.ndim == 0 and str(value.dtype) == "object"
    return value.item() if is_wrapped else value


def is_tensor(value: Any) -> bool:
    """Whether it is a PyTorch tensor."""
    return is_array(value) and hasattr(value, "new_tensor")


def _named(value: Any) -> str:
    """What a value is: "a torch.Tensor", "a tuple of 2", "None"."""
    if value is None:
        return "None"
    if is_array(value):
        if not is_tensor(value):
            return "a numpy array"
        return "a torch.Tensor" + " that requires a gradient" * bool(value.requires_grad)
    if isinstance(value, tuple | list | dict | set):
        return f"a {type(value).__name__} of {len(value)}"
    if type(value).__module__.partition(".")[0] == "bootcamp":
        return "an object"  # on the far side of the boundary
    text, name = short(value), type(value).__name__
    return text if text.startswith(("the function ", f"a {name}")) else f"{name} {text}"


def _both_numbers(*values: Any) -> bool:
    try:
        return all(
            not isinstance(value, str | bytes) and math.isfinite(float(value)) for value in values
        )
    except (TypeError, ValueError, OverflowError):
        return False


def _compare_sequences(got: Any, expected: Any, says: str) -> Comparison:
    texts = short(expected), short(got)
    if any(map(is_array, expected)) and len(got) == len(expected):
        return _compare_items(got, expected, says)
    came, wanted = _numbers_in(got), _numbers_in(expected)
    if came is None or wanted is None:
        return Comparison(says, *texts, _first_difference_in_sequence(got, expected))
    if came.shape != wanted.shape:
        hint = _first_difference_in_sequence(got, expected)
        return Comparison(says, *texts, hint, picture_of(came, wanted))
    difference = _describe_difference(came, wanted, _is_of_one_kind(expected))
    return Comparison(says, *texts, difference, picture_of(came, wanted))


def _compare_items(got: Any, expected: Any, says: str) -> Comparison:
    """Of a sequence that holds arrays: how its first item that differs does so."""
    for place, (came, wanted) in enumerate(zip(got, expected, strict=True)):
        is_near = not kinds_differ(came, wanted) and _equal(came, wanted)
        if not is_near or as_numpy(came).shape != as_numpy(wanted).shape:
            told = compare(came, wanted)
            return replace(told, says=f"Item {place}: {told.says[:1].lower()}{told.says[1:]}")
    return Comparison(says, short(expected), short(got))


def _is_of_one_kind(value: Any) -> bool:
    """Whether all numbers in nested lists are of one type: measured together, not put together."""
    kinds = {type(leaf) for leaf in _leaves(value)}
    return isinstance(value, list) and kinds in ({float}, {int})


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def _numbers_in(value: Any) -> Any:
    """Nested lists of numbers as an array; None where they are something else."""
    import numpy as np

    for leaf in _leaves(value):
        if not (is_array(leaf) or _both_numbers(leaf) or isinstance(leaf, float)):  # NaN, too
            return None
    try:
        array = np.asarray(value)
    except ODD:
        return None
    return array if array.dtype.kind in "fiub" and array.size else None


def _compare_arrays(got: Any, expected: Any) -> Comparison:
    import numpy as np

    texts = short(expected), short(got)
    both = (each if is_array(each) else _numbers_in(each) for each in (expected, got))
    wanted, came = map(as_numpy, both)
    if wanted.dtype.kind not in "fiub":
        return Comparison(f"Expected {texts[0]}, got {texts[1]}.", *texts)
    if came.dtype.kind not in "fiub":
        return Comparison(f"Expected numbers, got {texts[1]}.", *texts)
    picture = picture_of(came, wanted)
    if wanted.shape != came.shape and wanted.size != 1:
        says = f"Expected shape {wanted.shape}, got shape {came.shape}."
        return Comparison(says, *texts, patterns_of_shape(came, wanted), picture)
    if is_array(expected) and is_array(got) and wanted.dtype != came.dtype and _equal(wanted, came):
        return Comparison(f"Expected dtype {wanted.dtype}, got dtype {came.dtype}.", *texts)
    came, wanted = np.broadcast_arrays(came, wanted)
    says = "The values differ." if came.size > 1 else f"Expected {texts[0]}, got {texts[1]}."
    return Comparison(says, *texts, _describe_difference(came, wanted), picture)


def _describe_difference(came: Any, wanted: Any, is_measured: bool = True) -> str:
    """In numbers; and in words, if they are `is_measured` things of one kind."""
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
    parts += [f"{first}: {texts}; {count}."]
    parts += [patterns_of_values(came, wanted)] if is_measured else []
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
        one, other = as_numpy(one), as_numpy(other)
        return bool(np.allclose(one, other, rtol=1e-5, atol=1e-8, equal_nan=True))
    except ODD:
        return False


def as_numpy(value: Any) -> Any:
    """A number, array or tensor as a numpy array, outside of any graph."""
    import numpy as np

    if is_tensor(value):
        value = value.detach().to_dense().resolve_conj().resolve_neg()
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
