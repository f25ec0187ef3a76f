"""What the numbers themselves say of a wrong array: twice too large, transposed, off by one.

Each pattern is a function of what came and what was wanted, two numpy arrays that differ. It gives
a sentence where that is exactly what the numbers say, and "" where it isn't or where the arrays are
too small to tell it from chance: `evidence` counts, in bits, what a pattern explains.
"""

import math
from collections.abc import Callable, Iterator
from typing import Any

from bootcamp.numerals import rounded

Pattern = Callable[[Any, Any], str]
ENOUGH = 6.0  # bits: by chance a pattern fits one wrong answer in 64
FRACTION = 10.0  # bits that a number tells which isn't whole
MOST_PAIRS = 100  # of numbers that are counted
FEWEST_LINES = 5  # rows or columns of which "right but for the last" says something


def patterns_of_shape(came: Any, wanted: Any) -> str:
    """What is the case of two arrays of different shapes; "" where nothing is known."""
    return _first((with_another_axis, transposed), came, wanted)


def patterns_of_values(came: Any, wanted: Any) -> str:
    """What is the case of two arrays of the same shape; "" where nothing is known."""
    import numpy as np

    if not wanted.size:
        return ""
    are_flags = wanted.dtype.kind == "b"
    if are_flags != (came.dtype.kind == "b"):
        return ""
    came, wanted = came.astype(float), wanted.astype(float)
    if not (np.isfinite(came) | ~np.isfinite(wanted)).all():
        return _first((partly_right,), came, wanted)
    if are_flags:
        is_enough = (came != wanted).sum() >= ENOUGH
        return _first((inverted, transposed), came, wanted) if is_enough else ""
    return _first((*OF_NUMBERS, *OF_PLACES), came, wanted, ENOUGH)


def _first(patterns: tuple[Pattern, ...], came: Any, wanted: Any, needed: float = 0.0) -> str:
    import numpy as np

    with np.errstate(all="ignore"):
        for pattern in patterns:
            if says := pattern(came, wanted):
                unknowns = UNKNOWNS.get(pattern, 0)
                if not needed or pattern in PLAIN or evidence(came, wanted, unknowns) >= needed:
                    return says
    return ""


def are_equal(one: Any, other: Any) -> bool:
    """Whether two arrays are equal within rounding, NaN equal to NaN."""
    import numpy as np

    if one.shape != other.shape:
        return False
    bound = 1e-7 * float(np.abs(other[np.isfinite(other)]).max(initial=0.0))
    return bool(np.allclose(one, other, rtol=1e-5, atol=bound, equal_nan=True))


def evidence(came: Any, wanted: Any, unknowns: int = 0) -> float:
    """How many bits the entries that differ tell, each pair once, but for what finds `unknowns`."""
    import numpy as np

    wrong = ~np.isclose(came, wanted, rtol=1e-5, atol=1e-8, equal_nan=True)
    some = (x[wrong][:MOST_PAIRS].round(9).tolist() for x in (came, wanted))
    pairs = set(zip(*some, strict=True))
    told = [sum(bits_of(number) for number in pair) / 2 for pair in pairs]
    return sum(sorted(told, reverse=True)[unknowns:])


def bits_of(number: float) -> float:
    """How much one number tells: more if it is large, and most if it isn't whole."""
    if not math.isfinite(number):
        return 0.0
    return FRACTION if number != round(number) else 1 + math.log2(1 + abs(number))


def _distinct(array: Any) -> int:
    # Not numpy.unique: it imports all of numpy.ma, 15 ms in a run that has just been forked.
    return len(set(array.round(9).ravel().tolist()))


def _axes_at_least(array: Any, length: int) -> Iterator[int]:
    return (axis for axis in range(array.ndim) if array.shape[axis] >= length)


def with_another_axis(came: Any, wanted: Any) -> str:
    """An axis of length 1 too many, or too few."""
    if came.size != wanted.size or came.squeeze().shape != wanted.squeeze().shape:
        return ""
    if abs(came.ndim - wanted.ndim) != 1 or not are_equal(came.reshape(wanted.shape), wanted):
        return ""
    is_more = came.ndim > wanted.ndim
    what = "has an axis of length 1 too many" if is_more else "lacks an axis of length 1"
    return f"The numbers are right, but the array {what}."


