"""Parts of a network that hold what is learned."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from groundup.autograd.arrays import Array
from groundup.autograd.value import Value
from groundup.errors import ShapeError


class Module:
    """A function of Values. Its attributes are parameters, modules, or lists or tuples of them.

    A parameter is a Value that is a leaf and requires a gradient.
    """

    def __call__(self, x: Value) -> Value:
        """The module's output."""
        raise NotImplementedError(f"{type(self).__name__} doesn't say what it computes.")

    def parameters(self) -> list[Value]:
        """Every parameter of this module and of those inside it, each once.

        In the order in which the attributes were set, those of a module or list in its place. A
        parameter that two modules share, or a module that stands in two places, counts once.
        Values that need no gradient are no parameters, and neither are those that were computed.
        No module contains itself.
        """
        found: dict[Value, None] = {}
        for attribute in vars(self).values():
            parts = attribute if isinstance(attribute, list | tuple) else [attribute]
            for part in parts:
                if isinstance(part, Module):
                    found.update(dict.fromkeys(part.parameters()))
                elif isinstance(part, Value) and part.requires_grad and not part.parents:
                    found[part] = None
        return list(found)


def initial_weights(inputs: int, outputs: int, rng: np.random.Generator) -> Array:
    """Random weights, [inputs, outputs], float64, that keep the size of a signal through a ReLU.

    Independent normal draws with mean 0 and variance 2 / inputs (He, Zhang, Ren and Sun, "Delving
    deep into rectifiers", ICCV 2015, arXiv:1502.01852, section 2.2).
    """
    return rng.normal(0.0, np.sqrt(2 / inputs), size=(inputs, outputs))


class Linear(Module):
    """x @ weight + bias, with `weight` [inputs, outputs] and `bias` [outputs], which starts at 0.

    Differs from `torch.nn.Linear`, whose weight is [outputs, inputs].
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        rng: np.random.Generator,
        dtype: npt.DTypeLike = np.float64,
    ) -> None:
        weight = initial_weights(inputs, outputs, rng)
        self.weight = Value(weight.astype(dtype), requires_grad=True)
        self.bias = Value(np.zeros(outputs, dtype=dtype), requires_grad=True)

    def __call__(self, x: Value) -> Value:
        """[..., rows, inputs] to [..., rows, outputs]: the product with `weight`, plus `bias`.

        Raises ShapeError, naming both lengths, where the last axis of `x` isn't `inputs` long.
        """
        inputs = self.weight.shape[0]
        if x.shape[-1:] != (inputs,):
            raise ShapeError(
                f"This layer takes {inputs} inputs on the last axis, got shape {x.shape}."
            )
        return x @ self.weight + self.bias


class ReLU(Module):
    """Each entry, or 0 where it is negative."""

    def __call__(self, x: Value) -> Value:
        """[...] to [...]."""
        return x.relu()


class Sequential(Module):
    """Modules one after another."""

    def __init__(self, *modules: Module) -> None:
        self.modules = list(modules)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.modules)

    def __call__(self, x: Value) -> Value:
        """The output of the last module."""
        for module in self.modules:
            x = module(x)
        return x
