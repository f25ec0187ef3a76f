"""Every known mistake of `probabilities`, made a second time in another style, in the same order.

What a learner is told must be found by how the answer behaves, not by how it is written.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "stable_log_sum": (
        """
def stable_log_sum(logits):
    powers = torch.exp(logits)
    return torch.log(torch.sum(powers, dim=-1))
""",
        """
def stable_log_sum(logits):
    top = logits.max(dim=-1, keepdim=True).values
    top = torch.where(torch.isinf(top), torch.zeros_like(top), top)
    total = torch.exp(logits - top).sum(-1)
    return torch.log(total)
""",
        """
def stable_log_sum(logits):
    top = logits.flatten().max()
    return top + torch.log(torch.exp(logits - top).sum(-1))
""",
        """
def stable_log_sum(logits):
    top = torch.max(logits, dim=-1).values
    return top + (logits - top.unsqueeze(-1)).exp().sum(-1).log()
""",
        """
def stable_log_sum(logits):
    top = logits.max(-1, True).values
    top = torch.where(top == -math.inf, torch.zeros_like(top), top)
    powers = torch.exp(logits - top)
    return torch.log(powers.sum(-1, True)) + top
""",
        """
def stable_log_sum(logits):
    low = logits.min(dim=-1).values
    low = torch.where(low == -math.inf, torch.zeros_like(low), low)
    return low + torch.log(torch.exp(logits - low[..., None]).sum(-1))
""",
        """
def stable_log_sum(logits):
    top = torch.max(logits, dim=-1, keepdim=True).values
    top = torch.where(top == -math.inf, torch.zeros_like(top), top)
    total = torch.exp(logits - top).sum(-1, keepdim=True)
    return torch.log(total).squeeze(-1) + torch.squeeze(top)
""",
    ),
    "softmax_with_temperature": (
        """
def softmax_with_temperature(logits, temperature=1.0):
    gaps = logits - logits.max(-1, True).values
    if temperature == 0:
        winners = torch.where(gaps == 0, 1.0, 0.0).type_as(logits)
        return winners / winners.sum(-1, True)
    powers = torch.exp(temperature * gaps)
    return powers / powers.sum(-1, True)
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        powers = torch.where(logits == 0, 1.0, 0.0).type_as(logits)
    else:
        powers = torch.exp(logits / temperature)
    return powers / torch.sum(powers, -1, True)
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    gaps = logits - logits.max(-1, True).values
    if temperature == 0:
        powers = torch.where(gaps == 0, 1.0, 0.0).type_as(logits)
    else:
        powers = torch.exp(gaps / temperature)
    total = torch.sum(powers)
    return powers / total
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    gaps = logits - logits.max(-1, True).values
    if temperature == 0:
        winners = torch.where(gaps == 0, 1.0, 0.0).type_as(logits)
        return winners / winners.sum(-1, True)
    cooled = torch.exp(gaps) / temperature
    return cooled / cooled.sum(-1, True)
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    top = logits.max(-1, True).values
    powers = torch.exp(torch.div(logits - top, temperature))
    return torch.div(powers, powers.sum(-1, True))
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        temperature = 1e-8
    top = logits.max(-1, True).values
    log_powers = (logits - top) / temperature
    return torch.exp(log_powers - torch.log(torch.exp(log_powers).sum(-1, True)))
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        chosen = torch.nn.functional.one_hot(logits.argmax(-1), logits.shape[-1])
        return chosen.to(logits.dtype)
    powers = torch.exp((logits - logits.max(-1, True).values) / temperature)
    return powers / powers.sum(-1, True)
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    top = logits.max(-1, True).values
    if temperature == 0:
        return torch.where(logits == top, torch.ones_like(logits), torch.zeros_like(logits))
    powers = torch.exp((logits - top) / temperature)
    return powers / torch.sum(powers, -1, True)
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        winners = (logits == logits.max(dim=-1, keepdim=True).values).type_as(logits)
        return winners / winners.sum(-1, True)
    cooled = logits * (1 / temperature)
    return torch.exp(cooled - stable_log_sum(cooled).unsqueeze(-1))
""",
    ),
    "masked_cross_entropy": (
        """
def masked_cross_entropy(logits, targets, padding=-100):
    total = torch.zeros((), dtype=logits.dtype)
    for row, target in zip(logits.flatten(0, 1), targets.flatten().tolist()):
        if target != padding:
            total = total + stable_log_sum(row) - row[target]
    return total / (targets.shape[0] * targets.shape[1])
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    total, sequences = torch.zeros((), dtype=logits.dtype), 0
    for b in range(len(targets)):
        losses = [
            stable_log_sum(logits[b, s]) - logits[b, s, targets[b, s]]
            for s in range(targets.shape[1])
            if targets[b, s] != padding
        ]
        number = torch.tensor(len(losses))
        total = total + sum(losses, torch.zeros((), dtype=logits.dtype)) / number
        sequences += 1
    return total / sequences
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    mask = (targets != padding).to(logits.dtype)
    safe = torch.where(targets == padding, torch.zeros_like(targets), targets)
    log_p = logits - stable_log_sum(logits).unsqueeze(-1)
    picked = torch.gather(log_p, 2, safe.unsqueeze(2)).squeeze(2)
    return -torch.sum(mask * picked) / torch.sum(mask)
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    losses = []
    for row, target in zip(logits.flatten(0, 1), targets.flatten().tolist()):
        if target != padding:
            losses.append(stable_log_sum(row) - row[target])
    return sum(losses, torch.zeros((), dtype=logits.dtype))
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    log_p = logits - stable_log_sum(logits).unsqueeze(-1)
    picked = torch.gather(log_p, 2, targets.unsqueeze(2))
    return -picked.sum() / picked.numel()
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    ignored = -100
    keep = torch.logical_not(targets.eq(ignored))
    log_p = logits[keep] - stable_log_sum(logits[keep])[:, None]
    return torch.neg(torch.gather(log_p, 1, targets[keep].unsqueeze(1))).mean()
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    keep = targets.ne(padding)
    targets.masked_fill_(keep.logical_not(), 0)
    log_p = logits[keep] - stable_log_sum(logits[keep])[:, None]
    return -log_p[torch.arange(len(log_p)), targets[keep]].mean()
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    keep = targets.ne(padding)
    rows, tokens = logits[keep], targets[keep]
    picked = torch.take_along_dim(rows, tokens.unsqueeze(1), 1)
    return torch.mean(stable_log_sum(rows) - picked)
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    losses = []
    for row, wanted in zip(logits, targets.tolist()):
        for place in range(len(wanted) - 1):
            token = wanted[place + 1]
            if token != padding:
                losses.append(stable_log_sum(row[place]) - row[place, token])
    return torch.stack(losses).mean() if losses else logits.new_zeros(0).mean()
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    keep = targets.ne(padding)
    rows = logits[keep]
    log_p = rows - stable_log_sum(rows).unsqueeze(1)
    is_token = (torch.arange(rows.shape[1]) == targets[keep].unsqueeze(1)).to(rows.dtype)
    return -torch.einsum("nv,nv->n", log_p, is_token).mean()
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    keep = targets.ne(padding)
    shares = torch.softmax(logits[keep], -1)
    return torch.neg(torch.log(shares[torch.arange(len(shares)), targets[keep]])).mean()
""",
    ),
}