def transposed(came: Any, wanted: Any) -> str:
    """Two axes exchanged."""
    for first in range(wanted.ndim):
        for second in range(first + 1, wanted.ndim):
            swapped = wanted.swapaxes(first, second)
            if came.ndim == wanted.ndim and _distinct(wanted) > 1 and are_equal(came, swapped):
                which = "" if wanted.ndim == 2 else f": axes {first} and {second} are exchanged"
                return f"It is the expected array, transposed{which}."
    return ""


def inverted(came: Any, wanted: Any) -> str:
    """True for False and False for True."""
    return "" if (came != 1 - wanted).any() else "Every True should be False, and every False True."


def negated(came: Any, wanted: Any) -> str:
    """The other sign."""
    is_telling = abs(wanted).max() > 1 or evidence(came, wanted) >= ENOUGH  # 1 against -1 isn't
    return "The sign is the wrong way round." if is_telling and are_equal(came, -wanted) else ""


def without_sign(came: Any, wanted: Any) -> str:
    """The sizes alone."""
    is_lost = _distinct(wanted) > 2 and (wanted > 0).any() and are_equal(came, abs(wanted))
    return "The signs are lost: what is negative came out positive." if is_lost else ""


def constant(came: Any, wanted: Any) -> str:
    """One and the same number everywhere."""
    if came.size < 2 or _distinct(came) != 1:
        return ""
    if not came.any():
        return "Everything is 0."
    is_telling = came.size > 2 and _distinct(wanted) > 2
    return f"Every entry is {rounded(float(came.ravel()[0]))}." if is_telling else ""


def scaled(came: Any, wanted: Any) -> str:
    """A constant factor."""
    largest = abs(wanted).argmax() if wanted.size else 0
    if _distinct(wanted) < 2 or not wanted.ravel()[largest]:
        return ""
    factor = came.ravel()[largest] / wanted.ravel()[largest]
    if (wanted != 0).sum() < 2 or not are_equal(came, factor * wanted):
        return ""
    return f"Every entry is off by a constant factor of {_number(factor)}."


def moved(came: Any, wanted: Any) -> str:
    """A constant added."""
    if _distinct(wanted) < 2:
        return ""
    offset = came.ravel()[0] - wanted.ravel()[0]
    if not are_equal(came - wanted, 0 * wanted + offset):
        return ""
    return f"Every entry is off by a constant of {_number(offset)}."


def _number(number: float) -> str:
    return f"{number:.1f}" if number == round(number, 1) else rounded(float(number), 4)


def whole(came: Any, wanted: Any) -> str:
    """The fractions cut off, or rounded."""
    import numpy as np

    if _distinct(wanted) < 2 or are_equal(wanted, np.round(wanted)):
        return ""
    if np.array_equal(came, np.trunc(wanted)) or np.array_equal(came, np.floor(wanted)):
        return "What stands after the decimal point is cut off: are these whole numbers?"
    return "Every entry is rounded to a whole number." if (came == np.round(wanted)).all() else ""


def by_a_function(came: Any, wanted: Any) -> str:
    """The square of it, the root of it, its logarithm."""
    import numpy as np

    if _distinct(wanted) < 3:
        return ""
    functions = {
        "the square of": wanted**2,
        "the square root of": np.sqrt(wanted),
        "the exponential of": np.exp(wanted),
        "the logarithm of": np.log(wanted),
        "1 divided by": 1 / wanted,
    }
    for name, values in functions.items():
        if np.isfinite(values).all() and are_equal(came, values):
            return f"Every entry is {name} what was expected."
    return ""


def reversed_(came: Any, wanted: Any) -> str:
    """The other way round along an axis."""
    import numpy as np

    for axis in _axes_at_least(wanted, 2):
        if are_equal(came, np.flip(wanted, axis)):
            if wanted.shape[axis] == 2:
                return f"The two along axis {axis} are exchanged."
            return f"It is in reverse order along axis {axis}."
    return ""


