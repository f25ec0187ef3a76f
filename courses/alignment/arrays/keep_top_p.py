"""Cut off the tail of a distribution, however long or short it is.

A vocabulary of 50,000 tokens has thousands that are each nearly impossible and together are not.
Nucleus sampling keeps as many as it takes to hold a share `top_p` of the probability: one or two
where the model is sure, hundreds where it isn't.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import keep_top_p, softmax_with_temperature


def all_that_tie(logits, top_p):
    ordered = logits.sort(dim=-1, descending=True).values
    probabilities = softmax_with_temperature(ordered)
    stays = probabilities.cumsum(dim=-1) - probabilities < top_p
    edge = ordered.masked_fill(~stays, math.inf).amin(dim=-1, keepdim=True)
    return logits.masked_fill(logits < edge, -math.inf)


def in_place(logits, top_p):
    ordered, places = logits.sort(dim=-1, descending=True)
    probabilities = softmax_with_temperature(ordered)
    gone = probabilities.cumsum(dim=-1) - probabilities >= top_p
    logits[torch.zeros_like(gone).scatter(-1, places, gone)] = -math.inf
    return logits


exercise = Exercise(
    implements=keep_top_p,
    minutes=15,
    difficulty=4,
    importance=4,
    hints=(
        "`logits.sort(dim=-1, descending=True)` gives two tensors: the sorted logits, and the "
        "place where each of them stood.",
        "In sorted order an option is in the nucleus if what comes *before* it adds up to less "
        "than `top_p`. You have softmax; how do you get that sum from `cumsum`?",
        "To undo the sorting, each kept entry must be written to the place that it came from: "
        "that is what `scatter` does. `gather` reads from places, and would shuffle once more.",
    ),
    excludes=("ties", "magnitudes"),  # any of equal logits; tiny ones are equal within rounding
    mistakes=(
        Mistake(
            "probabilities.cumsum(dim=-1) - probabilities",
            "probabilities.cumsum(dim=-1)",
            says="The option that carries the sum past `top_p` is dropped, so what is left holds "
            "less than `top_p`; where one option holds more, nothing is left at all.",
        ),
        Mistake(
            "torch.empty_like(logits).scatter(-1, places, kept)",
            "kept",
            says="The result is in sorted order. Each logit must stand where it stood.",
        ),
        Mistake(
            "torch.empty_like(logits).scatter(-1, places, kept)",
            "kept.gather(-1, places)",
            says="The sorting isn't undone but applied once more: `gather` reads from the places, "
            "and each entry has to be written to its place.",
        ),
        Mistake(
            "-math.inf",
            "0.0",
            says="Dropped options get the logit 0, which is the logarithm of 1 and may be more "
            "than what was kept. To rule an option out its logit must be -inf.",
        ),
        Mistake(
            "before >= top_p",
            "probabilities <= 1 - top_p",
            says="Each probability by itself is held against a threshold. The nucleus asks how "
            "much the more probable options add up to.",
        ),
        Mistake(
            "descending=True",
            "descending=False",
            says="The least probable options are kept. Begin with the most probable one.",
        ),
        Mistake(
            "ordered.masked_fill(",
            "probabilities.log().masked_fill(",
            says="What is kept was normalised on the way. The logits in the nucleus stay as they "
            "are.",
        ),
        Mistake(
            "before >= top_p",
            "before > top_p",
            says="Where the options before hold exactly `top_p`, one more is kept. `top_p` or more "
            "is enough.",
        ),
        Mistake(
            all_that_tie,
            says="Every logit that equals the last one in the nucleus stays. Of equal ones only "
            "as many stay as are needed: a threshold can't tell them apart, places can.",
        ),
        Mistake(
            in_place,
            says="The caller's logits were overwritten. Write into a new tensor.",
        ),
    ),
    notice="`before` is the sum up to an option without its own probability, so that the option "
    "which crosses the line stays without a special case, and the first one always does.",
)


def by_loop(row: list[float], top_p: float) -> list[float]:
    """The slow truth: take the most probable options until they hold enough."""
    powers = [math.exp(logit) for logit in row]
    kept = [-math.inf] * len(row)
    held = 0.0
    for place in sorted(range(len(row)), key=lambda place: -row[place]):
        if held < top_p:
            kept[place] = row[place]
            held += powers[place] / math.fsum(powers)
    return kept


def test_a_flat_row_keeps_more_than_a_steep_one() -> None:
    # 4/16 and 3/16 are less than 0.7, with 5/16 they are more; 13/16 is more by itself.
    logits = torch.tensor([[2.0, 4.0, 3.0, 2.0, 5.0], [1.0, 1.0, 13.0, 0.5, 0.5]]).log()
    low = -math.inf
    rows = [
        [low, math.log(4), math.log(3), low, math.log(5)],
        [low, low, math.log(13), low, low],
    ]
    torch.testing.assert_close(keep_top_p(logits, 0.7), torch.tensor(rows))


@pytest.mark.parametrize("shape", [(11,), (1, 7), (5, 5), (2, 3, 13)])
@pytest.mark.parametrize("top_p", [0.05, 0.4, 0.8, 0.97])
def test_each_row_agrees_with_the_loop(
    top_p: float, shape: tuple[int, ...], rng: np.random.Generator
) -> None:
    logits = 1.5 * rng.normal(size=shape)
    rows = [by_loop(row, top_p) for row in logits.reshape(-1, shape[-1]).tolist()]
    expected = torch.tensor(rows, dtype=torch.float64).reshape(shape)
    torch.testing.assert_close(keep_top_p(torch.tensor(logits), top_p), expected)


def test_exactly_enough_is_enough() -> None:
    # Two logits of 0 have probabilities of exactly 1/2, in whatever way the softmax is computed.
    low = -math.inf
    kept = keep_top_p(torch.tensor([[0.0, 0.0, low], [low, 0.0, 0.0]]), 0.5)
    counts = [sum(entry > -math.inf for entry in row) for row in kept.tolist()]
    assert counts == [1, 1]


def test_of_equal_logits_as_many_stay_as_are_needed() -> None:
    kept = keep_top_p(torch.tensor([[2.0] * 8, [-7.0] * 8]), 0.55)
    values = [sorted(row) for row in kept.tolist()]
    assert values == [[-math.inf] * 3 + [2.0] * 5, [-math.inf] * 3 + [-7.0] * 5]


def test_the_smallest_lead_decides(rng: np.random.Generator) -> None:
    row = rng.permutation([1.0, 1.0 + 1e-9, 1.0 + 2e-9, 1.0 + 3e-9]).tolist()
    kept = keep_top_p(torch.tensor([row], dtype=torch.float64), 0.4).tolist()
    expected = [[entry if entry > 1.0 + 1.5e-9 else -math.inf for entry in row]]
    assert kept == expected


def test_a_top_p_of_one_keeps_everything_that_is_possible(rng: np.random.Generator) -> None:
    logits = torch.tensor(rng.normal(size=(2, 7)))
    logits[1, 3] = -math.inf
    expected = torch.tensor(logits.tolist(), dtype=torch.float64)
    torch.testing.assert_close(keep_top_p(logits, 1.0), expected)


def test_logits_of_any_size_are_filtered() -> None:
    logits = torch.tensor([[1000.0, 999.0, 0.0], [-4000.0, -3000.0, -3000.5]])
    expected = torch.tensor([[1000.0, 999.0, -math.inf], [-math.inf, -3000.0, -3000.5]])
    torch.testing.assert_close(keep_top_p(logits, 0.9), expected)


def test_float32_stays_float32_and_the_logits_stay_as_they_were(rng: np.random.Generator) -> None:
    logits = torch.tensor(rng.normal(size=(2, 7)), dtype=torch.float32)
    before = logits.tolist()
    expected = torch.tensor([by_loop(row, 0.6) for row in before], dtype=torch.float32)
    torch.testing.assert_close(keep_top_p(logits, 0.6), expected)
    assert logits.tolist() == before
