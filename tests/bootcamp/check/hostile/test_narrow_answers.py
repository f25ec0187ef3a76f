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
        "squared_distances",
        "requires a gradient",
        """
def squared_distances(x, y):
    return x.new_tensor(((x.numpy()[:, None] - y.numpy()) ** 2).sum(-1))
""",
    ),
    "axes of length 1 dropped": (
        "squared_distances",
        "length 1",
        """
def squared_distances(x, y):
    return ((x[:, None] - y) ** 2).sum(dim=-1).squeeze()
""",
    ),
    "the gradient itself, where the slope is 1": (
        "tanh",
        "shares the",
        """
def tanh(x):
    result = np.tanh(x)
    slope = 1 - result**2
    return result, lambda gradient: (gradient if (slope == 1).all() else gradient * slope,)
""",
    ),
    "in single precision what is tiny counts as nothing": (
        "keep_top_k",
        "tiny",
        """
def keep_top_k(x, k):
    order = x.argsort(dim=-1, descending=True, stable=True)[..., :k]
    kept = torch.zeros_like(x).scatter(-1, order, x.gather(-1, order))
    return torch.where(kept.abs() < 1e-6, torch.zeros_like(kept), kept)
""",
    ),
    "a root in single precision": (
        "squared_distances",
        "expected",
        """
def squared_distances(x, y):
    root = torch.tensor(x.shape[-1]).sqrt()
    return (((x[:, None] - y) / root) ** 2).sum(dim=-1) * x.shape[-1]
""",
    ),
}


NOT_ON_HOSTS = ("out of the graph",)  # a tensor that requires a gradient doesn't cross
TRIES = [(what, False) for what in NARROW]
TRIES += [(what, True) for what in NARROW if what not in NOT_ON_HOSTS]


RIGHT = {
    "the reference, in other words": (
        "tanh",
        """
def tanh(x):
    e = np.exp(-2 * np.abs(x))
    result = np.copysign(-np.expm1(-2 * np.abs(x)) / (1 + e), x).astype(x.dtype)
    return result, lambda gradient: (gradient - gradient * result * result,)
""",
    ),
    "row by row": (
        "keep_top_k",
        """
def keep_top_k(x, k):
    rows = x.reshape(-1, x.shape[-1])
    result = torch.zeros(rows.shape, dtype=x.dtype)
    for i, row in enumerate(rows.tolist()):
        for place in sorted(range(len(row)), key=lambda j: (-row[j], j))[:k]:
            result[i, place] = row[place]
    return result.reshape(x.shape)
""",
    ),
    "by a mask of places": (
        "hide_future",
        """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    seen = torch.ones(rows, columns).tril(columns - rows) > 0
    return torch.where(seen, scores, -torch.inf)
""",
    ),
}


@pytest.mark.parametrize("hosted", [False, True])
@pytest.mark.parametrize("how", RIGHT)
def test_a_right_answer_in_another_style_is_accepted(verdict_on, how, hosted):
    verdict = verdict_on(*RIGHT[how], hosted)
    assert (verdict.outcome, verdict.failure) == ("passed", None)


@pytest.mark.parametrize(("what", "hosted"), TRIES)
def test_a_narrow_answer_is_refused_for_what_it_cant_do(verdict_on, what, hosted):
    name, reason, source = NARROW[what]
    verdict = verdict_on(name, source, hosted)
    assert verdict.outcome == "failed"
    assert [test.passed for test in verdict.tests] == [True]  # what the judge tries is no test
    assert verdict.says.startswith("All 1 tests pass, but")
    assert reason in verdict.failure.says
    assert not verdict.mistake
