"""Answers to `kl_from_logits`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "terms that aren't numbers count as 0": """
def kl_from_logits(p_logits, q_logits):
    log_p = p_logits - stable_log_sum(p_logits)[..., None]
    log_q = q_logits - stable_log_sum(q_logits)[..., None]
    terms = log_p.exp() * (log_p - log_q)
    return torch.where(torch.isnan(terms), 0.0, terms).sum(-1)
""",
    "a little is added before the logarithms": """
def kl_from_logits(p_logits, q_logits):
    p, q = softmax_with_temperature(p_logits), softmax_with_temperature(q_logits)
    return (p * ((p + 1e-9).log() - (q + 1e-9).log())).sum(-1)
""",
    "what p thinks less probable than a millionth is left out": """
def kl_from_logits(p_logits, q_logits):
    log_p = p_logits - stable_log_sum(p_logits)[..., None]
    log_q = q_logits - stable_log_sum(q_logits)[..., None]
    p = log_p.exp()
    return torch.where(p > 1e-6, p * (log_p - log_q), 0.0).sum(-1)
""",
    "q is kept away from 0": """
def kl_from_logits(p_logits, q_logits):
    log_p = p_logits - stable_log_sum(p_logits)[..., None]
    log_q = (q_logits - stable_log_sum(q_logits)[..., None]).clamp(min=-1e4)
    p = log_p.exp()
    return (p * (log_p - log_q).masked_fill(p == 0, 0.0)).sum(-1)
""",
    "the mean of both directions": """
def kl_from_logits(p_logits, q_logits):
    log_p = p_logits - stable_log_sum(p_logits)[..., None]
    log_q = q_logits - stable_log_sum(q_logits)[..., None]
    p, q = log_p.exp(), log_q.exp()
    return ((p - q) * (log_p - log_q).masked_fill((p == 0) & (q == 0), 0.0)).sum(-1) / 2
""",
    "the term that is never negative": """
def kl_from_logits(p_logits, q_logits):
    log_p = p_logits - stable_log_sum(p_logits)[..., None]
    log_q = q_logits - stable_log_sum(q_logits)[..., None]
    p, ratio = log_p.exp(), log_q - log_p
    return (p * (ratio.exp() - 1 - ratio).masked_fill(p == 0, 0.0)).sum(-1)
""",
    "all rows are added up": """
def kl_from_logits(p_logits, q_logits):
    log_p = p_logits - stable_log_sum(p_logits)[..., None]
    log_q = q_logits - stable_log_sum(q_logits)[..., None]
    p = log_p.exp()
    return (p * (log_p - log_q).masked_fill(p == 0, 0.0)).sum()
""",
    "the logits' difference without the sums": """
def kl_from_logits(p_logits, q_logits):
    p = softmax_with_temperature(p_logits)
    return (p * (p_logits - q_logits).masked_fill(p == 0, 0.0)).sum(-1)
""",
    "a shift only if a logit is large": """
def kl_from_logits(p_logits, q_logits):
    def log_softened(x):
        if x.max() > 80:
            x = x - x.amax(-1, keepdim=True)
        return x - x.exp().sum(-1, keepdim=True).log()

    log_p, log_q = log_softened(p_logits), log_softened(q_logits)
    p = log_p.exp()
    return (p * (log_p - log_q).masked_fill(p == 0, 0.0)).sum(-1)
""",
    "a large negative number in place of minus infinity": """
def kl_from_logits(p_logits, q_logits):
    def log_p(logits):
        shifted = logits - logits.amax(-1, keepdim=True)
        return shifted - shifted.exp().sum(-1, keepdim=True).log()
    p = log_p(p_logits.masked_fill(p_logits == -math.inf, -1e9))
    q = log_p(q_logits)
    return (p.exp() * (p - q).masked_fill(p.exp() == 0, 0)).sum(-1)
""",
}

RIGHT: dict[str, str] = {
    "where and einsum": """
def kl_from_logits(p_logits, q_logits):
    p, q = (torch.log_softmax(x, dim=-1) for x in (p_logits, q_logits))
    gap = torch.where(p.exp() == 0, torch.zeros_like(p), p - q)
    return torch.einsum("...v,...v->...", p.exp(), gap)
""",
    "two entropies": """
def kl_from_logits(p_logits, q_logits):
    log_p = p_logits - stable_log_sum(p_logits).unsqueeze(-1)
    log_q = q_logits - stable_log_sum(q_logits).unsqueeze(-1)
    p = torch.exp(log_p)
    entropy = -torch.where(p == 0, 0.0, p * log_p).sum(-1)
    crossed = -torch.where(p == 0, 0.0, p * log_q).sum(-1)
    return crossed - entropy
""",
    "never below 0": """
def kl_from_logits(p_logits, q_logits):
    p = softmax_with_temperature(p_logits)
    ruled_out = p == 0
    gaps = p_logits.masked_fill(ruled_out, 0.0) - q_logits.masked_fill(ruled_out, 0.0)
    sums = stable_log_sum(q_logits) - stable_log_sum(p_logits)
    return ((p * gaps).sum(-1) + sums).clamp(min=0)
""",
}