def shifted(came: Any, wanted: Any) -> str:
    """One place too far along an axis, or too few."""
    import numpy as np

    for axis in _axes_at_least(wanted, 3):
        c, w = (np.moveaxis(array, axis, 0) for array in (came, wanted))
        is_telling = _distinct(w) > 2 and _distinct((came - wanted)[came != wanted]) > 1
        for way, ours, theirs in (("far", c[1:], w[:-1]), ("few", c[:-1], w[1:])):
            if is_telling and are_equal(ours, theirs):
                too = "too far on" if way == "far" else "too early"
                return f"It is off by one along axis {axis}: each entry stands one place {too}."
    return ""


def partly_right(came: Any, wanted: Any) -> str:
    """Right in the first row only, or but for the last; on the diagonal; below it."""
    import numpy as np

    wrong = ~np.isclose(came, wanted, rtol=1e-5, atol=1e-8, equal_nan=True)
    if wanted.ndim < 2 and _distinct((came - wanted)[wrong]) < 2:  # off in value, not by place
        return ""
    if wanted.ndim != 2:
        name = "entry" if wanted.ndim == 1 else "matrix"
        lines = (len(wrong), -1)
        return _of_lines(wrong.reshape(lines), (wanted == 0).reshape(lines), name)
    off_diagonal = np.eye(*wrong.shape) == 0
    if min(wrong.shape) > 2 and wrong.diagonal().all() and not wrong[off_diagonal].any():
        return "Only the diagonal is wrong."
    above = np.triu(np.ones(wrong.shape, dtype=bool), 1)
    below = np.tril(np.ones(wrong.shape, dtype=bool), -1)
    for half, name in ((above, "above"), (below, "below")):
        if half.sum() > 2 and wrong[half].all() and not wrong[~half].any():
            return f"What stands {name} the diagonal is wrong, and nothing else."
    is_zero = wanted == 0  # may be right by chance
    return _of_lines(wrong, is_zero, "row") or _of_lines(wrong.T, is_zero.T, "column")


def _of_lines(entries: Any, may_be_right: Any, name: str) -> str:
    """Which of the lines are right, where each of the others is wrong throughout."""
    wrong = entries.any(axis=1)
    if len(wrong) < FEWEST_LINES or not (entries | may_be_right)[wrong].all():
        return ""
    if not wrong[0] and wrong[1:].all():
        return f"It is right for the first {name} only."
    if wrong[-1] and not wrong[:-1].any():
        return f"It is right but for the last {name}."
    if wrong[0] and not wrong[1:].any():
        return f"It is right but for the first {name}."
    return ""


def over_another_axis(came: Any, wanted: Any) -> str:
    """Made to add up to 1 along another axis."""
    import numpy as np

    if wanted.ndim < 2 or (came < 0).any() or (wanted < 0).any():
        return ""
    ours, theirs = (
        [axis for axis in _axes_at_least(x, 2) if np.allclose(x.sum(axis=axis), 1, atol=1e-5)]
        for x in (came, wanted)
    )
    if len(ours) == 1 and len(theirs) == 1 and ours != theirs:
        return f"Sums along axis {ours[0]} are 1; they should be 1 along axis {theirs[0]}."
    return ""


def in_another_order(came: Any, wanted: Any) -> str:
    """The right entries, sorted or otherwise in another order along an axis."""
    import numpy as np

    for axis in _axes_at_least(wanted, 3):
        ours, theirs = np.sort(came, axis=axis), np.sort(wanted, axis=axis)
        if _distinct(wanted) > 2 and are_equal(ours, theirs):
            if are_equal(came, ours) or are_equal(came, np.flip(ours, axis)):
                return f"The entries are the right ones, but sorted along axis {axis}."
            return f"The entries are the right ones, but in another order along axis {axis}."
    return ""


OF_NUMBERS: tuple[Pattern, ...] = (
    negated,
    constant,
    scaled,
    moved,
    without_sign,
    whole,
    by_a_function,
    over_another_axis,
)
OF_PLACES: tuple[Pattern, ...] = (transposed, reversed_, shifted, in_another_order, partly_right)
PLAIN = (negated, constant, over_another_axis, partly_right)  # they count for themselves
UNKNOWNS: dict[Pattern, int] = {scaled: 1, moved: 1}
