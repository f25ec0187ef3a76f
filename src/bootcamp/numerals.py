"""Numbers as people read them: whole ones whole, exact ones exact."""

import math

EXACT_BELOW = 1e16  # whole numbers up to here are what they were


def exact(value: float) -> str:
    """All the digits that a number has: "1234567", "0.1", "2.5", "1e-07"."""
    if math.isfinite(value) and value == int(value) and abs(value) < EXACT_BELOW:
        return str(int(value))
    return f"{value:.15g}"  # 0.1 + 0.2 is 0.3


def rounded(value: float, digits: int = 6) -> str:
    """A computed number: whole ones as they are, others with so many digits, two decimals at least.

    So 1 / 3 is "0.333333", and 1234567.891 is "1234567.89".
    """
    if not math.isfinite(value) or value == 0:
        return exact(value)
    before = math.floor(math.log10(abs(value))) + 1
    return exact(round(value, max(2, digits - before)))
