"""Answers that are right on what most checks try, and narrow: each is refused for what it can't do.

Each passes the exercise's own tests as they stand: what refuses it is the judge.
"""

import pytest

NARROW = {
    "a view of memory in one piece": (
        "hide_future",
        "transposed in memory",
        """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    flat = scores.view(-1, rows, columns)
    hidden = [s.masked_fill(torch.ones_like(s).triu(columns - rows + 1) > 0, -torch.inf)
              for s in flat]
    return torch.cat([h[None] for h in hidden]).view(scores.shape)
""",
    ),
    "a change lost in a copy": (
        "numerical_gradient",
        "transposed in memory",
        """
def numerical_gradient(f, x, step=1e-5):
    result = np.zeros(x.shape)
    for k in range(x.size):
        up, down = x.astype(float), x.astype(float)
        up.ravel()[k] += step
        down.ravel()[k] -= step
        result.reshape(-1)[k] = (f(up) - f(down)) / (2 * step)
    return result
""",
    ),
    "the argument itself, where all is kept": (
        "keep_top_k",
        "shares the",
        """
def keep_top_k(x, k):
    if k >= x.shape[-1]:
        return x
    order = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    return torch.zeros_like(x).scatter(-1, order, x.gather(-1, order))
""",
    ),
    "an argument written to, and put back": (
        "tanh",
        "read-only",
        """
def tanh(x):
    x *= 2
    result = -np.sign(x) * np.expm1(-np.abs(x)) / (1 + np.exp(-np.abs(x)))
    x /= 2
    return result, lambda gradient: (gradient * (1 - result**2),)
""",
    ),
    "out of the graph": (
        "pixelate",
        "requires a gradient",
        """
def pixelate(images, size):
    a = images.numpy()
    *more, rows, columns = a.shape
    tiles = a.reshape(*more, rows // size, size, columns // size, size)
    means = tiles.mean(axis=(-3, -1), keepdims=True)
    return images.new_tensor((tiles * 0 + means).reshape(a.shape))
""",
    ),
    "axes of length 1 dropped": (
        "tanh",
        "length 1",
        """
def tanh(x):
    result = np.tanh(x)
    return result.squeeze(), lambda gradient: (gradient * (1 - result**2),)
""",
    ),
}


NOT_ON_HOSTS = ("out of the graph",)  # a tensor that requires a gradient doesn't cross
TRIES = [(what, False) for what in NARROW]
TRIES += [(what, True) for what in NARROW if what not in NOT_ON_HOSTS]


@pytest.mark.parametrize(("what", "hosted"), TRIES)
def test_a_narrow_answer_is_refused_for_what_it_cant_do(verdict_on, what, hosted):
    name, reason, source = NARROW[what]
    verdict = verdict_on(name, source, hosted)
    assert verdict.outcome == "failed"
    assert [test.passed for test in verdict.tests] == [True] * (len(verdict.tests) - 1) + [False]
    assert reason in verdict.failure.says
    assert not verdict.mistake
