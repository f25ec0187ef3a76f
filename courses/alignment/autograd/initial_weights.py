"""Draw first weights that neither blow a signal up nor let it fade.

A factor of 1.2 per layer is a factor of 38 after twenty layers, and a factor of 0.8 leaves 1%. The
right spread keeps the mean square of a signal as it is, from layer to layer.
"""

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.arrays import Array
from groundup.autograd.modules import initial_weights


def nothing_at_first(inputs: int, outputs: int, rng: np.random.Generator) -> Array:
    """Random weights, [inputs, outputs], float64, that keep the size of a signal through a ReLU."""
    return np.zeros((inputs, outputs))


def without_the_generator(inputs: int, outputs: int, rng: np.random.Generator) -> Array:
    """Random weights, [inputs, outputs], float64, that keep the size of a signal through a ReLU."""
    own = np.random.default_rng(0)
    return own.normal(0.0, np.sqrt(2 / inputs), size=(inputs, outputs))


exercise = Exercise(
    implements=initial_weights,
    minutes=10,
    difficulty=2,
    importance=4,
    hints=(
        "The contract gives a mean and a variance. `rng.normal` takes a mean and a standard "
        "deviation.",
        "A unit adds up one term per input, so the variance of the sum grows with the number of "
        "inputs. That is the number to divide by.",
    ),
    notice="One call draws all weights. The second argument of `rng.normal` is a standard "
    "deviation, hence the root of the variance.",
    mistakes=(
        Mistake(
            "np.sqrt(2 / inputs)",
            "2 / inputs",
            says="The variance is given to `normal` where it wants the standard deviation.",
        ),
        Mistake(
            "np.sqrt(2 / inputs)",
            "np.sqrt(2 / outputs)",
            says="The variance is divided by the number of outputs. What adds up inside a unit are "
            "its inputs.",
        ),
        Mistake(
            "np.sqrt(2 / inputs)",
            "np.sqrt(1 / inputs)",
            says="The variance is 1 / inputs. A ReLU sets half of what comes to zero, so half of "
            "the mean square is lost at every layer: the 2 makes up for that.",
        ),
        Mistake(
            "size=(inputs, outputs)",
            "size=(outputs, inputs)",
            says="The array is [outputs, inputs], as PyTorch has it. Here x @ weight is computed, "
            "so the first axis belongs to the inputs.",
        ),
        Mistake(
            nothing_at_first,
            says="All weights are 0. Then all units of a layer compute the same, get the same "
            "gradient and stay the same for ever.",
        ),
        Mistake(
            without_the_generator,
            says="The numbers don't come from `rng`: every layer and every seed gets the same "
            "weights.",
        ),
        Mistake(
            "np.sqrt(2 / inputs)",
            "np.sqrt(2 / (inputs + outputs))",
            says="The variance is 2 / (inputs + outputs), which was derived for another "
            "nonlinearity. Here only the inputs count.",
        ),
        Mistake(
            "np.sqrt(2 / inputs)",
            "1.0",
            says="The numbers aren't scaled: their variance is 1, and a layer of many inputs "
            "blows its signal up.",
        ),
        Mistake(
            "np.sqrt(2 / inputs)",
            "np.sqrt(2) / inputs",
            says="The root is taken of the 2 alone. It is to be taken of the variance, 2 / inputs.",
        ),
        Mistake(
            "0.0, np.sqrt(2 / inputs)",
            "np.sqrt(2 / inputs), 1.0",
            says="The first argument of `normal` is the mean, and here it is the spread.",
        ),
        Mistake(
            "rng.normal(0.0, np.sqrt(2 / inputs), size=(inputs, outputs))",
            "rng.uniform(-np.sqrt(2 / inputs), np.sqrt(2 / inputs), (inputs, outputs))",
            says="The draws are uniform, and a uniform draw from -b to b has the variance b² / 3. "
            "Normal draws are asked for.",
        ),
        Mistake(
            "np.sqrt(2 / inputs)",
            "0.01",
            says="The spread is the same for every layer. It depends on how many inputs add up.",
        ),
    ),
)


def test_there_is_a_row_for_each_input_and_a_column_for_each_output(seed: int) -> None:
    weights = initial_weights(3, 5, np.random.default_rng(seed))
    expected = np.empty((3, 5))
    assert [np.shape(weights), str(weights.dtype)] == [expected.shape, "float64"]


def test_the_mean_is_zero(seed: int) -> None:
    # The mean of n = 60,000 draws of variance 2/300 has standard deviation 0.00033; five of them
    # allow 0.0017. A right answer fails with probability 6e-7.
    weights = np.asarray(initial_weights(300, 200, np.random.default_rng(seed)))
    assert float(weights.mean()) == pytest.approx(0.0, abs=0.0017)
    assert float(weights.std()) > 0


