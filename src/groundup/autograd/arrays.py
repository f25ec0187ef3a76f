"""The words of this library: an array, a pullback, an operation.

An *operation* is a plain function on arrays. It returns its result together with a *pullback*: a
function that takes the gradient of some scalar, the loss, with respect to the result, and returns
the gradient of the loss with respect to each array that went in, in order. (Mathematics calls it
the vector-Jacobian product; see Baydin et al., "Automatic differentiation in machine learning: a
survey", JMLR 18(153), 2018, section 3.2.) What comes out has the precision of what went in: of
float32 arrays the result is float32, and so are the gradients.

Where two arrays of different shapes meet, a pullback may return gradients in the shape of the
result. The graph sums them back to the shape of the argument: see `broadcasting`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.floating[Any]]
Pullback = Callable[[Array], tuple[Array, ...]]
Operation = Callable[..., tuple[Array, Pullback]]
