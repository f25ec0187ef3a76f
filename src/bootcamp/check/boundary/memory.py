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
from typing import Any, NamedTuple

import numpy as np

BYTES = {"bool": 1, "bfloat16": 2, "complex64": 8, "complex128": 16}  # of one entry, by dtype
BYTES |= {f"{kind}{8 * size}": size for kind in ("int", "uint") for size in (1, 2, 4, 8)}
BYTES |= {f"float{8 * size}": size for size in (2, 4, 8)}
NAMES = {np.dtype(name): name for name in BYTES if name != "bfloat16"}  # quicker than `.name`
AXES_LIMIT = 63  # numpy's, less one for the bytes of an entry
KEPT_LIMIT = 64_000_000  # bytes of memory that each side keeps
KEPT_COUNT = 50  # of memories that each side keeps
ALIGNMENT = 16


class Layout(NamedTuple):
    """How an array lies in memory."""

    tag: str  # array or tensor
    dtype: str
    shape: tuple[int, ...]
    strides: tuple[int, ...]  # in bytes
    offset: int  # of the first entry, in bytes
    is_writable: bool

    def expect_sound(self) -> None:
        """Raises ValueError where nothing can lie so: whoever sends it may say anything."""
        numbers = (*self.shape, *self.strides, self.offset)
        if self.dtype not in BYTES or not all(type(number) is int for number in numbers):
            raise ValueError(f"an array of {self.dtype!r}, or one laid out in other than numbers")
        if not len(self.shape) == len(self.strides) <= AXES_LIMIT or min(self.shape, default=0) < 0:
            raise ValueError(f"an array of shape {self.shape} with strides {self.strides}")
        if self.tag == "tensor" and any(s < 0 or s % self.itemsize for s in self.strides):
            raise ValueError(f"a tensor with strides of {self.strides} bytes")

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
        first = end = self.offset
        for length, stride in zip(self.shape, self.strides, strict=True):
            first += min((length - 1) * stride, 0)
            end += max((length - 1) * stride, 0)
        return first, end + self.itemsize

    def moved(self, by: int) -> "Layout":
        """The same, so many bytes further on."""
        return self._replace(offset=self.offset + by)

    def bytes_in(self, room: Any, low: int) -> Any:
        """The bytes of the entries, in an array with an item for each byte from `low` on."""
        shape, strides = (*self.shape, self.itemsize), (*self.strides, 1)
        return np.ndarray(shape, room.dtype, room, self.offset - low, strides)


class Laid(NamedTuple):
    """An array or tensor, the same memory as an array of numpy's, and how it lies."""

    array: Any
    bits: Any  # bfloat16 as whole numbers
    layout: Layout  # its offset is its address

    @classmethod
    def of(cls, array: Any) -> "Laid":
        """Where an array or tensor lies now."""
        if isinstance(array, np.ndarray):
            tag, dtype, bits = "array", NAMES[array.dtype], array
        else:
            tag, dtype = "tensor", str(array.dtype).removeprefix("torch.")
            tensor = array.detach()
            is_brief = dtype == "bfloat16"
            bits = (tensor.view(sys.modules["torch"].int16) if is_brief else tensor).numpy()
        is_writable = bits.flags.writeable
        address = _address(bits) if bits.size else 0  # an empty tensor has another each time
        return cls(array, bits, Layout(tag, dtype, bits.shape, bits.strides, address, is_writable))

    def state(self) -> tuple[Layout, bytes]:
        """How it lies, and its entries in their order."""
        return self.layout, self.bits.tobytes()


