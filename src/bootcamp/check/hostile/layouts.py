"""The same numbers, handed over in another way: laid out otherwise in memory, or marked.

Each way takes an array or tensor and gives a new one with the same shape, dtype and numbers, or the
same object where the way can't be had. Only numpy knows negative strides and read-only arrays, only
PyTorch knows tensors that require a gradient.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from bootcamp.check.compare import as_numpy, is_array, is_tensor

LARGEST = 100_000  # entries of an array that is handed over otherwise


@dataclass(frozen=True)
class Way:
    """A way to hand arrays over: `family` is what an exercise may exclude it by."""

    family: str
    says: str  # completes "It fails where every array ..."
    apply: Callable[[Any], Any]
    most_tests: int = 2  # that are run again so, each with calls of another form


def transposed(array: Any) -> Any:
    """The first axis runs fastest in memory, as in Fortran and in any transposed array."""
    if array.ndim < 2:
        return array
    if is_tensor(array):
        axes = tuple(reversed(range(array.ndim)))
        return array.detach().permute(axes).clone().contiguous().permute(axes)
    return array.copy("F")


def strided(array: Any) -> Any:
    """Every second entry of a larger array, from its second entry on."""
    import numpy as np

    shape = tuple(array.shape)
    buffer_shape = (*shape[:-1], 2 * shape[-1] + 1) if shape else (3,)
    if is_tensor(array):
        buffer = array.detach().new_full(buffer_shape, _filler(array))
        view = buffer[..., 1::2] if shape else buffer[1]
    else:
        buffer = np.full(buffer_shape, _filler(array), array.dtype)
        view = buffer[..., 1::2] if shape else buffer[1:2].reshape(())
    view[...] = array.detach() if is_tensor(array) else array
    return view


def reversed_in_memory(array: Any) -> Any:
    """Its last axis runs backwards in memory: a negative stride."""
    if is_tensor(array) or not array.ndim:
        return array
    return array[..., ::-1].copy()[..., ::-1]


def expanded(array: Any) -> Any:
    """Axes along which all entries are equal take no memory: stride 0."""
    import numpy as np

    numbers = as_numpy(array)
    axes = [
        axis
        for axis, length in enumerate(numbers.shape)
        if length > 1 and bool((numbers == numbers.take([0], axis)).all())
    ]
    if not axes:
        return array
    index = tuple(slice(0, 1) if axis in axes else slice(None) for axis in range(numbers.ndim))
    if is_tensor(array):
        return array.detach()[index].clone().expand(array.shape)
    return np.broadcast_to(array[index].copy(), array.shape)


def read_only(array: Any) -> Any:
    """It can't be written to."""
    if is_tensor(array):
        return array
    made = array.copy("K")
    made.flags.writeable = False
    return made


def differentiable(array: Any) -> Any:
    """A tensor that requires a gradient."""
    if not is_tensor(array) or not array.dtype.is_floating_point:
        return array
    return array.detach().clone().requires_grad_()


WAYS = {
    "strided": Way("layouts", "is every second entry of a larger one", strided, 12),
    "transposed": Way("layouts", "is transposed in memory", transposed),
    "reversed": Way("layouts", "lies backwards in memory", reversed_in_memory),
    "expanded": Way("layouts", "is expanded where it repeats itself", expanded),
    "read-only": Way("read-only arrays", "is read-only", read_only),
    "differentiable": Way("gradients", "requires a gradient", differentiable),
}


def handed(
    value: Any, way: Way, made: dict[int, tuple[Any, Any]], left: Collection[int] = ()
) -> Any:
    """The value with every array in it handed over in that way; tuples, lists, dicts are entered.

    `made` notes each array that was replaced, with what stands for it, by the id of the array. An
    array whose id is in `left` stands for itself.
    """
    if type(value) in (tuple, list):
        return type(value)(handed(part, way, made, left) for part in value)
    if type(value) is dict:
        return {key: handed(part, way, made, left) for key, part in value.items()}
    if not is_array(value) or as_numpy(value).size > LARGEST:
        return value
    if getattr(value, "requires_grad", False) or as_numpy(value).dtype.kind not in "fiubc":
        return value
    if id(value) not in made:
        made[id(value)] = value, value if id(value) in left else way.apply(value)
    return made[id(value)][1]


def _filler(array: Any) -> Any:
    """What stands in the larger array between the entries: nobody should read it."""
    return {"f": float("nan"), "c": float("nan"), "b": True}.get(as_numpy(array).dtype.kind, 1)
