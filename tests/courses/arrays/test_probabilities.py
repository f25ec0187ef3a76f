"""Right answers to the exercises of `probabilities`, written in other ways than the library's.

A check that rejects one of these is at fault: it tests how an answer is written.
"""

import pytest

RIGHT = {
    "stable_log_sum": """
def stable_log_sum(logits):
    flat = logits.reshape(-1, logits.shape[-1])
    sums = []
    for row in flat.tolist():
        largest = max(row)
        if largest == -math.inf:
            sums.append(largest)
        else:
            sums.append(largest + math.log(sum(math.exp(entry - largest) for entry in row)))
    return torch.tensor(sums, dtype=logits.dtype).reshape(logits.shape[:-1])
""",
    "softmax_with_temperature": """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        winners = (logits == logits.max(dim=-1, keepdim=True).values).type_as(logits)
        return winners / winners.sum(-1, keepdim=True)
    scaled = logits / temperature
    return torch.exp(scaled - scaled.logsumexp(-1, keepdim=True))
""",
    "masked_cross_entropy": """
def masked_cross_entropy(logits, targets, padding=-100):
    total, number = torch.zeros((), dtype=logits.dtype), 0
    for place in torch.argwhere(targets != padding).tolist():
        row = logits[tuple(place)]
        total = total + torch.logsumexp(row, 0) - row[targets[tuple(place)]]
        number += 1
    return total / torch.tensor(number)
""",
    "entropy_of_logits": """
def entropy_of_logits(logits):
    p = torch.softmax(logits, -1)
    return torch.where(p > 0, -p * torch.log(p), torch.zeros_like(p)).sum(-1)
""",
    "kl_from_logits": """
def kl_from_logits(p_logits, q_logits):
    p, q = (torch.log_softmax(x, dim=-1) for x in (p_logits, q_logits))
    gap = torch.where(p.exp() > 0, p - q, torch.zeros_like(p))
    return torch.einsum("...v,...v->...", p.exp(), gap)
""",
    "invert_cumulative": """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(-1)
    ends = (ends / ends[..., -1:]).contiguous()
    found = torch.searchsorted(ends, uniform.unsqueeze(-1).contiguous(), right=True)
    return found.squeeze(-1)
""",
    "sample_categorical": """
def sample_categorical(probabilities, generator):
    clocks = -torch.log1p(-torch.rand(probabilities.shape, generator=generator).double())
    return torch.where(probabilities > 0, clocks / probabilities, math.inf).argmin(-1)
""",
    "gumbel_sample": """
def gumbel_sample(logits, generator):
    probabilities = softmax_with_temperature(logits, 1.0)
    return sample_categorical(probabilities, generator)
""",
    "keep_top_p": """
def keep_top_p(logits, top_p):
    result = torch.full_like(logits, -math.inf)
    rows = zip(logits.reshape(-1, logits.shape[-1]), result.view(-1, logits.shape[-1]))
    for row, kept in rows:
        held = 0.0
        shares = torch.softmax(row.double(), -1)
        for place in row.argsort(descending=True).tolist():
            if held >= top_p:
                break
            kept[place] = row[place]
            held += shares[place].item()
    return result
""",
    "running_moments": """
def running_moments(count, mean, variance, batch):
    spread = count * variance
    for row in batch:
        count += 1
        step = row - mean
        mean = mean + step / count
        spread = spread + step * (row - mean)
    return count, mean, spread / count
""",
    "moving_average": """
def moving_average(values, decay):
    steps = torch.arange(len(values))
    age = (steps[:, None] - steps[None, :]).clamp(min=0)
    weights = torch.tril(torch.tensor(decay, dtype=values.dtype) ** age)
    return (weights / weights.sum(dim=1, keepdim=True)) @ values
""",
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_of_another_kind_is_accepted(name, verdict_on) -> None:
    verdict = verdict_on(name, RIGHT[name])
    assert (verdict.outcome, verdict.failure) == ("passed", None)
