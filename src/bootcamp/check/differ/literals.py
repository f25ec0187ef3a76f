"""Values and calls as one would type them."""

from types import FunctionType
from typing import Any

from bootcamp.check.compare import as_numpy, is_array, is_tensor, short
from bootcamp.check.differ.calls import Call

LONGEST = 400  # characters of one value


def written(call: Call, name: str, *, is_method: bool = False) -> str:
    """The call as one would type it: "multiply(np.array([2.0]), np.array([3.0]))[1](...)"."""
    args = [literal(arg) for arg in call.args]
    if is_method and args:
        name = f"{args.pop(0)}.{name}"
    args += [f"{key}={literal(value)}" for key, value in call.kwargs.items()]
    text = f"{name}({', '.join(args)})"
    for inner in call.then[-1:]:
        path = "".join(f"[{place!r}]" for place in inner.path)
        text = written(inner, f"{text}{path}")
    return text


def literal(value: Any, *, names: bool = True) -> str:
    """A value as one would type it, where that is short; else in words.

    Without `names`, one function reads like another.
    """
    text = _literal(value, names)
    return text if len(text) <= LONGEST else short(value)


def _literal(value: Any, names: bool = True) -> str:
    if is_array(value):
        made = "torch.tensor" if is_tensor(value) else "np.array"
        return f"{made}({_numbers(value)}{_dtype(value)})"
    if type(value) in (tuple, list):
        parts = [_literal(part, names) for part in value]
        if isinstance(value, list):
            return f"[{', '.join(parts)}]"
        return f"({', '.join(parts)}{',' * (len(parts) == 1)})"
    if type(value) is dict:
        parts = [f"{_literal(k, names)}: {_literal(part, names)}" for k, part in value.items()]
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, FunctionType):
        has_name = names and value.__name__ != "<lambda>"
        return value.__name__ if has_name else "a_function"
    if isinstance(value, float):
        is_round = abs(value) < 1e6 and value == round(value)
        return f"{value:.1f}" if is_round else f"{value:.6g}"
    return short(value)


def _numbers(array: Any) -> str:
    numbers = as_numpy(array)
    if numbers.size == 0 and numbers.ndim > 1:
        return f"np.zeros({numbers.shape})"
    return _nested(numbers.tolist())


def _nested(numbers: Any) -> str:
    if isinstance(numbers, list):
        return f"[{', '.join(map(_nested, numbers))}]"
    return _literal(numbers)


def _dtype(array: Any) -> str:
    name = str(array.dtype).removeprefix("torch.")
    module = "torch" if is_tensor(array) else "np"
    usual = ("float32" if is_tensor(array) else "float64", "int64", "bool")
    return "" if name in usual else f", dtype={module}.{name}"
