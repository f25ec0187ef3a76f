"""Arrays that remember how they were made, so that gradients can be asked of them.

    x = Value([[1.0, 2.0]], requires_grad=True)
    loss = (x * x).sum()
    loss.backward()
    x.grad                      # [[2.0, 4.0]]

Careful: the data of a Value is locked. A pullback keeps the arrays of the forward pass; were one of
them overwritten before the backward pass, the gradients would be wrong and nobody would be told. To
give a leaf new data, rebind it, `x.data = x.data - 0.1 * x.grad`: the graphs that used the old data
keep it. What else a pullback needs, keys between brackets and targets of a loss, is copied.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from typing import Any, Union

import numpy as np
import numpy.typing as npt

from groundup.autograd import elementwise, linear, losses, reductions, shapes
from groundup.autograd.arrays import Array, Operation, Pullback
from groundup.autograd.graph import Node, backpropagate
from groundup.autograd.reductions import Axes
from groundup.errors import DtypeError, GraphError, ShapeError

Operand = Union["Value", float, npt.ArrayLike]

is_recording: ContextVar[bool] = ContextVar("is_recording", default=True)


@contextmanager
def no_grad() -> Iterator[None]:
    """Inside this block, results don't remember how they were made and need no gradient.

    Sets `is_recording` to False, and at the end back to what it was before, whatever happens
    inside: blocks may be nested, and an error may leave one.
    """
    token = is_recording.set(False)
    try:
        yield
    finally:
        is_recording.reset(token)


class Value(Node):
    """An array in a graph. Without `parents` it is a leaf, something given rather than computed.

    `data` is float32 or float64; integers become float64. It is copied, and locked against writing.
    A leaf with `requires_grad` collects gradients in `grad`, an array of the shape and dtype of
    `data`, None before the first.
    """

    __array_ufunc__ = None  # so that numpy leaves `array * value` to us

    def __init__(
        self,
        data: npt.ArrayLike,
        requires_grad: bool = False,
        parents: tuple[Node, ...] = (),
        pullback: Pullback | None = None,
    ) -> None:
        self.data = data
        self.requires_grad = requires_grad
        self.parents = parents
        self.grad = None
        if pullback is not None:
            self.pullback = pullback

    @property
    def data(self) -> Array:
        """The numbers, read-only."""
        return self._data

    @data.setter
    def data(self, data: npt.ArrayLike) -> None:
        array = np.array(data)
        if array.dtype.kind in "iub":
            array = array.astype(np.float64)
        if array.dtype not in (np.float32, np.float64):
            raise DtypeError(
                f"A Value holds float32 or float64, got {array.dtype}. Convert it first."
            )
        array.flags.writeable = False
        self._data = array

    @property
    def grad(self) -> Array | None:
        """The gradient that has been collected."""
        return self._grad

    @grad.setter
    def grad(self, gradient: npt.ArrayLike | None) -> None:
        self._grad = None if gradient is None else np.asarray(gradient, dtype=self.dtype)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the data."""
        return self.data.shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """The kind of number: float32 or float64."""
        return self.data.dtype

    def __repr__(self) -> str:
        return f"Value({self.data!r})"

    def __len__(self) -> int:
        return len(self.data)

    def __setitem__(self, key: object, new: object) -> None:
        raise GraphError(
            "The data of a Value can't be written to: its graph may still need it. "
            "Build a new Value, or give a leaf new data with `x.data = ...`."
        )

    def item(self) -> float:
        """The one number that the array holds."""
        return float(self.data.item())

    def detach(self) -> "Value":
        """The same data as a new leaf that needs no gradient: without parents, pullback or `grad`.

        The value itself stays as it was.
        """
        return Value(self.data)

    def backward(self, gradient: Array | None = None) -> None:
        """Add the gradient of this value to the `grad` of every leaf that it was computed from.

        `gradient`, of this value's shape, is that of the loss with respect to this value; without
        it this value is the loss, must be one number, and the gradient is 1. Only leaves with
        `requires_grad` collect a gradient, each in an array of its own; what an earlier call left
        in `grad` stays and is added to. Raises ShapeError where the gradient's shape doesn't fit,
        or where there is none and this value isn't exactly one number. The graph stays as it is: a
        second call adds once more.
        """
        if gradient is None:
            if self.data.size != 1:
                raise ShapeError(
                    f"backward() starts from one number, got a value of shape {self.shape}. "
                    "Reduce it first, for example with .sum(), or pass the gradient."
                )
            gradient = np.ones_like(self.data)
        gradient = np.asarray(gradient)
        if gradient.shape != self.shape:
            raise ShapeError(
                f"The gradient must have the value's shape {self.shape}, got {gradient.shape}."
            )
        for node, arriving in backpropagate(self, gradient).items():
            if node.requires_grad and not node.parents:
                node.grad = arriving.copy() if node.grad is None else node.grad + arriving

    def __add__(self, other: Operand) -> "Value":
        return apply(elementwise.add, self, as_value(other, like=self))

    def __radd__(self, other: Operand) -> "Value":
        return as_value(other, like=self) + self

    def __sub__(self, other: Operand) -> "Value":
        return apply(elementwise.subtract, self, as_value(other, like=self))

    def __rsub__(self, other: Operand) -> "Value":
        return as_value(other, like=self) - self

    def __mul__(self, other: Operand) -> "Value":
        return apply(elementwise.multiply, self, as_value(other, like=self))

    def __rmul__(self, other: Operand) -> "Value":
        return as_value(other, like=self) * self

    def __truediv__(self, other: Operand) -> "Value":
        return apply(elementwise.divide, self, as_value(other, like=self))

    def __rtruediv__(self, other: Operand) -> "Value":
        return as_value(other, like=self) / self

    def __matmul__(self, other: Operand) -> "Value":
        return apply(linear.matmul, self, as_value(other, like=self))

    def __rmatmul__(self, other: Operand) -> "Value":
        return as_value(other, like=self) @ self

    def __neg__(self) -> "Value":
        return apply(elementwise.negate, self)

    def __pow__(self, exponent: float) -> "Value":
        return apply(elementwise.power, self, exponent=float(exponent))

    def __getitem__(self, key: Any) -> "Value":
        return apply(shapes.index, self, key=deepcopy(key))  # the caller may change theirs

    def exp(self) -> "Value":
        """The exponential of each entry."""
        return apply(elementwise.exp, self)

    def log(self) -> "Value":
        """The natural logarithm of each entry."""
        return apply(elementwise.log, self)

    def tanh(self) -> "Value":
        """The hyperbolic tangent of each entry."""
        return apply(elementwise.tanh, self)

    def relu(self) -> "Value":
        """Each entry, or 0 where it is negative."""
        return apply(elementwise.relu, self)

    def sum(self, axis: Axes = None, keepdims: bool = False) -> "Value":
        """The sum over some axes."""
        return apply(reductions.sum_over, self, axis=axis, keepdims=keepdims)

    def mean(self, axis: Axes = None, keepdims: bool = False) -> "Value":
        """The mean over some axes."""
        return apply(reductions.mean_over, self, axis=axis, keepdims=keepdims)

    def max(self, axis: Axes = None, keepdims: bool = False) -> "Value":
        """The largest entry over some axes."""
        return apply(reductions.max_over, self, axis=axis, keepdims=keepdims)

    def reshape(self, *shape: int) -> "Value":
        """The same entries under another shape; one length may be -1."""
        return apply(shapes.reshape, self, shape=shape)

    def transpose(self, *axes: int) -> "Value":
        """The axes in another order; reversed where none are given."""
        return apply(shapes.transpose, self, axes=axes or None)

    def log_softmax(self, axis: int = -1) -> "Value":
        """The logarithms of the softmax over one axis."""
        return apply(losses.log_softmax, self, axis=axis)

    def cross_entropy(self, targets: npt.ArrayLike) -> "Value":
        """The mean of -log(probability of the right class), of scores [batch, classes].

        `targets` are whole numbers, [batch]; others are refused, see `losses.as_targets`.
        """
        targets = losses.as_targets(targets, self.shape)
        return apply(losses.cross_entropy, self, targets=targets)


def as_value(operand: Operand, like: Value) -> Value:
    """The operand itself if it is a Value, else a constant of the dtype of `like`.

    Raises DtypeError where it is neither a number nor an array of them.
    """
    if isinstance(operand, Value):
        return operand
    array = np.asarray(operand)
    if array.dtype.kind not in "iubf":
        raise DtypeError(f"Expected a Value, a number or an array of numbers, got {operand!r:.60}.")
    return Value(array.astype(like.dtype))


def apply(operation: Operation, *values: Value, **options: Any) -> Value:
    """Run an operation on the data of some values, and record it.

    The operation runs once, on the values' `data`; `options` go to it by name, as they are. The
    result needs a gradient where any of `values` does and `is_recording` holds True: then it keeps
    all of `values`, in order, as its `parents`, and the operation's pullback as its `pullback`.
    Otherwise it is a leaf that remembers nothing. The result keeps the operation's dtype.
    """
    result, pullback = operation(*(value.data for value in values), **options)
    if is_recording.get() and any(value.requires_grad for value in values):
        return Value(result, requires_grad=True, parents=values, pullback=pullback)
    return Value(result)
