"""What may cross the boundary, and in which form.

Plain data crosses by value: None, booleans, numbers, text, bytes, lists, tuples, dictionaries,
sets, slices; arrays and tensors as dtype, shape and raw bytes. Anything else stays where it is, and
something crosses that stands for it: each side says what in `_pack_other`. What arrives is built
anew from those parts, so that nothing of the sender's can act on our side.
"""

import builtins
import sys
from collections import namedtuple
from typing import Any

import numpy as np

ITEMS_LIMIT = 500_000  # plain items in one value
DTYPES = {
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "bfloat16", "float32", "float64", "complex64", "complex128"),
}
_PLAIN = (bool, int, float, str)
_SEQUENCES: dict[str, Any] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_TYPE_NAMES = ("bool", "int", "float", "str", "complex", "list", "tuple", "dict", "set")
_TYPES = {name: getattr(builtins, name) for name in _TYPE_NAMES}


class CantCrossError(TypeError):
    """A value that is neither plain data nor something that a handle can stand for."""


class Codec:
    """Turns values into JSON and buffers, and back. One for each side of a connection."""

    def __init__(self) -> None:
        self._buffers: list[bytes] = []  # of the message that is being packed or unpacked
        self._items = 0
        self.arrays: dict[int, Any] = {}  # of that message, by the places of their buffers

    def pack(self, **values: Any) -> tuple[dict[str, Any], list[bytes]]:
        """Some values by name, ready for `Channel.send`. Raises CantCrossError."""
        buffers: list[bytes] = []
        self._buffers, self.arrays = buffers, {}
        return {name: self._pack(value) for name, value in values.items()}, buffers

    def unpack(self, message: dict[str, Any], buffers: list[bytes], *names: str) -> list[Any]:
        """Those values of a message, in that order. Raises CantCrossError where one is none."""
        self._buffers, self.arrays, self._items = buffers, {}, 0
        try:
            return [self._unpack(message[name]) for name in names]
        except (CantCrossError, AttributeError, ImportError):
            raise
        except Exception as error:  # a sender may put anything together
            raise CantCrossError(f"what arrived is no value ({type(error).__name__})") from error

    def _pack_other(self, value: Any) -> Any:
        """What stands for a value that doesn't cross."""
        raise CantCrossError(f"a {type(value).__name__} can't cross")

    def _unpack_other(self, tag: str, parts: list[Any]) -> Any:
        """What that of the other side stands for."""
        raise CantCrossError(f"what arrived is no value ({tag!r})")

    def _pack(self, value: Any) -> Any:
        if value is None or type(value) in _PLAIN:
            return value
        if (parts := _array_parts(value) or _tensor_parts(value)) is not None:
            *about, data = parts
            return [*about, self._add_buffer(data, value)]
        for base in _PLAIN:
            if isinstance(value, base):
                return base(value)
        if isinstance(value, bytes | bytearray):
            return ["bytes", self._add_buffer(bytes(value))]
        if isinstance(value, dict):
            return ["dict", [[self._pack(key), self._pack(item)] for key, item in value.items()]]
        if isinstance(value, tuple) and (names := getattr(value, "_fields", None)):
            return ["named", [str(name) for name in names], [self._pack(item) for item in value]]
        for tag, kind in _SEQUENCES.items():
            if isinstance(value, kind):
                return [tag, [self._pack(item) for item in value]]
        if isinstance(value, slice):
            return ["slice", [self._pack(part) for part in (value.start, value.stop, value.step)]]
        return _small_parts(value) or self._pack_other(value)

    def _add_buffer(self, data: bytes, array: Any = None) -> int:
        self._buffers.append(data)
        place = len(self._buffers) - 1
        if array is not None:
            self.arrays[place] = array
        return place

    def _unpack(self, packed: Any) -> Any:
        self._items += 1
        if self._items > ITEMS_LIMIT:
            raise CantCrossError(f"more than {ITEMS_LIMIT:,} items")
        if not isinstance(packed, list):
            return packed
        tag, *parts = packed
        if tag in _SEQUENCES:
            return _SEQUENCES[tag](map(self._unpack, parts[0]))
        match tag:
            case "dict":
                return {self._unpack(key): self._unpack(item) for key, item in parts[0]}
            case "named":
                return _named(parts[0], [self._unpack(item) for item in parts[1]])
            case "slice":
                return slice(*map(self._unpack, parts[0]))
            case "bytes":
                return self._buffers[parts[0]]
            case "array" | "scalar" | "tensor":
                dtype, shape, place = parts
                made = _tensor if tag == "tensor" else _array if tag == "array" else _scalar
                self.arrays[place] = array = made(dtype, shape, self._buffers[place])
                return array
            case "complex" | "ellipsis" | "range" | "dtype" | "type":
                return _small(tag, *parts)
        return self._unpack_other(tag, parts)


