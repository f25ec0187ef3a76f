"""How arrays and tensors cross the boundary: as they lie in memory.

Arrays that overlap cross in one run of bytes, each with its strides and its place in there. Where
no entry lies, the bytes are 0xFF, which reads as NaN or -1: what the sender's memory has there
stays with the sender. Both sides keep what has crossed, under a number. An array that lies in such
memory is rebuilt there if it has the same bytes: so two arrays share memory on one side if they do
on the other. Nothing is ever rebuilt on bytes that weren't sent.
"""

import itertools
import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

BYTES = {"bool": 1, "bfloat16": 2, "complex64": 8, "complex128": 16}  # of one entry, by dtype
BYTES |= {f"{kind}{8 * size}": size for kind in ("int", "uint") for size in (1, 2, 4, 8)}
BYTES |= {f"float{8 * size}": size for size in (2, 4, 8)}
AXES_LIMIT = 63  # numpy's, less one for the bytes of an entry
KEPT_LIMIT = 64_000_000  # bytes of memory that each side keeps
KEPT_COUNT = 100  # of memories that each side keeps
ALIGNMENT = 16


def bits_of(array: Any) -> Any:
    """An array or tensor as an array of numpy's on the same memory; bfloat16 as whole numbers."""
    if isinstance(array, np.ndarray):
        return np.asarray(array)
    tensor = array.detach()
    if _dtype(array) == "bfloat16":
        tensor = tensor.view(sys.modules["torch"].int16)
    return tensor.numpy()


def _dtype(array: Any) -> str:
    return str(array.dtype).removeprefix("torch.")


@dataclass(frozen=True)
class Layout:
    """How an array lies in memory. Raises ValueError where none could lie so."""

    tag: str  # array or tensor
    dtype: str
    shape: tuple[int, ...]
    strides: tuple[int, ...]  # in bytes
    offset: int  # of the first entry, in bytes
    is_writable: bool

    def __post_init__(self) -> None:
        numbers = (*self.shape, *self.strides, self.offset)
        if not all(type(number) is int for number in numbers) or min(self.shape, default=0) < 0:
            raise ValueError("a shape, strides or offset that aren't whole numbers")
        if not len(self.shape) == len(self.strides) <= AXES_LIMIT:
            raise ValueError(f"{len(self.shape)} axes with {len(self.strides)} strides")
        if self.dtype not in BYTES:
            raise ValueError(f"numbers of kind {self.dtype!r}")
        if self.tag == "tensor" and any(s < 0 or s % self.itemsize for s in self.strides):
            raise ValueError(f"strides of a tensor that are {self.strides}")

    @property
    def itemsize(self) -> int:
        """Bytes of one entry."""
        return BYTES[self.dtype]

    @property
    def size(self) -> int:
        """Bytes of all entries, each counted as often as it occurs."""
        return math.prod(self.shape) * self.itemsize

    @property
    def extent(self) -> tuple[int, int]:
        """The first byte that is used, and the one after the last."""
        if not self.size:
            return self.offset, self.offset
        steps = [(n - 1) * stride for n, stride in zip(self.shape, self.strides, strict=True)]
        first = self.offset + sum(min(step, 0) for step in steps)
        return first, self.offset + sum(max(step, 0) for step in steps) + self.itemsize

    def moved(self, by: int) -> "Layout":
        """The same, so many bytes further on."""
        return replace(self, offset=self.offset + by)

    def on(self, flags: Any, low: int) -> Any:
        """The bytes of the entries, in an array with one item for each byte from `low` on."""
        shape, strides = (*self.shape, self.itemsize), (*self.strides, 1)
        return np.ndarray(shape, flags.dtype, flags, self.offset - low, strides)


def layout_of(array: Any) -> Layout:
    """How an array or tensor lies; the offset is its address, 0 where it has no entries."""
    bits = bits_of(array)
    tag = "array" if isinstance(array, np.ndarray) else "tensor"
    is_writable = bool(bits.flags.writeable)
    address = _address(bits) if bits.size else 0  # an empty tensor has another each time
    return Layout(tag, _dtype(array), bits.shape, bits.strides, address, is_writable)


class _At:
    """Memory as numpy takes it; `keep` is what must live as long."""

    def __init__(self, layout: Layout, keep: Any) -> None:
        self.keep = keep
        kind = "int16" if layout.dtype == "bfloat16" else layout.dtype
        self.__array_interface__ = {
            "version": 3,
            "data": (layout.offset, not layout.is_writable),
            "typestr": np.dtype(kind).str,
            "shape": layout.shape,
            "strides": layout.strides,
        }


