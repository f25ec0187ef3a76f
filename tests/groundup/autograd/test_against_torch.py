"""Values and gradients of random shapes and chains, against PyTorch and against measured slopes.

Each test draws its cases with hypothesis; the last one fails if fewer than 2,000 were run in all.
"""

import numpy as np
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import mutually_broadcastable_shapes

from groundup.autograd.numeric import gradient_error, numerical_gradient
from groundup.autograd.value import Value

ran = {"torch": 0, "measured": 0}
many = settings(
    max_examples=700,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
seeds = st.integers(0, 2**31)
shapes = st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple)

# Each step is written once for our Values and once for torch's tensors; both keep entries moderate.
STEPS = {
    "tanh": (lambda v: v.tanh(), torch.tanh),
    "exp": (lambda v: (v * 0.3).exp(), lambda t: (t * 0.3).exp()),
    "log": (lambda v: (v * v + 1.0).log(), lambda t: (t * t + 1).log()),
    "relu": (lambda v: v.relu(), torch.relu),
    "square": (lambda v: v**2 * 0.5, lambda t: t**2 * 0.5),
    "negate": (lambda v: -v, lambda t: -t),
    "over": (lambda v: 2.0 / (v * v + 1.5), lambda t: 2 / (t * t + 1.5)),
    "reuse": (lambda v: v * v - v / 3.0, lambda t: t * t - t / 3),
    "sum last": (lambda v: v.sum(axis=-1, keepdims=True), lambda t: t.sum(-1, keepdim=True)),
    "centre": (lambda v: v - v.mean(axis=0, keepdims=True), lambda t: t - t.mean(0, keepdim=True)),
    "max": (lambda v: v.max(axis=-1, keepdims=True) + v, lambda t: t.amax(-1, keepdim=True) + t),
    "log_softmax": (lambda v: v.log_softmax(-1), lambda t: torch.log_softmax(t, -1)),
    "turn": (lambda v: v.transpose(), lambda t: t.permute(*range(t.ndim)[::-1])),
    "flatten": (lambda v: v.reshape(1, -1), lambda t: t.reshape(1, -1)),
    "repeat": (lambda v: v[[0, 0, -1]], lambda t: t[[0, 0, -1]]),
}


@many
@given(
    shape=shapes, names=st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=6), seed=seeds
)
def test_chain_of_operations_agrees_with_torch(shape, names, seed):
    ran["torch"] += 1
    rng = np.random.default_rng(seed)
    data = rng.normal(size=shape)
    ours, theirs = Value(data, requires_grad=True), torch.tensor(data, requires_grad=True)
    value, tensor = ours, theirs
    for name in names:
        step, torch_step = STEPS[name]
        value, tensor = step(value), torch_step(tensor)
    np.testing.assert_allclose(value.data, tensor.detach().numpy(), rtol=1e-9, atol=1e-11)
    weights = rng.normal(size=value.shape)
    value.backward(weights)
    tensor.backward(torch.tensor(weights))
    np.testing.assert_allclose(ours.grad, theirs.grad.numpy(), rtol=1e-7, atol=1e-9)


