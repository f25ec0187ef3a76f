"""The arithmetic of a report: exact for small numbers, and independent of the order of rows.

Sums are `math.fsum`, which is correctly rounded whatever the order. What can't be said of so few
values is None, never 0.
"""

import calendar
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bootcamp.report.figures import Interval

EPSILON = 1e-18  # a variance that is rounding, and no more
LEVEL = 0.95  # of every interval in a report
FEWEST_MATCHED = 5  # no gain is computed of fewer people

Unit = TypeVar("Unit")


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean; None of nothing."""
    return math.fsum(values) / len(values) if values else None


def median(values: Sequence[float]) -> float | None:
    """The middle value, or the mean of the two in the middle: 4 and 5 make 4.5. None of nothing."""
    return _middle(sorted(values)) if values else None


def quartiles(values: Sequence[float]) -> tuple[float, float] | None:
    """Tukey's hinges: the medians of the lower and the upper half. None of nothing.

    The middle value of an odd number belongs to both halves (Tukey 1977, "Exploratory Data
    Analysis", section 2B). So ratings have quartiles in steps of a half, as their median has.
    """
    if not values:
        return None
    ordered = sorted(values)
    half = (len(ordered) + 1) // 2
    return _middle(ordered[:half]), _middle(ordered[-half:])


def exact_interval(successes: int, n: int) -> Interval | None:
    """The exact interval of a share (Clopper & Pearson 1934, Biometrika 26, 404-413).

    Its coverage is at least the level at every n, which matters at 15. None of nothing.
    """
    from scipy.stats import beta  # 0.8 s, and most of what imports this asks for no interval

    if n == 0:
        return None
    tail = (1 - LEVEL) / 2
    low = float(beta.ppf(tail, successes, n - successes + 1)) if successes else 0.0
    high = float(beta.ppf(1 - tail, successes + 1, n - successes)) if successes < n else 1.0
    return Interval(low, high, LEVEL, "Clopper-Pearson")


def jackknife(
    units: Sequence[Unit], statistic: Callable[[Sequence[Unit]], float | None]
) -> Interval | None:
    """An interval around a statistic, from leaving out one unit at a time; its top is at most 1.

    The variance is (n - 1)/n times the squared deviations of the n values (Efron & Stein 1981,
    Annals of Statistics 9, 586-596), the quantile is Student's with n - 1 degrees of freedom. None
    where the statistic isn't defined on all units, or without some one of them; and where leaving
    one out changes nothing, as with units that are all alike: that tells nothing of the others.
    """
    from scipy.stats import t

    n = len(units)
    centre = statistic(units)
    without = [statistic([*units[:i], *units[i + 1 :]]) for i in range(n)]
    defined = [value for value in without if value is not None]
    if n < 2 or centre is None or len(defined) < n:
        return None
    middle = math.fsum(defined) / n
    variance = (n - 1) / n * math.fsum(sorted((value - middle) ** 2 for value in defined))
    if variance <= EPSILON:
        return None
    reach = float(t.ppf((1 + LEVEL) / 2, n - 1)) * math.sqrt(variance)
    return Interval(centre - reach, min(centre + reach, 1.0), LEVEL, "jackknife, t")


def gain(pairs: Sequence[tuple[float, float]]) -> float | None:
    """The class's normalised gain: (after - before)/(1 - before) of the two averages.

    Pairs are shares of points before and after, of those who sat both. Averages are taken first
    (Hake 1998, Am. J. Phys. 66, 64-74): the average of each one's own gain would be undefined for
    whoever began at 1, and noisy near it. None of fewer than five, and where all began at 1.
    """
    return _gain(pairs) if len(pairs) >= FEWEST_MATCHED else None


def gain_interval(pairs: Sequence[tuple[float, float]]) -> Interval | None:
    """The jackknife's interval of the gain, over people."""
    return None if gain(pairs) is None else jackknife(sorted(pairs), _gain)


def in_hundredths(value: float | None) -> float | None:
    """As it is printed: all digits of two reports that differ by one person tell their score."""
    return None if value is None else round(value, 2)


def interval_in_hundredths(found: Interval | None) -> Interval | None:
    """The same of both ends."""
    return found and replace(found, low=round(found.low, 2), high=round(found.high, 2))


def _middle(ordered: Sequence[float]) -> float:
    half = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[half])
    return (ordered[half - 1] + ordered[half]) / 2


def _gain(pairs: Sequence[tuple[float, float]]) -> float | None:
    before, after = mean([pair[0] for pair in pairs]), mean([pair[1] for pair in pairs])
    if before is None or after is None or before >= 1:
        return None
    return (after - before) / (1 - before)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; at the end of a shorter month its last."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
