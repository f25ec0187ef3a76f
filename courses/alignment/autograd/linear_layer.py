"""Compute what a linear layer computes: every output a weighted sum of all inputs, plus a bias.

Half of the layers of a transformer are this one. `weight` and `bias` are Values, so using them in
the computation is all it takes for gradients to reach them.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.modules import Linear
from groundup.autograd.value import Value, no_grad
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
    notice="One line computes, and nothing in it is about gradients: `@` and `+` record "
    "themselves, broadcasting adds the bias to every row, and both have their pullbacks.",
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
        Mistake(
            "+ self.bias",
            "+ self.bias.data",
            says="The bias enters as plain numbers, so that no gradient reaches it. Use the Value "
            "itself.",
        ),
        Mistake(
            "x @ self.weight + self.bias",
            "Value(x.data @ self.weight.data + self.bias.data)",
            says="Everything is computed with plain numbers, so that no gradient reaches the "
            "weight, the bias or what lies before.",
        ),
        Mistake(
            "x @ self.weight",
            "Value(x.data) @ self.weight",
            says="`x` enters as plain numbers, so that no gradient reaches the layers before this "
            "one. Use the Value itself.",
        ),
        Mistake(
            "if x.shape[-1:] != (inputs,)",
            "if x.shape[1:2] != (inputs,)",
            says="Axis 1 of `x` is compared with the number of inputs. The inputs stand on the "
            "last axis, which may be another.",
        ),
        Mistake(
            "inputs = self.weight.shape[0]",
            "inputs = self.weight.shape[1]",
            says="The last axis of x is compared with the number of outputs. The weight is "
            "[inputs, outputs].",
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


def test_a_batch_with_two_axes_gives_each_parameter_its_gradient(rng: np.random.Generator) -> None:
    x, slopes = rng.normal(size=(7, 5, 2)), rng.normal(size=(7, 5, 3))
    weight, bias = np.zeros((2, 3)), np.zeros(3)
    for i, j, k in np.ndindex(7, 5, 3):
        bias[k] += slopes[i, j, k]
        for m in range(2):
            weight[m, k] += x[i, j, m] * slopes[i, j, k]
    layer = layer_with([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]], [0.5, 0.25, 0.125])
    layer(Value(x)).backward(slopes)
    np.testing.assert_allclose(layer.weight.grad, weight, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(layer.bias.grad, bias, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("shape", [(2, 3), (2, 1), (1, 2, 5), (4, 6)])
def test_inputs_that_would_fit_a_turned_or_cut_weight_are_refused(shape: tuple[int, ...]) -> None:
    layer = layer_with([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]], [0.5, 0.25, 0.125])
    with pytest.raises(ShapeError, match="2") as refused:
        layer(Value(np.ones(shape)))
    assert str(shape[-1]) in str(refused.value)


@pytest.mark.parametrize("batch", [(1,), (4,), (1, 1), (0,), (3, 0)])
def test_axes_of_length_one_stay_and_an_empty_batch_stays_empty(batch: tuple[int, ...]) -> None:
    layer = layer_with([[2.0], [3.0]], [0.5])
    result = layer(Value(np.ones((*batch, 2))))
    expected = np.full((*batch, 1), 5.5)
    assert result.data.shape == expected.shape
    np.testing.assert_allclose(result.data, expected)


def test_a_weight_that_was_moved_is_used() -> None:
    layer = layer_with([[2.0], [3.0]], [0.5])
    np.testing.assert_allclose(layer(Value([[1.0, 1.0]])).data, [[5.5]])
    layer.weight.data, layer.bias.data = np.array([[20.0], [30.0]]), np.array([7.0])
    np.testing.assert_allclose(layer(Value([[1.0, 1.0]])).data, [[57.0]])


def test_without_recording_the_result_needs_no_gradient() -> None:
    layer = layer_with([[2.0], [3.0]], [0.5])
    with no_grad():
        result = layer(Value([[1.0, 1.0]]))
    np.testing.assert_allclose(result.data, [[5.5]])
    assert result.requires_grad is False


def test_a_layer_in_float32_stays_there() -> None:
    layer = Linear(2, 3, np.random.default_rng(0), dtype=np.float32)
    result = layer(Value(np.zeros((7, 2), dtype=np.float32)))
    np.testing.assert_array_equal(result.data, np.zeros((7, 3)))
    assert str(result.data.dtype) == "float32"
