"""What a test may ask for by the name of a parameter. Nothing else is a fixture here."""

import hashlib
from collections.abc import Callable
from typing import Any

PUBLIC_SEED = 20230522  # the seed of a check on the learner's own machine: the same every time
SMALL = 2**31  # seeds on a host are larger


def seed(base: int) -> int:
    """A whole number for seeding generators.

    On a host it tells nothing of the base, from which `rng` is made: code under test may get it.
    """
    if base < SMALL:
        return base
    return int.from_bytes(hashlib.sha256(str(base).encode()).digest()[:4], "little") % SMALL


def rng(base: int) -> Any:
    """A `numpy.random.Generator` of the test's own."""
    import numpy as np

    return np.random.default_rng(base)


FIXTURES: dict[str, Callable[[int], Any]] = {"seed": seed, "rng": rng}
