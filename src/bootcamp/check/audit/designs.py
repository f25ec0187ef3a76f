"""Whole other designs: how other people write a function, right on most inputs and wrong on some.

Each calls the reference, and does before or after it what such a design would do. A check that
never asks for such an input accepts the design: then an input is looked for that tells it from the
reference.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bootcamp.check.audit.observed import Observed, is_number, on_numbers, shape_of
from bootcamp.check.audit.wrapping import (
    Args,
    Kwargs,
    Reference,
    arrays_in,
    bound,
    called,
    called_with,
    is_finite,
    is_several,
    is_tensor,
    kind_of,
    needs_gradient,
    on_floats,
    rebound,
    spoilt,
    to_numbers,
)

AXES = ("axis", "axes", "dim", "dims")
KEPT = ("keepdims", "keepdim")
LONGEST = 64
TINY = 1e-6
SLOPE = 1e-9
DEEPEST = 1000


def storage_order(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Entries are read in the order in which they lie in memory."""

    def read(x: Any) -> Any:
        if isinstance(x, np.ndarray):
            return x if x.flags.c_contiguous else x.ravel("K").reshape(x.shape)
        if not is_tensor(x) or x.is_contiguous():
            return x
        by_stride = sorted(range(x.dim()), key=lambda axis: -x.stride(axis))
        return x.permute(by_stride).reshape(x.shape)

    return called(reference, args, kwargs, read)


