"""Measure how far one model's next token is from another's.

The KL divergence is the yardstick of fine-tuning: it keeps a policy near its reference in
reinforcement learning from human feedback, and tells a distilled, pruned or patched model from the
original. It has a direction, and no symmetry.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.probabilities import kl_from_logits, softmax_with_temperature


def probabilities_first(p_logits, q_logits):
    p, q = softmax_with_temperature(p_logits), softmax_with_temperature(q_logits)
    return (p * (p / q).log().masked_fill(p == 0, 0.0)).sum(dim=-1)


def a_little_added(p_logits, q_logits):
    p, q = softmax_with_temperature(p_logits), softmax_with_temperature(q_logits)
    return (p * ((p + 1e-9).log() - (q + 1e-9).log())).sum(dim=-1)


exercise = Exercise(
    implements=kl_from_logits,
    minutes=12,
    difficulty=3,
    importance=5,
    hints=(
        "Make log-probabilities of both, each with its own row's log-sum-exp.",
        "From p to q means: options are weighed by p, and the difference is log p minus log q.",
        "Where p is 0 the product must be 0, yet 0 times infinity is NaN, and so is -inf minus "
        "-inf. Replace the difference there, before multiplying. Where q alone is 0, let the "
        "infinity stand.",
    ),
    mistakes=(
        Mistake(
            "p * (log_p - log_q).masked_fill(p == 0, 0.0)",
            "log_q.exp() * (log_q - log_p).masked_fill(log_q.exp() == 0, 0.0)",
            says="This is the divergence in the other direction, from q to p. The options are "
            "weighed by p, the first argument.",
        ),
        Mistake(
            probabilities_first,
            says="The probabilities are computed first and their quotient's logarithm afterwards. "
            "One that was rounded to 0 by then makes it infinite. Stay with logarithms.",
        ),
        Mistake(
            ".sum(dim=-1)",
            ".mean(dim=-1)",
            says="The options are averaged. The probabilities are the weights already; a mean "
            "divides by the size of the vocabulary once more.",
        ),
        Mistake(
            ".masked_fill(p == 0, 0.0)",
            "",
            says="An option of probability 0 under p gives NaN. It should count as 0, whatever q "
            "says of it.",
        ),
        Mistake(
            ".masked_fill(p == 0, 0.0)",
            ".nan_to_num(0.0, 0.0, 0.0)",
            says="An option that q rules out and p doesn't counts as nothing. It makes the "
            "divergence infinite: q could never have produced it.",
        ),
        Mistake(
            "log_q = q_logits - stable_log_sum(q_logits)[..., None]",
            "log_q = q_logits",
            says="The second argument's logits are taken for log-probabilities. They become that "
            "only once each row's log-sum-exp is subtracted.",
        ),
        Mistake(
            "p * (log_p - log_q)",
            "p * (-log_q)",
            says="This is the cross-entropy of the two. The divergence is what it exceeds p's own "
            "entropy by.",
        ),
        Mistake(
            "return (p * (log_p - log_q).masked_fill(p == 0, 0.0))",
            "return torch.where(p > 0, p * (log_p - log_q), 0.0)",
            says="Where p has a NaN the divergence is 0, as if the two agreed: no comparison with "
            "NaN is true. Replace what belongs to probability 0 and nothing else.",
        ),
        Mistake(
            a_little_added,
            says="A small number is added to the probabilities before the logarithm. What q rules "
            "out then costs a finite number, and everything else is a little wrong.",
        ),
    ),
    excludes=("magnitudes",),  # of tiny logits only rounding is left
    notice="The difference of the logarithms is replaced only where `p == 0`. An infinity where "
    "only q is 0 stays, and a NaN that came in as a logit stays too.",
    without=("kl_div", "kl_divergence", "KLDivLoss", "rel_entr"),
)


def by_loop(p_row: list[float], q_row: list[float]) -> float:
    """The slow truth, for logits of moderate size."""
    p_powers, q_powers = ([math.exp(logit) for logit in row] for row in (p_row, q_row))
    p_total, q_total = math.fsum(p_powers), math.fsum(q_powers)
    terms = []
    for p_power, q_power in zip(p_powers, q_powers, strict=True):
        if p_power > 0:
            p, q = p_power / p_total, q_power / q_total
            terms.append(p * math.log(p / q) if q > 0 else math.inf)
    return math.fsum(terms)


def test_divergences_worked_out_by_hand() -> None:
    # A fair coin against 1/4 and 3/4; the other way; a certain option against 1 in 8; itself.
    p = torch.tensor([[[1.0, 1.0], [1.0, 3.0]], [[1.0, 0.0], [2.0, 5.0]]]).log()
    q = torch.tensor([[[1.0, 3.0], [1.0, 1.0]], [[1.0, 7.0], [2.0, 5.0]]]).log()
    expected = torch.tensor(
        [
            [math.log(2) / 2 + math.log(2 / 3) / 2, math.log(1 / 2) / 4 + 3 * math.log(3 / 2) / 4],
            [math.log(8), 0.0],
        ]
    )
    torch.testing.assert_close(kl_from_logits(p, q), expected)


@pytest.mark.parametrize("shape", [(7,), (1, 5), (3, 3), (2, 1, 7), (2, 3, 5)])
def test_each_row_agrees_with_the_loop(shape: tuple[int, ...], rng: np.random.Generator) -> None:
    p, q = rng.normal(size=shape) + 1, 2 * rng.normal(size=shape) - 1
    flat = p.reshape(-1, shape[-1]).tolist(), q.reshape(-1, shape[-1]).tolist()
    rows = [by_loop(*pair) for pair in zip(*flat, strict=True)]
    expected = torch.tensor(rows, dtype=torch.float64).reshape(shape[:-1])
    got = kl_from_logits(torch.tensor(p), torch.tensor(q))
    torch.testing.assert_close(got, expected, rtol=1e-11, atol=1e-13)


def test_what_p_rules_out_counts_as_nothing() -> None:
    p = torch.tensor([[0.0, 0.0, -math.inf], [0.0, -math.inf, -math.inf]])
    q = torch.tensor([[0.0, 0.0, -math.inf], [math.log(2), math.log(6), -math.inf]])
    expected = torch.tensor([0.0, math.log(4)])
    torch.testing.assert_close(kl_from_logits(p, q), expected)


def test_what_is_ruled_out_stands_below_every_number() -> None:
    low = -3e9  # in float64 it has six digits after the point
    p = torch.tensor([[-math.inf, low], [0.0, 0.0]], dtype=torch.float64)
    q = torch.tensor([[0.0, math.log(3)], [-math.inf, low]], dtype=torch.float64)
    expected = torch.tensor([math.log(4 / 3), math.inf], dtype=torch.float64)
    torch.testing.assert_close(kl_from_logits(p, q), expected, rtol=0.0, atol=1e-5)


def test_what_q_alone_rules_out_is_infinitely_far() -> None:
    p = torch.tensor([[0.0, -3.0], [0.0, 0.0], [0.0, 0.0]])
    q = torch.tensor([[0.0, -math.inf], [0.0, 0.0], [-math.inf, 0.0]])
    expected = torch.tensor([math.inf, 0.0, math.inf])
    torch.testing.assert_close(kl_from_logits(p, q), expected)


@pytest.mark.parametrize("size", [1000.0, -4000.0])
def test_logits_of_any_size_have_a_divergence(size: float) -> None:
    p = torch.tensor([[0.0, 0.0, -9000.0], [-6000.0, 0.0, -3000.0]], dtype=torch.float64) + size
    q = torch.tensor([[0.0, 0.0, 0.0], [0.0, -6000.0, -3000.0]], dtype=torch.float64) - size
    expected = torch.tensor([math.log(1.5), 6000.0], dtype=torch.float64)
    torch.testing.assert_close(kl_from_logits(p, q), expected)


def test_an_improbable_option_counts() -> None:
    p, q = [[-20.0, 0.0, 0.0], [0.0, -15.0, 0.0]], [[-90.0, 0.0, 0.0], [0.0, 9.0, -40.0]]
    rows = [by_loop(*pair) for pair in zip(p, q, strict=True)]
    expected = torch.tensor(rows, dtype=torch.float64)
    got = kl_from_logits(torch.tensor(p, dtype=torch.float64), torch.tensor(q, dtype=torch.float64))
    torch.testing.assert_close(got, expected, rtol=1e-9, atol=1e-13)


def test_a_nan_among_the_logits_stays_visible() -> None:
    p = torch.tensor([[0.0, math.nan], [0.0, 0.0]])
    q = torch.tensor([[0.0, 0.0], [math.nan, 0.0]])
    expected = torch.tensor([math.nan, math.nan])
    torch.testing.assert_close(kl_from_logits(p, q), expected, equal_nan=True)


def test_float32_stays_float32_and_arguments_stay_as_they_were(rng: np.random.Generator) -> None:
    p, q = (torch.tensor(rng.normal(size=(2, 3)), dtype=torch.float32) for _ in range(2))
    before = [p.tolist(), q.tolist()]
    rows = [by_loop(*pair) for pair in zip(*before, strict=True)]
    expected = torch.tensor(rows, dtype=torch.float32)
    torch.testing.assert_close(kl_from_logits(p, q), expected)
    assert [p.tolist(), q.tolist()] == before
