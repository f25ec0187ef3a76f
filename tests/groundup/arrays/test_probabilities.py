"""The library's probabilities against PyTorch's own, for random shapes, sizes and dtypes."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from groundup.arrays.probabilities import (
    entropy_of_logits,
    gumbel_sample,
    invert_cumulative,
    keep_top_p,
    kl_from_logits,
    masked_cross_entropy,
    moving_average,
    running_moments,
    sample_categorical,
    softmax_with_temperature,
    stable_log_sum,
)

many = settings(max_examples=150, derandomize=True, database=None)
seeds = st.integers(0, 2**31)
shapes = st.lists(st.integers(1, 5), min_size=1, max_size=4).map(tuple)
dtypes = st.sampled_from([torch.float32, torch.float64])
scales = st.sampled_from([0.1, 3.0, 40.0])


def some_logits(shape, dtype, scale, seed, ruled_out=0.0):
    """Random logits, of which a share is ruled out, though never a whole row."""
    generator = torch.Generator().manual_seed(seed)
    logits = scale * torch.randn(shape, generator=generator, dtype=dtype)
    out = torch.rand(shape, generator=generator) < ruled_out
    out[..., 0] = False
    return logits.masked_fill(out, -math.inf)


@many
@given(shapes, dtypes, scales, seeds)
def test_log_sum_agrees_with_torch_with_whole_rows_ruled_out_too(shape, dtype, scale, seed):
    logits = some_logits(shape, dtype, scale, seed, 0.4)
    out = torch.rand(shape[:-1], generator=torch.Generator().manual_seed(seed)) < 0.2
    logits = logits.masked_fill(out[..., None], -math.inf)
    torch.testing.assert_close(stable_log_sum(logits), logits.logsumexp(dim=-1))


@many
@given(shapes, dtypes, scales, seeds, st.sampled_from([0.1, 0.7, 1.0, 3.0]))
def test_softmax_agrees_with_torch(shape, dtype, scale, seed, temperature):
    logits = some_logits(shape, dtype, scale, seed, 0.4)
    expected = (logits / temperature).softmax(dim=-1)
    got = softmax_with_temperature(logits, temperature)
    torch.testing.assert_close(got, expected, rtol=1e-4, atol=1e-6)


@many
@given(shapes, dtypes, seeds)
def test_softmax_at_temperature_zero_is_the_limit(shape, dtype, seed):
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randint(-2, 3, shape, generator=generator).to(dtype)
    torch.testing.assert_close(
        softmax_with_temperature(logits, 0.0), (logits / 1e-3).softmax(dim=-1)
    )


@many
@given(
    st.tuples(st.integers(1, 4), st.integers(1, 6), st.integers(1, 7)),
    dtypes,
    scales,
    seeds,
    st.sampled_from([-100, 0, 2]),
)
def test_cross_entropy_agrees_with_torch(shape, dtype, scale, seed, padding):
    logits = some_logits(shape, dtype, scale, seed)
    generator = torch.Generator().manual_seed(seed)
    targets = torch.randint(shape[2], shape[:2], generator=generator)
    targets[torch.rand(shape[:2], generator=generator) < 0.3] = padding
    expected = functional.cross_entropy(
        logits.flatten(0, 1), targets.flatten(), ignore_index=padding
    )
    got = masked_cross_entropy(logits, targets, padding)
    torch.testing.assert_close(got, expected, equal_nan=True, rtol=1e-4, atol=3e-5)


@many
@given(shapes, dtypes, scales, seeds)
def test_entropy_and_divergence_agree_with_torch(shape, dtype, scale, seed):
    p = some_logits(shape, dtype, scale, seed, 0.4)
    q = some_logits(shape, dtype, scale, seed + 1)
    terms = functional.kl_div(q.log_softmax(dim=-1), p.softmax(dim=-1), reduction="none")
    torch.testing.assert_close(kl_from_logits(p, q), terms.sum(dim=-1), rtol=1e-4, atol=1e-4)
    entropy = torch.distributions.Categorical(logits=p).entropy()
    torch.testing.assert_close(entropy_of_logits(p), entropy, rtol=1e-4, atol=1e-4)


def test_what_q_rules_out_is_infinitely_far():
    p, q = torch.tensor([0.0, 1.0]), torch.tensor([0.0, -math.inf])
    assert [kl_from_logits(p, q).item(), kl_from_logits(q, p).item()] == [
        math.inf,
        pytest.approx(math.log(1 + math.e)),
    ]


@many
@given(shapes, dtypes, seeds)
def test_inverse_agrees_with_searchsorted_and_never_hits_an_empty_piece(shape, dtype, seed):
    generator = torch.Generator().manual_seed(seed)
    probabilities = torch.rand(shape, generator=generator, dtype=dtype)
    probabilities[torch.rand(shape, generator=generator) < 0.4] = 0.0
    probabilities[..., 0] += 0.01
    uniform = torch.rand(shape[:-1], generator=generator, dtype=dtype)
    ends = probabilities.cumsum(dim=-1)
    numbers = (uniform * ends[..., -1])[..., None].contiguous()
    expected = torch.searchsorted(ends.contiguous(), numbers, right=True)[..., 0]
    got = invert_cumulative(probabilities, uniform)
    torch.testing.assert_close(got, expected)
    assert (probabilities.gather(-1, got[..., None]) > 0).all()


@pytest.mark.parametrize("draw", ["inverse", "gumbel"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_both_samplers_draw_the_softmax(draw, dtype):
    # Pearson's statistic with 6 degrees of freedom exceeds 40 with probability 5e-7.
    n, generator = 200_000, torch.Generator().manual_seed(3)
    logits = torch.linspace(-2, 1, 7, dtype=dtype)
    p = logits.softmax(dim=-1)
    if draw == "gumbel":
        drawn = gumbel_sample(logits.expand(n, 7), generator)
    else:
        drawn = sample_categorical(p.expand(n, 7), generator)
    counts = torch.bincount(drawn, minlength=7)
    assert float(((counts - n * p) ** 2 / (n * p)).sum()) < 40


@many
@given(shapes, dtypes, seeds, st.floats(0.01, 1.0))
def test_nucleus_is_the_shortest_list_that_holds_enough(shape, dtype, seed, top_p):
    logits = some_logits(shape, dtype, 3.0, seed, 0.2)
    kept = keep_top_p(logits, top_p)
    stays, p = kept > -math.inf, logits.double().softmax(dim=-1)
    assert kept[stays].tolist() == logits[stays].tolist()
    held = (p * stays).sum(dim=-1)
    smallest = p.masked_fill(~stays, 2.0).amin(dim=-1)
    assert (p.masked_fill(stays, 0.0).amax(dim=-1) <= smallest).all()
    assert (held >= top_p - 1e-6).all()
    assert (held - smallest < top_p + 1e-6).all()


@many
@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=5),
    st.integers(1, 4),
    dtypes,
    st.sampled_from([0.0, 1e3]),
    seeds,
)
def test_moments_agree_with_all_rows_at_once(lengths, d, dtype, mean, seed):
    generator = torch.Generator().manual_seed(seed)
    rows = mean + torch.randn((sum(lengths), d), generator=generator, dtype=torch.float64)
    rows = rows.to(dtype)
    count, running, variance = 0, torch.zeros(d, dtype=dtype), torch.zeros(d, dtype=dtype)
    for batch in rows.split(lengths):
        count, running, variance = running_moments(count, running, variance, batch)
    assert (count, running.dtype, variance.dtype) == (len(rows), dtype, dtype)
    exact = rows.double()
    # float32 numbers near 1000 are 6e-5 apart, and a mean that is off by e adds e² and 2e|shift|.
    torch.testing.assert_close(running.double(), exact.mean(dim=0), rtol=1e-6, atol=1e-6)
    torch.testing.assert_close(
        variance.double(), exact.var(dim=0, correction=0), rtol=1e-3, atol=1e-3
    )


@many
@given(st.integers(0, 20), st.integers(1, 3), dtypes, st.floats(0.0, 0.99), seeds)
def test_moving_average_is_the_weighted_mean(n, d, dtype, decay, seed):
    values = torch.randn((n, d), generator=torch.Generator().manual_seed(seed), dtype=dtype)
    got = moving_average(values, decay)
    assert (got.shape, got.dtype) == (values.shape, dtype)
    for now in range(n):
        weights = decay ** torch.arange(now, -1, -1, dtype=torch.float64)
        expected = (weights[:, None] * values[: now + 1].double()).sum(dim=0) / weights.sum()
        torch.testing.assert_close(got[now].double(), expected, rtol=1e-4, atol=1e-5)