def _array_parts(value: Any) -> list[Any] | None:
    if not isinstance(value, np.ndarray | np.generic):
        return None
    array = np.asarray(value)
    if array.dtype.name not in DTYPES:
        raise CantCrossError(f"an array of {array.dtype} can't cross")
    tag = "array" if isinstance(value, np.ndarray) else "scalar"
    return [tag, array.dtype.name, list(array.shape), array.tobytes()]


def _array(dtype: str, shape: list[int], data: bytes) -> Any:
    _expect_dtype(dtype)
    return np.frombuffer(data, dtype=dtype).reshape(shape).copy()


def _scalar(dtype: str, shape: list[int], data: bytes) -> Any:
    return _array(dtype, [], data)[()]


def _tensor_parts(value: Any) -> list[Any] | None:
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(value, torch.Tensor):
        return None
    if value.requires_grad:
        raise CantCrossError("a tensor that requires a gradient can't cross: detach it")
    if value.layout != torch.strided or value.is_quantized:
        raise CantCrossError(f"a tensor with layout {value.layout} can't cross")
    flat = value.detach().cpu().resolve_conj().resolve_neg().contiguous().reshape(-1)
    data = flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b""
    return ["tensor", str(value.dtype).removeprefix("torch."), list(value.shape), data]


def _tensor(dtype: str, shape: list[int], data: bytes) -> Any:
    import torch

    _expect_dtype(dtype)
    kind = getattr(torch, dtype)
    if not data:
        return torch.empty(shape, dtype=kind)
    return torch.frombuffer(bytearray(data), dtype=kind).reshape(shape)


def _expect_dtype(dtype: str) -> None:
    if dtype not in DTYPES:
        raise CantCrossError(f"numbers of kind {dtype!r} can't cross")


def _named(names: list[str], items: list[Any]) -> Any:
    """A tuple whose items have names, of a type of our own.

    numpy asks a thing for its own `mean` or `max` first: none of these may be something to call.
    """
    for name, item in zip(names, items, strict=True):
        if callable(item) and hasattr(np.ndarray, name):
            raise CantCrossError(f"a result's field `{name}` can't be something to call")
    return namedtuple("Result", names)(*items)


def _small_parts(value: Any) -> list[Any] | None:
    """Small values of other kinds: complex numbers, ranges, dtypes, types."""
    torch = sys.modules.get("torch")
    if isinstance(value, complex):
        return ["complex", value.real, value.imag]
    if value is ...:
        return ["ellipsis"]
    if isinstance(value, range):
        return ["range", value.start, value.stop, value.step]
    if isinstance(value, np.dtype) or (isinstance(value, type) and issubclass(value, np.generic)):
        return ["dtype", "numpy", np.dtype(value).name]
    if torch is not None and isinstance(value, torch.dtype):
        return ["dtype", "torch", str(value).removeprefix("torch.")]
    if isinstance(value, type) and value in _TYPES.values():
        return ["type", value.__name__]
    return None


def _small(tag: str, *parts: Any) -> Any:
    match tag:
        case "complex":
            return complex(*parts)
        case "range":
            return range(*parts)
        case "type":
            return _TYPES[parts[0]]
        case "dtype":
            _expect_dtype(parts[1])
            library, name = parts
            return np.dtype(name) if library == "numpy" else getattr(sys.modules["torch"], name)
    return ...
