"""What may cross the boundary, and in which form.

Plain data crosses by value: None, booleans, numbers, text, bytes, lists, tuples, dictionaries,
sets, slices; arrays and tensors as they lie in memory (`memory.py`). Anything else stays where it
is, and something crosses that stands for it: each side says what in `_pack_other`. What arrives is
built anew from those parts, so that nothing of the sender's can act on our side.
"""

import builtins
import contextlib
import sys
from collections import namedtuple
from collections.abc import Iterator
from typing import Any

import numpy as np

from bootcamp.check.boundary.memory import BYTES, NAMES, Kept, Layout, Memory, memories
from bootcamp.check.boundary.wire import BUFFER_LIMIT

ITEMS_LIMIT = 500_000  # plain items in one value
_PLAIN = (bool, int, float, str)
_SEQUENCES: dict[str, Any] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_TYPE_NAMES = ("bool", "int", "float", "str", "complex", "list", "tuple", "dict", "set")
_PLAIN_KINDS: dict[str, type] = {
    "an array": np.ndarray,
    "a list": list,
    "a text": str,
    "a dictionary": dict,
    "a set": set,
    "a tuple": tuple,
    "a number": float,
    "a whole number": int,
    "bytes": bytes,
}
_TYPES = {name: getattr(builtins, name) for name in _TYPE_NAMES}


class CantCrossError(TypeError):
    """A value that is neither plain data nor something that a handle can stand for."""


class Codec:
    """Turns values into JSON and buffers, and back. One for each side of a connection."""

    def __init__(self, step: int) -> None:
        """`step` is 1 on one side and -1 on the other: so the numbers of memories differ."""
        self.arrays: list[Any] = []  # of the message that is packed or unpacked, in its order
        self._forms: dict[int, list[Any]] = {}  # what stands for each of them, by its id()
        self._buffers: list[bytes] = []
        self._made: dict[int, Memory] = {}  # of a message that is unpacked, by buffer
        self._items = self._bytes = 0
        self._kept = Kept(step)
        self._waiting = 0  # of requests within requests: how many wait for their reply

    def pack(self, **values: Any) -> tuple[dict[str, Any], list[bytes]]:
        """Some values by name, ready for `Channel.send`. Raises CantCrossError."""
        buffers: list[bytes] = []
        self._buffers, self.arrays, self._forms = buffers, [], {}
        packed = {name: self._pack(value) for name, value in values.items()}
        for memory in memories(self.arrays):
            place = self._add_buffer(memory.contents())
            number, at = self._kept.number_of(memory)
            for laid in memory.laid:
                layout = laid.layout.moved(-memory.start)
                self._forms[id(laid.array)] += [*layout, place, number, at]
        return packed, buffers

    def unpack(self, message: dict[str, Any], buffers: list[bytes], *names: str) -> list[Any]:
        """Those values of a message, in that order. Raises CantCrossError where one is none."""
        self._buffers, self.arrays, self._made = buffers, [], {}
        self._items = self._bytes = 0
        try:
            return [self._unpack(message[name]) for name in names]
        except (CantCrossError, AttributeError, ImportError):
            raise
        except Exception as error:  # a sender may put anything together
            raise CantCrossError(f"what arrived is no value ({type(error).__name__})") from error

    def forget(self) -> None:
        """Let go of memory that crossed long ago. Not while a request waits for its reply."""
        if not self._waiting:
            self._kept.forget()

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        """While this lasts, a request waits for its reply."""
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    def _pack_other(self, value: Any) -> Any:
        """What stands for a value that doesn't cross."""
        raise CantCrossError(f"a {type(value).__name__} can't cross")

    def _unpack_other(self, tag: str, parts: list[Any]) -> Any:
        """What that of the other side stands for."""
        raise CantCrossError(f"what arrived is no value ({tag!r})")

    def _pack(self, value: Any) -> Any:
        if value is None or type(value) in _PLAIN:
            return value
        if isinstance(value, np.generic):
            return ["scalar", _known_dtype(value), self._add_buffer(np.asarray(value).tobytes())]
        if (array := _plain_array(value)) is not None:
            self.arrays.append(array)
            form: list[Any] = []  # filled once all arrays of the message are known
            self._forms[id(array)] = form
            return form
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

    def _add_buffer(self, data: bytes) -> int:
        self._buffers.append(data)
        return len(self._buffers) - 1

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
            case "array" | "tensor":
                return self._unpack_array(tag, *parts)
            case "scalar":
                return np.frombuffer(self._buffers[parts[1]], _expect_dtype(parts[0]))[0]
            case "complex" | "ellipsis" | "range" | "dtype" | "type":
                return _small(tag, *parts)
        return self._unpack_other(tag, parts)

    def _unpack_array(self, tag: str, dtype: str, *parts: Any) -> Any:
        shape, strides, offset, is_writable, place, number, at = parts
        layout = Layout(tag, dtype, tuple(shape), tuple(strides), offset, is_writable is True)
        layout.expect_sound()
        self._bytes += layout.size
        if self._bytes > BUFFER_LIMIT:
            raise CantCrossError(f"arrays of more than {BUFFER_LIMIT:,} bytes")
        if place not in self._made:
            self._made[place] = Memory.of(self._buffers[place])
        memory = self._made[place]
        made = memory.array(layout.moved(memory.start))
        found = self._kept.shared(number, at, layout, made)
        if found is None:
            memory.laid.append(made)
            self._kept.keep(number, memory, memory.start - at)
        self.arrays.append((found or made).array)
        return self.arrays[-1]


def _plain_array(value: Any) -> Any:
    """An array or tensor without what can't cross, on the same memory if it can be; else None."""
    if isinstance(value, np.ndarray):
        array = np.asarray(value).view()  # an object of its own, even if one is passed twice
        if array.dtype not in NAMES:
            _known_dtype(array)
            array = array.astype(array.dtype.newbyteorder("="))
        return array
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(value, torch.Tensor):
        return None
    if value.requires_grad:
        raise CantCrossError("a tensor that requires a gradient can't cross: detach it")
    if value.layout != torch.strided or value.is_quantized:
        raise CantCrossError(f"a tensor with layout {value.layout} can't cross")
    _expect_dtype(str(value.dtype).removeprefix("torch."))
    return value.detach().cpu().resolve_conj().resolve_neg()


def _known_dtype(array: Any) -> str:
    if array.dtype.name not in BYTES:
        raise CantCrossError(f"an array of {array.dtype} can't cross")
    return str(array.dtype.name)


def _expect_dtype(dtype: str) -> str:
    if dtype not in BYTES:
        raise CantCrossError(f"numbers of kind {dtype!r} can't cross")
    return dtype


def plain_with(name: str) -> str:
    """Which kind of plain data has an attribute of that name: "an array"; "" if none has."""
    torch = sys.modules.get("torch")
    kinds = {**_PLAIN_KINDS, "a tensor": torch.Tensor} if torch else _PLAIN_KINDS
    return next((called for called, kind in kinds.items() if hasattr(kind, name)), "")


def _named(names: list[str], items: list[Any]) -> Any:
    """A tuple whose items have names, of a type of our own.

    numpy asks a thing for its own `mean` or `max` first, and a check asks for `count` or `equal`:
    nothing that plain data has may be something to call.
    """
    for name, item in zip(names, items, strict=True):
        if callable(item) and plain_with(name):
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
