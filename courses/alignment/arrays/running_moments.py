"""Keep mean and variance up to date while batches pass by.

Activations are normalised by their mean and variance over millions of tokens, which nobody keeps in
memory. Batch by batch it can be done with three things to remember, and the textbook's short cut,
the mean of squares minus the square of the mean, is the way not to do it.
"""

from fractions import Fraction

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import running_moments


def by_squares(count, mean, variance, batch):
    total = count + len(batch)
    squares = count * (variance + mean**2) + (batch**2).sum(dim=0)
    new_mean = (count * mean + batch.sum(dim=0)) / total
    return total, new_mean, squares / total - new_mean**2


def in_place(count, mean, variance, batch):
    rows, total = len(batch), count + len(batch)
    shift = batch.mean(dim=0) - mean
    variance *= count
    variance += rows * batch.var(dim=0, correction=0) + shift**2 * (count * rows / total)
    variance /= total
    mean += shift * (rows / total)
    return total, mean, variance


exercise = Exercise(
    implements=running_moments,
    minutes=15,
    difficulty=3,
    importance=4,
    hints=(
        "The new mean lies between the old one and the batch's. How far along, if 30 rows were "
        "seen before and the batch has 10?",
        "Work with sums of squared deviations: the variance times the count. The old rows have "
        "one, the batch has one, each about its own mean.",
        "Neither is about the new mean. The page says what is missing: it has the squared distance "
        "of the two means, and a factor made of the two counts.",
        "`batch.var(dim=0, correction=0)` divides by the number of rows; without `correction=0` it "
        "divides by one less.",
    ),
    mistakes=(
        Mistake(
            "(within + between)",
            "within",
            says="The two variances are averaged, each about its own mean. That the means differ "
            "is variance too, and is left out.",
        ),
        Mistake(
            "shift * (rows / total)",
            "shift / 2",
            says="The new mean is half-way between the old one and the batch's, however many rows "
            "each stands for.",
        ),
        Mistake(
            "(within + between) / total",
            "(within + between) / (total - 1)",
            says="The sum of squared deviations is divided by the count minus one. Here it is "
            "divided by the count.",
        ),
        Mistake(
            ", correction=0",
            "",
            says="The batch's variance is divided by its rows minus one, which is what `var` does "
            "unless told otherwise. A batch of one row then gives NaN.",
        ),
        Mistake(
            by_squares,
            says="The variance is the mean of squares minus the square of the mean. Where the mean "
            "is large the two agree in nearly all digits, and what is left is rounding.",
        ),
        Mistake(
            "return total, mean + shift * (rows / total), (within + between) / total",
            "return rows, batch.mean(dim=0), batch.var(dim=0, correction=0)",
            says="These are the moments of the batch alone. The rows before count as well.",
        ),
        Mistake(
            in_place,
            says="The caller's mean and variance were overwritten. Return new tensors.",
        ),
        Mistake(
            "(within + between) / total",
            "within + between",
            says="The sum of squared deviations is never divided. The variance is their mean: "
            "divide by the new count.",
        ),
    ),
    notice="`within` and `between` are sums, not means: sums of squares can be added, while "
    "variances would have to be weighted first. One division at the end makes a variance of them.",
)


def exactly(rows: list[list[float]]) -> tuple[list[float], list[float]]:
    """The slow truth for each column: all rows at once, in fractions, rounded only at the end."""
    means, variances = [], []
    for column in zip(*rows, strict=True):
        numbers = [Fraction(entry) for entry in column]
        mean = sum(numbers) / len(numbers)
        means.append(float(mean))
        variances.append(float(sum((number - mean) ** 2 for number in numbers) / len(numbers)))
    return means, variances


def after(batches: list[torch.Tensor]) -> tuple[int, torch.Tensor, torch.Tensor]:
    """What is known once all batches have passed by, beginning with nothing."""
    d, dtype = batches[0].shape[1], batches[0].dtype
    count, mean, variance = 0, torch.zeros(d, dtype=dtype), torch.zeros(d, dtype=dtype)
    for batch in batches:
        count, mean, variance = running_moments(count, mean, variance, batch)
    return count, mean, variance


