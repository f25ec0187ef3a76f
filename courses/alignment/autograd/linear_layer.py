"""Compute what a linear layer computes: every output a weighted sum of all inputs, plus a bias.

Half of the layers of a transformer are this one. `weight` and `bias` are Values, so using them in
the computation is all it takes for gradients to reach them.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.modules import Linear
from groundup.autograd.value import Value
from groundup.errors import ShapeError

exercise = Exercise(
    implements=Linear.__call__,
    minutes=10,
    difficulty=1,
    importance=4,
    hints=(
        "Everything is a Value here: `@` and `+` record themselves in the graph.",
        "The last axis of x must be as long as the first axis of the weight. Look before you "
        "multiply, and raise with a sentence that says both lengths.",
    ),
    mistakes=(
        Mistake(
            "return x @ self.weight + self.bias",
            "return x @ self.weight",
            says="The bias is missing: without it a layer maps 0 to 0 whatever it learns.",
        ),
        Mistake(
            "x @ self.weight + self.bias",
            "x @ Value(self.weight.data) + self.bias",
            says="The weight enters as plain numbers, so the graph doesn't know it and no gradient "
            "reaches it. Use the Value itself.",
        ),
        Mistake(
            "x @ self.weight + self.bias",
            "x @ self.weight.transpose() + self.bias",
            says="The weight is transposed. It is stored as [inputs, outputs], ready to stand on "
            "the right of x.",
        ),
        Mistake(
            "if x.shape[-1:] != (inputs,):",
            "if False:",
            says="The wrong number of inputs is not noticed here. It fails further inside, with a "
            "sentence that doesn't say which layer was given what.",
        ),
        Mistake(
            "if x.shape[-1:] != (inputs,):",
            "if x.shape[:1] != (inputs,):",
            says="The first axis of x is compared with the number of inputs. That is the batch; "
            "the inputs stand on the last axis.",
        ),
    ),
)


def layer_with(weight: list[list[float]], bias: list[float]) -> Linear:
    layer = Linear(len(weight), len(bias), np.random.default_rng(0))
    layer.weight.data = np.array(weight)
    layer.bias.data = np.array(bias)
    return layer


def test_each_output_is_a_weighted_sum_plus_its_bias() -> None:
    layer = layer_with([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]], [0.5, 0.25, 0.125])
    result = layer(Value([[3.0, 1.0], [0.0, 2.0], [0.0, 0.0], [-1.0, 0.0]]))
    expected = [[13.5, 26.25, 39.125], [20.5, 40.25, 60.125], [0.5, 0.25, 0.125]]
    np.testing.assert_allclose(result.data, [*expected, [-0.5, -1.75, -2.875]])


def test_axes_in_front_are_a_batch(rng: np.random.Generator) -> None:
    weight, bias, x = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=(7, 5, 2))
    expected = np.zeros((7, 5, 3))
    for i, j, k in np.ndindex(7, 5, 3):
        expected[i, j, k] = bias[k] + sum(x[i, j, m] * weight[m, k] for m in range(2))
    result = layer_with(weight.tolist(), bias.tolist())(Value(x))
    np.testing.assert_allclose(result.data, expected)


def test_the_weight_gets_its_gradient() -> None:
    layer = layer_with([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [0.0, 0.0, 0.0])
    layer(Value([[1.0, 10.0], [2.0, 20.0]])).sum().backward()
    np.testing.assert_allclose(layer.weight.grad, [[3.0, 3.0, 3.0], [30.0, 30.0, 30.0]])


def test_the_bias_gets_its_gradient() -> None:
    layer = layer_with([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [0.0, 0.0, 0.0])
    layer(Value([[1.0, 10.0], [2.0, 20.0], [0.0, 0.0], [1.0, 1.0], [1.0, 1.0]])).sum().backward()
    np.testing.assert_allclose(layer.bias.grad, [5.0, 5.0, 5.0])


@pytest.mark.parametrize("shape", [(2, 7), (5, 7)])
def test_the_wrong_number_of_inputs_is_refused_with_both_lengths(shape: tuple[int, int]) -> None:
    layer = layer_with([[1.0], [2.0], [3.0], [4.0], [5.0]], [0.0])
    with pytest.raises(ShapeError, match="5") as refused:
        layer(Value(np.zeros(shape)))
    assert "7" in str(refused.value)


def test_the_gradient_goes_on_to_the_layers_before() -> None:
    layer = layer_with([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]], [0.5, 0.25, 0.125])
    x = Value([[5.0, 7.0]], requires_grad=True)
    layer(x).backward(np.array([[1.0, 100.0, 1000.0]]))
    np.testing.assert_allclose(x.grad, [[3201.0, 32010.0]])