@many
@given(
    pair=mutually_broadcastable_shapes(num_shapes=2, min_dims=0, max_dims=3, max_side=4),
    seed=seeds,
    sign=st.sampled_from("+-*/"),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_broadcast_arithmetic_agrees_with_torch_and_keeps_the_dtype(pair, seed, sign, dtype):
    ran["torch"] += 1
    rng = np.random.default_rng(seed)
    arrays = [rng.uniform(0.5, 2.0, size=shape).astype(dtype) for shape in pair.input_shapes]
    ours = [Value(array, requires_grad=True) for array in arrays]
    theirs = [torch.tensor(array, requires_grad=True) for array in arrays]
    results = []
    for x, y in (ours, theirs):
        results.append({"+": x + y, "-": x - y, "*": x * y, "/": x / y}[sign])
    results[0].sum().backward()
    results[1].sum().backward()
    tolerance = 1e-4 if dtype == np.float32 else 1e-10
    np.testing.assert_allclose(results[0].data, results[1].detach().numpy(), rtol=tolerance)
    for mine, other in zip(ours, theirs, strict=True):
        assert mine.grad.dtype == dtype
        assert mine.grad.shape == mine.shape
        np.testing.assert_allclose(mine.grad, other.grad.numpy(), rtol=tolerance)


@settings(many, max_examples=300)
@given(
    shape=shapes,
    axes=st.sets(st.integers(0, 2), min_size=1),
    counted_from_the_end=st.booleans(),
    keepdims=st.booleans(),
    name=st.sampled_from(["sum", "mean", "max"]),
    seed=seeds,
)
def test_reductions_over_any_axes_agree_with_torch(
    shape, axes, counted_from_the_end, keepdims, name, seed
):
    ran["torch"] += 1
    chosen = tuple(sorted(axis for axis in axes if axis < len(shape))) or None
    if chosen and counted_from_the_end:
        chosen = tuple(axis - len(shape) for axis in chosen)
    every = chosen or tuple(range(len(shape)))
    rng = np.random.default_rng(seed)
    data = rng.normal(size=shape)
    mine, other = Value(data, requires_grad=True), torch.tensor(data, requires_grad=True)
    ours = getattr(mine, name)(axis=chosen, keepdims=keepdims)
    theirs = getattr(other, "amax" if name == "max" else name)(dim=every, keepdim=keepdims)
    np.testing.assert_allclose(ours.data, theirs.detach().numpy(), rtol=1e-12, atol=1e-13)
    weights = rng.normal(size=ours.shape)
    ours.backward(weights)
    theirs.backward(torch.tensor(weights))
    np.testing.assert_allclose(mine.grad, other.grad.numpy(), rtol=1e-12, atol=1e-13)


@settings(many, max_examples=300)
@given(
    batches=mutually_broadcastable_shapes(num_shapes=2, min_dims=0, max_dims=2, max_side=3),
    sizes=st.tuples(*[st.integers(1, 5)] * 3),
    seed=seeds,
)
def test_matmul_with_batches_agrees_with_torch(batches, sizes, seed):
    ran["torch"] += 1
    rows, inner, columns = sizes
    rng = np.random.default_rng(seed)
    first, second = batches.input_shapes
    x, y = rng.normal(size=(*first, rows, inner)), rng.normal(size=(*second, inner, columns))
    ours = [Value(x, requires_grad=True), Value(y, requires_grad=True)]
    theirs = [torch.tensor(x, requires_grad=True), torch.tensor(y, requires_grad=True)]
    (ours[0] @ ours[1]).tanh().sum().backward()
    (theirs[0] @ theirs[1]).tanh().sum().backward()
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine.grad, other.grad.numpy(), rtol=1e-8, atol=1e-10)


@settings(many, max_examples=300)
@given(rows=st.integers(1, 6), classes=st.integers(1, 6), size=st.floats(0.1, 1e4), seed=seeds)
def test_cross_entropy_agrees_with_torch_for_scores_of_any_size(rows, classes, size, seed):
    ran["torch"] += 1
    rng = np.random.default_rng(seed)
    logits, targets = rng.normal(size=(rows, classes)) * size, rng.integers(0, classes, size=rows)
    mine, other = Value(logits, requires_grad=True), torch.tensor(logits, requires_grad=True)
    loss = mine.cross_entropy(targets)
    expected = torch.nn.functional.cross_entropy(other, torch.tensor(targets))
    loss.backward()
    expected.backward()
    np.testing.assert_allclose(loss.item(), expected.item(), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(mine.grad, other.grad.numpy(), rtol=1e-8, atol=1e-12)


SMOOTH = sorted(set(STEPS) - {"relu", "max"})  # at a kink there is no slope to measure


@settings(many, max_examples=300)
@given(
    shape=st.lists(st.integers(1, 3), min_size=1, max_size=2).map(tuple),
    names=st.lists(st.sampled_from(SMOOTH), min_size=1, max_size=4),
    seed=seeds,
)
def test_chain_of_operations_agrees_with_measured_slopes(shape, names, seed):
    ran["measured"] += 1
    rng = np.random.default_rng(seed)
    data = rng.normal(size=shape)

    def run(array):
        value = leaf = Value(array, requires_grad=True)
        for name in names:
            value = STEPS[name][0](value)
        return leaf, value

    leaf, value = run(data)
    weights = rng.normal(size=value.shape)
    value.backward(weights)
    measured = numerical_gradient(lambda x: float((run(x)[1].data * weights).sum()), data)
    # The step 1e-5 leaves an error of step² times a third derivative; chains of four such steps
    # stay below 1e3 of it, and rounding adds 1e-11 times the result's size.
    assert gradient_error(leaf.grad, measured) < 1e-5


def test_at_least_2000_cases_were_run():
    assert ran["torch"] + ran["measured"] >= 2000, f"{ran}: run the whole file, in one process"
