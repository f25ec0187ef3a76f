"""What learners were told that wasn't so: it isn't told any more."""

import pytest

LAYER = """
def __call__(self, x):
    inputs = self.weight.shape[0]
    if x.shape[-1] != inputs:
        raise {error}(f"{{inputs}} inputs, and not {{x.shape}}")
    return {result}
"""
STEP = """
def step(self):
    for {names} in enumerate(zip(self.parameters, self.velocities)):
        {body}
"""
SLIPS = {
    "a layer that raises another error": (
        "linear_layer",
        LAYER.format(error="ValueError", result="x @ self.weight + self.bias"),
    ),
    "a layer that adds the bias first": (
        "linear_layer",
        LAYER.format(error="ShapeError", result="(x + self.bias) @ self.weight"),
    ),
    "wrong unpacking": (
        "sgd_step",
        STEP.format(names="i, p, v", body="p.data = p.data - self.learning_rate * v"),
    ),
    "a name that nobody gave": (
        "backward",
        "def backward(self, gradient=None):\n    backpropagate(self, gradiant)\n",
    ),
    "an attribute that isn't there": (
        "backward",
        "def backward(self, gradient=None):\n    if self.require_grad:\n        pass\n",
    ),
    "an argument too many": (
        "backward",
        "def backward(self, gradient=None):\n    backpropagate(self, gradient, 1, 2)\n",
    ),
    "a name that is set too late": (
        "sgd_step",
        STEP.format(names="i, (p, v)", body="p.data = p.data - rate * v; rate = 1.0"),
    ),
    "another function's stub": (
        "multiply",
        "def multiply(x, y):\n    raise NotImplementedError('tensors')\n    return 1\n",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_an_error_of_pythons_is_no_known_mistake(verdict_on, slip) -> None:
    verdict = verdict_on(*SLIPS[slip])
    assert (verdict.outcome, verdict.mistake) == ("failed", "")
    assert "not written yet" not in verdict.failure.says


# Each with a witness of what the docstring allows, on the input that is shown.
IN_CONTRACT = {
    "invert_cumulative": (
        "def invert_cumulative(probabilities, uniform):\n"
        "    ends = probabilities.cumsum(-1)\n"
        "    return (ends[..., :-1] <= uniform[..., None] / 2).sum(-1)\n",
        lambda probabilities, uniform: (probabilities.sum(-1) > 0).all() and (uniform < 1).all(),
    ),
    "mean_over_tokens": (
        "def mean_over_tokens(x, lengths):\n"
        "    keep = torch.arange(x.shape[1]) < lengths[:, None]\n"
        "    total = x.where(keep[..., None], 0).sum(1)\n"
        "    return total / (lengths[:, None] + 1)\n",
        lambda x, lengths: (lengths <= x.shape[1]).all() and (lengths >= 0).all(),
    ),
    "keep_top_k": (
        "def keep_top_k(x, k):\n"
        "    kept = x.argsort(dim=-1, descending=True, stable=True)[..., :k]\n"
        "    return torch.zeros_like(x).scatter(-1, kept, 2 * x.gather(-1, kept))\n",
        lambda x, k: 1 <= k <= x.shape[-1],
    ),
    "split_heads": (
        "def split_heads(x, heads):\n"
        "    batch, seq, width = x.shape\n"
        "    return x.reshape(batch, seq, heads, width // heads).transpose(1, 2) + 1\n",
        lambda x, heads: heads >= 1 and x.shape[-1] % heads == 0,
    ),
    "last_token": (
        "def last_token(x, is_token):\n"
        "    last = is_token.cumsum(dim=1).argmax(dim=1)\n"
        "    return x[torch.arange(len(x)), last] * 3\n",
        lambda x, is_token: is_token.any(1).all() and x.shape[:2] == is_token.shape,
    ),
}


@pytest.mark.parametrize("name", IN_CONTRACT)
def test_smallest_input_is_one_that_the_docstring_allows(verdict_on, name) -> None:
    import torch

    text, is_legal = IN_CONTRACT[name]
    verdict = verdict_on(name, text)
    assert (verdict.outcome, verdict.mistake) == ("failed", "")
    inputs = verdict.smallest.inputs
    assert eval(inputs, {name: is_legal, "torch": torch}), inputs


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "no_grad",
            "@contextmanager\ndef no_grad():\n    token = is_recording.set(0)\n    yield\n",
        ),
        (
            "minibatches",
            "def minibatches(examples, size, rng):\n    yield examples[0]\n",
        ),
    ],
)
def test_of_blocks_and_iterators_no_input_is_shown(verdict_on, workspace, name, text) -> None:
    assert verdict_on(name, text).smallest is None


def test_torchs_own_error_is_no_stub(verdict_on) -> None:
    text = (
        "def hide_future(scores):\n    mask = torch.ones(1, 2, 2) > 0\n    torch.bmm(mask, mask)\n"
    )
    failure = verdict_on("hide_future", text).failure
    assert failure.says.startswith('NotImplementedError: "')
