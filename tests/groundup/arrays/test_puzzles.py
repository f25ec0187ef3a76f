"""The puzzles' answers against PyTorch's, numpy's and scipy's ready-made functions."""

import numpy as np
import scipy.linalg
import scipy.signal
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from groundup.arrays.puzzles import (
    bigram_counts,
    decayed_totals,
    relative_bias,
    restart_positions,
)

many = settings(max_examples=150)
dtypes = st.sampled_from([torch.float32, torch.float64])
seeds = st.integers(0, 2**32 - 1)


@many
@given(shape=array_shapes(max_dims=3, max_side=7), decay=st.floats(0, 1), dtype=dtypes, seed=seeds)
def test_decayed_totals_agree_with_a_recursive_filter(shape, decay, dtype, seed):
    x = torch.tensor(np.random.default_rng(seed).normal(size=shape)).to(dtype)
    filtered = scipy.signal.lfilter([1.0], [1.0, -decay], x.double().numpy(), axis=-1)
    expected = torch.tensor(filtered).to(dtype)
    torch.testing.assert_close(decayed_totals(x, decay), expected, rtol=1e-5, atol=1e-5)


@many
@given(shape=array_shapes(max_dims=3, max_side=7), dtype=dtypes, seed=seeds)
def test_decayed_totals_without_decay_are_cumulative_sums(shape, dtype, seed):
    x = torch.tensor(np.random.default_rng(seed).normal(size=shape)).to(dtype)
    torch.testing.assert_close(decayed_totals(x, 1), x.cumsum(dim=-1), rtol=1e-5, atol=1e-5)


@many
@given(seq=st.integers(1, 9), heads=st.integers(1, 4), dtype=dtypes, seed=seeds)
def test_relative_bias_agrees_with_a_toeplitz_matrix(seq, heads, dtype, seed):
    values = torch.tensor(np.random.default_rng(seed).normal(size=(heads, 2 * seq - 1))).to(dtype)
    behind, ahead = values[:, :seq].flip(-1), values[:, seq - 1 :]
    tables = [scipy.linalg.toeplitz(*pair) for pair in zip(behind, ahead, strict=True)]
    torch.testing.assert_close(relative_bias(values), torch.tensor(np.array(tables)))


@many
@given(rows=st.integers(1, 4), seq=st.integers(0, 30), seed=seeds)
def test_restart_positions_agree_with_lengths_of_runs(rows, seq, seed):
    documents = torch.tensor(np.random.default_rng(seed).integers(-1, 2, size=(rows, seq)))
    runs = [row.unique_consecutive(return_counts=True)[1].tolist() for row in documents]
    expected = [[place for length in row for place in range(length)] for row in runs]
    assert restart_positions(documents).tolist() == expected
    assert restart_positions(documents.int()).dtype == torch.int64


@many
@given(rows=st.integers(0, 4), seq=st.integers(1, 12), vocab=st.integers(1, 6), seed=seeds)
def test_bigram_counts_agree_with_bincount(rows, seq, vocab, seed):
    tokens = torch.tensor(np.random.default_rng(seed).integers(vocab, size=(rows, seq)))
    pairs = (tokens[:, :-1] * vocab + tokens[:, 1:]).flatten()
    expected = pairs.bincount(minlength=vocab**2).view(vocab, vocab)
    torch.testing.assert_close(bigram_counts(tokens, vocab), expected)
