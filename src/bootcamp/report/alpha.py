"""Do reviewers agree? Krippendorff's alpha for ordinal ratings.

1 is perfect agreement, 0 what chance would give, below 0 is worse than chance. Reviewers need not
have rated everything, nor equally many times.
"""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import permutations

from bootcamp.report.arithmetic import jackknife
from bootcamp.report.figures import Interval

Unit = Sequence[float]  # the ratings that one thing got, of whoever rated it


def ordinal_alpha(units: Sequence[Unit]) -> float | None:
    """1 - observed / expected disagreement (Krippendorff 2011, "Computing Krippendorff's
    Alpha-Reliability", section D). None where it isn't defined: fewer than two ratings to compare,
    or all of them equal, which says nothing about agreement.

    A thing rated once has nothing to be compared with and is left out.
    """
    compared = [unit for unit in units if len(unit) >= 2]
    totals = Counter(value for unit in compared for value in unit)
    if len(totals) < 2:
        return None
    apart = _distances(totals)
    n = totals.total()
    observed = math.fsum(
        sorted(apart[pair] / (len(unit) - 1) for unit in compared for pair in permutations(unit, 2))
    )
    expected = math.fsum(
        sorted(totals[low] * totals[high] * apart[low, high] for low, high in apart)
    )
    return 1 - (n - 1) * observed / expected


def alpha_interval(units: Sequence[Unit]) -> Interval | None:
    """The jackknife's interval of alpha, over the things that were rated.

    At small numbers it covers better than the bootstrap (Hughes 2022, arXiv 2210.13265). Differs
    from the paper: around Krippendorff's own estimate, not the paper's other estimator.
    """
    compared = sorted(tuple(sorted(unit)) for unit in units if len(unit) >= 2)
    return jackknife(compared, ordinal_alpha)


def _distances(totals: Counter[float]) -> dict[tuple[float, float], float]:
    """How far apart two values are: the squared number of ratings from one to the other, the two
    themselves counting half.
    """
    values = sorted(totals)
    apart: dict[tuple[float, float], float] = {}
    for i, low in enumerate(values):
        for j, high in enumerate(values):
            first, last = min(i, j), max(i, j)
            between = sum(totals[value] for value in values[first : last + 1])
            ends = (totals[low] + totals[high]) / 2
            apart[low, high] = 0.0 if i == j else (between - ends) ** 2
    return apart
