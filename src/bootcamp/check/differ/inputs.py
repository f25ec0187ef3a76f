"""Other inputs like those of the calls that were noted: where might two definitions differ?"""

import inspect
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from bootcamp.check.compare import as_numpy, is_array, is_tensor
from bootcamp.check.differ.arguments import Axis, Key, kind_of, like, mapped, resized
from bootcamp.check.differ.calls import Call, copied, is_object
from bootcamp.check.differ.contract import PLAIN, Contract

FILLS: dict[str, Callable[[Any, tuple[int, ...]], Any]] = {
    "normal": lambda rng, shape: rng.normal(size=shape),
    "ties": lambda rng, shape: rng.integers(-2, 3, size=shape).astype(float),
    "zeros": lambda rng, shape: 0 * rng.normal(size=shape),
    "ones": lambda rng, shape: 0 * rng.normal(size=shape) + 1,
    "negative": lambda rng, shape: -abs(rng.normal(size=shape)) - 0.5,
    "positive": lambda rng, shape: abs(rng.normal(size=shape)) + 0.5,
    "huge": lambda rng, shape: 1e3 * rng.normal(size=shape),
    "tiny": lambda rng, shape: 1e-6 * rng.normal(size=shape),
}
LENGTHS = (1, 2, 3, 0, 5)
NUMBERS = (0, 1, -1, 2, 0.5, 3, -2.5)


class Inputs:
    """Draws inputs for a definition, within the contract."""

    def __init__(self, contract: Contract, function: Callable[..., Any], rng: Any) -> None:
        self.contract, self.rng = contract, rng
        self.parameters = inspect.signature(function).parameters

    def variations(self, call: Call) -> Iterator[Callable[[], Call]]:
        """Ways to make others of a call: first one change at a time, then several, without end."""
        yield from (partial(self.filled, call, fill) for fill in FILLS)
        yield partial(self.cast, call)
        yield partial(replace, call, then=call.then * 2)  # a function that is returned, asked twice
        for axes, length in itertools.product(self.contract.axes(call), LENGTHS):
            yield partial(self._resized, call, axes, length)
        for _ in range(6):
            yield partial(self.with_scalars, call)
            yield partial(self.with_option, call)
        while True:
            yield partial(self._mixed, call)

    def _resized(self, call: Call, axes: frozenset[Axis], length: int) -> Call:
        return self.filled(resized(call, axes, length), "normal")

    def _mixed(self, call: Call) -> Call:
        draw = self.rng.random
        for axes in self.contract.axes(call):
            if draw() < 0.4:
                call = resized(call, axes, int(self.rng.choice(LENGTHS)))
        call = self.filled(call, str(self.rng.choice(list(FILLS))), share=0.3 + 0.7 * draw())
        if draw() < 0.4:
            call = self.with_scalars(call, share=0.4)
        if draw() < 0.3:
            call = self.with_option(call)
        return self.cast(call) if draw() < 0.2 else call

    def filled(self, call: Call, fill: str, share: float = 1.0) -> Call:
        """Fresh numbers in its arrays, or in a share of them."""

        def change(key: Key, value: Any) -> Any:
            if self.rng.random() > share:
                return value
            if is_object(value):
                return self._object_filled(value, fill)
            if not is_array(value):
                return value
            fresh = FILLS[fill](self.rng, tuple(value.shape))
            numbers = self.contract.kept(key, value, fresh)
            return value if numbers is None else like(value, numbers)

        return mapped(call, change)

    def _object_filled(self, value: Any, fill: str) -> Any:
        """An object whose own float arrays hold fresh numbers."""
        made = copied(value)
        for name, part in vars(made).items():
            if kind_of(part) == "f":
                vars(made)[name] = like(part, FILLS[fill](self.rng, tuple(part.shape)))
        return made

    def cast(self, call: Call) -> Call:
        """Its float arrays in the other width: float32 for float64, and the other way round."""

        def change(key: Key, value: Any) -> Any:
            if kind_of(value) != "f":
                return value
            is_narrow = "float32" in str(value.dtype)
            if is_tensor(value):
                return value.detach().double() if is_narrow else value.detach().float()
            return like(value, as_numpy(value), "float64" if is_narrow else "float32")

        return mapped(call, change)

    def with_scalars(self, call: Call, share: float = 1.0) -> Call:
        """Other numbers, booleans and options in place of a share of those given.

        Numbers in a tuple, as of a shape, are of use together only: they stay.
        """

        def change(key: Key, value: Any) -> Any:
            is_one = len(key) == 1 and isinstance(value, PLAIN)
            return self._choice(key, value) if is_one and self.rng.random() < share else value

        return mapped(call, change)

    def with_option(self, call: Call) -> Call:
        """One of the options that were left to their defaults, given."""
        given = {*call.names[: len(call.args)], *call.kwargs}
        left = [
            (name, parameter.default)
            for name, parameter in self.parameters.items()
            if name not in given and isinstance(parameter.default, PLAIN)
        ]
        if not left:
            return call
        name, default = left[int(self.rng.integers(len(left)))]
        return replace(call, kwargs={**call.kwargs, name: self._choice((name,), default)})

    def _choice(self, key: Key, value: Any) -> Any:
        """Another plain value for this place."""
        choices = [other for other in self.contract.seen.get(key, []) if isinstance(other, PLAIN)]
        if isinstance(value, bool):
            choices = [not value]
        elif value is None:
            choices += [0, -1]
        elif isinstance(value, int):
            choices += [value + 1, value - 1, *(n for n in NUMBERS if isinstance(n, int))]
        elif isinstance(value, float):
            choices += [*map(float, NUMBERS), 2 * value, -value]
        return choices[int(self.rng.integers(len(choices)))] if choices else value
