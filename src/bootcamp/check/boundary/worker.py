"""The far side: does what the check asks, with the code under test. It knows no check.

It trusts nobody and is trusted by nobody: whatever it says is a claim, which the check compares
with a truth of its own.
"""

import contextlib
import importlib
import itertools
import marshal
import operator
import os
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bootcamp.check.boundary.memory import Laid
from bootcamp.check.boundary.values import CantCrossError, Codec
from bootcamp.check.boundary.wire import BrokenFrameError, Channel
from bootcamp.check.keyboard import NoKeyboard
from bootcamp.check.raised import has_own_words
from bootcamp.check.run import run_tests
from bootcamp.workspace.overlay import Compiled, Overlay, put_first


class Callback:
    """A function of the check's: calling it asks the other side."""

    def __init__(self, worker: "Worker", number: int) -> None:
        self._worker, self._number = worker, number

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """What the check's function returns."""
        return self._worker.call_back("call", self._number, arguments, options)


class JudgesIterator(Iterator[Any]):
    """An iterator of the check's."""

    def __init__(self, worker: "Worker", number: int) -> None:
        self._worker, self._number = worker, number

    def __next__(self) -> Any:
        return self._worker.call_back("next", self._number, (), {})


class Worker(Codec):
    """Answers one request after another, on one connection."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(step=-1)
        self._channel = channel
        self._objects: dict[int, Any] = {}  # by the number that stands for each
        self._numbers: dict[int, int] = {}  # by id(); the objects are kept, so ids stay theirs
        self._fresh = itertools.count(1)
        self._given: dict[tuple[str, int], Any] = {}  # what stands for things of the check's

    def serve(self) -> None:
        """Answer until the other side is gone."""
        with contextlib.suppress(BrokenFrameError):
            while True:
                self.answer(*self._channel.receive())

    def answer(self, message: dict[str, Any], buffers: list[bytes]) -> None:
        """Do what a request asks, and reply with the value or the error."""
        arrays: list[Any] = []
        before: list[Any] = []
        self.forget()
        try:
            arguments, options = self.unpack(message, buffers, "arguments", "options")
            arrays = self.arrays
            before = [Laid.of(array).state() for array in arrays]
            value = getattr(self, f"do_{message['do']}")(*arguments, **options)
            packed = self.pack(value=value, changed=_changed(arrays, before))
        except BrokenFrameError:
            raise
        except BaseException as error:
            packed = self.pack(error=describe(error), changed=_changed(arrays, before))
        self._channel.send(*packed)

    def call_back(self, do: str, number: int, arguments: Any, options: Any) -> Any:
        """Ask the check to call its function, answering what it asks meanwhile."""
        packed, out = self.pack(arguments=arguments, options=options)
        self._channel.send({"back": [do, number], **packed}, out)
        while True:
            message, buffers = self._channel.receive()
            if "do" in message:
                with self.waiting():
                    self.answer(message, buffers)
            elif "raised" in message:
                raise _exception(*message["raised"])
            else:
                (returned,) = self.unpack(message, buffers, "returned")
                return returned

    # -------------------------------------------------------------------------- what can be asked

    def do_import(self, module: str) -> None:
        """Import a module of the library."""
        importlib.import_module(module)

    def do_call(self, function: Any, *arguments: Any, **options: Any) -> Any:
        """Call something."""
        return function(*arguments, **options)

    def do_get(self, thing: Any, name: str) -> Any:
        """An attribute."""
        return getattr(thing, name)

    def do_set(self, thing: Any, name: str, value: Any) -> None:
        """Set an attribute."""
        setattr(thing, name, value)

    def do_item(self, thing: Any, key: Any) -> Any:
        """What stands between brackets."""
        return thing[key]

    def do_set_item(self, thing: Any, key: Any, value: Any) -> None:
        """Put something between brackets."""
        thing[key] = value

    def do_operator(self, name: str, *operands: Any) -> Any:
        """An operator of Python's, by its name in the module `operator`."""
        function: Callable[..., Any] = getattr(operator, name)
        return function(*operands)

    def do_iterate(self, thing: Any) -> Any:
        """An iterator over something, as a handle."""
        return _Kept(iter(thing))

    def do_next(self, iterator: Any) -> Any:
        """The next item. StopIteration at the end."""
        return next(iterator)

    def do_length(self, thing: Any) -> int:
        """How many items it has."""
        return len(thing)

    def do_instance(self, thing: Any, kind: Any) -> bool:
        """Whether something is an instance of a class."""
        return isinstance(thing, kind)

    def do_enter(self, manager: Any) -> Any:
        """Enter a context."""
        return type(manager).__enter__(manager)

    def do_exit(self, manager: Any, error: list[str] | None) -> None:
        """Leave it, perhaps with an error."""
        raised = _exception(*error) if error else None
        type(manager).__exit__(manager, type(raised) if raised else None, raised, None)

    def do_place(self, module: str, name: str, function: Any) -> None:
        """Put a function of the check's in place of one of the library."""
        setattr(importlib.import_module(module), name, function)

    def do_test(self, code: bytes, name: str, seed: int, source: str) -> list[Any]:
        """Run a learner's tests, whose text is `source`."""
        tests = marshal.loads(code)
        return list(run_tests(tests, name, "", seed, texts={tests.co_filename: source}))

    # ------------------------------------------------------------------------------ what crosses

    def _pack_other(self, value: Any) -> Any:
        if isinstance(value, Callback | JudgesIterator):
            return ["theirs", value._number]
        value = value.kept if isinstance(value, _Kept) else value
        if id(value) not in self._numbers:
            number = next(self._fresh)
            self._numbers[id(value)], self._objects[number] = number, value
        return ["yours", self._numbers[id(value)]]

    def _unpack_other(self, tag: str, parts: list[Any]) -> Any:
        if tag == "yours":
            return self._objects[parts[0]]
        if tag == "global":
            module, name = parts
            return getattr(importlib.import_module(module), name)
        key = (tag, parts[0])
        if key not in self._given:
            self._given[key] = self._thing(tag, *parts)
        return self._given[key]

    def _thing(self, tag: str, number: int, *about: Any) -> Any:
        match tag:
            case "function":
                return Callback(self, number)
            case "iterator":
                return JudgesIterator(self, number)
            case "generator":
                generator = np.random.Generator(np.random.PCG64())
                generator.bit_generator.state = about[0]
                return generator
            case "torch-generator":
                import torch

                return torch.Generator().manual_seed(about[0])
        raise CantCrossError(f"what arrived is no value ({tag!r})")