class Memory:
    """A run of bytes, and the arrays that are known to lie in it."""

    def __init__(self, low: int, high: int, laid: list[Laid], keep: Any) -> None:
        self.low, self.high = low, high  # addresses
        self.start = low - low % ALIGNMENT  # offsets count from here
        self.laid = laid
        self._keep = keep  # what the bytes belong to

    @classmethod
    def of(cls, data: bytes) -> "Memory":
        """New memory with these bytes, in which no array lies yet."""
        store = np.zeros(len(data) + ALIGNMENT, np.uint8)
        room = store[-_address(store) % ALIGNMENT :]
        room[: len(data)] = np.frombuffer(data, np.uint8)
        low = _address(room)
        return cls(low, low + len(data), [], room)

    def contents(self) -> bytes:
        """The bytes from `start` on; 0xFF where no array has an entry."""
        store = np.full(self.high - self.start, 0xFF, np.uint8)
        for _, bits, layout in self.laid:
            if bits.size:
                place = layout.offset - self.start
                np.ndarray(bits.shape, bits.dtype, store, place, bits.strides)[...] = bits
        return store.tobytes()

    def holds(self, low: int, high: int) -> bool:
        """Whether all bytes between two addresses are in it."""
        return self.low <= low and high <= self.high

    def has(self, layout: Layout) -> bool:
        """Whether all that lies so belongs to entries of the arrays."""
        if not self.holds(*layout.extent):
            return False
        flags = np.zeros(self.high - self.low, bool)
        for laid in self.laid:
            laid.layout.bytes_in(flags, self.low)[...] = True
        return bool(layout.bytes_in(flags, self.low).all())

    def array(self, layout: Layout) -> Laid:
        """The array that lies so in here. Raises ValueError where it would lie outside."""
        if layout.size and not self.holds(*layout.extent):
            raise ValueError(f"an array that reaches out of {self.high - self.low:,} bytes")
        if layout.tag == "tensor":
            return Laid.of(self._tensor(layout))
        if not layout.size:
            return Laid.of(np.empty(layout.shape, layout.dtype))
        return Laid.of(np.asarray(_At(layout, self._keep)))

    def _tensor(self, layout: Layout) -> Any:
        import torch

        kind = getattr(torch, layout.dtype)
        if not layout.size:
            return torch.empty(layout.shape, dtype=kind)
        storages = [
            laid.array.untyped_storage() for laid in self.laid if laid.layout.tag == "tensor"
        ]
        if not storages:
            run = Layout("array", "uint8", (self.high - self.low,), (1,), self.low, True)
            storages = [torch.from_numpy(np.asarray(_At(run, self._keep))).untyped_storage()]
        offset, odd = divmod(layout.offset - storages[0].data_ptr(), layout.itemsize)
        if odd:
            raise ValueError(f"a tensor {odd} bytes off its storage's entries")
        strides = [stride // layout.itemsize for stride in layout.strides]
        return torch.empty(0, dtype=kind).set_(storages[0], offset, layout.shape, strides)

    def shared(self, layout: Layout, bits: bytes) -> Laid | None:
        """The array that lies so among the arrays and has those bytes; None if there is none."""
        try:
            found = self.array(layout) if layout.size and self.has(layout) else None
        except (ValueError, RuntimeError):  # a tensor can't lie wherever an array can
            return None
        return found if found and found.bits.tobytes() == bits else None


class _At:
    """Memory as numpy takes it; `keep` is what must live as long."""

    def __init__(self, layout: Layout, keep: Any) -> None:
        self.keep = keep
        self.__array_interface__ = {
            "version": 3,
            "data": (layout.offset, not layout.is_writable),
            "typestr": np.dtype(layout.dtype).str,
            "shape": layout.shape,
            "strides": layout.strides,
        }


def _address(bits: Any) -> int:
    address: int = bits.__array_interface__["data"][0]
    return address


def memories(arrays: Iterable[Any]) -> list[Memory]:
    """The memories that arrays lie in: arrays that overlap lie in the same one."""
    found: list[Memory] = []
    for laid in sorted(map(Laid.of, arrays), key=lambda laid: laid.layout.extent):
        low, high = laid.layout.extent
        last = found[-1] if found else None
        if last and low < last.high:
            last.high = max(last.high, high)
            last.laid.append(laid)
        else:
            there = [laid]
            found.append(Memory(low, high, there, keep=there))
    return found


class Kept:
    """Memory that has crossed, by the number that both sides have for it."""

    def __init__(self, step: int) -> None:
        self._fresh = itertools.count(step, step)  # one side counts up, the other down
        # As it was first and as it was last, each with the address where the number's bytes start
        self._memories: dict[int, list[tuple[Memory, int]]] = {}
        self._bytes = 0

    def number_of(self, memory: Memory) -> tuple[int, int]:
        """The number of memory that is sent, and where it starts in what has the number."""
        low, high = memory.low, memory.high
        for number, kept in self._memories.items():
            for known, start in kept:
                if known.low <= low and high <= known.high:
                    self.keep(number, memory, start)
                    return number, memory.start - start
        number = next(self._fresh)
        self.keep(number, memory, memory.start)
        return number, 0

    def keep(self, number: int, memory: Memory, start: int) -> None:
        """Keep memory that crossed; `start` is where what has the number starts."""
        kept = self._memories.setdefault(number, [])
        if len(kept) == 2:
            self._bytes -= _length(kept.pop()[0])
        kept.append((memory, start))
        self._bytes += _length(memory)

    def shared(self, number: int, at: int, layout: Layout, made: Laid) -> Laid | None:
        """The array in kept memory that lies so and has the bytes of `made`; None if none has."""
        for memory, start in reversed(self._memories.get(number, [])):
            if found := memory.shared(layout.moved(start + at), made.bits.tobytes()):
                return found
        return None

    def forget(self) -> None:
        """Let go of what crossed long ago."""
        while len(self._memories) > KEPT_COUNT or self._bytes > KEPT_LIMIT:
            kept = self._memories.pop(next(iter(self._memories)))
            self._bytes -= sum(_length(memory) for memory, _ in kept)


def _length(memory: Memory) -> int:
    return memory.high - memory.low
