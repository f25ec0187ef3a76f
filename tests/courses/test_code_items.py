"""The code items of the chapters' tests: whatever is drawn, right code is right and wrong is wrong."""

import itertools
from pathlib import Path

import numpy as np
import pytest
import torch

from bootcamp.check.client import Judge
from bootcamp.course.items import drawn, read_items

ROOT = Path(__file__).parents[2] / "courses/alignment"
ITEMS = {
    (chapter, item.name): item
    for chapter in ("arrays", "autograd")
    for item in read_items(ROOT / chapter)
    if item.code
}
SEEDS = 60  # enough that every variant is drawn: the test says so


def by_rows(give):
    return lambda x, **numbers: torch.stack([give(row, **numbers) for row in x])


def torchs_slope(x, a, b, n):
    leaf = torch.tensor(x, requires_grad=True)
    ((a * leaf + b) ** n).sum().backward()
    return leaf.grad.numpy()


def torchs_grads(grad, x, y, c, n):
    x, y = (torch.tensor(each, requires_grad=True) for each in (x, y))
    (c * x * y + y**n).backward(torch.tensor(grad))
    return x.grad.numpy(), y.grad.numpy()


def torchs_grad_of_row(grad, m, c):
    row = torch.ones(m.shape[1], dtype=torch.float64, requires_grad=True)
    (c * row * torch.tensor(m)).backward(torch.tensor(grad))
    return row.grad.numpy()


TRUTHS = {
    "newest_first": lambda x, k: torch.stack([x[..., -1 - i] for i in range(k)], dim=-1),
    "ranked": by_rows(lambda row, k: torch.tensor(sorted(row.tolist())[-k])),
    "to_the_same_peak": by_rows(lambda row, c: row * (c / max(map(abs, row.tolist())))),
    "slope_of_power": torchs_slope,
    "grads_of_mix": torchs_grads,
    "grad_of_shared_row": torchs_grad_of_row,
}


@pytest.fixture(scope="module")
def judge():
    with Judge.start(ROOT, None) as judge:
        yield judge


def variants_of(item):
    """One seed of each variant."""
    found = {}
    for seed in range(SEEDS):
        [one] = drawn((item,), seed)
        found.setdefault(one.numbers, (seed, one))
    assert len(found) == len(list(itertools.product(*item.draw.values())))
    return found.values()


def test_each_chapter_asks_for_code():
    assert {chapter for chapter, _ in ITEMS} == {"arrays", "autograd"}


@pytest.mark.parametrize(("chapter", "name"), ITEMS)
def test_the_right_code_gives_what_an_independent_truth_gives(chapter, name):
    for _, item in variants_of(ITEMS[chapter, name]):
        names = {}
        exec(item.code, names)
        for inputs in item.inputs:
            given = eval(f"({inputs},)", names)
            expected = TRUTHS[name](*given, **dict(item.numbers))
            np.testing.assert_allclose(names[item.function](*given), expected, rtol=1e-6)


@pytest.mark.parametrize(("chapter", "name"), ITEMS)
def test_right_code_passes_and_each_wrong_one_is_rejected(judge, chapter, name):
    for seed, item in variants_of(ITEMS[chapter, name]):
        assert judge.item(chapter, name, seed, item.code) == (True, "")
        imports = item.code.partition("def ")[0]
        for code in (*item.wrong, item.stub, ""):
            is_right, _ = judge.item(chapter, name, seed, imports + code if code else "")
            assert not is_right, (dict(item.numbers), code)


@pytest.mark.parametrize(("chapter", "name"), ITEMS)
def test_the_code_of_another_variant_is_wrong(judge, chapter, name):
    variants = list(variants_of(ITEMS[chapter, name]))
    for (seed, _), (_, other) in itertools.pairwise(variants):
        assert not judge.item(chapter, name, seed, other.code)[0], dict(other.numbers)


def test_an_item_isnt_an_exercise_of_a_lesson():
    files = {path.stem for path in ROOT.glob("*/*.py")}
    assert not files & {name for _, name in ITEMS}
