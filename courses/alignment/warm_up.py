"""Run once in the judge, so that no learner's first check waits for imports."""

import numpy as np
import numpy.testing
import pytest

np.testing.assert_allclose(np.tanh(np.ones(3) @ np.ones((3, 2))), np.tanh(3.0) * np.ones(2))
np.random.default_rng(0).normal(size=3)
assert pytest.approx(0.3) == 0.1 + 0.2