class Memory:
    """A run of bytes, and the arrays that are known to lie in it."""

    def __init__(self, low: int, high: int, arrays: list[Any], keep: Any) -> None:
        self.low, self.high = low, high  # addresses
        self.start = low - low % ALIGNMENT  # offsets count from here
        self.arrays = arrays
        self._keep = keep  # what the bytes belong to

    @classmethod
    def of(cls, data: bytes) -> "Memory":
        """New memory with these bytes, in which no array lies yet."""
        store = np.zeros(len(data) + ALIGNMENT, np.uint8)
        room = store[-_address(store) % ALIGNMENT :]
        room[: len(data)] = np.frombuffer(data, np.uint8)
        return cls(_address(room), _address(room) + len(data), [], room)

    def contents(self) -> bytes:
        """The bytes from `start` on; 0xFF where no array has an entry."""
        store = np.full(self.high - self.start, 0xFF, np.uint8)
        for bits in map(bits_of, self.arrays):
            if not bits.size:
                continue
            place = _address(bits) - self.start
            np.ndarray(bits.shape, bits.dtype, store, place, bits.strides)[...] = bits
        return store.tobytes()

    def has(self, layout: Layout) -> bool:
        """Whether all that lies so belongs to entries of the arrays."""
        first, end = layout.extent
        if first < self.low or end > self.high:
            return False
        flags = np.zeros(self.high - self.low, bool)
        for array in self.arrays:
            layout_of(array).on(flags, self.low)[...] = True
        return bool(layout.on(flags, self.low).all())

    def array(self, layout: Layout) -> Any:
        """The array that lies so in here. Raises ValueError where it would lie outside."""
        first, end = layout.extent
        if layout.size and (first < self.low or end > self.high):
            raise ValueError(f"bytes {first - self.low:,} to {end - self.low:,} of a memory")
        if layout.tag == "tensor":
            return self._tensor(layout)
        if not layout.size:
            return np.empty(layout.shape, layout.dtype)
        return np.asarray(_At(layout, self._keep))

    def _tensor(self, layout: Layout) -> Any:
        import torch

        kind = getattr(torch, layout.dtype)
        if not layout.size:
            return torch.empty(layout.shape, dtype=kind)
        tensors = [array for array in self.arrays if isinstance(array, torch.Tensor)]
        if tensors:
            storage = tensors[0].untyped_storage()
        else:
            run = Layout("array", "uint8", (self.high - self.low,), (1,), self.low, True)
            storage = torch.from_numpy(np.asarray(_At(run, self._keep))).untyped_storage()
        offset, odd = divmod(layout.offset - storage.data_ptr(), layout.itemsize)
        if odd:
            raise ValueError(f"a tensor {odd} bytes off its storage's entries")
        strides = [stride // layout.itemsize for stride in layout.strides]
        return torch.empty(0, dtype=kind).set_(storage, offset, layout.shape, strides)

    def shared(self, layout: Layout, bits: bytes) -> Any:
        """The array that lies so among the arrays, if it has those bytes; None if it hasn't."""
        try:
            if layout.size and self.has(layout):
                found = self.array(layout)
                return found if bits_of(found).tobytes() == bits else None
        except (ValueError, RuntimeError):  # no such array can lie in memory of this kind
            return None
        return None

    def overlaps(self, low: int, high: int) -> bool:
        """Whether it has a byte between two addresses."""
        return self.low < high and low < self.high


def _address(bits: Any) -> int:
    address: int = bits.__array_interface__["data"][0]
    return address


def memories(arrays: Iterable[Any]) -> list[Memory]:
    """The memories that arrays lie in: arrays that overlap lie in the same one."""
    found: list[Memory] = []
    laid = [(layout_of(array), array) for array in arrays]
    for layout, array in sorted(laid, key=lambda each: each[0].extent):
        low, high = layout.extent
        last = found[-1] if found else None
        if last and last.overlaps(low, high):
            last.high = max(last.high, high)
            last.arrays.append(array)
        else:
            arrays_there = [array]
            found.append(Memory(low, high, arrays_there, arrays_there))
    return found


class Kept:
    """Memory that has crossed, by the number that both sides have for it."""

    def __init__(self, step: int) -> None:
        self._fresh = itertools.count(step, step)  # one side counts up, the other down
        self._memories: dict[int, list[tuple[Memory, int]]] = {}  # as sent, and as it came last
        self._bytes = 0

    def number_of(self, memory: Memory) -> tuple[int, int]:
        """The number of memory that is sent, and where in what has the number it starts."""
        for number, kept in self._memories.items():
            for known, start in kept:
                if known.low <= memory.low and memory.high <= known.high:
                    self.keep(number, memory, start)
                    return number, memory.start - start
        number = next(self._fresh)
        self.keep(number, memory, memory.start)
        return number, 0

    def keep(self, number: int, memory: Memory, start: int) -> None:
        """Keep memory that crossed; `start` is where what has the number starts."""
        self._memories[number] = [*self._memories.get(number, [])[:1], (memory, start)]

    def shared(self, number: int, at: int, layout: Layout, bits: bytes) -> Any:
        """An array with those bytes that lies so in kept memory; None if there is none."""
        for memory, start in reversed(self._memories.get(number, [])):
            found = memory.shared(layout.moved(start + at), bits)
            if found is not None:
                return found
        return None

    def forget(self) -> None:
        """Let go of what crossed long ago."""
        room, numbers = KEPT_LIMIT, list(self._memories)
        for count, number in enumerate(reversed(numbers)):
            room -= sum(memory.high - memory.low for memory, _ in self._memories[number])
            if room < 0 or count >= KEPT_COUNT:
                del self._memories[number]