class _Kept:
    """Marks what crosses as a handle even if it could cross by value."""

    def __init__(self, kept: Any) -> None:
        self.kept = kept


def _changed(arrays: list[Any], before: list[Any]) -> dict[int, Any]:
    """The arrays of a request that aren't as they came, by their order: dtype, shape and bytes."""
    found = {}
    for place, array in enumerate(arrays):
        try:
            layout, data = Laid.of(array).state()
        except (
            LookupError,
            TypeError,
            ValueError,
            RuntimeError,
        ):  # it can't cross any more
            found[place] = str(array.dtype), tuple(array.shape), b""
        else:
            if (layout, data) != before[place]:
                found[place] = layout.dtype, layout.shape, data
    return found


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as plain data: its classes, its text, and the last line of each file."""
    classes = [[kind.__module__, kind.__qualname__] for kind in type(error).__mro__]
    frames = traceback.walk_tb(error.__traceback__)
    lines = [[frame.f_code.co_filename, line] for frame, line in frames]
    try:
        text = str(error)
    except Exception:
        text = ""
    place = list(traceback.walk_tb(error.__traceback__))[-1:]
    raised_in = [frame.f_code.co_qualname for frame, _ in place]
    return {
        "classes": classes,
        "text": text[:2000],
        "lines": lines[-50:],
        "raised_in": "".join(raised_in),
        "own_words": has_own_words(error),
    }


def _exception(name: str, text: str) -> BaseException:
    """An error of the check's, as well as it can be had here."""
    kind = getattr(sys.modules["builtins"], name, RuntimeError)
    made: BaseException = kind(text)
    return made


def run(connection: socket.socket) -> None:
    """Take the code under test and where to print from the first message, and serve."""
    _, descriptors, _, _ = socket.recv_fds(connection, 1, 1)
    for place in (1, 2):
        os.dup2(descriptors[0], place)
    os.close(descriptors[0])
    sys.stdin = NoKeyboard()
    sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", errors="replace")
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="replace")
    channel = Channel(connection)
    message, buffers = channel.receive()
    build = {
        name: Compiled(marshal.loads(code), path, is_package)
        for (name, path, is_package), code in zip(message["modules"], buffers, strict=True)
    }
    put_first(Overlay(message["library"], build.get))
    Worker(channel).serve()
