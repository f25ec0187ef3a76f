"""Run once in the judge, so that no learner's first check waits for imports.

`import torch` alone isn't warm: the first comparison imports hundreds of modules more.
"""

import einops
import numpy as np
import numpy.testing
import numpy.typing
import pytest
import torch

torch.set_num_threads(1)  # before anything else: a process with more threads can't be forked safely
torch.testing.assert_close(torch.softmax(torch.zeros(4), dim=0), torch.full((4,), 0.25))
torch.multinomial(torch.ones(3), 2, generator=torch.Generator().manual_seed(0))
einops.rearrange(einops.einsum(torch.ones(2, 3), torch.ones(3), "i j, j -> i"), "(i k) -> i k", k=1)
np.testing.assert_allclose(np.tanh(np.ones(3) @ np.ones((3, 2))), np.tanh(3.0) * np.ones(2))
np.random.default_rng(0).normal(size=3)
assert pytest.approx(0.3) == 0.1 + 0.2
