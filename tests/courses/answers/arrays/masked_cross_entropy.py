"""Answers to `masked_cross_entropy`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "each row meets each target": """
def masked_cross_entropy(logits, targets, padding=-100):
    counts = targets != padding
    chosen = logits[counts].gather(-1, targets[counts][:, None])
    return (stable_log_sum(logits[counts]) - chosen).mean()
""",
    "padding is looked up as token 0": """
def masked_cross_entropy(logits, targets, padding=-100):
    chosen = logits.gather(-1, targets.clamp(min=0)[..., None])[..., 0]
    losses = stable_log_sum(logits) - chosen
    return losses[targets != padding].mean()
""",
    "a multiplication by a one-hot target": """
def masked_cross_entropy(logits, targets, padding=-100):
    counts = targets != padding
    rows = logits[counts]
    log_p = rows - stable_log_sum(rows)[:, None]
    is_target = torch.arange(rows.shape[-1]) == targets[counts][:, None]
    return -(log_p * is_target).sum(-1).mean()
""",
    "NaN and infinities are replaced before the mask": """
def masked_cross_entropy(logits, targets, padding=-100):
    counts = targets != padding
    chosen = logits.gather(-1, targets.masked_fill(~counts, 0)[..., None])[..., 0]
    losses = (stable_log_sum(logits) - chosen).nan_to_num(0.0, 0.0, 0.0)
    return (losses * counts).sum() / counts.sum()
""",
    "whatever is negative is padding": """
def masked_cross_entropy(logits, targets, padding=-100):
    counts = targets >= 0
    rows = logits[counts]
    return (stable_log_sum(rows) - rows.gather(-1, targets[counts][:, None])[:, 0]).mean()
""",
    "the logits are shifted against the targets": """
def masked_cross_entropy(logits, targets, padding=-100):
    logits, targets = logits[:, :-1], targets[:, 1:]
    counts = targets != padding
    rows = logits[counts]
    return (stable_log_sum(rows) - rows.gather(-1, targets[counts][:, None])[:, 0]).mean()
""",
    "no target at all costs nothing": """
def masked_cross_entropy(logits, targets, padding=-100):
    counts = targets != padding
    rows = logits[counts]
    losses = stable_log_sum(rows) - rows.gather(-1, targets[counts][:, None])[:, 0]
    return losses.sum() / counts.sum().clamp(min=1)
""",
    "a little is added before the logarithm": """
def masked_cross_entropy(logits, targets, padding=-100):
    counts = targets != padding
    p = (logits[counts] - stable_log_sum(logits[counts])[:, None]).exp()
    return -(p.gather(-1, targets[counts][:, None])[:, 0] + 1e-9).log().mean()
""",
    "the logarithm of a rounded probability": """
def masked_cross_entropy(logits, targets, padding=-100):
    counts = targets != padding
    p = softmax_with_temperature(logits[counts])
    return -p.gather(-1, targets[counts][:, None])[:, 0].log().mean()
""",
    "masked logits are set to 0": """
def masked_cross_entropy(logits, targets, padding=-100):
    counts = targets != padding
    safe = logits.masked_fill(~counts[..., None], 0.0)
    chosen = safe.gather(-1, targets.masked_fill(~counts, 0)[..., None])[..., 0]
    return (stable_log_sum(safe) - chosen).mean()
""",
}

RIGHT: dict[str, str] = {
    "token by token": """
def masked_cross_entropy(logits, targets, padding=-100):
    total, number = torch.zeros((), dtype=logits.dtype), 0
    for place in torch.argwhere(targets != padding).tolist():
        row = logits[tuple(place)]
        total = total + torch.logsumexp(row, 0) - row[targets[tuple(place)]]
        number += 1
    return total / torch.tensor(number)
""",
    "what doesn't count is replaced afterwards": """
def masked_cross_entropy(logits, targets, padding=-100):
    counts = targets != padding
    log_p = logits - stable_log_sum(logits)[..., None]
    chosen = torch.take_along_dim(log_p, torch.where(counts, targets, 0)[..., None], -1)
    return -torch.where(counts, chosen[..., 0], 0.0).sum() / counts.sum()
""",
    "by numbers of rows": """
def masked_cross_entropy(logits, targets, padding=-100):
    flat = targets.reshape(-1)
    (places,) = torch.nonzero(flat != padding, as_tuple=True)
    rows = logits.reshape(-1, logits.shape[-1])[places]
    rows = rows - rows.amax(dim=-1, keepdim=True)
    surprises = rows.exp().sum(-1).log() - rows[torch.arange(len(places)), flat[places]]
    return surprises.sum() / len(places) if len(places) else surprises.mean()
""",
}