def test_the_variance_is_two_divided_by_the_number_of_inputs(seed: int) -> None:
    # A variance estimated from n = 60,000 normal draws is off by a share of sqrt(2/n) = 0.0058 (one
    # standard deviation); five of them allow 2.9%. A right answer fails with probability 6e-7.
    weights = np.asarray(initial_weights(300, 200, np.random.default_rng(seed)))
    assert float((weights**2).mean()) == pytest.approx(2 / 300, rel=0.029)


def test_the_draws_are_normal(seed: int) -> None:
    # Of normal draws 4.55% lie beyond two standard deviations, of uniform ones none. Among 60,000
    # that share has standard deviation 0.085%; six of them allow 0.51%: 2e-9 for a right answer.
    weights = np.asarray(initial_weights(300, 200, np.random.default_rng(seed)))
    beyond = float((np.abs(weights) > 2 * np.sqrt(2 / 300)).mean())
    assert beyond == pytest.approx(0.0455, abs=0.0051)


def test_a_signal_keeps_its_size_through_five_layers(seed: int) -> None:
    # Each layer of 211 units multiplies the mean square by a factor of mean 1 and standard
    # deviation sqrt(5/211) = 0.15, so five layers have 0.34 in the logarithm; five of those are
    # a factor of 5.6. A right answer fails with probability 6e-7.
    rng = np.random.default_rng(seed)
    signal = rng.normal(size=(13, 211))
    before = float((signal**2).mean())
    for _ in range(5):
        signal = np.maximum(signal @ np.asarray(initial_weights(211, 211, rng)), 0.0)
    ratio = float((signal**2).mean()) / before
    assert 1 / 5.6 < ratio < 5.6


def test_the_generator_decides_what_is_drawn(seed: int) -> None:
    one = np.asarray(initial_weights(2, 3, np.random.default_rng(seed)))
    same = np.asarray(initial_weights(2, 3, np.random.default_rng(seed)))
    other = np.asarray(initial_weights(2, 3, np.random.default_rng(seed + 1)))
    np.testing.assert_allclose(one, same)
    assert float(np.abs(one - other).max()) > 1e-3


def test_the_weights_are_double_precision(seed: int) -> None:
    weights = np.asarray(initial_weights(3, 5, np.random.default_rng(seed)))
    assert weights.dtype.name == "float64"
    assert float(np.abs(weights - weights.astype(np.float32)).max()) > 0


@pytest.mark.parametrize("shape", [(300, 200), (200, 300)])
def test_a_wide_layer_is_scaled_by_its_inputs_like_a_narrow_one(shape, seed: int) -> None:
    # As above: five standard deviations of a variance estimated from 60,000 draws.
    weights = np.asarray(initial_weights(*shape, np.random.default_rng(seed)))
    assert float((weights**2).mean()) == pytest.approx(2 / shape[0], rel=0.029)


def test_units_differ_in_the_size_of_their_weights(seed: int) -> None:
    # A unit's squared weights add up to 2/300 times a chi-squared number with 300 degrees of
    # freedom, which varies by a share of sqrt(2/300) = 0.082. Estimated from 200 units that is
    # off by 5% (one standard deviation). Columns scaled to one length don't vary at all.
    weights = np.asarray(initial_weights(300, 200, np.random.default_rng(seed)))
    sizes = (weights**2).sum(axis=0)
    assert float(sizes.std() / sizes.mean()) == pytest.approx(0.082, rel=0.35)


def test_large_draws_are_not_cut_off(seed: int) -> None:
    # 0.27% of normal draws lie beyond three standard deviations: 162 of 60,000, and none with
    # probability e^-162.
    weights = np.asarray(initial_weights(300, 200, np.random.default_rng(seed)))
    assert float(np.abs(weights).max()) > 3.01 * np.sqrt(2 / 300)


def test_a_layer_of_one_weight_draws_it_like_any_other(seed: int) -> None:
    # The mean square of 200 draws is off by a share of sqrt(2/200) = 0.1; six of them allow 60%.
    rng = np.random.default_rng(seed)
    squares = [float(np.asarray(initial_weights(1, 1, rng))[0, 0]) ** 2 for _ in range(200)]
    assert float(np.mean(squares)) == pytest.approx(2.0, rel=0.6)


def test_two_layers_from_one_generator_differ(seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, two = (np.asarray(initial_weights(3, 5, rng)) for _ in range(2))
    assert float(np.abs(one - two).max()) > 1e-3
