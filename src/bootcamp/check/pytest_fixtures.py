"""The judge's fixtures as pytest's, for a `conftest.py` to import."""

from typing import Any

import pytest

from bootcamp.check.fixtures import FIXTURES, PUBLIC_SEED


@pytest.fixture
def rng() -> Any:
    """A `numpy.random.Generator` of the test's own."""
    return FIXTURES["rng"](PUBLIC_SEED)


@pytest.fixture
def seed() -> Any:
    """A whole number for seeding generators."""
    return FIXTURES["seed"](PUBLIC_SEED)
