"""Numbers worked out by hand, or published, and not by the same formula again."""

from math import isclose, nan, sqrt

import pytest

from bootcamp.report.alpha import alpha_interval, ordinal_alpha
from bootcamp.report.arithmetic import (
    exact_interval,
    gain,
    gain_interval,
    jackknife,
    mean,
    median,
    quartiles,
)

# Krippendorff (2011), section D: four observers, twelve units; nan is not rated.
PUBLISHED = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3),
    (nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan),
)


def units_of(ratings: tuple[tuple[float, ...], ...]) -> list[list[float]]:
    return [[r for r in column if r == r] for column in zip(*ratings, strict=True)]


def test_median_of_an_even_number_keeps_its_half():
    assert median([5] * 8 + [4] * 4 + [3] * 3 + [2]) == 4.5
    assert median([5, 1, 4]) == 4
    assert median([]) is None


def test_quartiles_are_tukeys_hinges():
    assert quartiles([5, 1, 2, 3, 4]) == (2, 4)
    assert quartiles([1, 2, 3, 4]) == (1.5, 3.5)
    assert quartiles([7]) == (7, 7)
    assert quartiles([]) is None


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (15, 16, 0.698, 0.998),
        (12, 16, 0.476, 0.927),
        (16, 16, 0.794, 1),
        (12, 15, 0.519, 0.957),
        (6, 15, 0.163, 0.677),
        (0, 16, 0, 0.206),
    ],
)
def test_exact_interval_is_the_tabled_one(successes: int, n: int, low: float, high: float):
    interval = exact_interval(successes, n)
    assert interval is not None
    assert (round(interval.low, 3), round(interval.high, 3)) == (low, high)
    assert interval.method == "Clopper-Pearson"


def test_exact_interval_at_all_successes_is_the_closed_form():
    interval = exact_interval(16, 16)
    assert interval is not None
    assert isclose(interval.low, 0.025 ** (1 / 16))  # P(16 of 16) = p^16 = 2.5%


def test_exact_interval_of_nobody_is_not_reported():
    assert exact_interval(0, 0) is None


def test_alpha_of_the_published_example():
    found = ordinal_alpha(units_of(PUBLISHED))
    assert found is not None
    assert round(found, 3) == 0.815


def test_alpha_of_three_things_by_hand():
    # Coincidences 11: 2, 22: 2, 12 and 21: 1; distance 9: 1 - 5 * (2 * 9) / (2 * 3 * 3 * 9) = 4/9.
    found = ordinal_alpha([[1, 1], [2, 2], [1, 2]])
    assert found is not None
    assert isclose(found, 4 / 9)


def test_alpha_is_ordinal_by_ranks_between_and_not_by_distance():
    near, far = [[1, 2], [2, 2], [3, 3]], [[10, 20], [20, 20], [300, 300]]
    assert ordinal_alpha(near) == ordinal_alpha(far)


@pytest.mark.parametrize("units", [[[3, 3], [3, 3, 3]], [[1], [2], [3]], []])
def test_alpha_without_variation_or_comparison_is_undefined(units: list[list[float]]):
    assert ordinal_alpha(units) is None
    assert alpha_interval(units) is None


def test_alphas_interval_contains_it_and_ends_at_one():
    interval = alpha_interval(units_of(PUBLISHED))
    assert interval is not None
    assert interval.low < 0.815 < interval.high == 1


def test_alpha_does_not_depend_on_the_order_of_things():
    units = units_of(PUBLISHED)
    assert alpha_interval(units) == alpha_interval(units[::-1])


def test_jackknife_of_a_mean_is_the_textbook_t_interval():
    # Of 0, .2, .4: mean .2, s = .2, s/sqrt(3) = .11547, t(2 df, .975) = 4.30265.
    interval = jackknife([0.0, 0.2, 0.4], mean)
    assert interval is not None
    assert isclose(interval.low, 0.2 - 4.30265 * 0.1154701, rel_tol=1e-4)
    assert isclose(interval.high, 0.2 + 4.30265 * 0.1154701, rel_tol=1e-4)


def test_gain_is_of_averages():
    pairs = [(0.2, 0.6)] * 5 + [(0.4, 0.7)] * 5  # .3 -> .65
    found = gain(pairs)
    assert found is not None
    assert isclose(found, 0.5)
    assert gain_interval(pairs) is None  # whoever is left out, it stays 1/2


def test_the_interval_of_a_gain_is_the_jackknifes():
    pairs = [(0.2, 0.6)] * 5 + [(0.4, 0.6)] * 5  # .3 -> .6
    assert isclose(gain(pairs), 3 / 7)
    low, high = 13 / 31, 7 / 16  # without one of the first, without one of the others
    deviation = sqrt(9 / 10 * 10 * ((high - low) / 2) ** 2)
    interval = gain_interval(pairs)
    assert isclose(interval.high - interval.low, 2 * 2.262157 * deviation, rel_tol=1e-5)
    assert isclose((interval.high + interval.low) / 2, 3 / 7)


@pytest.mark.parametrize("pair", [(0.0, 1.0), (0.5, 0.75)])
def test_people_who_are_all_alike_tell_nothing_of_others(pair):
    assert gain([pair] * 6) is not None
    assert gain_interval([pair] * 6) is None


def test_gain_of_fewer_than_five_is_not_reported():
    assert gain([(0.2, 0.6)] * 5) is not None
    assert gain([(0.2, 0.6)] * 4) is None
    assert gain_interval([(0.2, 0.6)] * 4) is None


def test_gain_where_all_began_at_the_top_is_not_reported():
    assert gain([(1.0, 1.0)] * 6) is None


def test_gain_can_be_a_loss():
    found = gain([(0.5, 0.25)] * 5)
    assert found == -0.5
