"""The library's layouts against PyTorch's own functions, on random shapes."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from groundup.arrays.layouts import (
    attention_scores,
    flat_stride,
    image_to_patches,
    pixelate,
    split_heads,
    window_layout,
)

many = settings(max_examples=150)
small = st.integers(1, 4)
dtypes = st.sampled_from([torch.float32, torch.float64])
seeds = st.integers(0, 2**32 - 1)


def normal(seed, shape, dtype=torch.float64):
    return torch.tensor(np.random.default_rng(seed).normal(size=shape)).to(dtype)


@many
@given(lengths=st.tuples(small, small, small, small), dtype=dtypes, seed=seeds)
def test_split_heads_agrees_with_chunks_of_the_features(lengths, dtype, seed):
    batch, seq, heads, d_head = lengths
    x = normal(seed, (batch, seq, heads * d_head), dtype)
    expected = torch.stack(x.chunk(heads, dim=-1), dim=1)
    torch.testing.assert_close(split_heads(x, heads), expected, rtol=0, atol=0)


@many
@given(lengths=st.tuples(small, small, small, small), size=small, dtype=dtypes, seed=seeds)
def test_image_to_patches_agrees_with_unfold(lengths, size, dtype, seed):
    batch, channels, down, across = lengths
    images = normal(seed, (batch, channels, down * size, across * size), dtype)
    expected = functional.unfold(images, size, stride=size).mT
    torch.testing.assert_close(image_to_patches(images, size), expected, rtol=0, atol=0)


@many
@given(lengths=st.tuples(small, small, small, small), size=small, dtype=dtypes, seed=seeds)
def test_pixelate_agrees_with_pooling_and_interpolation(lengths, size, dtype, seed):
    batch, channels, down, across = lengths
    images = normal(seed, (batch, channels, down * size, across * size), dtype)
    pooled = functional.avg_pool2d(images, size)
    expected = functional.interpolate(pooled, scale_factor=size, mode="nearest")
    torch.testing.assert_close(pixelate(images, size), expected)


@many
@given(lengths=st.tuples(*[small] * 5), dtype=dtypes, seed=seeds)
def test_attention_scores_lead_to_torchs_attention(lengths, dtype, seed):
    batch, heads, rows, columns, d_head = lengths
    q = normal(seed, (batch, heads, rows, d_head), dtype)
    k, v = normal(seed + 1, (2, batch, heads, columns, d_head), dtype)
    expected = functional.scaled_dot_product_attention(q, k, v)
    weights = attention_scores(q, k).softmax(dim=-1)
    torch.testing.assert_close(weights @ v, expected, rtol=1e-4, atol=1e-5)


layouts = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 9)), max_size=4)


@many
@given(layout=layouts, length=st.integers(1, 9), data=st.data())
def test_window_layout_agrees_with_unfold(layout, length, data):
    size = data.draw(st.integers(1, length))
    step, stride = data.draw(st.integers(1, 5)), data.draw(st.integers(0, 9))
    shape = (*[axis[0] for axis in layout], length)
    strides = (*[axis[1] for axis in layout], stride)
    x = torch.arange(1000).as_strided(shape, strides)
    got = x.as_strided(*window_layout(shape, strides, size, step))
    torch.testing.assert_close(got, x.unfold(-1, size, step))


@settings(many, max_examples=600)
@given(layout=layouts)
def test_flat_stride_says_when_view_refuses(layout):
    shape, strides = tuple(a for a, _ in layout), tuple(b for _, b in layout)
    x = torch.arange(1000).as_strided(shape, strides)
    stride = flat_stride(shape, strides)
    if stride is None:
        with pytest.raises(RuntimeError, match="view size is not compatible"):
            x.view(-1)
    elif x.numel() > 1:
        assert x.view(-1).stride() == (stride,)
    else:
        assert stride == 1


@settings(many, max_examples=300)
@given(shape=st.lists(st.integers(0, 4), min_size=1, max_size=4), data=st.data())
def test_flat_stride_of_views_that_people_make_agrees_with_view(shape, data):
    x = torch.empty(shape)
    axis, other = (data.draw(st.integers(0, len(shape) - 1)) for _ in range(2))
    cut = (*[slice(None)] * axis, slice(data.draw(st.integers(0, 2)), None, 2))
    made = data.draw(st.sampled_from([x, x.transpose(axis, other), x[cut], x.narrow(axis, 0, 0)]))
    try:
        made.view(-1)
    except RuntimeError:
        assert flat_stride(tuple(made.shape), made.stride()) is None
    else:
        assert flat_stride(tuple(made.shape), made.stride()) is not None
