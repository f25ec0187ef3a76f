"""What designs do to the arguments and results of the reference that they call."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bootcamp.check.audit.observed import on_numbers

Reference = Callable[..., Any]
Args = tuple[Any, ...]
Kwargs = dict[str, Any]


def called(reference: Reference, args: Args, kwargs: Kwargs, change: Callable[[Any], Any]) -> Any:
    """What the reference makes of changed arguments."""
    changed = {name: change(value) for name, value in kwargs.items()}
    return reference(*map(change, args), **changed)


def bound(reference: Reference, args: Args, kwargs: Kwargs) -> Kwargs:
    """The arguments by their parameters' names; none where they don't fit."""
    try:
        given = inspect.signature(reference).bind(*args, **kwargs)
    except (TypeError, ValueError):
        return {}
    given.apply_defaults()
    return given.arguments


def rebound(reference: Reference, args: Args, kwargs: Kwargs, changed: Kwargs) -> Any:
    """What the reference makes of its arguments with these changed."""
    given = inspect.signature(reference).bind(*args, **kwargs)
    given.apply_defaults()
    given.arguments.update(changed)
    return reference(*given.args, **given.kwargs)


def called_with(
    reference: Reference,
    args: Args,
    kwargs: Kwargs,
    names: tuple[str, ...],
    change: Callable[[Any], Any],
) -> Any:
    """What the reference makes of these parameters changed."""
    given = bound(reference, args, kwargs)
    changed = {name: change(given[name]) for name in names if name in given}
    return rebound(reference, args, kwargs, changed) if changed else reference(*args, **kwargs)


def arrays_in(args: Args, kwargs: Kwargs) -> Iterator[Any]:
    """The arrays and tensors among the arguments."""
    return (x for x in (*args, *kwargs.values()) if isinstance(x, np.ndarray) or is_tensor(x))


def on_floats(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with every array of floats in it changed."""
    return on_numbers(value, lambda x: change(x) if kind_of(x) == "float" else x)


def spoilt(result: Any, is_wrong: bool) -> Any:
    """The result, one too large where it is to be wrong."""
    if not is_wrong:
        return result
    return on_numbers(result, lambda x: ~x if kind_of(x) == "bool" else x + 1)


def is_tensor(x: Any) -> bool:
    """Whether it is a tensor of torch's."""
    return type(x).__module__.partition(".")[0] == "torch" and hasattr(x, "permute")


def needs_gradient(x: Any) -> bool:
    """Whether it is a tensor that requires a gradient."""
    return bool(getattr(x, "requires_grad", False))


def kind_of(x: Any) -> str:
    """float, int, uint, bool or complex, of an array or tensor; "" of anything else."""
    if not isinstance(x, np.ndarray) and not is_tensor(x):
        return ""
    return str(x.dtype).removeprefix("torch.").replace("bfloat", "float").rstrip("0123456789")


def is_finite(x: Any) -> bool:
    """Whether no entry is infinite or NaN."""
    if kind_of(x) != "float":
        return True
    return bool(x.isfinite().all() if is_tensor(x) else np.isfinite(x).all())


def to_numbers(x: Any) -> Any:
    """The array with numbers in place of NaN and infinities."""
    return x.nan_to_num() if is_tensor(x) else np.nan_to_num(x)


def is_several(axes: Any) -> bool:
    """Whether it is more than one axis, or may be."""
    return isinstance(axes, tuple | list)
