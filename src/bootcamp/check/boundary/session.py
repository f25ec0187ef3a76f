"""A check's conversation with its worker: requests, calls back, errors, and faults that stick."""

import builtins
import hashlib
import itertools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bootcamp.check.boundary.handles import Remote
from bootcamp.check.boundary.memory import Laid
from bootcamp.check.boundary.names import Library
from bootcamp.check.boundary.values import CantCrossError, Codec, plain_with
from bootcamp.check.boundary.wire import BrokenFrameError, Channel
from bootcamp.check.raised import TOLD_OWN_WORDS, TOLD_PLACE
from bootcamp.check.run import TOLD_LINES, BoundaryFault

REQUESTS_LIMIT = 100_000  # of one run
TEXT_KEPT = 2000  # characters of an error
CLASSES_READ = LINES_READ = 50  # of an error
NEVER_RAISED = (KeyboardInterrupt, GeneratorExit)  # whatever a worker says


class Session(Codec):
    """One run's conversation. A fault, once there, ends it: nobody can swallow it."""

    def __init__(self, channel: Channel, library: Library) -> None:
        super().__init__(step=1)
        self.is_sealed = False  # between tests nothing is asked: a failure is told as it is
        self._library = library
        self._channel = channel
        self._fault: BoundaryFault | None = None
        self._spoiled = ""  # why the test can't pass any more, whatever becomes of an error
        self._ours: dict[int, Any] = {}  # functions and iterators of the check's
        self._numbers: dict[int, int] = {}  # theirs, by id(); they're kept, so ids stay theirs
        self._fresh = itertools.count(1)
        self._computed: set[int | tuple[str, str]] = set()  # their numbers of what operators gave
        self._requests = 0

    def ask(self, do: str, *arguments: Any, **options: Any) -> Any:
        """Have the worker do something. Raises what it raised; BoundaryFault ends the run."""
        if self._fault:
            raise self._fault
        if self.is_sealed:
            raise TypeError("the test has ended: nothing is asked of the code")
        self._requests += 1
        try:
            if self._requests > REQUESTS_LIMIT:
                raise BoundaryFault(f"more than {REQUESTS_LIMIT:,} requests in one run")
            self.forget()
            packed, buffers = self.pack(arguments=arguments, options=options)
            arrays = self.arrays
            self._channel.send({"do": do, **packed}, buffers)
            value, error = self._reply(arrays)
        except BrokenFrameError as broken:
            self._fault = BoundaryFault(str(broken))
            raise self._fault from None
        except BoundaryFault as fault:
            self._fault = fault
            raise
        if isinstance(error, StopIteration) and do != "next":  # else it would end a loop of ours
            told, error = vars(error), RuntimeError(f"StopIteration: {error}".rstrip(": "))
            vars(error).update(told)
        if error:
            raise error
        if do == "operator" and isinstance(value, Remote):
            self._computed.add(value._number)
        return value

    def plain_with(self, name: str, thing: Remote) -> str:
        """Which plain data has an attribute of that name, if no object of the library's has one.

        `(got - expected).abs().max()`, `order.count(x)` and `text.startswith("a")` of an object
        would be what the code under test likes. What a class of the library inherits counts, but
        not for what an operator gave: a model has no operators, and its `float` would let
        `(got - expected).float()` through.
        """
        inherited = self._library.inherited if thing._number not in self._computed else ()
        is_known = name in self._library.attributes or name in inherited
        return "" if is_known else plain_with(name)

    def refused(self, says: str) -> Exception:
        """The check wants of an object what only plain data has: this test can't pass any more."""
        if self.is_sealed:  # the failure is being told
            return TypeError(says)
        self._spoiled = says
        return AssertionError(says)

    def _reply(self, arrays: list[Any]) -> tuple[Any, BaseException | None]:
        while True:
            message, buffers = self._channel.receive()
            if "back" in message:
                self._call_back(message, buffers)
                continue
            outcome = "error" if "error" in message else "value"
            try:
                (changed,) = self.unpack(message, buffers, "changed")
                for place, theirs in changed.items():
                    self._write_back(arrays[place], *theirs)
                (told,) = self.unpack(message, buffers, outcome)
                return (None, self._error(told)) if outcome == "error" else (told, None)
            except (LookupError, AttributeError, TypeError, ValueError) as fault:
                raise _faulty(fault) from None

    def _write_back(self, ours: Any, dtype: str, shape: tuple[int, ...], data: bytes) -> None:
        """What was changed there is changed here, too, and then no test can pass."""
        _, bits, layout = Laid.of(ours)
        if (dtype, shape) != (layout.dtype, layout.shape):
            self._spoiled = "An array that was passed in has another shape or dtype now."
            return
        if len(data) != layout.size:
            raise BoundaryFault("an array came back with fewer or more bytes than it has")
        if not layout.is_writable:
            raise BoundaryFault("an array that is read-only came back changed")
        self._spoiled = "An array that was passed in was changed."
        bits[...] = np.frombuffer(data, bits.dtype).reshape(shape)

    def _call_back(self, message: dict[str, Any], buffers: list[bytes]) -> None:
        """Call a function of the check's for the worker, and send what it gave."""
        try:
            do, number = message["back"]
            ours = self._ours[number]
            arguments, options = self.unpack(message, buffers, "arguments", "options")
        except (LookupError, AttributeError, TypeError, ValueError) as fault:
            raise _faulty(fault) from None
        try:
            with self.waiting():
                value = next(ours) if do == "next" else ours(*arguments, **options)
        except Exception as error:
            self._channel.send({"raised": [type(error).__name__, str(error)]})
        else:
            self._channel.send(*self.pack(returned=value))

    def _error(self, said: dict[str, Any]) -> BaseException:
        """The error that the worker raised, of a class of our own."""
        text = str(said["text"])[:TEXT_KEPT]
        kind: type[BaseException] = RuntimeError
        for module, name in said["classes"][:CLASSES_READ]:
            ours = getattr(builtins, name, None) if module == "builtins" else None
            ours = ours or self._library.error(str(module), str(name))
            if isinstance(ours, type) and issubclass(ours, BaseException):
                kind = ours if not issubclass(ours, NEVER_RAISED) else RuntimeError
                break
        try:
            error = kind(text)
        except TypeError:  # UnicodeDecodeError and the like want more than a text
            error = RuntimeError(f"{kind.__name__}: {text}")
        lines = [(file, line) for file, line in said["lines"][-LINES_READ:]]
        if not all(type(file) is str and type(line) is int for file, line in lines):
            raise BoundaryFault("a line of an error that is no file and number")
        setattr(error, TOLD_LINES, lines)
        setattr(error, TOLD_PLACE, str(said.get("raised_in", "")))
        setattr(error, TOLD_OWN_WORDS, said.get("own_words") is True)
        return error

    def guarded(self, call: Callable[[], Any]) -> Callable[[], Any]:
        """A test that can't pass once something crossed that shouldn't have."""

        def guarded() -> Any:
            self.is_sealed, self._spoiled = False, ""
            try:
                value = call()
            finally:
                self.is_sealed = True
                if self._fault:
                    raise self._fault
            if self._spoiled:
                raise AssertionError(self._spoiled)
            return value

        return guarded

    def _pack_other(self, value: Any) -> Any:
        if isinstance(value, Remote):
            number = value._number
            return ["global", *number] if isinstance(number, tuple) else ["yours", number]
        is_known = id(value) in self._numbers
        number = self._numbers[id(value)] if is_known else next(self._fresh)
        if isinstance(value, np.random.Generator):
            packed = ["generator", number, None if is_known else _state_for_them(value)]
        elif (torch := sys.modules.get("torch")) and isinstance(value, torch.Generator):
            packed = ["torch-generator", number, _digest(value.get_state().numpy().tobytes())]
        elif isinstance(value, Iterator):
            packed = ["iterator", number]
        elif callable(value):
            packed = ["function", number]
        else:
            return super()._pack_other(value)
        self._numbers[id(value)], self._ours[number] = number, value
        return packed

    def _unpack_other(self, tag: str, parts: list[Any]) -> Any:
        if tag == "theirs":
            return self._ours[parts[0]]
        if tag == "yours" and type(parts[0]) is int:
            return Remote(self, parts[0])
        return super()._unpack_other(tag, parts)


def _faulty(error: Exception) -> BoundaryFault:
    """What a message that nobody honest sends comes to: never in the words that it brings about."""
    is_ours = isinstance(error, CantCrossError)
    return BoundaryFault(str(error) if is_ours else "what arrived is no message of the boundary's")


def _state_for_them(generator: np.random.Generator) -> Any:
    """A state that follows from the generator's, and from which nothing of ours can be found.

    Ours then jumps far ahead, so that the next time it gives another one. With its own state, the
    code under test would know all that the check has drawn and will draw.
    """
    bits = generator.bit_generator
    if not isinstance(bits, np.random.PCG64):
        raise CantCrossError(f"a generator of {type(bits).__name__} can't cross: use default_rng")
    theirs = np.random.PCG64(_digest(repr(bits.state).encode()))
    bits.state = bits.jumped().state
    return theirs.state


def _digest(state: bytes) -> int:
    return int.from_bytes(hashlib.sha256(state).digest()[:8], "little") >> 1  # as torch takes it