def lost_writes(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """What is written into an array that isn't contiguous is lost: it was flattened to a copy."""

    def flattened(x: Any) -> Any:
        if isinstance(x, np.ndarray):
            return np.ascontiguousarray(x) if x.shape else x
        return x.contiguous() if is_tensor(x) else x

    return called(reference, args, kwargs, flattened)


def leaks(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """What doesn't count is multiplied by 0, and so an infinity there becomes NaN."""
    result = reference(*args, **kwargs)
    counts = all(map(is_finite, arrays_in(args, kwargs)))
    return result if counts else on_floats(result, lambda x: x * float("nan"))


def hides_nan(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """NaN and infinities in the result are replaced by numbers."""
    return on_floats(reference(*args, **kwargs), to_numbers)


def takes_no_nan(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """NaN and infinities in what goes in are replaced by numbers."""
    return called(reference, args, kwargs, lambda x: on_floats(x, to_numbers))


def squeezed(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Axes of length 1 are dropped from the result."""
    return on_numbers(reference(*args, **kwargs), lambda x: x.squeeze() if 1 in shape_of(x) else x)


def no_empty(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """An array without entries is an error."""
    if any(0 in shape_of(x) for x in arrays_in(args, kwargs)):
        raise ValueError("zero-size array")
    return reference(*args, **kwargs)


def no_single(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """An axis of one entry is an error."""
    if any(1 in shape_of(x) for x in arrays_in(args, kwargs)):
        raise ValueError("not enough values to unpack")
    return reference(*args, **kwargs)


def equal_shapes(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Right where all arrays have one shape: else one too large."""
    shapes = {shape_of(x) for x in (*args, *kwargs.values()) if is_number(x)}
    return spoilt(reference(*args, **kwargs), len(shapes) > 1)


def equal_sizes(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Right where all arrays have equally many entries: else one too large."""
    sizes = {int(np.prod(shape_of(x))) for x in (*args, *kwargs.values()) if is_number(x)}
    return spoilt(reference(*args, **kwargs), len(sizes) > 1)


def one_axis(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Of several axes only the first counts."""
    return called_with(
        reference, args, kwargs, AXES, lambda axes: axes[0] if is_several(axes) and axes else axes
    )


def axes_in_order(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Several axes are taken in ascending order, whatever their order was."""
    return called_with(
        reference,
        args,
        kwargs,
        AXES,
        lambda axes: type(axes)(sorted(axes)) if is_several(axes) else axes,
    )


def no_negative_axis(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """An axis that counts from the end is taken for the first one."""

    def from_zero(axes: Any) -> Any:
        if is_several(axes):
            return type(axes)(max(axis, 0) for axis in axes)
        return max(axes, 0) if type(axes) is int else axes

    return called_with(reference, args, kwargs, AXES, from_zero)


def kept_with_axis(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """`keepdims` counts only where an axis is given."""
    given = bound(reference, args, kwargs)
    has_axis = any(given.get(name) is not None for name in AXES)
    return called_with(reference, args, kwargs, KEPT, lambda kept: kept and has_axis)


def returns_argument(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Where nothing has to change, the argument itself is returned."""
    given = [(x, np.array(x)) for x in arrays_in(args, kwargs) if not needs_gradient(x)]

    def argument(x: Any) -> Any:
        for array, before in given:
            is_alike = type(x) is type(array) and (x.shape, x.dtype) == (array.shape, array.dtype)
            if is_alike and not needs_gradient(x) and np.array_equal(np.asarray(x), before):
                return array
        return x

    return on_numbers(reference(*args, **kwargs), argument)


def reused_memory(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """The result lies in memory that the next call writes to."""

    def kept(x: Any) -> Any:
        if not shape_of(x) or needs_gradient(x):
            return x
        for array in state:
            if type(array) is type(x) and array.shape == x.shape and array.dtype == x.dtype:
                array[...] = x
                return array
        state.append(x)
        return x

    return on_numbers(reference(*args, **kwargs), kept)


def first_options(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Plain arguments are kept from the first call: those of later calls don't count."""
    given = bound(reference, args, kwargs)
    plain = {k: v for k, v in given.items() if isinstance(v, bool | int | float | str | None)}
    if not state:
        state.append(plain)
    changed = {name: state[0].get(name, value) for name, value in plain.items()}
    return rebound(reference, args, kwargs, changed) if plain else reference(*args, **kwargs)


def short_counts(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Whole numbers are counted in 16 bits."""

    def wrapped(x: Any) -> Any:
        if type(x) is int:
            return (x + 2**15) % 2**16 - 2**15
        is_wide = kind_of(x) == "int" and x.dtype.itemsize > 2
        return (x + 2**15) % 2**16 - 2**15 if is_wide else x

    return on_numbers(reference(*args, **kwargs), wrapped)


def short_arrays(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Right up to 64 entries along an axis: beyond, one too large."""
    is_long = any(max(shape_of(x), default=0) > LONGEST for x in arrays_in(args, kwargs))
    return spoilt(reference(*args, **kwargs), is_long)


def cut_off(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """What is smaller than 1e-6 counts as 0."""
    return on_floats(reference(*args, **kwargs), lambda x: x * (abs(x) >= TINY))


def slope(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Ties are broken by a small slope that is added along the last axis."""

    def tilted(x: Any) -> Any:
        steps = np.arange(x.shape[-1]) if x.shape else 0
        return x + (x.new_tensor(steps) if is_tensor(x) else steps) * SLOPE

    return called(reference, args, kwargs, lambda x: on_floats(x, tilted))


def recursion(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Each entry is a call inside the last one's: beyond 1,000 that is an error."""
    sequences = [x for x in (*args, *kwargs.values()) if isinstance(x, list | tuple | str)]
    lengths = [*map(len, sequences), *(n for x in arrays_in(args, kwargs) for n in shape_of(x))]
    if max(lengths, default=0) > DEEPEST:
        raise RecursionError("maximum recursion depth exceeded")
    return reference(*args, **kwargs)


def no_whole(state: list[Any], reference: Reference, args: Args, kwargs: Kwargs) -> Any:
    """Arrays of whole numbers are divided as whole numbers: the result has no fraction."""
    arrays = list(arrays_in(args, kwargs))
    is_whole = bool(arrays) and all(kind_of(x) == "int" for x in arrays)
    result = reference(*args, **kwargs)
    return on_floats(result, lambda x: x // 1) if is_whole else result


DESIGNS: dict[str, Callable[[list[Any], Reference, Args, Kwargs], Any]] = {
    "storage order": storage_order,
    "lost writes": lost_writes,
    "leaks": leaks,
    "hides NaN": hides_nan,
    "takes no NaN": takes_no_nan,
    "squeezed": squeezed,
    "no empty": no_empty,
    "no single": no_single,
    "equal shapes": equal_shapes,
    "equal sizes": equal_sizes,
    "one axis": one_axis,
    "axes in order": axes_in_order,
    "no negative axis": no_negative_axis,
    "kept with axis": kept_with_axis,
    "returns argument": returns_argument,
    "reused memory": reused_memory,
    "first options": first_options,
    "short counts": short_counts,
    "short arrays": short_arrays,
    "cut off": cut_off,
    "slope": slope,
    "recursion": recursion,
    "no whole": no_whole,
}


def fitting(seen: Observed, parameters: set[str]) -> Iterator[str]:
    """The designs that could stand for a function with these parameters, from how it was called."""
    if seen.has_arguments:
        yield from ("first options", "recursion")
    if parameters & set(AXES):
        yield from ("one axis", "axes in order", "no negative axis")
        if parameters & set(KEPT):
            yield "kept with axis"
    if seen.is_writable:
        yield from ("storage order", "lost writes", "no empty", "no single")
    if any("int" in dtype for dtype in seen.dtypes):
        yield "short counts"
    if seen.is_writable and seen.has_numbers:
        yield from ("equal shapes", "equal sizes", "short arrays", "squeezed", "slope")
        yield from ("returns argument", "reused memory")
        if any("float" in dtype for dtype in seen.dtypes):
            yield from ("leaks", "hides NaN", "takes no NaN", "cut off", "no whole")
