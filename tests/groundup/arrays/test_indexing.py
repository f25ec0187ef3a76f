"""The library beside PyTorch's ready-made functions, on shapes and numbers that hypothesis draws."""

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from groundup.arrays.indexing import (
    hide_future,
    keep_top_k,
    last_token,
    mean_over_tokens,
    next_token_log_probs,
    patch_positions,
    squared_distances,
    standardise,
    sum_by_token,
)

some = settings(max_examples=100, derandomize=True, database=None)

LENGTHS = st.integers(1, 7)
DTYPES = st.sampled_from([torch.float32, torch.float64])
SEEDS = st.integers(0, 2**31)


def normal(seed: int, *shape: int, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def whole(seed: int, below: int, *shape: int) -> torch.Tensor:
    return torch.randint(below, shape, generator=torch.Generator().manual_seed(seed))


@some
@given(st.lists(LENGTHS, min_size=1, max_size=4), DTYPES, st.floats(1e-6, 2.0), SEEDS)
def test_standardise_is_layer_norm_without_parameters(shape, dtype, epsilon, seed) -> None:
    x = 5 * normal(seed, *shape, dtype=dtype)
    expected = functional.layer_norm(x, shape[-1:], eps=epsilon)
    # In float32 a deviation is wrong by up to 1e-6, and a root of 1e-6 below it makes 1e-3 of that.
    tolerance = 2e-3 if dtype == torch.float32 else 1e-10
    torch.testing.assert_close(standardise(x, epsilon), expected, rtol=tolerance, atol=tolerance)


@some
@given(LENGTHS, LENGTHS, LENGTHS, DTYPES, SEEDS)
def test_squared_distances_are_cdist_squared(rows, columns, d, dtype, seed) -> None:
    x, y = normal(seed, rows, d, dtype=dtype), normal(seed + 1, columns, d, dtype=dtype)
    expected = torch.cdist(x, y, compute_mode="donot_use_mm_for_euclid_dist") ** 2
    torch.testing.assert_close(squared_distances(x, y), expected)


@some
@given(LENGTHS, LENGTHS, st.integers(2, 11), DTYPES, SEEDS)
def test_next_token_log_probs_are_minus_the_cross_entropies(batch, seq, vocab, dtype, seed) -> None:
    log_probs = normal(seed, batch, seq, vocab, dtype=dtype).log_softmax(dim=-1)
    tokens = whole(seed, vocab, batch, seq)
    expected = -functional.nll_loss(
        log_probs[:, :-1].permute(0, 2, 1), tokens[:, 1:], reduction="none"
    )
    torch.testing.assert_close(next_token_log_probs(log_probs, tokens), expected, rtol=0, atol=0)


@some
@given(LENGTHS, LENGTHS, LENGTHS, DTYPES, SEEDS)
def test_patch_positions_is_a_scatter_along_the_sequence(batch, seq, d, dtype, seed) -> None:
    x, source = (
        normal(seed, batch, seq, d, dtype=dtype),
        normal(seed + 1, batch, seq, d, dtype=dtype),
    )
    positions = whole(seed, seq, batch)
    index = positions.reshape(-1, 1, 1).expand(batch, 1, d)
    expected = x.scatter(1, index, source.gather(1, index))
    torch.testing.assert_close(patch_positions(x, source, positions), expected, rtol=0, atol=0)


@some
@given(LENGTHS, st.integers(0, 19), st.integers(1, 5), DTYPES, SEEDS)
def test_sum_by_token_is_a_weighted_bincount_of_each_text(batch, seq, vocab, dtype, seed) -> None:
    values, tokens = normal(seed, batch, seq, dtype=dtype), whole(seed, vocab, batch, seq)
    counts = [
        torch.bincount(t, weights=v, minlength=vocab) for t, v in zip(tokens, values, strict=True)
    ]
    expected = torch.stack(counts).to(dtype)
    torch.testing.assert_close(sum_by_token(values, tokens, vocab), expected, rtol=1e-5, atol=1e-5)


@some
@given(LENGTHS, LENGTHS, st.integers(0, 6), DTYPES, SEEDS)
def test_hide_future_is_attention_under_a_lower_triangle(batch, rows, more, dtype, seed) -> None:
    columns = rows + more
    query, key = (
        normal(seed, batch, rows, 3, dtype=dtype),
        normal(seed + 1, batch, columns, 3, dtype=dtype),
    )
    value = normal(seed + 2, batch, columns, 5, dtype=dtype)
    mask = torch.ones(rows, columns, dtype=torch.bool).tril(columns - rows)
    expected = functional.scaled_dot_product_attention(query, key, value, mask, scale=1.0)
    got = hide_future(query @ key.mT).softmax(dim=-1) @ value
    torch.testing.assert_close(got, expected, rtol=1e-5, atol=1e-5)


@some
@given(LENGTHS, LENGTHS, LENGTHS, DTYPES, SEEDS)
def test_mean_over_tokens_is_the_nanmean_where_padding_is_nan(batch, seq, d, dtype, seed) -> None:
    x, lengths = normal(seed, batch, seq, d, dtype=dtype), 1 + whole(seed, seq, batch)
    for b, length in enumerate(lengths.tolist()):
        x[b, length:] = torch.nan
    torch.testing.assert_close(mean_over_tokens(x, lengths), x.nanmean(dim=1))


@some
@given(LENGTHS, LENGTHS, LENGTHS, DTYPES, SEEDS)
def test_last_token_is_the_last_of_those_that_a_mask_selects(batch, seq, d, dtype, seed) -> None:
    x, is_token = normal(seed, batch, seq, d, dtype=dtype), whole(seed, 2, batch, seq).bool()
    is_token[torch.arange(batch), whole(seed + 1, seq, batch)] = True
    chosen = [row[mask][-1] for row, mask in zip(x, is_token, strict=True)]
    torch.testing.assert_close(last_token(x, is_token), torch.stack(chosen), rtol=0, atol=0)


@some
@given(st.lists(LENGTHS, max_size=2), st.integers(1, 60), st.data(), DTYPES, SEEDS)
def test_keep_top_k_is_topk_where_the_place_breaks_every_tie(front, d, data, dtype, seed) -> None:
    x = whole(seed, 9, *front, d) - 4  # many ties
    k = data.draw(st.integers(1, d))
    places = (x * d - torch.arange(d)).topk(k, dim=-1).indices
    expected = torch.zeros_like(x).scatter(-1, places, x.gather(-1, places)).to(dtype)
    torch.testing.assert_close(keep_top_k(x.to(dtype), k), expected, rtol=0, atol=0)
