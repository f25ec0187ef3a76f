"""The short tests of the chapters: each right answer against torch, plain loops or a difference."""

import math
from pathlib import Path

import pytest
import torch
from torch.nn import functional

from bootcamp.course.items import drawn, read_items
from bootcamp.course.page import render_inline, render_markdown

ROOT = Path(__file__).parents[2] / "courses/alignment"
CHAPTERS = ("arrays", "autograd")


def leaf(value):
    return torch.tensor(float(value), dtype=torch.float64, requires_grad=True)


def slope(leaf, result):
    result.backward()
    return leaf.grad.item()


def shape(tensor):
    return f"`{list(tensor.shape)}`"


def row_sums(p, q):
    with pytest.raises(RuntimeError, match="must match"):
        torch.rand(p, q) / torch.rand(p, q).sum(dim=1)
    return f"An error: the lengths {q} and {p} don't fit."


def shared(x, k):
    x = leaf(x)
    return slope(x, x * x + k * x)


def divisor(a, b):
    b = leaf(b)
    return slope(b, a / b)


def product(a, b, g):
    a = leaf(a)
    return slope(a, a * b * g)


def bias(p, q):
    b = torch.zeros(q, requires_grad=True)
    (torch.rand(p, q) + b).sum().backward()
    assert len(set(b.grad.tolist())) == 1
    return b.grad[0].item()


def weights(n, d, m):
    x, w, g = torch.rand(n, d), torch.rand(d, m, requires_grad=True), torch.rand(n, m)
    (x @ w * g).sum().backward()
    torch.testing.assert_close(w.grad, x.T @ g)
    return f"`X.T @ G`, of shape `{list(w.grad.shape)}`"


def logit(p):
    share = p / 100
    logits = torch.tensor([math.log(share), math.log(1 - share)], dtype=torch.float64)
    logits.requires_grad_()
    functional.cross_entropy(logits[None], torch.tensor([0])).backward()
    return logits.grad[0].item()


def tanh(y):
    x = leaf(math.atanh(y))
    return slope(x, x.tanh())


def not_set_back(g, n, r):
    w = leaf(0)
    for _ in range(n):
        (g * w).backward()
    torch.optim.SGD([w], lr=r).step()
    return w.item()


def central_error(h):
    x = 2.0
    return ((x + h) ** 3 - (x - h) ** 3) / (2 * h) - 3 * x**2


def surprise(p):
    p = leaf(p)
    return slope(p, -p.log())


def odds(d, t):
    first, second = torch.softmax(torch.tensor([d / t, 0.0], dtype=torch.float64), 0).tolist()
    return math.log(first / second)


def top_two(a, b, c):
    kept = sorted([a, b, c], reverse=True)[:2]
    return kept[0] / sum(kept)


TRUTHS = {
    "keepdim": lambda p, q, r: shape(torch.zeros(p, q, r).sum(dim=1, keepdim=True)),
    "row_sums": row_sums,
    "new_axis": lambda p, q: shape(torch.zeros(p, q)[:, None] - torch.zeros(p, q)[None, :]),
    "multiples": lambda n, m: (torch.arange(n) % m == 0).sum().item(),
    "entry_of_grid": lambda r, c, i, j: torch.arange(r * c).reshape(r, c)[i, j].item(),
    "stride_after_permute": lambda p, q, r: torch.zeros(p, q, r).permute(2, 0, 1).stride(1),
    "share_of_last": lambda a, b: torch.tensor([0, math.log(a), math.log(b)]).softmax(0)[2].item(),
    "top_k_share": top_two,
    "head_length": lambda b, s, d, h: torch.zeros(b, s, d).reshape(b, s, h, -1).shape[-1],
    "odds_at_temperature": odds,
    "central_error": central_error,
    "slope_of_product": product,
    "used_twice": shared,
    "slope_of_divisor": divisor,
    "gradient_of_bias": bias,
    "gradient_of_weights": weights,
    "gradient_of_logit": logit,
    "slope_of_tanh": tanh,
    "not_set_back": not_set_back,
    "slope_of_surprise": surprise,
}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_right_answer_is_what_an_independent_truth_says(chapter):
    for seed in range(25):
        for question in drawn(read_items(ROOT / chapter), seed):
            if question.code:  # see test_code_items
                continue
            expected = TRUTHS[question.name](**dict(question.numbers))
            if isinstance(expected, str):
                assert question.answer == expected
            else:
                assert question.answer == pytest.approx(expected, abs=1e-6), question.text


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_eight_items_at_least_that_render_and_have_six_variants(chapter):
    items = read_items(ROOT / chapter)
    assert len(items) >= 8
    for item in items:
        assert math.prod(len(values) for values in item.draw.values()) >= 6, item.name
    for seed in range(60):
        for question in drawn(items, seed):
            for text in (question.text, question.because):
                assert "<" in render_markdown(text)
                assert "{" not in text.replace("\\frac{", "").split("$")[0], text
            for choice in question.choices:
                render_inline(choice)
