"""What came of a failing test, as plain data that another run's can be held against."""

import contextlib
import itertools
import math
import warnings
from collections.abc import Iterator
from typing import Any

from bootcamp.check.compare import ODD, as_numpy, is_array, short

MOST_PARTS = 2000  # of lists within lists: their number multiplies
MOST_ENTRIES = 64  # kept one by one; of more there are sums
SUMS = 8  # each weighted in another way, so that no two entries can change places unseen


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let nothing that is computed in the block warn."""
    import numpy as np

    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def fingerprint(value: Any) -> Any:
    """What two wrong answers must share to be called the same mistake.

    Numbers are {"shape", "dtype", "values"}, and "sums" of those beyond the first; a list is
    {"items"}; all else is text.
    """
    return _print_of(value, itertools.count())


def _print_of(value: Any, parts: Iterator[int]) -> Any:
    if next(parts) > MOST_PARTS:
        return "..."
    if is_number(value):
        return {"shape": [], "dtype": "number", "values": [float(as_numpy(value))]}
    if is_array(value) and as_numpy(value).dtype.kind in "fiub":
        return _of_array(as_numpy(value), str(value.dtype).removeprefix("torch."))
    if isinstance(value, tuple | list):
        return {"items": [len(value), *(_print_of(v, parts) for v in value[:MOST_ENTRIES])]}
    if isinstance(value, dict):
        keys = sorted(value, key=str)[:MOST_ENTRIES]
        both = (_print_of(part, parts) for key in keys for part in (key, value[key]))
        return {"items": [len(value), *both]}
    text = short(value)
    return type(value).__name__ if " at 0x" in text else text  # an address differs each time


def numbers_in(print_: Any) -> Iterator[float]:
    """The numbers that a fingerprint holds one by one."""
    if isinstance(print_, dict):
        yield from print_.get("values", ())
        for part in print_.get("items", ())[1:]:
            yield from numbers_in(part)


def is_number(value: Any) -> bool:
    """Whether it is one number: Python's, numpy's, or an array without axes; and fits a float."""
    if isinstance(value, int):
        return value.bit_length() <= 1023
    if isinstance(value, float):
        return True
    is_numpys = type(value).__module__ == "numpy" and hasattr(value, "item")
    return (
        (is_numpys or is_array(value))
        and as_numpy(value).ndim == 0
        and (as_numpy(value).dtype.kind in "fiub")
    )


def _of_array(array: Any, dtype: str) -> dict[str, Any]:
    import numpy as np

    numbers = array.astype(float).ravel()
    print_ = {"shape": list(array.shape), "dtype": dtype, "values": numbers[:MOST_ENTRIES].tolist()}
    rest = numbers[MOST_ENTRIES:]
    if rest.size:
        places = np.arange(1, rest.size + 1)[:, None] * np.sqrt(np.arange(2, 2 + SUMS))
        finite = np.where(np.isfinite(rest), rest, 0.0)
        scale = max(float(np.abs(finite).sum()), 1e-300)
        print_["sums"] = [*((finite @ np.sin(places)) / scale).tolist(), math.log(scale)]
        print_["odd"] = int((~np.isfinite(rest)).sum())
    return print_


def distance(got: Any, expected: Any) -> float | None:
    """The largest difference of two values' numbers; None where they can't be compared so."""
    import numpy as np

    try:
        one, other = as_numpy(got).astype(float), as_numpy(expected).astype(float)
        gaps = np.abs(one - other)
    except ODD:
        return None
    return float(gaps.max(initial=0.0)) if np.isfinite(gaps).all() else None