def test_two_rows_and_then_one_more() -> None:
    # 1 and 3 have mean 2 and variance 1; with 8 the mean is 4 and the variance (9 + 1 + 16) / 3.
    batch = torch.tensor([[8.0, 5.0]])
    mean, variance = torch.tensor([2.0, 5.0]), torch.tensor([1.0, 0.0])
    count, new_mean, new_variance = running_moments(2, mean, variance, batch)
    torch.testing.assert_close(new_mean, torch.tensor([4.0, 5.0]))
    torch.testing.assert_close(new_variance, torch.tensor([26 / 3, 0.0]))
    assert int(count) == 3


def test_the_first_batch_has_its_own_moments(rng: np.random.Generator) -> None:
    batch = torch.tensor(rng.normal(size=(5, 3)) + 2)
    means, variances = exactly(batch.tolist())
    count, mean, variance = after([batch])
    torch.testing.assert_close(mean, torch.tensor(means, dtype=torch.float64))
    torch.testing.assert_close(variance, torch.tensor(variances, dtype=torch.float64))
    assert int(count) == 5


@pytest.mark.parametrize("d", [1, 3])
@pytest.mark.parametrize("lengths", [(2, 3, 7), (1, 1, 1, 1), (11, 1), (3, 3, 3), (2, 31, 5)])
def test_batches_of_any_length_agree_with_all_rows_at_once(
    lengths: tuple[int, ...], d: int, rng: np.random.Generator
) -> None:
    batches = [torch.tensor(rng.normal(rng.normal(), 20.0, size=(n, d))) for n in lengths]
    means, variances = exactly([row for batch in batches for row in batch.tolist()])
    count, mean, variance = after(batches)
    torch.testing.assert_close(
        mean, torch.tensor(means, dtype=torch.float64), rtol=1e-9, atol=1e-12
    )
    torch.testing.assert_close(
        variance, torch.tensor(variances, dtype=torch.float64), rtol=1e-9, atol=1e-12
    )
    assert int(count) == sum(lengths)


def test_two_rows_after_a_million_million_are_counted() -> None:
    count = 10**12 + 1
    mean, variance = torch.tensor([2.0], dtype=torch.float64), torch.tensor([9.0]).double()
    batch = torch.tensor([[1e6], [-1e6]], dtype=torch.float64)
    total = Fraction(count + 2)
    new_mean = Fraction(2 * count) / total
    squares = count * (9 + (2 - new_mean) ** 2)
    squares += (10**6 - new_mean) ** 2 + (-(10**6) - new_mean) ** 2
    expected = torch.tensor([float(squares / total)], dtype=torch.float64)
    got_count, _, got = running_moments(count, mean, variance, batch)
    torch.testing.assert_close(got, expected, rtol=1e-9, atol=0.0)
    assert int(got_count) == 10**12 + 3


def test_a_large_mean_doesnt_drown_a_small_variance() -> None:
    # The columns lie 1 and 2 above and below a power of two, so their variances are 1 and 4. The
    # squares have 54 bits before the last one counts, and float64 has 53: the 1 and the 4 are lost.
    rows = [[2.0**27 + 1, 2.0**28 - 2], [2.0**27 - 1, 2.0**28 + 2]] * 5
    _, _, variance = after(list(torch.tensor(rows, dtype=torch.float64).split([2, 4, 2, 2])))
    expected = torch.tensor([1.0, 4.0], dtype=torch.float64)
    torch.testing.assert_close(variance, expected, rtol=1e-5, atol=0.0)


def test_float32_stays_float32_and_arguments_stay_as_they_were(rng: np.random.Generator) -> None:
    first, second = (torch.tensor(rng.normal(size=(n, 3)), dtype=torch.float32) for n in (5, 2))
    _, mean, variance = after([first])
    known = [torch.tensor(np.asarray(part).tolist()) for part in (mean, variance)]
    before = [part.tolist() for part in (*known, second)]
    means, variances = exactly([*first.tolist(), *second.tolist()])
    _, new_mean, new_variance = running_moments(5, *known, second)
    torch.testing.assert_close(new_mean, torch.tensor(means))
    torch.testing.assert_close(new_variance, torch.tensor(variances))
    after_it = [part.tolist() for part in (*known, second)]
    assert [a == b for a, b in zip(after_it, before, strict=True)] == [True, True, True]
